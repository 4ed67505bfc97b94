"""All reads of papers; who reads which is ``reading_queries``' one rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda import queries as agenda
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.papers.models import Paper, PaperFile, PaperPlace, PaperSubmitter
from gremien_app.meetings.papers.reading_queries import (
    readable_by,
    reads_inside,
    version_readable_by,
)
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee


@dataclass(frozen=True)
class Lying:
    """A paper at an item as this viewer reads it; ``file``: the newest version, if there is one.

    ``reads_words``: not only its title.
    """

    paper: Paper
    file: PaperFile | None
    reads_words: bool = False


@dataclass(frozen=True)
class Reading:
    """A paper as this viewer reads it. ``versions``: those that may be read, the newest last.

    ``is_inside``: not only what is published.
    """

    paper: Paper
    versions: list[PaperFile]
    is_inside: bool


def by_item(viewer: Viewer, sitting: Sitting) -> dict[int, list[Lying]]:
    """What lies at which item, as far as this viewer may read it, by the item's number."""
    rows = db.session.execute(
        select(PaperPlace, PaperFile, reads_inside(viewer))
        .join(PaperPlace.paper)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .outerjoin(PaperFile, and_(PaperFile.paper_id == Paper.id, version_readable_by(viewer)))
        .outerjoin(PaperFile.stored)
        .where(AgendaItem.sitting_id == sitting.id, agenda.readable_by(viewer), readable_by(viewer))
        .options(contains_eager(PaperPlace.paper), contains_eager(PaperFile.stored))
        .order_by(PaperPlace.position, PaperPlace.id, PaperFile.number)
    )
    found: dict[int, dict[int, Lying]] = {}
    for place, file, is_inside in rows:
        paper = place.paper
        reads_words = bool(is_inside) or paper.published_at is not None
        found.setdefault(place.agenda_item_id, {})[paper.id] = Lying(paper, file, reads_words)
    return {item: list(lying.values()) for item, lying in found.items()}


def get_paper(viewer: Viewer, id: int) -> Reading:
    """The paper with what its page shows, or ``NotFound`` where it must not be known."""
    row = db.session.execute(
        select(Paper, reads_inside(viewer))
        .where(Paper.id == id, readable_by(viewer))
        .options(*_whole())
    ).first()
    paper, is_inside = required(row)
    versions = [one for one in paper.files if is_inside or one.published_at is not None]
    return Reading(paper, versions, bool(is_inside))


def versions_of(viewer: Viewer, id: int) -> list[PaperFile]:
    """The versions of a paper that this viewer may read, or ``NotFound`` where there is none."""
    found = all_of(_in_order(readable_files(viewer).where(Paper.id == id)))
    if not found:
        raise NotFound
    return found


def readable_files(viewer: Viewer) -> Select[PaperFile]:
    """The versions that this viewer may read, with their papers, in no order."""
    return (
        select(PaperFile)
        .join(PaperFile.paper)
        .join(PaperFile.stored)
        .where(readable_by(viewer), version_readable_by(viewer))
        .options(contains_eager(PaperFile.paper), contains_eager(PaperFile.stored))
    )


def _in_order(query: Select[PaperFile]) -> Select[PaperFile]:
    return query.order_by(Paper.id, PaperFile.number)


def newest_of(viewer: Viewer, id: int) -> PaperFile:
    return versions_of(viewer, id)[-1]


def version_of(viewer: Viewer, id: int, number: int) -> PaperFile:
    for one in versions_of(viewer, id):
        if one.number == number:
            return one
    raise NotFound


def readable_ids(viewer: Viewer, ids: Iterable[int]) -> set[int]:
    """Those of the papers that this viewer may know of."""
    return set(all_of(select(Paper.id).where(Paper.id.in_(ids), readable_by(viewer))))


def readable_places(viewer: Viewer, paper: Paper) -> list[PaperPlace]:
    """The items on which it stands, as far as this viewer may read them, the earliest first."""
    return all_of(
        select(PaperPlace)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .where(PaperPlace.paper_id == paper.id, agenda.readable_by(viewer))
        .options(
            contains_eager(PaperPlace.item)
            .contains_eager(AgendaItem.sitting)
            .joinedload(Sitting.committee)
            .selectinload(Committee.names)
        )
        .order_by(Sitting.starts_at, AgendaItem.position, PaperPlace.id)
    )


