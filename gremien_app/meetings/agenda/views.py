"""The agenda's page, its items, the buttons that reorder it, the Word file."""

from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.documents.formats import PaperForm
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.agenda import (
    actions,
    leaving_actions,
    list_actions,
    part_rules,
    queries,
    rules,
    standing_actions,
)
from gremien_app.meetings.agenda.forms import (
    AddItemForm,
    AdjournForm,
    EditItemForm,
    ListForm,
    MoveItemForm,
    PartForm,
)
from gremien_app.meetings.agenda.list_rules import read_titles
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.waiting_queries import links_of
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting, manageable
from gremien_app.meetings.sittings.rules import belongs, require_editable, sees_closed
from gremien_app.people.rights import COMMITTEE_HIDDEN, SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("agenda", __name__)


@bp.route("/sitzungen/<oid:id>/tagesordnung", access=EVERYONE)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    agenda = queries.agenda_of(viewer, sitting)
    may_edit = viewer.manages(sitting.committee_id) and rules.can_edit(sitting)
    form = None
    if may_edit:
        form = AddItemForm(formdata=None, data={"place": request.args.get("wo", Part.PUBLIC.value)})
        form.offer_places(sitting, agenda)
    return render_template(
        "agenda/show.html",
        sitting=sitting,
        parts=rules.by_part(agenda),
        agenda=agenda,
        add_form=form,
        may_edit=may_edit,
        may_reorder=may_edit and not rules.is_frozen(sitting),
        sees_agenda=rules.sees_agenda(viewer, sitting),
        sees_closed=sees_closed(viewer, sitting),
        paper_forms=[form for form in PaperForm if form is not PaperForm.USUAL],
        is_internal=belongs(viewer, sitting),
        removed=queries.removed_items(sitting) if may_edit else [],
        links=links_of(viewer, agenda),
        goes_on="neu" in request.args,
        closed_side=_closed_side(viewer, sitting, agenda),
        no_designation=part_rules.NO_DESIGNATION,
        **_asked(sitting),
    )


def _closed_side(
    viewer: Viewer, sitting: Sitting, agenda: list[rules.NumberedItem]
) -> list[part_rules.ClosedSide]:
    """For those who do not read the closed part itself; a guest reads single items of it."""
    if sees_closed(viewer, sitting) or not rules.sees_agenda(viewer, sitting):
        return []
    read = {one.item.id for one in agenda}
    return [one for one in queries.closed_side_of(viewer, sitting) if one.id not in read]


