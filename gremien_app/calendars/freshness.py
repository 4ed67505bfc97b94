"""Stamps a sitting whenever something changes that calendars show of it.

Programs skip an event whose LAST-MODIFIED did not rise (ICSx5 does). Its own date, place and
state stamp a sitting in the sittings' actions; agenda, names and rooms change without knowing
of calendars, so this watches what is saved and no way leads around it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, event, inspect, or_, select, update
from sqlalchemy.orm import Session, attributes
from sqlalchemy.orm.util import identity_key

from gremien_app.agenda.models import AgendaItem, Part
from gremien_app.calendars.rules import WITHOUT_AGENDA
from gremien_app.committees.models import CommitteeName
from gremien_app.extensions import db
from gremien_app.kernel.clock import BERLIN, utc_now
from gremien_app.sittings.models import Room, Sitting, Venue

_ONE_SECOND = timedelta(seconds=1)
# What of each thing a calendar shows.
_SHOWN: dict[type, tuple[str, ...]] = {
    AgendaItem: ("title", "part", "position", "parent_id", "parent", "printed_number", "mark"),
    CommitteeName: ("name", "valid_from", "valid_until"),
    Room: ("name", "venue_id", "venue"),
    Venue: ("name",),
}
Thing = TypeVar("Thing")


@event.listens_for(db.session, "before_flush")
def stamp_sittings(session: Session, _context: Any, _instances: Any) -> None:
    """Raise ``changed_at`` of every sitting whose calendar entry this flush will change."""
    changed = [thing for thing in session.dirty if _changed(thing, _SHOWN.get(type(thing), ()))]
    whole = [thing for thing in (*session.new, *session.deleted) if type(thing) in _SHOWN]
    changes = changed + whole
    if changes:
        _stamp(session, _concerned(changes))


def _concerned(changes: Iterable[object]) -> ColumnElement[bool]:
    """Which sittings the changes concern; gathered by kind, as an import changes thousands."""
    # Before the flush a new thing may know its relation, but not yet the key; and what hangs on
    # a new thing (key None) is new itself.
    sittings = {
        item.sitting_id or item.sitting.id for item in _of(AgendaItem, changes) if _was_public(item)
    }
    rooms = {room.id for room in _of(Room, changes)}
    venues = {venue.id for venue in _of(Venue, changes)}
    return or_(
        and_(Sitting.id.in_(sittings - {None}), Sitting.state.not_in(WITHOUT_AGENDA)),
        Sitting.room_id.in_(rooms - {None}),
        Sitting.room_id.in_(select(Room.id).where(Room.venue_id.in_(venues - {None}))),
        *(_named(name) for name in _of(CommitteeName, changes)),
    )


def _of(kind: type[Thing], things: Iterable[object]) -> list[Thing]:
    return [thing for thing in things if isinstance(thing, kind)]


def _changed(thing: object, names: Iterable[str]) -> bool:
    state = inspect(thing, raiseerr=True)
    return any(state.attrs[name].history.has_changes() for name in names)


def _was_public(item: AgendaItem) -> bool:
    """Closed items leave no trace, not even a time; one that was or becomes public does."""
    state = inspect(item, raiseerr=True)
    history = state.attrs.part.history
    is_unknown = state.persistent and history.added and not history.deleted
    return item.part is Part.PUBLIC or Part.PUBLIC in history.deleted or bool(is_unknown)


def _named(name: CommitteeName) -> ColumnElement[bool]:
    """The committee's sittings in the time of the name, before or after the change."""
    attrs = inspect(name, raiseerr=True).attrs
    conditions = [Sitting.committee_id == (name.committee_id or name.committee.id)]
    starts = [name.valid_from, *attrs.valid_from.history.deleted]
    if None not in starts:
        conditions.append(Sitting.starts_at >= _midnight(min(starts)))
    ends = [name.valid_until, *attrs.valid_until.history.deleted]
    if None not in ends:
        conditions.append(Sitting.starts_at < _midnight(max(ends) + timedelta(days=1)))
    return and_(*conditions)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _stamp(session: Session, concerned: ColumnElement[bool]) -> None:
    connection = session.connection()
    now = utc_now()
    stamps = []
    for sitting_id, changed_at in connection.execute(
        select(Sitting.id, Sitting.changed_at).where(concerned)
    ).all():
        stamp = max(now, changed_at + _ONE_SECOND)
        loaded = session.identity_map.get(identity_key(Sitting, sitting_id))
        if loaded is not None:
            if _changed(loaded, ("changed_at",)):
                continue  # the action of this save has stamped it
            attributes.set_committed_value(loaded, "changed_at", stamp)
        stamps.append({"sitting": sitting_id, "stamp": stamp})
    if not stamps:
        return
    # Past the ORM on purpose: the sitting's version stays, so nobody's open form becomes stale.
    connection.execute(
        update(Sitting)
        .where(Sitting.id == bindparam("sitting"))
        .values(changed_at=bindparam("stamp")),
        stamps,
    )