def belonging_to(viewer: Viewer, paper: Paper) -> list[Paper]:
    """Its answers, amendments and statements, as far as this viewer may know of them."""
    return all_of(
        select(Paper)
        .where(Paper.refers_to_id == paper.id, readable_by(viewer))
        .order_by(Paper.kind, Paper.id)
    )


def _whole() -> tuple[ExecutableOption, ...]:
    """Everything of a paper that rules and pages look at."""
    items = selectinload(Paper.places).joinedload(PaperPlace.item)
    return (
        items.joinedload(AgendaItem.sitting)
        .joinedload(Sitting.committee)
        .selectinload(Committee.names),
        selectinload(Paper.files),
        selectinload(Paper.submitters).joinedload(PaperSubmitter.person),
        joinedload(Paper.committee).selectinload(Committee.names),
    )


def manageable(viewer: Viewer, id: int, *, removed: bool = False) -> Paper:
    """The paper for its secretariat; ``NotFound`` for everybody else. Held with its sittings."""
    gone = Paper.removed_at.is_not(None) if removed else Paper.removed_at.is_(None)
    query = select(Paper).where(Paper.id == id, gone, reads_inside(viewer))
    found = first_of(query.options(*_whole()))
    if found is None or not viewer.manages(found.committee_id):
        raise NotFound
    return held_whole(found)


def held_whole(paper: Paper) -> Paper:
    """A request that writes holds the sittings of its items, and then the paper itself."""
    sittings = {place.item.sitting for place in paper.places}
    for sitting in sorted(sittings, key=lambda one: (one.starts_at, one.id)):
        held(sitting)
    return held(paper)


def papers_of(item: AgendaItem) -> list[Paper]:
    """All papers of an item without the waste basket: for actions, never for a page."""
    return all_of(
        select(Paper)
        .join(Paper.places)
        .where(PaperPlace.agenda_item_id == item.id, Paper.removed_at.is_(None))
        .order_by(PaperPlace.position, PaperPlace.id)
        .options(selectinload(Paper.files))
    )


def places_at(items: Sequence[int]) -> list[PaperPlace]:
    """Which papers stand on these items, the waste basket included: for actions."""
    return all_of(
        select(PaperPlace)
        .where(PaperPlace.agenda_item_id.in_(items))
        .order_by(PaperPlace.position, PaperPlace.id)
    )


def whole(ids: Iterable[int]) -> list[Paper]:
    """These papers with their items, to see anew where they stand: for actions."""
    query = select(Paper).where(Paper.id.in_(ids)).options(*_whole()).order_by(Paper.id)
    query = query.with_for_update(of=Paper)  # whoever changes a paper now is waited for
    return all_of(query.execution_options(populate_existing=True))


def papers_in(sittings: Iterable[int]) -> set[int]:
    """The papers on the agendas of these sittings: for actions."""
    query = (
        select(PaperPlace.paper_id)
        .join(PaperPlace.item)
        .where(AgendaItem.sitting_id.in_(list(sittings)))
    )
    return set(all_of(query))


def removed_of(sitting: Sitting) -> list[Paper]:
    """The waste basket, the last thrown away first; for the secretariat."""
    standing = (
        select(PaperPlace.paper_id).join(PaperPlace.item).where(AgendaItem.sitting_id == sitting.id)
    )
    return _removed(Paper.id.in_(standing))


def _removed(condition: ColumnElement[bool]) -> list[Paper]:
    query = select(Paper).where(condition, Paper.removed_at.is_not(None))
    return all_of(query.order_by(Paper.removed_at.desc(), Paper.id.desc()))


def removed_in(committee_ids: Iterable[int]) -> list[Paper]:
    """What these secretariats threw away and what stands on no item."""
    stands = select(PaperPlace.id).where(PaperPlace.paper_id == Paper.id).exists()
    return _removed(and_(Paper.committee_id.in_(list(committee_ids)), ~stands))


def removed_before(moment: datetime) -> list[Paper]:
    query = select(Paper).where(Paper.removed_at < moment).order_by(Paper.id)
    return all_of(query.options(selectinload(Paper.files)))
