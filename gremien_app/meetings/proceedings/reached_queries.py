"""The sittings that a change of master data reaches back into, and what was recorded there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import has_request_context
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from gremien_app.base.kernel.clock import end_of, midnight, today
from gremien_app.base.kernel.reaching import Meeting, ReachedSitting
from gremien_app.base.web.access import current_viewer
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees.reach_queries import found_by
from gremien_app.people.committees.reach_rules import Matter, Reach

MADE = "sittings_made"  # in ``Session.info``: ids of those that this transaction has made


@dataclass(frozen=True)
class Reached:
    """A sitting on days that a change touches; ``persons``: whose place it may touch."""

    sitting: Sitting
    reaches: tuple[Reach, ...]

    @property
    def persons(self) -> list[int]:
        return sorted({one.person_id for one in self.reaches if one.person_id})

    @property
    def matters(self) -> list[Matter]:
        return [one for one in Matter if any(one is found.matter for found in self.reaches)]

    @property
    def was_held(self) -> bool:
        return self.sitting.state in HELD


def reached_by(
    session: Session, reaches: Iterable[Reach], besides: Collection[int] = ()
) -> list[Reached]:
    """In order of time; ``besides``: ids of sittings that the same change has made."""
    by_committee: dict[int | None, list[Reach]] = defaultdict(list)
    for one in dict.fromkeys(reaches):
        by_committee[one.committee_id].append(one)
    if not by_committee:
        return []
    found = []
    for sitting in session.scalars(_between(by_committee)):
        if sitting.id in besides:
            continue
        day = sitting.date
        bodies = (None, *sitting.committee_ids)
        candidates = (one for id_ in bodies for one in by_committee.get(id_, ()))
        own = tuple(one for one in candidates if one.days.includes(day))
        if own:
            found.append(Reached(sitting, own))
    return found


def open_lists(session: Session, committee_ids: Collection[int]) -> list[int]:
    """Ids of the sittings with a list that the minutes have not closed: a change may write them."""
    has_list = exists().where(
        Attendance.sitting_id == Sitting.id, Attendance.membership_id.is_not(None)
    )
    return list(
        session.scalars(
            select(Sitting.id)
            .where(
                of_committees(committee_ids),
                Sitting.record_closed_at.is_(None),
                Sitting.state != SittingState.CANCELLED,
                has_list,
            )
            .order_by(Sitting.starts_at, Sitting.id)  # the order of locks
        )
    )


def _between(by_committee: dict[int | None, list[Reach]]) -> Select[Sitting]:
    days = [one.days for found in by_committee.values() for one in found]
    first, lasts = min(one.first for one in days), [one.last for one in days if one.last]
    query = select(Sitting).where(Sitting.state != SittingState.CANCELLED)
    if None not in by_committee:
        query = query.where(of_committees([id_ for id_ in by_committee if id_ is not None]))
    if first > date.min:
        query = query.where(Sitting.starts_at >= midnight(first))
    if len(lasts) == len(days):
        query = query.where(Sitting.starts_at < end_of(max(lasts)))
    return query.options(joinedload(Sitting.committee), selectinload(Sitting.partners)).order_by(
        Sitting.starts_at, Sitting.id
    )


@found_by
def meet(session: Session, reaches: Iterable[Reach]) -> Meeting:
    """What a preview lists: sittings up to today that were held or have something recorded."""
    day = today()
    made = session.info.get(MADE, ())
    found = [one for one in reached_by(session, reaches, made) if one.sitting.date <= day]
    lines = _recorded_lines(session, found)
    found = [one for one in found if one.was_held or lines[one.sitting.id]]
    return Meeting(
        tuple(_shown(one, lines[one.sitting.id]) for one in found if _may_read(one.sitting)),
        frozenset(one.sitting.id for one in found),
    )


def _may_read(sitting: Sitting) -> bool:
    """What stands on the lists is the secretariat's; others learn only how many there are."""
    viewer = current_viewer() if has_request_context() else None
    return viewer is None or any(viewer.takes_minutes_of(id_) for id_ in sitting.committee_ids)


def _recorded_lines(session: Session, found: Sequence[Reached]) -> dict[int, list[str]]:
    persons = {one.sitting.id: set(one.persons) for one in found if one.persons}
    lines: dict[int, list[str]] = defaultdict(list)
    if not persons:
        return lines
    for line in session.scalars(
        select(Attendance)
        .where(Attendance.sitting_id.in_(persons))
        .order_by(Attendance.position, Attendance.sort_name, Attendance.id)
    ):
        is_recorded = line.is_recorded or line.status is not AttendanceStatus.ABSENT
        if is_recorded and line.person_id in persons[line.sitting_id]:
            lines[line.sitting_id].append(f"{line.name}: {line.status.label}")
    return lines


def _shown(one: Reached, lines: Sequence[str]) -> ReachedSitting:
    sitting = one.sitting
    is_signed = sitting.record_closed_at is not None
    return ReachedSitting(
        id=sitting.id,
        day=sitting.date,
        committee=" und ".join(body.short for body in sitting.committees),
        state="unterzeichnet" if is_signed else sitting.state.label,
        lines=tuple(lines),
        is_signed=is_signed,
    )
