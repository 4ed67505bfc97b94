"""All writes of the attendance: the list, the marks, guests, the chair."""

from collections.abc import Sequence
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.queries import invited as invited_to
from gremien_app.meetings.proceedings import chair_rules, queries, rules
from gremien_app.meetings.proceedings.listing import by_person, roster_values
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    AttendanceStatus,
    ChairPeriod,
)
from gremien_app.meetings.proceedings.proposal_actions import tell_replies
from gremien_app.meetings.proceedings.question_queries import stands
from gremien_app.meetings.replies.queries import declined_at
from gremien_app.meetings.sittings.actions import BEFORE_CLOSING
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.members.models import Membership
from gremien_app.people.organizations.queries import as_listed
from gremien_app.people.persons.models import Person

Span = tuple[datetime | None, datetime | None]
GUEST_GROUPS = (
    AttendanceGroup.GUEST,
    AttendanceGroup.CLOSED_GUEST,
    AttendanceGroup.ADMINISTRATION,
    AttendanceGroup.PRESS,
    AttendanceGroup.AUDIENCE,
    AttendanceGroup.MINUTE_TAKER,
)


def require_open(sitting: Sitting) -> None:
    """Whoever else writes this sitting's record has finished, and it is still open."""
    locked(Sitting, sitting.id)
    rules.require_attendance_allowed(sitting)


def seed_attendance(actor: Viewer, sitting: Sitting) -> list[Attendance]:
    """Bring the list in line with the roster of the sitting's day; answers with the whole list.

    Names are kept as they are now. Nobody for whom something is recorded is taken off the list.
    """
    require_open(sitting)
    listed = {a.person_id: a for a in queries.attendance_of(sitting)}
    known = {person_id: a for person_id, a in listed.items() if a.membership_id is not None}
    found, is_fixed = by_person(roster_of(sitting)), stands(sitting)
    declined = declined_at(sitting)
    for position, memberships in enumerate(found.values(), start=1):
        person_id = memberships[0].person_id
        if person_id not in listed:  # a record from paper names persons without memberships
            line = from_roster(sitting, memberships, position)
            if person_id in declined and not line.is_deputy:
                line.status = AttendanceStatus.EXCUSED  # a proposal, until somebody marks it
            line.is_recorded = is_fixed
            db.session.add(line)
    gone = [a for person_id, a in known.items() if person_id not in found]
    for attendance in gone:
        if not (is_fixed or attendance.is_recorded):
            db.session.delete(attendance)
    record(
        actor,
        "attendance.seeded",
        sitting,
        summary=f"Anwesenheitsliste mit den Mitgliedern abgeglichen ({len(found)} Personen)",
    )
    return queries.attendance_of(sitting)


def from_roster(sitting: Sitting, memberships: Sequence[Membership], position: int) -> Attendance:
    person = memberships[0].person
    called = person.on(sitting.date)
    return Attendance(
        sitting_id=sitting.id,
        person_id=person.id,
        name=called.name,
        sort_name=called.sort_name,
        salutation=called.salutation,
        position=position,
        status=_at_first(sitting),
        **roster_values(sitting, memberships),
    )


def _at_first(sitting: Sitting) -> AttendanceStatus:
    """Nobody knows yet; on the list of a sitting that is over somebody was there or was not."""
    is_over = sitting.state is SittingState.CLOSED
    return AttendanceStatus.ABSENT if is_over else AttendanceStatus.OPEN


def mark_attendance(
    actor: Viewer,
    attendance: Attendance,
    *,
    status: AttendanceStatus,
    now: datetime,
    spans: Sequence[Span] = (),
) -> bool:
    """Present (with from–to), excused or absent; answers whether anything changed."""
    sitting = attendance.sitting
    require_open(sitting)
    rules.require_answerable(sitting, status)
    spans = [span for span in spans if span != (None, None)]
    if status is AttendanceStatus.PRESENT:
        rules.require_presence_possible(sitting, now)
        rules.require_spans(spans)
    else:
        spans = []
    before = (attendance.status, [(i.from_at, i.to_at) for i in attendance.intervals])
    if before == (status, spans):
        return False
    attendance.status, attendance.is_recorded = status, True
    attendance.intervals = [AttendanceInterval(from_at=a, to_at=b) for a, b in spans]
    touch(attendance)  # intervals alone would not count
    tell_replies(actor, attendance, before[0], now)
    record(
        actor,
        "attendance.marked",
        attendance,
        f"{attendance.name}: {status.label}",
        {"status": (before[0], status), "spans": (_plain(before[1]), _plain(spans))},
    )
    return True


def settle_open(actor: Viewer, sitting: Sitting) -> int:
    """Whoever is still open did not come; answers with how many that were."""
    require_open(sitting)
    rules.require_presence_possible(sitting, utc_now())
    lines = rules.still_open(queries.attendance_of(sitting))
    _set_absent(lines)
    if lines:
        count = format_count(len(lines), "offene Person fehlt", "offene Personen fehlen")
        record(actor, "attendance.open_settled", sitting, summary=count)
    db.session.flush()
    return len(lines)


def before_closing(sitting: Sitting) -> None:
    """No sitting closes with an open line: members are asked about, deputies were not needed."""
    locked(Sitting, sitting.id)
    people = queries.attendance_of(sitting)
    rules.require_known(people)
    _set_absent([one for one in people if one.status is AttendanceStatus.OPEN])


def _set_absent(lines: Sequence[Attendance]) -> None:
    for line in lines:
        line.status, line.is_recorded = AttendanceStatus.ABSENT, True


