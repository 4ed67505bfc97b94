"""Which days a change touches: names, statutory seats and terms here, memberships in their room.

Master data reaches back into sittings that were held. Whatever is saved is noted with its days;
the room that keeps the attendance (``proceedings.following_actions``) looks before the commit which
sittings lie between, asks, and puts it on their record. So no way leads around it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.reaching import Meeting
from gremien_app.people.committees.models import CommitteeName, StatutorySeats, Term

ONE_DAY = timedelta(days=1)
_NOTED, _ACTOR = "reaches", "reaching_actor"
Days = tuple[date, date | None]  # from–to, both included; None: without an end


class Matter(StrEnum):
    """What is changed; the value stands in the record of each sitting."""

    ROSTER = "Mitgliederverzeichnis"
    NAME = "Name des Gremiums"
    SEATS = "Zahl der Sitze"
    TERM = "Wahlperiode"


@dataclass(frozen=True)
class Reach:
    """Days on which something differs from before. ``committee_id`` None: for every committee.

    ``person_id``: only this person's place. ``term_id`` and ``seats_before``: of which term the
    number of seats was another one; ``was_within``: the days belonged to the term before.
    """

    matter: Matter
    days: Days
    committee_id: int | None
    person_id: int | None = None
    term_id: int | None = None
    seats_before: int | None = None
    was_within: bool = True

    def includes(self, day: date) -> bool:
        first, last = self.days
        return first <= day and (last is None or day <= last)


@dataclass(frozen=True)
class Author:
    """Who made the change, as the record of this transaction tells it."""

    user_id: int | None = None
    name: str = "System"


def note(session: Session, reach: Reach) -> None:
    session.info.setdefault(_NOTED, []).append(reach)


def noted(session: Session) -> list[Reach]:
    return list(session.info.get(_NOTED, ()))


def forget(session: Session) -> None:
    session.info.pop(_NOTED, None)
    session.info.pop(_ACTOR, None)


def author(session: Session) -> Author:
    return session.info.get(_ACTOR) or Author()


def apart(old: Days, new: Days) -> Iterator[Days]:
    """The days that belong to one of two periods only."""
    (start, end), (other_start, other_end) = sorted((old, new), key=lambda days: days[0])
    if end is not None and end < other_start:
        yield start, end
        yield other_start, other_end
        return
    if start < other_start:
        yield start, other_start - ONE_DAY
    if end == other_end:
        return
    ends = sorted(day for day in (end, other_end) if day is not None)
    yield ends[0] + ONE_DAY, ends[1] if len(ends) > 1 else None


def periods(thing: Any, start: str, end: str) -> tuple[Days, Days]:
    """A thing's days before and after the flush that is under way."""
    (old_start, new_start), (old_end, new_end) = both(thing, start), both(thing, end)
    return (old_start or date.min, old_end), (new_start or date.min, new_end)


def both(thing: Any, name: str) -> tuple[Any, Any]:
    """A column's value before and after the flush that is under way."""
    now = getattr(thing, name)
    history = inspect(thing).attrs[name].history
    return (history.deleted[0] if history.deleted else now), now


def changed(session: Session, kind: type) -> Iterator[tuple[Any, bool]]:
    """Everything of a kind that this flush writes, and whether it is new or goes."""
    for thing in (*session.new, *session.deleted):
        if isinstance(thing, kind):
            yield thing, True
    for thing in session.dirty:
        if isinstance(thing, kind) and session.is_modified(thing):
            yield thing, False


@event.listens_for(db.session, "after_flush")
def note_changes(session: Session, _context: Any) -> None:
    for entry in session.new:
        if isinstance(entry, AuditEntry):
            session.info[_ACTOR] = Author(entry.user_id, entry.actor)
    for reach in (*_names(session), *_seats(session), *_terms(session)):
        note(session, reach)


def _names(session: Session) -> Iterator[Reach]:
    for name, is_whole in changed(session, CommitteeName):
        old, new = periods(name, "valid_from", "valid_until")
        texts = (both(name, "name"), both(name, "genitive"))
        differs = is_whole or any(was != now for was, now in texts)
        for days in (new,) if differs else apart(old, new):
            yield Reach(Matter.NAME, days, name.committee_id)


def _seats(session: Session) -> Iterator[Reach]:
    for stated, _is_whole in changed(session, StatutorySeats):
        term = stated.term or session.get_one(Term, stated.term_id)
        was, _now = both(stated, "seats")
        yield Reach(
            Matter.SEATS,
            (term.starts_on, term.ends_on),
            stated.committee_id,
            term_id=term.id,
            seats_before=None if stated in session.new else was,
        )


def _terms(session: Session) -> Iterator[Reach]:
    for term, is_whole in changed(session, Term):
        old, new = periods(term, "starts_on", "ends_on")
        for days in (new,) if is_whole else apart(old, new):
            was_within = term not in session.new and _within(days[0], old)
            yield Reach(Matter.TERM, days, None, term_id=term.id, was_within=was_within)


def _within(day: date, days: Days) -> bool:
    first, last = days
    return first <= day and (last is None or day <= last)


@event.listens_for(db.session, "after_soft_rollback")
def forget_all(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:  # what changed before a savepoint still waits for the commit
        forget(session)


# Who keeps the sittings says which of them lie between; these rooms may not look up there.
Finder = Callable[[Session, Iterable[Reach]], Meeting]
_finders: list[Finder] = []


def found_by(finder: Finder) -> Finder:
    _finders[:] = [finder]
    return finder


def met_by(reaches: Iterable[Reach] | None = None) -> Meeting:
    """The sittings that lie on the way of a change: for a preview.

    Without ``reaches``: of everything that was written so far and is not committed.
    """
    session = db.session()
    if reaches is None:
        session.flush()
        reaches = noted(session)
    return _finders[0](session, reaches) if _finders else Meeting()
