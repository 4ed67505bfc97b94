"""Writes of the questions between list and roster: raised by a change, answered by a person."""

from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.proceedings import queries, rules
from gremien_app.meetings.proceedings import question_rules as facts
from gremien_app.meetings.proceedings.actions import from_roster
from gremien_app.meetings.proceedings.listing import roster_values
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus, SeatsOfDay
from gremien_app.meetings.proceedings.question_queries import Question, SeatsQuestion, kept_seats
from gremien_app.meetings.sittings.models import Sitting


def keep_list(actor: Viewer, sitting: Sitting, question: Question) -> None:
    """The list is right as it was recorded; asked again only when the roster changes again."""
    locked(Sitting, sitting.id)
    rules.require_attendance_allowed(sitting)
    question.row.kept = facts.text_of(question.roster)
    _record(actor, "attendance.list_kept", sitting, question, "die Liste bleibt, wie sie ist")


def follow_roster(actor: Viewer, sitting: Sitting, question: Question) -> None:
    """The roster is right: the line takes from it what it says.

    Who was present without belonging stays on the list, without a vote. Who was not there and
    did not belong comes off it.
    """
    locked(Sitting, sitting.id)
    rules.require_attendance_allowed(sitting)
    _record(actor, "attendance.roster_followed", sitting, question, "nach dem Verzeichnis")
    if question.roster is None and question.line is not None:
        _without_membership(sitting, question, question.line)
    elif question.line is None:
        line = from_roster(sitting, question.memberships, _last_position(sitting) + 1)
        line.is_recorded = True
        db.session.add(line)
    else:
        assign(question.line, roster_values(sitting, question.memberships))
    if question.roster is not None or question.line is None:
        db.session.delete(question.row)
    db.session.flush()


def assign(line: Attendance, values: dict[str, Any]) -> bool:
    """Set what differs; answers whether anything did."""
    different = {name: value for name, value in values.items() if getattr(line, name) != value}
    for name, value in different.items():
        setattr(line, name, value)
    return bool(different)


def _without_membership(sitting: Sitting, question: Question, line: Attendance) -> None:
    if line.status is AttendanceStatus.PRESENT:
        assign(line, {"can_vote": False, "counts_for_quorum": False, "sits_for": {}})
        question.row.kept = facts.text_of(None)
        return
    presided = any(p.attendance_id == line.id for p in queries.chair_periods_of(sitting))
    if presided or any(c.attendance_id == line.id for c in queries.conflicts_of(sitting)):
        raise RuleBroken(
            f"{line.name} ist in dieser Sitzung noch als Vorsitz oder als befangen eingetragen. "
            "Bitte streichen Sie das zuerst, oder lassen Sie die Liste, wie sie ist."
        )
    db.session.delete(line)
    db.session.delete(question.row)


def _last_position(sitting: Sitting) -> int:
    return max((one.position for one in queries.attendance_of(sitting)), default=0)


def follow_seats(actor: Viewer, sitting: Sitting, question: SeatsQuestion) -> None:
    """Reckon with the number of seats that stands now."""
    locked(Sitting, sitting.id)
    rules.require_attendance_allowed(sitting)
    record(
        actor,
        "attendance.seats_followed",
        sitting,
        summary=f"{question.committee.short}: Beschlussfähigkeit neu gerechnet",
        changes={"statutory_seats": (question.row.seats, question.now)},
    )
    db.session.delete(question.row)
    db.session.flush()


def keep_seats(sitting: Sitting, committee_id: int, seats: int | None, now: int | None) -> None:
    """A held sitting goes on reckoning with the number that stood when it was held."""
    row = next((r for r in kept_seats(sitting) if r.committee_id == committee_id), None)
    if row is None and seats != now:
        db.session.add(SeatsOfDay(sitting_id=sitting.id, committee_id=committee_id, seats=seats))
    elif row is not None and row.seats == now:  # the change was taken back
        db.session.delete(row)


def _record(actor: Viewer, action: str, sitting: Sitting, question: Question, what: str) -> None:
    record(
        actor,
        action,
        sitting,
        summary=f"{question.name}: {what}",
        changes={
            one.label: (one.listed, one.roster)
            for one in facts.differences(question.listed, question.roster)
        }
        | _status(question.line),
    )


def _status(line: Attendance | None) -> Changes:
    """What was recorded stays readable in the record, also where the line goes."""
    if line is None:
        return {}
    noted = {"note": (line.note, line.note)} if line.note else {}
    return {"status": (line.status, line.status), **noted}