BEFORE_CLOSING.append(before_closing)


def _plain(spans: Sequence[Span]) -> list[list[str | None]]:
    return [[moment.isoformat() if moment else None for moment in span] for span in spans]


def add_guest(
    actor: Viewer,
    sitting: Sitting,
    *,
    name: str,
    now: datetime,
    detail: str = "",
    group: AttendanceGroup = AttendanceGroup.GUEST,
    person: Person | None = None,
) -> Attendance:
    """Somebody who is no member: present, without a vote."""
    require_open(sitting)
    rules.require_presence_possible(sitting, now)
    if not name.strip():
        raise RuleBroken("Bitte geben Sie einen Namen ein.", field="name")
    if group not in GUEST_GROUPS:
        raise RuleBroken("Mitglieder kommen aus dem Mitgliederverzeichnis.", field="group")
    detail = as_listed(detail, sitting.date)
    people = queries.attendance_of(sitting)
    if any((one.name, one.detail, one.group) == (name, detail, group) for one in people):
        raise RuleBroken(
            f"{name} steht schon auf der Liste. Ist es jemand anderes, ergänzen Sie bitte, woher "
            "die Person kommt.",
            field="name",
        )
    person = person or _invited_called(name, sitting, people)
    called = person.on(sitting.date) if person else None
    guest = Attendance(
        sitting_id=sitting.id,
        name=called.name if called else name,
        sort_name=called.sort_name if called else name,
        salutation=called.salutation if called else "",
        person=person,
        detail=detail,
        group=group,
        position=max((a.position for a in people), default=0) + 1,
        seat_key="",
        status=AttendanceStatus.PRESENT,
        is_recorded=True,
    )
    db.session.add(guest)
    guest.sitting = sitting
    record(actor, "attendance.guest_added", guest, f"{name} als Gast eingetragen")
    return guest


def _invited_called(name: str, sitting: Sitting, people: Sequence[Attendance]) -> Person | None:
    """Who was typed by name but is invited: otherwise he or she would stand there twice."""
    others = {one.person_id for one in people} | {one.person_id for one in roster_of(sitting)}
    for guest in invited_to(sitting):
        known = guest.person
        if known.id not in others and name in {known.name, f"{known.first_name} {known.last_name}"}:
            return known
    return None


def add_invited(actor: Viewer, invited: Guest, now: datetime) -> Attendance:
    """A guest of the invitation has come; who is on the list already stays as he or she is."""
    require_open(invited.sitting)
    for one in queries.attendance_of(invited.sitting):
        if one.person_id == invited.person_id:
            return one
    if invited.uninvited_at is not None:
        raise RuleBroken(f"{invited.person.name} ist nicht mehr eingeladen.")
    name = invited.person.name
    if any(one.person_id == invited.person_id for one in roster_of(invited.sitting)):
        raise RuleBroken(
            f"{name} gehört am Tag der Sitzung zum Gremium. Bitte gleichen Sie zuerst die Liste "
            "mit den Mitgliedern ab."
        )
    return add_guest(
        actor, invited.sitting, name=name, detail=invited.detail, now=now, person=invited.person
    )


def remove_guest(actor: Viewer, guest: Attendance) -> None:
    require_open(guest.sitting)
    if guest.membership_id is not None:
        raise RuleBroken("Mitglieder bleiben auf der Liste; sie fehlen oder sind entschuldigt.")
    if any(p.attendance_id == guest.id for p in queries.chair_periods_of(guest.sitting)):
        raise RuleBroken("Diese Person ist als Vorsitz eingetragen.")
    record(actor, "attendance.guest_removed", guest, f"{guest.name} von der Liste genommen")
    db.session.delete(guest)
    db.session.flush()


def set_chair(
    actor: Viewer,
    attendance: Attendance,
    *,
    from_at: datetime | None = None,
    from_item: AgendaItem | None = None,
    is_confirmed: bool = False,
) -> ChairPeriod:
    """Give somebody present the chair, from the beginning or from a time (and item) on.

    ``is_confirmed``: replaces who was entered for the same beginning; otherwise that is refused.
    """
    sitting = attendance.sitting
    require_open(sitting)
    if attendance.status is not AttendanceStatus.PRESENT:
        raise RuleBroken(
            f"{attendance.name} ist nicht als anwesend eingetragen.", field="attendance"
        )
    if from_item is not None and from_item.sitting_id != sitting.id:
        raise RuleBroken(
            "Dieser Punkt gehört nicht zur Tagesordnung dieser Sitzung.", field="from_item"
        )
    periods = queries.chair_periods_of(sitting)
    period = chair_rules.same_beginning(periods, from_at)
    if period is not None:
        chair_rules.require_confirmed_replacement(period, attendance, is_confirmed=is_confirmed)
    chair_rules.require_hand_over(
        sitting,
        [one for one in periods if one is not period],
        [numbered.item for numbered in number_items(all_items(sitting))],
        chair_rules.HandOver(attendance, from_at, from_item.id if from_item else None),
    )
    if period is None:
        period = ChairPeriod(sitting_id=sitting.id, from_at=from_at)
        db.session.add(period)
    period.attendance = attendance
    period.from_item_id = from_item.id if from_item else None
    record(actor, "attendance.chair_set", attendance, f"{attendance.name} hat den Vorsitz")
    return period


def remove_chair(actor: Viewer, period: ChairPeriod) -> None:
    require_open(period.attendance.sitting)
    name = period.attendance.name
    record(actor, "attendance.chair_removed", period.attendance, f"Vorsitz von {name} gestrichen")
    db.session.delete(period)
    db.session.flush()
