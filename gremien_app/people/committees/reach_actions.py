"""Notes which days a change touches: names, seats by statute and terms; memberships, their room.

Master data reaches back into sittings that were held. Whatever is saved is noted with its days;
the room that keeps the attendance (``proceedings.following_actions``) looks before the commit which
sittings lie between, asks, and puts it on their record. So no way leads around it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.models import CommitteeName, StatutorySeats, Term
from gremien_app.people.committees.reach_queries import ACTOR, NOTED
from gremien_app.people.committees.reach_rules import Author, Matter, Reach


def note(session: Session, reach: Reach) -> None:
    session.info.setdefault(NOTED, []).append(reach)


def forget(session: Session) -> None:
    session.info.pop(NOTED, None)
    session.info.pop(ACTOR, None)


def periods(thing: Any, start: str, end: str) -> tuple[Period, Period]:
    """A thing's days before and after the flush that is under way."""
    (old_start, new_start), (old_end, new_end) = both(thing, start), both(thing, end)
    return Period(old_start or date.min, old_end), Period(new_start or date.min, new_end)


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
            session.info[ACTOR] = Author(entry.user_id, entry.actor)
    for reach in (*_names(session), *_seats(session), *_terms(session)):
        note(session, reach)


def _names(session: Session) -> Iterator[Reach]:
    for name, is_whole in changed(session, CommitteeName):
        old, new = periods(name, "valid_from", "valid_until")
        texts = (both(name, "name"), both(name, "genitive"))
        differs = is_whole or any(was != now for was, now in texts)
        for days in (new,) if differs else old.apart(new):
            yield Reach(Matter.NAME, days, name.committee_id)


def _seats(session: Session) -> Iterator[Reach]:
    for stated, _is_whole in changed(session, StatutorySeats):
        term = stated.term or session.get_one(Term, stated.term_id)
        was, _now = both(stated, "seats")
        yield Reach(
            Matter.SEATS,
            term.period,
            stated.committee_id,
            term_id=term.id,
            seats_before=None if stated in session.new else was,
        )


def _terms(session: Session) -> Iterator[Reach]:
    for term, is_whole in changed(session, Term):
        old, new = periods(term, "starts_on", "ends_on")
        for days in (new,) if is_whole else old.apart(new):
            was_within = term not in session.new and old.includes(days.first)
            yield Reach(Matter.TERM, days, None, term_id=term.id, was_within=was_within)


@event.listens_for(db.session, "after_soft_rollback")
def forget_all(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:  # what changed before a savepoint still waits for the commit
        forget(session)
