"""What the attendance page shows: the lines in their groups, who stands in, the quorum."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.queries import closed_guests_of, invited
from gremien_app.meetings.proceedings import queries, rules
from gremien_app.meetings.proceedings.listing import without_guests_of_closed
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    ChairPeriod,
)
from gremien_app.meetings.proceedings.question_queries import (
    Question,
    SeatsQuestion,
    open_questions,
    seats_questions,
)
from gremien_app.meetings.proceedings.wording import (
    group_heading,
    interval_note,
    seat_notes,
    span_text,
    uncalled_deputies,
)
from gremien_app.meetings.replies.models import ACTIVE, Reply
from gremien_app.meetings.replies.queries import callings_to, replies_to
from gremien_app.meetings.replies.rules import in_words
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.meetings.sittings.rules import sees_closed
from gremien_app.people.committees.quorum_rules import QuorumState


@dataclass(frozen=True)
class Line:
    """A person; a deputy stands indented below the principal of the same seat."""

    person: Attendance
    is_below: bool
    note: str
    times: str
    is_uncalled: bool = False  # a deputy whom nobody needed
    answer: str = ""  # what the person said before, where nobody has marked the line

    @property
    def absent_label(self) -> str:
        return "kein Vertretungsfall" if self.is_uncalled else AttendanceStatus.ABSENT.label

    @property
    def status_label(self) -> str:
        status = self.person.status
        if self.is_uncalled and status is AttendanceStatus.OPEN:
            return self.absent_label
        return self.absent_label if status is AttendanceStatus.ABSENT else status.label


@dataclass(frozen=True)
class Section:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chairing:
    """A line of the chair's list: who, from when to when, from which item on."""

    period: ChairPeriod
    hours: str
    item: str


@dataclass(frozen=True)
class AttendancePage:
    sitting: Sitting
    sections: list[Section]
    guests: list[Attendance]
    expected: list[Guest]
    present: list[Attendance]
    items: list[NumberedItem]
    chairs: list[Chairing]
    tally: rules.Tally
    deputies_present: int
    quorum: QuorumState
    may_record: bool
    proposed: int  # who said yes and is still open
    has_come: bool
    questions: list[Question]
    seats_questions: list[SeatsQuestion]

    @property
    def still_open(self) -> list[Attendance]:
        """To be asked about before the sitting closes; nobody is missing before its day."""
        lines = [line.person for section in self.sections for line in section.lines]
        return rules.still_open(lines) if self.has_come else []

    @property
    def is_empty(self) -> bool:
        return not self.sections


def page_of(viewer: Viewer, sitting: Sitting, now: datetime) -> AttendancePage:
    """Everything on the page, read in a constant number of queries; for checked sittings."""
    people, expected = _known_to(viewer, sitting)
    items = agenda_of(viewer, sitting)
    at = now if sitting.state is SittingState.RUNNING else None
    is_open = sitting.record_closed_at is None and sitting.state is not SittingState.CANCELLED
    may_record = is_open and viewer.takes_minutes_of(sitting.committee_id)
    return AttendancePage(
        sitting=sitting,
        sections=sections(
            [a for a in people if a.membership_id is not None],
            people,
            called_persons(sitting),
            replies_to(sitting),
        ),
        guests=[a for a in people if a.membership_id is None],
        expected=expected,
        present=[a for a in people if a.status is AttendanceStatus.PRESENT],
        items=items,
        chairs=_chairs(queries.chair_periods_of(sitting), items),
        tally=rules.tally([a for a in people if not a.is_deputy]),
        deputies_present=len(
            [a for a in people if a.is_deputy and a.status is AttendanceStatus.PRESENT]
        ),
        quorum=queries.quorum_of(sitting, people, rules.present_for_quorum(people, at=at), at=at),
        may_record=may_record,
        proposed=len(proposals_of(sitting)) if may_record else 0,
        has_come=sitting.state in HELD or sitting.date <= berlin_date(now),
        questions=open_questions(sitting) if may_record else [],
        seats_questions=seats_questions(sitting) if may_record else [],
    )


def _known_to(viewer: Viewer, sitting: Sitting) -> tuple[list[Attendance], list[Guest]]:
    """The list and the guests of the invitation who are not on it so far.

    Who comes to closed items only is known to those who read them.
    """
    people = queries.attendance_of(sitting)
    here = {a.person_id for a in people}
    expected = [guest for guest in invited(sitting) if guest.person_id not in here]
    if sees_closed(viewer, sitting):
        return people, expected
    hidden = closed_guests_of(sitting)
    return (
        without_guests_of_closed(people, hidden),
        [guest for guest in expected if guest.person_id not in hidden],
    )


def called_persons(sitting: Sitting) -> set[int]:
    """Who was asked to stand in, or does."""
    return {one.person_id for one in callings_to(sitting) if one.state in ACTIVE and one.person_id}


def proposals_of(sitting: Sitting) -> list[tuple[Attendance, Reply]]:
    """Lines that are still open, of persons who said that they come; deputies who were asked."""
    replies, called = replies_to(sitting), called_persons(sitting)
    return [
        (line, replies[line.person_id])
        for line in queries.attendance_of(sitting)
        if line.status is AttendanceStatus.OPEN
        and line.person_id in replies
        and replies[line.person_id].is_coming
        and (not line.is_deputy or line.person_id in called)
    ]


def sections(
    shown: Sequence[Attendance],
    people: Sequence[Attendance],
    called: Collection[int] | None = None,
    replies: Mapping[int, Reply] | None = None,
) -> list[Section]:
    """The groups of the minutes; deputies move up to the principal of their seat."""
    notes, not_called = seat_notes(people), uncalled_deputies(people, called)
    seats = {a.seat_key for a in shown if a.seat_key and not a.is_deputy}
    below: dict[str, list[Attendance]] = {}
    groups: dict[tuple[AttendanceGroup, str], list[Line]] = {}

    def line(person: Attendance, *, is_below: bool) -> Line:
        uncalled = person.id in not_called
        reply = None if person.is_recorded else (replies or {}).get(person.person_id or 0)
        answer = in_words(reply) if reply else ""
        note = notes.get(person.id, "")
        return Line(person, is_below, note, interval_note(person), uncalled, answer)

    for person in shown:
        if person.is_deputy and person.seat_key in seats:
            below.setdefault(person.seat_key, []).append(person)
    for person in shown:
        if person.is_deputy and person.seat_key in seats:
            continue
        lines = groups.setdefault((person.group, person.group_label), [])
        lines.append(line(person, is_below=False))
        lines += [line(a, is_below=True) for a in below.pop(person.seat_key, [])]
    return [
        Section(group_heading(group, _principals(lines), label), tuple(lines))
        for (group, label), lines in groups.items()
    ]


def _principals(lines: Sequence[Line]) -> int:
    return sum(not one.is_below for one in lines)


def _chairs(periods: Sequence[ChairPeriod], items: Sequence[NumberedItem]) -> list[Chairing]:
    labels = {n.item.id: f"TOP {n.label}" for n in items}
    ends = [period.from_at for period in periods[1:]]
    return [
        Chairing(period, span_text(period.from_at, end), labels.get(period.from_item_id or 0, ""))
        for period, end in zip(periods, [*ends, None], strict=False)
    ]