@bp.route("/sitzungen/<oid:id>/tagesordnung/neu", methods=["GET", "POST"], access=SECRETARIAT)
def add(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    require_editable(sitting)
    form = AddItemForm(data={"place": request.args.get("wo", Part.PUBLIC.value)})
    form.offer_places(sitting, queries.agenda_of(current_viewer(), sitting))
    goes_on = request.form.get("weiter") == "1"  # typed on the agenda itself, one after the other
    if form.validate_on_submit():
        with form.rules():
            item = actions.add_item(
                current_viewer(),
                sitting,
                part=form.chosen_part(),
                parent=form.chosen_parent(),
                **form.given(),
            )
            commit()
            return redirect(_on_with(item, form.place.data) if goes_on else _back(item))
    return render_template("agenda/add.html", form=form, sitting=sitting, **_asked(sitting))


def _asked(sitting: Sitting) -> dict[str, object]:
    """What the fields of an item ask for and offer."""
    return {
        "asks_urgency": rules.needs_urgency(sitting, today()),
        "usual_designations": rules.USUAL_DESIGNATIONS,
    }


def _on_with(item: AgendaItem, place: str) -> str:
    """To the field for the next title, at the same place."""
    return url_for("agenda.show", id=item.sitting_id, wo=place, neu=item.id, _anchor="neu")


@bp.route("/sitzungen/<oid:id>/tagesordnung/liste", methods=["GET", "POST"], access=SECRETARIAT)
def add_list(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    require_editable(sitting)
    form = ListForm()
    form.offer(sitting)
    if form.validate_on_submit():
        with form.rules():
            listed = read_titles(form.titles.data, Part(form.place.data))
            items = list_actions.add_list(
                current_viewer(), sitting, listed, urgency=form.urgency.data
            )
            told = format_count(len(items), "Punkt ist", "Punkte sind")
            return done(f"{told} ergänzt.", _back(items[0]))
    return render_template("agenda/list.html", form=form, sitting=sitting, **_asked(sitting))


def _back(item: AgendaItem) -> str:
    """To the agenda, at the item's row."""
    return url_for("agenda.show", id=item.sitting_id, _anchor=f"top-{item.id}")


@bp.route("/sitzungen/<oid:id>/tagesordnung/uebliche", methods=["POST"], access=SECRETARIAT)
def add_standard(id: int) -> ResponseReturnValue:
    sitting = manageable(current_viewer(), id)
    standing_actions.add_standard_agenda(current_viewer(), sitting)
    return done(
        "Die Tagesordnung ist übernommen. Sie können sie jetzt anpassen.",
        url_for("agenda.show", id=sitting.id),
    )


@bp.route("/sitzungen/<oid:id>/tagesordnung.docx", access=EVERYONE, closed=COMMITTEE_HIDDEN)
def download(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    with_closed = request.args.get("teil") == "alle"
    if with_closed and not sees_closed(viewer, sitting):
        raise NotFound
    if with_closed:
        note_download(sitting, "Tagesordnung mit nichtöffentlichem Teil", sitting.committee_id)
    form = _paper_form(request.args.get("form", ""))
    name, content = agenda_document(viewer, sitting, with_closed=with_closed, form=form)
    return file_answer(content, name)


def _paper_form(value: str) -> PaperForm:
    return PaperForm(value) if value in set(PaperForm) else PaperForm.USUAL


@bp.route(
    "/tagesordnungspunkte/<oid:id>",
    methods=["GET", "POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def edit(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    read_at(url_for("agenda.show", id=item.sitting_id))
    rules.require_changeable(item)
    form = EditItemForm(obj=item)
    if form.validate_on_submit() and not form.is_stale(item):
        with form.rules():
            actions.edit_item(current_viewer(), item, now=utc_now(), **form.given())
            return done("Der Punkt ist gespeichert.", _back(item))
    return _item_page(item, form)


def _item_page(item: AgendaItem, form: EditItemForm) -> ResponseReturnValue:
    sitting = item.sitting
    agenda = queries.agenda_of(current_viewer(), sitting)
    move_form, adjourn_form = MoveItemForm(formdata=None), AdjournForm(formdata=None)
    move_form.offer_targets(item, agenda)
    later = queries.later_sittings(sitting)
    adjourn_form.offer_sittings(later)
    return render_template(
        "agenda/item.html",
        form=form,
        item=item,
        sitting=sitting,
        numbered=next(one for one in agenda if one.item is item),
        move_form=move_form,
        adjourn_form=adjourn_form,
        part_form=PartForm(formdata=None),
        asks_urgency_there=any(rules.needs_urgency(one, today()) for one in later),
        other_part=_other(item.part),
        part_label=partial(part_rules.part_label, is_public=sitting.is_public),
        is_frozen=rules.is_frozen(sitting),
        **_asked(sitting),
    )


def _other(part: Part) -> Part:
    return Part.CLOSED if part is Part.PUBLIC else Part.PUBLIC


@bp.route(
    "/tagesordnungspunkte/<oid:id>/schieben",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def step(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    direction = request.args.get("richtung")
    if direction not in {"hoch", "runter"}:
        raise NotFound
    actions.move_step(current_viewer(), item, "up" if direction == "hoch" else "down")
    commit()
    return redirect(_back(item))


@bp.route(
    "/tagesordnungspunkte/<oid:id>/verschieben",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def move(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    form = MoveItemForm()
    form.offer_targets(item, queries.agenda_of(current_viewer(), item.sitting))
    if not form.validate_on_submit():
        raise RuleBroken("Bitte wählen Sie eine Stelle in der Tagesordnung.")
    actions.move_to(current_viewer(), item, **form.chosen())
    return done("Der Punkt ist verschoben.", _back(item))


@bp.route(
    "/tagesordnungspunkte/<oid:id>/teil-wechseln",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def change_part(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    form, part = PartForm(), _other(item.part)
    form.validate_on_submit()
    actions.change_part(current_viewer(), item, part, is_confirmed=bool(form.is_confirmed.data))
    told = part_rules.part_label(part, is_public=item.sitting.is_public)
    return done(f"Der Punkt steht jetzt im Teil „{told}“.", _back(item))


@bp.route(
    "/tagesordnungspunkte/<oid:id>/loeschen",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def remove(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    actions.remove_item(current_viewer(), item)
    return done(
        "Der Punkt ist gelöscht. Unter der Tagesordnung können Sie ihn zurückholen.",
        url_for("agenda.show", id=item.sitting_id),
    )


@bp.route(
    "/tagesordnungspunkte/<oid:id>/wiederherstellen", methods=["POST"], access=SECRETARIAT_HIDDEN
)
def restore(id: int) -> ResponseReturnValue:
    item = queries.removed_item(current_viewer(), id)
    actions.restore_item(current_viewer(), item)
    return done("Der Punkt ist wieder da.", _back(item))


@bp.route(
    "/tagesordnungspunkte/<oid:id>/absetzen",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def withdraw(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    leaving_actions.withdraw(current_viewer(), item)
    return done("Der Punkt ist abgesetzt.", _back(item))


@bp.route(
    "/tagesordnungspunkte/<oid:id>/wieder-aufnehmen",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def reinstate(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    returned = leaving_actions.reinstate(current_viewer(), item)
    return done(f"Der Punkt steht wieder auf der Tagesordnung.{_copy(returned)}", _back(item))


def _copy(returned: leaving_actions.Returned) -> str:
    """What became of the item in the sitting to which it had been adjourned."""
    copy = returned.copy
    if copy is None:
        return ""
    where = f"der Sitzung am {format_date(copy.sitting.date)}"
    if returned.is_removed:
        return f" Aus dem Entwurf für die Tagesordnung {where} ist er genommen."
    return f" Er steht auch auf der Tagesordnung {where}. Bitte setzen Sie ihn dort ab."


@bp.route(
    "/tagesordnungspunkte/<oid:id>/vertagen",
    methods=["POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def adjourn(id: int) -> ResponseReturnValue:
    item = queries.manageable_item(current_viewer(), id)
    form = AdjournForm()
    form.offer_sittings(queries.later_sittings(item.sitting))
    if not form.validate_on_submit():
        raise RuleBroken("Bitte wählen Sie eine spätere Sitzung oder „noch offen“.")
    target = form.target.data
    leaving_actions.adjourn(current_viewer(), item, target, urgency=form.urgency.data)
    return done(f"Der Punkt ist vertagt{_to(target)}.", _back(item))


def _to(target: Sitting | None) -> str:
    return f" auf den {format_date(target.date)}" if target else ""
