"""An item that becomes closed takes the publication of its papers with it, whoever moved it."""

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers import actions, queries

_CLOSED = "items_closed"


@event.listens_for(db.session, "after_flush")
def note_closed(session: Session, _context: Any) -> None:
    for thing in session.dirty:
        if isinstance(thing, AgendaItem) and thing.part is Part.CLOSED and _was_moved(thing):
            session.info.setdefault(_CLOSED, set()).add(thing.id)


def _was_moved(item: AgendaItem) -> bool:
    return bool(inspect(item, raiseerr=True).attrs["part"].history.has_changes())


@event.listens_for(db.session, "after_soft_rollback")
def forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:
        session.info.pop(_CLOSED, None)


def follow(session: Session) -> None:
    """A step before the commit."""
    items = session.info.pop(_CLOSED, set())
    for file in queries.published_in_closed(sorted(items)) if items else ():
        actions.end_publication(file)
