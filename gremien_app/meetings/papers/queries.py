"""All reads of papers; ``readable_by`` is the one rule of who reads which version of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda import queries as agenda
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers.models import Paper, PaperFile
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees.models import Committee

FOUND = 50


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which versions this person may read: on ``PaperFile``; paper, item and sitting joined.

    Whoever belongs to the sitting, or is its guest, reads with the item all of its files. Everybody
    else reads of it what was published, as long as the item stands in the public part.
    """
    public = and_(PaperFile.published_at.is_not(None), AgendaItem.part == Part.PUBLIC)
    return and_(
        Paper.removed_at.is_(None),
        agenda.readable_by(viewer),
        or_(_reads_inside(viewer), public),
    )


def _reads_inside(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        of_committees(viewer.belongs_of),
        Sitting.id.in_(viewer.stands_in_at),
        AgendaItem.id.in_(viewer.guest_for),
    )


def _readable(viewer: Viewer) -> Select[PaperFile]:
    return (
        select(PaperFile)
        .join(PaperFile.paper)
        .join(Paper.item)
        .join(AgendaItem.sitting)
        .join(PaperFile.stored)
        .where(readable_by(viewer))
        .options(
            contains_eager(PaperFile.paper)
            .contains_eager(Paper.item)
            .contains_eager(AgendaItem.sitting),
            contains_eager(PaperFile.stored),
        )
    )


def _in_order(query: Select[PaperFile]) -> Select[PaperFile]:
    return query.order_by(Paper.position, Paper.id, PaperFile.number)


def by_item(viewer: Viewer, sitting: Sitting) -> dict[int, list[PaperFile]]:
    """The newest version of each paper that this viewer may read, by the number of its item."""
    found: dict[int, dict[int, PaperFile]] = {}
    for one in db.session.scalars(
        _in_order(_readable(viewer).where(AgendaItem.sitting_id == sitting.id))
    ):
        found.setdefault(one.paper.agenda_item_id, {})[one.paper_id] = one
    return {item: list(newest.values()) for item, newest in found.items()}


def versions_of(viewer: Viewer, id: int) -> list[PaperFile]:
    """The versions of a paper that this viewer may read, or ``NotFound`` where there is none."""
    found = list(db.session.scalars(_in_order(_readable(viewer).where(Paper.id == id))))
    if not found:
        raise NotFound
    return found


def newest_of(viewer: Viewer, id: int) -> PaperFile:
    return versions_of(viewer, id)[-1]


def version_of(viewer: Viewer, id: int, number: int) -> PaperFile:
    for one in versions_of(viewer, id):
        if one.number == number:
            return one
    raise NotFound


def readable_ids(viewer: Viewer, ids: Iterable[int]) -> set[int]:
    """Those of the papers of which this viewer may read a version."""
    query = _readable(viewer).where(Paper.id.in_(list(ids)))
    return {one.paper_id for one in db.session.scalars(query)}


def manageable(viewer: Viewer, id: int, *, removed: bool = False) -> Paper:
    """The paper for its secretariat; ``NotFound`` for everybody else. Holds the sitting."""
    found = db.session.scalars(
        select(Paper)
        .join(Paper.item)
        .join(AgendaItem.sitting)
        .where(
            Paper.id == id,
            Paper.removed_at.is_not(None) if removed else Paper.removed_at.is_(None),
            agenda.readable_by(viewer),
        )
        .options(
            contains_eager(Paper.item)
            .contains_eager(AgendaItem.sitting)
            .joinedload(Sitting.committee)
            .selectinload(Committee.names),
            selectinload(Paper.files),
        )
    ).first()
    if found is None or not viewer.manages(found.item.sitting.committee_id):
        raise NotFound
    held(found.item.sitting)
    return found


def papers_of(item: AgendaItem) -> list[Paper]:
    """All papers of an item without the waste basket: for actions, never for a page."""
    return list(
        db.session.scalars(
            select(Paper)
            .where(Paper.agenda_item_id == item.id, Paper.removed_at.is_(None))
            .order_by(Paper.position, Paper.id)
            .options(selectinload(Paper.files))
        )
    )


def removed_of(sitting: Sitting) -> list[Paper]:
    """The waste basket, the last thrown away first; for the secretariat."""
    return list(
        db.session.scalars(
            select(Paper)
            .join(Paper.item)
            .where(AgendaItem.sitting_id == sitting.id, Paper.removed_at.is_not(None))
            .options(contains_eager(Paper.item))
            .order_by(Paper.removed_at.desc(), Paper.id.desc())
        )
    )


def removed_before(moment: datetime) -> list[Paper]:
    query = select(Paper).where(Paper.removed_at < moment).order_by(Paper.id)
    return list(db.session.scalars(query.options(selectinload(Paper.files))))


def published_in_closed(item_ids: Sequence[int]) -> list[PaperFile]:
    """What is still marked as published though its item is closed now."""
    return list(
        db.session.scalars(
            select(PaperFile)
            .join(PaperFile.paper)
            .join(Paper.item)
            .where(
                AgendaItem.id.in_(item_ids),
                AgendaItem.part == Part.CLOSED,
                PaperFile.published_at.is_not(None),
            )
            .order_by(PaperFile.id)
        )
    )


@dataclass(frozen=True)
class Found:
    """What a search found; ``is_more``: older ones are left out."""

    files: list[PaperFile]
    is_more: bool


def search(viewer: Viewer, text: str) -> Found:
    """Papers with all these words in title, name, typed text or file, the newest paper first."""
    if not word_patterns(text):
        return Found([], is_more=False)
    query = _readable(viewer).where(_holds(text)).order_by(None)
    newest = select(func.max(PaperFile.number)).where(PaperFile.paper_id == Paper.id)
    # Of a paper with several versions the newest that may be read; the public has one only.
    query = query.where(or_(PaperFile.published_at.is_not(None), _is(newest)))
    query = query.order_by(Paper.id.desc(), PaperFile.number.desc())  # stops when it has enough
    found = list(db.session.scalars(query.limit(FOUND + 1)))
    once = list({one.paper_id: one for one in reversed(found[:FOUND])}.values())
    return Found(once[::-1], is_more=len(found) > FOUND)


def _is(newest: Select[int]) -> ColumnElement[bool]:
    return PaperFile.number == newest.correlate(Paper).scalar_subquery()


def _holds(text: str) -> ColumnElement[bool]:
    """Every word in one of its spellings, in what the office typed or in the file itself."""
    columns = (PaperFile.search_key, StoredFile.words)
    return and_(
        *(
            or_(*(c.like(p, escape=ESCAPE) for c in columns for p in spellings))
            for spellings in word_patterns(text)
        )
    )
