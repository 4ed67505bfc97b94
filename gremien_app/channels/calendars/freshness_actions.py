"""Watches what is saved, for two promises: no calendar is stale, no change is skipped.

Programs skip an event whose LAST-MODIFIED did not rise (ICSx5 does). Its own date, place and
state stamp a sitting in the sittings' actions; agenda, names and rooms change without knowing
of calendars, so this stamps the sitting and no way leads around it. And stored feeds carry the
version of what they were made from: every save of anything they may show gives a new one.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    event,
    inspect,
    or_,
    text,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, attributes
from sqlalchemy.orm.util import identity_key

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import end_of, midnight, utc_now
from gremien_app.channels.calendars import queries
from gremien_app.channels.calendars.models import CalendarVersion
from gremien_app.channels.calendars.rules import WITHOUT_AGENDA
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Room, Sitting, Venue
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees.models import Committee, CommitteeName

_ONE_SECOND = timedelta(seconds=1)
_CHANGED = "calendars_changed"
# The row may be missing: nothing writes it before the first save.
_NEW_VERSION = text(
    "INSERT INTO calendar_version (id, value) VALUES (1, :value) "
    "ON CONFLICT (id) DO UPDATE SET value = excluded.value"
)
Thing = TypeVar("Thing")


@event.listens_for(db.session, "before_flush")
def stamp_sittings(session: Session, _context: Any, _instances: Any) -> None:
    """Raise ``changed_at`` of every sitting whose calendar entry this flush will change."""
    changed = [thing for thing in session.dirty if _changed(thing, _stamping(thing))]
    whole = [thing for thing in (*session.new, *session.deleted) if _stamping(thing)]
    changes = changed + whole
    if changes and (concerned := _concerned(session, changes)) is not None:
        _stamp(session, concerned)
    saved = (*session.new, *session.dirty, *session.deleted)
    if any(_is_shown(_table(thing)) for thing in saved):
        session.info[_CHANGED] = True


def _stamping(thing: object) -> tuple[str, ...]:
    """What of it the entry of a sitting shows."""
    return house().tables[_table(thing)].calendars.stamping


def _is_shown(table: str) -> bool:
    """What no room owns cannot be known, so stored feeds become old: costly, never wrong."""
    facts = house().tables.get(table)
    return facts is None or facts.calendars.is_shown


def _table(thing: object) -> str:
    return str(getattr(thing, "__tablename__", ""))


@event.listens_for(db.session, "do_orm_execute")
def notice_statements(state: ORMExecuteState) -> None:
    """Whatever is saved by a statement, past the objects."""
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if _is_shown(str(getattr(table, "name", ""))):
            state.session.info[_CHANGED] = True


def renew_version(session: Session) -> None:
    """A step before the commit, late: all writers wait for this row, so it is held shortly.

    Random and no counter: after a backup is restored, old numbers would come again.
    """
    if session.info.pop(_CHANGED, False):
        session.connection().execute(_NEW_VERSION, {"value": secrets.token_hex(16)})


def renew_restored(connection: Connection, _now: datetime) -> None:
    """A backup's version may be that of other stored feeds."""
    connection.execute(update(CalendarVersion).values(value=secrets.token_hex(16)))


def _concerned(session: Session, changes: Iterable[object]) -> ColumnElement[bool] | None:
    """Which sittings the changes concern; gathered by kind, as an import changes thousands.

    None: none that is stored. What hangs on a new thing (key None) is new itself; before the
    flush it may know its relation, but not yet the key.
    """
    found = [_named(name) for name in _of(CommitteeName, changes) if _committee_id(name)]
    agendas = {
        item.sitting_id or item.sitting.id for item in _of(AgendaItem, changes) if _was_public(item)
    }
    if agendas := {one for one in agendas - {None} if not _shows_no_agenda(session, one)}:
        found.append(and_(Sitting.id.in_(agendas), Sitting.state.not_in(WITHOUT_AGENDA)))
    if sittings := {sitting.id for sitting in _of(Sitting, changes)} - {None}:
        found.append(Sitting.id.in_(sittings))
    if committees := {committee.id for committee in _of(Committee, changes)} - {None}:
        found.append(of_committees(committees))
    if rooms := {room.id for room in _of(Room, changes)} - {None}:
        found.append(Sitting.room_id.in_(rooms))
    if venues := {venue.id for venue in _of(Venue, changes)} - {None}:
        found.append(queries.in_venues(venues))
    return or_(*found) if found else None


def _shows_no_agenda(session: Session, sitting_id: int) -> bool:
    """Known without asking: an agenda that is written before the invitation is in no calendar."""
    loaded = session.identity_map.get(identity_key(Sitting, sitting_id))
    return loaded is not None and inspect(loaded).dict.get("state") in WITHOUT_AGENDA


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


def _committee_id(name: CommitteeName) -> int:
    return name.committee_id or name.committee.id


def _named(name: CommitteeName) -> ColumnElement[bool]:
    """The committee's sittings in the time of the name, before or after the change."""
    attrs = inspect(name, raiseerr=True).attrs
    conditions = [of_committees([_committee_id(name)])]
    starts = [name.valid_from, *attrs.valid_from.history.deleted]
    if None not in starts:
        conditions.append(Sitting.starts_at >= midnight(min(starts)))
    ends = [name.valid_until, *attrs.valid_until.history.deleted]
    if None not in ends:
        conditions.append(Sitting.starts_at < end_of(max(ends)))
    return and_(*conditions)


def _stamp(session: Session, concerned: ColumnElement[bool]) -> None:
    connection = session.connection()
    now = utc_now()
    stamps = []
    for sitting_id, changed_at in queries.stamps(connection, concerned):
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
