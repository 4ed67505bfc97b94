"""The attendance follows the roster: a corrected membership shows in every open sitting at once.

Signed records stay as they are. Memberships are written in a room that knows no attendance, so
this watches what is saved and no way leads around it.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import event, exists, select
from sqlalchemy.orm import Session, SessionTransaction, joinedload

from gremien_app.extensions import db
from gremien_app.kernel.dates import format_date
from gremien_app.kernel.errors import RuleBroken
from gremien_app.members.locking import BEFORE_ROSTERS
from gremien_app.members.models import Membership
from gremien_app.proceedings.actions import by_person, from_roster, roster_values
from gremien_app.proceedings.models import Attendance, AttendanceStatus
from gremien_app.sittings.models import Sitting, SittingState
from gremien_app.sittings.queries import participations, roster_of
from gremien_app.transactions import locked

_CHANGED, _MADE = "memberships_changed", "sittings_made"


@event.listens_for(db.session, "before_flush")
def guard_what_was_recorded(session: Session, _context: Any, _instances: Any) -> None:
    """A membership is taken back only while nobody has recorded anything for it."""
    gone = {thing.id: thing for thing in session.deleted if isinstance(thing, Membership)}
    if not gone:
        return
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.membership_id.in_(gone))
        .options(joinedload(Attendance.sitting))
        .order_by(Attendance.id)
    ).all()
    for row in rows:
        sitting = row.sitting
        if row.status is not AttendanceStatus.ABSENT or sitting.record_closed_at is not None:
            raise RuleBroken(
                f"Für {row.name} ist die Sitzung am {format_date(sitting.date)} schon erfasst "
                f"({row.status.label}). Beenden Sie die Mitgliedschaft, statt sie zurückzunehmen."
            )
        session.delete(row)


@event.listens_for(db.session, "after_flush")
def note_changes(session: Session, _context: Any) -> None:
    changed = [*session.new, *session.deleted, *filter(session.is_modified, session.dirty)]
    pairs = {(m.committee_id, m.person_id) for m in changed if isinstance(m, Membership)}
    session.info.setdefault(_CHANGED, set()).update(pairs)
    made = {thing.id for thing in session.new if isinstance(thing, Sitting)}
    session.info.setdefault(_MADE, set()).update(made)


def follow(session: Session) -> None:
    """A step before the commit: half way through a change somebody seems to be gone."""
    pairs, made = session.info.pop(_CHANGED, set()), session.info.pop(_MADE, set())
    if not pairs:
        return
    persons: dict[int, set[int]] = {}
    for committee_id, person_id in pairs:
        persons.setdefault(committee_id, set()).add(person_id)
    for sitting in _open_sittings(session, persons):
        if sitting.id in made:
            continue  # came together with its list, which says itself who was there
        concerned = [persons.get(id_, set()) for id_ in sitting.committee_ids]
        _align(session, sitting, set().union(*concerned))


@event.listens_for(db.session, "after_soft_rollback")
def forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:  # what changed before a savepoint still waits for the commit
        session.info.pop(_CHANGED, None)
        session.info.pop(_MADE, None)


def lock_followers(committee_ids: Collection[int]) -> None:
    """The open lists of these committees, before their rosters: ``follow`` will write them."""
    for sitting in _open_sittings(db.session(), committee_ids):
        locked(Sitting, sitting.id)


BEFORE_ROSTERS.append(lock_followers)


def _open_sittings(session: Session, committee_ids: Iterable[int]) -> list[Sitting]:
    """Those with a list that the minutes have not closed yet."""
    takes_part = participations()
    has_list = exists().where(
        Attendance.sitting_id == Sitting.id, Attendance.membership_id.is_not(None)
    )
    return list(
        session.scalars(
            select(Sitting)
            .where(
                Sitting.id.in_(
                    select(takes_part.c.sitting_id).where(
                        takes_part.c.committee_id.in_(committee_ids)
                    )
                ),
                Sitting.record_closed_at.is_(None),
                Sitting.state != SittingState.CANCELLED,
                has_list,
            )
            .options(joinedload(Sitting.committee))
            .order_by(Sitting.id)
        )
    )


def _align(session: Session, sitting: Sitting, persons: set[int]) -> None:
    """Bring the lines of these persons in line with the roster of the day."""
    lines = {
        line.person_id: line
        for line in session.scalars(
            select(Attendance).where(
                Attendance.sitting_id == sitting.id, Attendance.person_id.in_(persons)
            )
        )
    }
    on_roster = by_person(roster_of(sitting))
    for position, (person_id, memberships) in enumerate(on_roster.items(), start=1):
        if person_id not in persons:
            continue
        line = lines.pop(person_id, None)
        if line is None:
            session.add(from_roster(sitting, memberships, position))
        else:
            _set(line, roster_values(sitting, memberships))
    for line in lines.values():
        if line.membership_id is None:
            continue  # came as a guest
        if line.status is AttendanceStatus.PRESENT:
            _set(line, {"can_vote": False, "counts_for_quorum": False})
        else:
            session.delete(line)


def _set(line: Attendance, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(line, name) != value:
            setattr(line, name, value)
