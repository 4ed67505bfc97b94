"""Papers follow their items: state and part are seen anew before each commit, whoever moved what.

An item that becomes closed takes the publication of its papers with it at once.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers import actions, queries, rules
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting

_PAPERS, _ITEMS, _SITTINGS = "papers", "items", "sittings"
_MOVED = "papers_moved"
_WATCHED: dict[type[Any], tuple[str, ...]] = {
    AgendaItem: ("part", "mark", "outcome"),
    Sitting: ("state",),
    Paper: (
        *("received_at", "checked_at", "collected_at", "retracted_at", "refused_at", "is_closed"),
        "removed_at",
    ),
}


@event.listens_for(db.session, "after_flush")
def note_moved(session: Session, _context: Any) -> None:
    for thing in (*session.dirty, *session.new):
        if isinstance(thing, PaperPlace) or _is_changed(thing, _WATCHED.get(type(thing), ())):
            _note(session, *_of(thing))
    for thing in session.deleted:
        if isinstance(thing, PaperPlace):
            _note(session, _PAPERS, thing.paper_id)


def _of(thing: Any) -> tuple[str, int]:
    if isinstance(thing, Sitting):
        return _SITTINGS, thing.id
    if isinstance(thing, AgendaItem):
        return _ITEMS, thing.id
    return _PAPERS, thing.id if isinstance(thing, Paper) else thing.paper_id


def _note(session: Session, what: str, id: int) -> None:
    session.info.setdefault(_MOVED, {}).setdefault(what, set()).add(id)


def _is_changed(thing: Any, names: Iterable[str]) -> bool:
    state = inspect(thing, raiseerr=True)
    return any(state.attrs[name].history.has_changes() for name in names)


@event.listens_for(db.session, "after_soft_rollback")
def forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:
        session.info.pop(_MOVED, None)


def follow(session: Session) -> None:
    """A step before the commit."""
    moved: dict[str, set[int]] = session.info.pop(_MOVED, {})
    if not moved:
        return
    ids = set(moved.get(_PAPERS, ()))
    ids |= {place.paper_id for place in _places(moved)}
    ids |= queries.papers_in(moved[_SITTINGS]) if _SITTINGS in moved else set()
    for paper in queries.whole(ids) if ids else ():
        _see_anew(paper)
    session.flush()
    session.info.pop(_MOVED, None)  # what this step itself changed


def _places(moved: dict[str, set[int]]) -> list[PaperPlace]:
    items = moved.get(_ITEMS, set())
    return queries.places_at(sorted(items)) if items else []


def _see_anew(paper: Paper) -> None:
    items = rules.items_of(paper)
    paper.state = rules.state_of(paper, items)
    paper.part = rules.part_of(paper, items)
    if paper.part is Part.CLOSED and actions.unpublish(paper):
        # When that is taken back, it is published anew or not at all.
        told = "nicht mehr öffentlich, weil der Punkt nichtöffentlich wurde"
        actions.record_of(SYSTEM, "paper.withdrawn", paper, told)
