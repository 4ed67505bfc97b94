"""Pages of the Schriftführung of a committee: who is appointed, appointing, ending."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.minute_takers import actions, queries, rules
from gremien_app.meetings.minute_takers.forms import AppointForm, EndForm
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.sittings.queries import held_by
from gremien_app.people.members.queries import manageable_roster
from gremien_app.people.persons.queries import find_person
from gremien_app.people.persons.views import add_new_person, person_choice
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("minute_takers", __name__)


@bp.route("/gremien/<slug>/schriftfuehrung", access=SECRETARIAT)
def index(slug: str) -> ResponseReturnValue:
    committee = manageable_roster(current_viewer(), slug)
    found = queries.minute_takers_of(committee.id)
    return render_template(
        "minute_takers/index.html",
        committee=committee,
        minute_takers=found,
        note=rules.absence_note(
            queries.appointed_on(committee.id, today()), committee.short, today()
        ),
    )


@bp.route("/gremien/<slug>/schriftfuehrung/neu", methods=["GET", "POST"], access=SECRETARIAT)
def appoint(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable_roster(viewer, slug)
    person = find_person(viewer, request.args.get("person", ""))
    form = AppointForm()
    form.has_person = person is not None
    form.offer(reversed(held_by(committee.id)))
    if form.validate_on_submit():
        with form.rules():
            who = person or add_new_person(form)
            actions.appoint(viewer, committee, who, **form.given(MinuteTaker))
            return done(f"{who.name} ist bestellt.", url_for(".index", slug=slug))
    return render_template(
        "minute_takers/appoint.html", form=form, committee=committee, **person_choice(person)
    )


@bp.route("/schriftfuehrung/<oid:id>/beenden", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def end(id: int) -> ResponseReturnValue:
    one = queries.manageable(current_viewer(), id)
    form = EndForm(obj=one)
    if form.validate_on_submit() and not form.is_stale(one):
        with form.rules():
            assert form.ends_on.data is not None
            actions.end(current_viewer(), one, form.ends_on.data)
            return done(
                f"Die Bestellung endet am {format_date(form.ends_on.data)}.",
                url_for(".index", slug=one.committee.slug),
            )
    return render_template("minute_takers/end.html", form=form, one=one, committee=one.committee)


@bp.route("/schriftfuehrung/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    one = queries.manageable(current_viewer(), id)
    slug = one.committee.slug
    actions.remove(current_viewer(), one)
    return done("Die Bestellung ist entfernt.", url_for(".index", slug=slug))
