"""Pages of the Ämter: who holds them, the change of a holder, the standing deputies."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees.models import Office
from gremien_app.people.committees.queries import chaired_by
from gremien_app.people.committees.reach_queries import met_by
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import by_holder, obstacle
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.offices import actions, queries, rules
from gremien_app.people.offices.forms import (
    DeputyForm,
    EndTenureForm,
    FormerForm,
    HolderForm,
    OfficeForm,
    TenureForm,
)
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.queries import find_person
from gremien_app.people.persons.rules import require_person_data
from gremien_app.people.persons.views import add_new_person, person_choice, require_new_name
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("offices", __name__)
BACK = "back"  # from the effect to what was typed
NOT_CARRIED = frozenset({"csrf_token", "is_confirmed", "reach_seen"})


@bp.route("/aemter", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    day, tenures = today(), queries.tenures_of()
    offices = []
    for office in queries.offices():
        own = [one for one in tenures if one.office_id == office.id]
        offices.append((office, rules.holder_on(own, day), rules.deputies_on(own, day)))
    return render_template("offices/index.html", offices=offices)


@bp.route("/aemter/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = OfficeForm()
    if form.validate_on_submit():
        with form.rules():
            office = actions.add_office(current_viewer(), title=form.title.data)
            return done(
                f"Das Amt „{office.title}“ ist angelegt.", url_for("offices.show", id=office.id)
            )
    return render_template("offices/office.html", form=form, office=None)


@bp.route("/aemter/<oid:id>", access=ANY_SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    office, day = queries.get_office(id), today()
    tenures = queries.tenures_of(office)
    chaired = queries.chairs_by_committee(office, day)
    running = {one.id for one in tenures if one.runs_on(day)}
    return render_template(
        "offices/show.html",
        office=office,
        holders=[one for one in tenures if not one.is_deputy],
        deputies=[one for one in tenures if one.is_deputy],
        chaired=chaired,
        may_change=rules.may_change(current_viewer(), [one for one, _ in chaired]),
        running=running,
        is_incomplete=any(running - {one.tenure_id for one in chairs} for _, chairs in chaired),
    )


@bp.route("/aemter/<oid:id>/bearbeiten", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit(id: int) -> ResponseReturnValue:
    office = queries.changeable(current_viewer(), id, today())
    if request.method == "POST":
        queries.lock(office)
    form = OfficeForm(obj=office)
    if form.validate_on_submit() and not form.is_stale(office):
        with form.rules():
            actions.edit_office(current_viewer(), office, title=form.title.data)
            return done(
                "Der Name des Amtes ist gespeichert.", url_for("offices.show", id=office.id)
            )
    return render_template("offices/office.html", form=form, office=office)


@bp.route("/aemter/<oid:id>/wechsel", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def change(id: int) -> ResponseReturnValue:
    return _appoint(queries.changeable(current_viewer(), id, today()), HolderForm())


@bp.route("/aemter/<oid:id>/stellvertretung", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add_deputy(id: int) -> ResponseReturnValue:
    return _appoint(queries.changeable(current_viewer(), id, today()), DeputyForm())


def _appoint(office: Office, form: HolderForm) -> ResponseReturnValue:
    """Twice through: first the effect is shown, then it is confirmed."""
    is_deputy = isinstance(form, DeputyForm)
    person = find_person(current_viewer(), request.args.get("person", ""))
    form.has_person = person is not None
    if form.is_confirmed.data == BACK:
        form.is_confirmed.data = ""
    elif form.validate_on_submit():
        with form.rules():
            if not form.is_confirmed.data:
                return _preview(office, form, person, is_deputy=is_deputy)
            appoint = actions.add_deputy if is_deputy else actions.change_holder
            who = person or add_new_person(form)
            tenure = appoint(current_viewer(), office, who, **form.given(OfficeTenure))
            return done(
                f"{who.name} ist ab dem {format_date(tenure.starts_on)} eingetragen.",
                url_for("offices.show", id=office.id),
            )
    return render_template(
        "offices/appoint.html",
        form=form,
        office=office,
        is_deputy=is_deputy,
        **person_choice(person),
    )


def _preview(
    office: Office, form: HolderForm, person: Person | None, *, is_deputy: bool
) -> ResponseReturnValue:
    starts_on = form.starts_on.data
    tenures = queries.tenures_of(office)
    if is_deputy:
        rules.require_new_deputy(tenures, person, starts_on)
    else:
        rules.require_new_holder(tenures, person, starts_on)
    new = form.new_person()
    if person is None:
        require_new_name(form, new)
        require_person_data(new["last_name"], new["email"])
    effects = queries.effects(office, person, starts_on, is_deputy=is_deputy)
    return render_template(
        "offices/confirm.html",
        office=office,
        is_deputy=is_deputy,
        name=person.name if person else f"{new['first_name']} {new['last_name']}".strip(),
        starts_on=starts_on,
        ending=[] if is_deputy else queries.ended_by(office, person, starts_on),
        effects=effects,
        met=met_by(queries.reaches(effects, person, starts_on)),
        carried=[(key, text) for key, text in request.form.items() if key not in NOT_CARRIED],
    )


@bp.route("/aemter/<oid:id>/frueher", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add_former(id: int) -> ResponseReturnValue:
    office = queries.changeable(current_viewer(), id, today())
    person = find_person(current_viewer(), request.args.get("person", ""))
    form = FormerForm()
    form.has_person = person is not None
    if form.validate_on_submit():
        with form.rules():
            who = person or add_new_person(form)
            actions.add_former(
                current_viewer(), office, who, today=today(), **form.given(OfficeTenure)
            )
            return done(
                f"Die Amtszeit von {who.name} ist nachgetragen.",
                url_for("offices.show", id=office.id),
            )
    return render_template("offices/former.html", form=form, office=office, **person_choice(person))


@bp.route("/aemter/<oid:id>/vorsitz-eintragen", methods=["POST"], access=ANY_SECRETARIAT)
def take_chairs(id: int) -> ResponseReturnValue:
    office = queries.changeable(current_viewer(), id, today())
    count = actions.take_chairs(current_viewer(), office, today())
    told = f"{format_count(count, 'Eintrag', 'Einträge')} im Vorsitz ergänzt."
    return done(
        told if count else "Es war nichts zu ergänzen.",
        url_for("offices.show", id=office.id),
        changed=count > 0,
    )


@bp.route("/amtszeiten/<oid:id>", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit_tenure(id: int) -> ResponseReturnValue:
    tenure = queries.changeable_tenure(current_viewer(), id, today())
    form = TenureForm(obj=tenure)
    if form.validate_on_submit() and not form.is_stale(tenure):
        with form.rules():
            actions.edit_tenure(current_viewer(), tenure, **form.given())
            return done(
                "Die Angaben zur Amtszeit sind gespeichert.",
                url_for("offices.show", id=tenure.office_id),
            )
    return render_template("offices/tenure.html", form=form, **_page_of(tenure))


def _page_of(tenure: Any) -> dict[str, Any]:
    return {
        "tenure": tenure,
        "office": tenure.office,
        "period": tenure.period.told(),
        "obstacle": obstacle(endings_by(by_holder(tenure))),
    }


@bp.route("/amtszeiten/<oid:id>/beenden", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def end_tenure(id: int) -> ResponseReturnValue:
    tenure = queries.changeable_tenure(current_viewer(), id, today())
    form = EndTenureForm(data={"version": tenure.version})
    if form.validate_on_submit() and not form.is_stale(tenure, {}):
        with form.rules():
            assert form.ends_on.data is not None
            actions.end_tenure(current_viewer(), tenure, form.ends_on.data)
            return done(
                f"Die Amtszeit endet am {format_date(form.ends_on.data)}.",
                url_for("offices.show", id=tenure.office_id),
            )
    return render_template(
        "offices/end.html",
        form=form,
        committees=chaired_by(tenure.office_id, today()),
        **_page_of(tenure),
    )


@bp.route("/amtszeiten/<oid:id>/weiterlaufen", methods=["POST"], access=ANY_SECRETARIAT)
def resume(id: int) -> ResponseReturnValue:
    tenure = queries.changeable_tenure(current_viewer(), id, today())
    taken = actions.resume_tenure(current_viewer(), tenure)
    return done(
        taken.after("Das Ende ist zurückgenommen, die Amtszeit läuft weiter."),
        url_for("offices.show", id=tenure.office_id),
    )


@bp.route("/amtszeiten/<oid:id>/zuruecknehmen", methods=["POST"], access=ANY_SECRETARIAT)
def undo(id: int) -> ResponseReturnValue:
    tenure = queries.changeable_tenure(current_viewer(), id, today())
    office_id = tenure.office_id
    taken = actions.undo(current_viewer(), tenure)
    return done(
        taken.after("Der Wechsel ist zurückgenommen."), url_for("offices.show", id=office_id)
    )
