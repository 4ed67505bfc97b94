"""Pages of the attendance: the sheet, guests, the chair, the list to sign."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.forms import BaseForm
from gremien_app.meetings.agenda.closed_queries import unbound_before
from gremien_app.meetings.proceedings import actions, prefill_actions, queries, rules
from gremien_app.meetings.proceedings.forms import (
    ChairForm,
    GuestForm,
    SheetForm,
    known_text,
    sheet_form,
)
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceStatus,
)
from gremien_app.meetings.proceedings.page_queries import page_of, sections
from gremien_app.meetings.proceedings.wording import GROUP_HEADINGS
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.rights import COMMITTEE, RECORDERS_HIDDEN

bp = Pages("proceedings", __name__)
BLANK_LINES = 6


@bp.route("/sitzungen/<oid:id>/anwesenheit", access=COMMITTEE)
def attendance(id: int) -> ResponseReturnValue:
    return _page(queries.visible_sitting(current_viewer(), id))


@bp.route("/sitzungen/<oid:id>/anwesenheit", methods=["POST"], access=RECORDERS_HIDDEN)
def save_attendance(id: int) -> ResponseReturnValue:
    sitting = queries.recordable_sitting(current_viewer(), id)
    people = queries.attendance_of(sitting)
    form = sheet_form(people)
    is_live = "save" not in request.form  # posted by the script while the page stays open
    with form.rules():
        rules.require_attendance_allowed(sitting)
        changed = _save_rows(form, sitting, people, is_live=is_live)
        commit()
        if not (is_live or form.errors or form.conflict):
            flash(f"Anwesenheit gespeichert ({changed} geändert).", "success")
            return redirect(url_for(".attendance", id=id))
    return _page(sitting, sheet=form, form=form)


def _save_rows(
    form: SheetForm, sitting: Sitting, people: list[Attendance], *, is_live: bool
) -> int:
    """Save every line that can be saved; the others keep what was typed and say why."""
    changed = 0
    for person in people:
        known = form.row(person).known.data or known_text(person)
        if not form.is_touched(person):
            form.show_stored(person)
        elif form.is_clean(person):
            if form.is_outdated(person):
                # Sent again from the page it knowingly overwrites; the script never does.
                known = known if is_live else known_text(person)
            elif _save_row(form, sitting, person):
                known, changed = known_text(person), changed + 1
        form.row(person).known.data = known
    return changed


def _save_row(form: SheetForm, sitting: Sitting, person: Attendance) -> bool:
    """Whether the line was taken over as typed."""
    row = form.row(person)
    try:
        actions.mark_attendance(
            current_viewer(),
            person,
            status=AttendanceStatus(row.status.data),
            spans=row.spans(sitting),
            now=utc_now(),
        )
    except RuleBroken as refusal:
        form.refuse_row(person, refusal)
        return False
    return True


def _page(
    sitting: Sitting,
    *,
    sheet: SheetForm | None = None,
    guest: GuestForm | None = None,
    chair: ChairForm | None = None,
    form: BaseForm | None = None,
) -> str:
    page = page_of(current_viewer(), sitting, utc_now())
    if chair is None:
        chair = ChairForm(formdata=None)
        chair.offer(page.present, page.items)
    return render_template(
        "proceedings/attendance.html",
        page=page,
        sitting=sitting,
        sheet=sheet or sheet_form(queries.attendance_of(sitting), is_fresh=True),
        guest=guest or GuestForm(formdata=None),
        chair=chair,
        form=form,
        unbound=unbound_before(sitting) if page.may_record else [],
        group_names={group: names[1] for group, names in GROUP_HEADINGS.items()},
    )


def _recorded(sitting: Sitting, change: Callable[[], object], message: str) -> ResponseReturnValue:
    change()
    return done(message, url_for(".attendance", id=sitting.id))


@bp.route("/sitzungen/<oid:id>/anwesenheit/abgleichen", methods=["POST"], access=RECORDERS_HIDDEN)
def seed(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.recordable_sitting(viewer, id)
    return _recorded(
        sitting,
        lambda: actions.seed_attendance(viewer, sitting),
        "Die Anwesenheitsliste entspricht den Mitgliedern am Tag der Sitzung.",
    )


@bp.route("/sitzungen/<oid:id>/anwesenheit/offene", methods=["POST"], access=RECORDERS_HIDDEN)
def settle_open(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.recordable_sitting(viewer, id)
    return _recorded(
        sitting,
        lambda: actions.settle_open(viewer, sitting),
        "Wer noch offen war, ist als fehlend eingetragen.",
    )


@bp.route("/sitzungen/<oid:id>/anwesenheit/zusagen", methods=["POST"], access=RECORDERS_HIDDEN)
def take_replies(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.recordable_sitting(viewer, id)
    return _recorded(
        sitting,
        lambda: prefill_actions.take_replies(viewer, sitting, utc_now()),
        "Wer zugesagt hat, ist als anwesend eingetragen. Bitte prüfen Sie, wer wirklich da ist.",
    )


@bp.route("/sitzungen/<oid:id>/anwesenheit/gaeste", methods=["POST"], access=RECORDERS_HIDDEN)
def add_guest(id: int) -> ResponseReturnValue:
    sitting = queries.recordable_sitting(current_viewer(), id)
    form = GuestForm()
    if form.validate_on_submit():
        with form.rules():
            guest = actions.add_guest(
                current_viewer(),
                sitting,
                now=utc_now(),
                **form.given(),
            )
            return done(
                f"{guest.name} steht auf der Anwesenheitsliste.",
                url_for(".attendance", id=id, _anchor="gaeste"),
            )
    return _page(sitting, guest=form, form=form)


@bp.route("/gaeste/<oid:id>/anwesend", methods=["POST"], access=RECORDERS_HIDDEN)
def add_invited(id: int) -> ResponseReturnValue:
    guest = queries.recordable_guest(current_viewer(), id)
    return _recorded(
        guest.sitting,
        lambda: actions.add_invited(current_viewer(), guest, utc_now()),
        f"{guest.person.name} steht auf der Anwesenheitsliste.",
    )


@bp.route("/anwesenheiten/<oid:id>/entfernen", methods=["POST"], access=RECORDERS_HIDDEN)
def remove_guest(id: int) -> ResponseReturnValue:
    guest = queries.recordable_attendance(current_viewer(), id)
    return _recorded(
        guest.sitting,
        lambda: actions.remove_guest(current_viewer(), guest),
        f"{guest.name} steht nicht mehr auf der Liste.",
    )


@bp.route("/sitzungen/<oid:id>/vorsitz", methods=["POST"], access=RECORDERS_HIDDEN)
def set_chair(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = queries.recordable_sitting(viewer, id)
    page = page_of(viewer, sitting, utc_now())
    rules.require_somebody_present(len(page.present))
    form = ChairForm()
    form.offer(page.present, page.items)
    if form.validate_on_submit():
        with form.rules():
            clock = form.from_at.data
            actions.set_chair(
                viewer,
                form.attendance.data,
                from_at=rules.moment_in(sitting, clock, "from_at") if clock else None,
                from_item=form.from_item.data,
                is_confirmed=form.is_confirmed.data,
            )
            return done(
                "Der Vorsitz ist eingetragen.", url_for(".attendance", id=id, _anchor="vorsitz")
            )
    return _page(sitting, chair=form, form=form)


@bp.route("/vorsitze/<oid:id>/entfernen", methods=["POST"], access=RECORDERS_HIDDEN)
def remove_chair(id: int) -> ResponseReturnValue:
    period = queries.recordable_chair_period(current_viewer(), id)
    return _recorded(
        period.attendance.sitting,
        lambda: actions.remove_chair(current_viewer(), period),
        "Der Vorsitz ist gestrichen.",
    )


@bp.route("/sitzungen/<oid:id>/anwesenheitsliste", access=RECORDERS_HIDDEN)
def sign_list(id: int) -> ResponseReturnValue:
    sitting = queries.recordable_sitting(current_viewer(), id)
    people = queries.attendance_of(sitting)
    return render_template(
        "proceedings/sign_list.html",
        sitting=sitting,
        sections=sections(people, people),
        blank_lines=BLANK_LINES,
    )
