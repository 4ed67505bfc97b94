"""What dates are compared with: days, rosters, rooms and other sittings, read at once."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY, end_of, midnight
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.observances.queries import (
    notes_between,
    outside_sittings_between,
)
from gremien_app.meetings.sittings.candidate_rules import Candidate, DateWarning, Slot
from gremien_app.meetings.sittings.date_rules import Knowledge, candidate_of, judged
from gremien_app.meetings.sittings.models import Room, Sitting, SittingState
from gremien_app.meetings.sittings.rules import can_move
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def open_warnings(sitting: Sitting, viewer: Viewer) -> list[DateWarning]:
    """Of a sitting that can still be moved; without what was known when its date was kept."""
    if not can_move(sitting):
        return []
    found = warnings_about(candidate_of(sitting), viewer)
    known = frozenset(sitting.kept_keys if sitting.kept_reason else ())
    return [one for one in found if not one.is_among(known)]


def warnings_about(candidate: Candidate, viewer: Viewer = ANONYMOUS) -> list[DateWarning]:
    """What speaks against this date, the calendar's reasons first."""
    return warnings_about_many([candidate], viewer)[0]


def warnings_about_many(
    candidates: Sequence[Candidate], viewer: Viewer = ANONYMOUS
) -> list[list[DateWarning]]:
    """What speaks against each date, the clashes among them included.

    ``viewer`` decides what is told: the names of persons with two seats only to whoever
    manages all committees concerned, an internal group's name only to those it concerns.
    """
    if not candidates:
        return []
    known = read(candidates, viewer)
    return [judged(index, one, known) for index, one in enumerate(candidates)]


def read(candidates: Sequence[Candidate], viewer: Viewer) -> Knowledge:
    """All that the candidates are compared with, at a constant number of queries."""
    first = min(day for one in candidates for day in one.days)
    last = max(day for one in candidates for day in one.days)
    start, end = midnight(first), end_of(last)
    replaced = frozenset(one.sitting_id for one in candidates if one.sitting_id)
    # A day more on both sides: the same committee on two days in a row.
    sittings = _sittings_between(midnight(first - ONE_DAY), midnight(last + 2 * ONE_DAY))
    slots = [_slot_of(one) for one in sittings if one.id not in replaced]
    slots += [_slot_of_candidate(index, one) for index, one in enumerate(candidates)]
    known = Knowledge(
        viewer=viewer,
        notes=notes_between(first, last),
        outside=outside_sittings_between(start, end),
        committees=_committees({id_ for slot in slots for id_ in slot.committee_ids}),
        rooms=_rooms({one.room_id for one in candidates if one.room_id}),
        invited=_invited(replaced),
    )
    for slot in slots:
        for day in slot.days:
            known.slots[day].append(slot)
    for membership, person in _memberships(known.committees, first, last):
        known.memberships[membership.committee_id].append((membership, person))
    return known


def _slot_of(sitting: Sitting) -> Slot:
    ids = (sitting.committee_id, *(one.id for one in sitting.partners))
    return Slot(ids, sitting.starts_at, sitting.ends_at, sitting.room_id, sitting.id)


def _slot_of_candidate(index: int, one: Candidate) -> Slot:
    return Slot(one.committee_ids, one.starts_at, one.ends_at, one.room_id, one.sitting_id, index)


def _sittings_between(start: datetime, end: datetime) -> list[Sitting]:
    return all_of(
        select(Sitting)
        .where(
            Sitting.state != SittingState.CANCELLED,
            Sitting.starts_at < end,
            Sitting.ends_at > start,
        )
        .options(selectinload(Sitting.partners))
        .order_by(Sitting.starts_at, Sitting.id)
    )


def _committees(ids: set[int]) -> dict[int, Committee]:
    found = db.session.scalars(select(Committee).where(Committee.id.in_(ids)))
    return {one.id: one for one in found}


def _rooms(ids: set[int]) -> dict[int, Room]:
    if not ids:
        return {}
    query = select(Room).where(Room.id.in_(ids)).options(joinedload(Room.venue))
    return {one.id: one for one in db.session.scalars(query)}


def _invited(ids: frozenset[int]) -> frozenset[int]:
    """Those for whose present date the invitation is out: its notice period is history."""
    if not ids:
        return frozenset()
    past = (SittingState.INVITED, SittingState.RUNNING, SittingState.CLOSED)
    query = select(Sitting.id).where(Sitting.id.in_(ids), Sitting.state.in_(past))
    return frozenset(db.session.scalars(query))


def _memberships(
    committees: dict[int, Committee], first: date, last: date
) -> list[tuple[Membership, Person]]:
    found = db.session.execute(
        select(Membership, Person)
        .join(Membership.person)
        .where(
            Membership.committee_id.in_(committees),
            Membership.meeting(first, last),
        )
        .order_by(Person.last_name, Person.first_name, Membership.id)
    )
    return [(membership, person) for membership, person in found]
