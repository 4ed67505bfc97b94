"""Where papers can be put, and whose words an item has."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.papers.place_rules import PLACEABLE
from gremien_app.meetings.papers.queries import held_whole
from gremien_app.meetings.papers.reading_queries import goes_to, readable_by, reads_inside
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import of_committees


def words_from(item: AgendaItem) -> PaperPlace | None:
    """The place whose paper gives the item its words; for the item's secretariat."""
    return first_of(
        select(PaperPlace)
        .join(PaperPlace.paper)
        .where(
            PaperPlace.agenda_item_id == item.id,
            PaperPlace.gives_words,
            Paper.removed_at.is_(None),
        )
        .options(contains_eager(PaperPlace.paper))
    )


def offered(viewer: Viewer, committee_ids: Sequence[int]) -> list[Paper]:
    """Papers of the collection that these committees can put on an agenda, the oldest first;
    and those of others whose way leads here, until an agenda here has them.
    """
    own = and_(Paper.committee_id.in_(committee_ids), Paper.state == PaperState.COLLECTED)
    here = (
        select(PaperPlace.id)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .where(
            PaperPlace.paper_id == Paper.id,
            of_committees(committee_ids),
            AgendaItem.mark.not_in((ItemMark.REMOVED, ItemMark.WITHDRAWN)),
        )
    )
    coming = and_(
        Paper.committee_id.not_in(committee_ids),
        Paper.state.in_(PLACEABLE),
        goes_to(committee_ids),
        ~here.correlate(Paper).exists(),
    )
    return all_of(
        select(Paper)
        .where(or_(own, coming), readable_by(viewer), reads_inside(viewer))
        .options(joinedload(Paper.committee))
        .order_by(Paper.collected_at, Paper.id)
    )


def placeable(viewer: Viewer, item: AgendaItem) -> list[Paper]:
    """What the secretariat can lay at this item: collected or already on its way, newest first."""
    there = select(PaperPlace.paper_id).where(PaperPlace.agenda_item_id == item.id)
    return all_of(
        select(Paper)
        .where(
            Paper.state.in_(PLACEABLE),
            Paper.kind != PaperKind.DOCUMENT,
            Paper.id.not_in(there),
            readable_by(viewer),
            reads_inside(viewer),
        )
        .order_by(Paper.id.desc())
        .limit(200)
    )


def coming_sittings(viewer: Viewer) -> list[Sitting]:
    """The sittings of the viewer's secretariats whose agenda can still grow, the next one first."""
    return all_of(
        select(Sitting)
        .where(
            Sitting.committee_id.in_(viewer.secretariat_of),
            Sitting.record_closed_at.is_(None),
            Sitting.state.in_(
                (
                    SittingState.PLANNED,
                    SittingState.INVITED,
                    SittingState.MOVED,
                    SittingState.RUNNING,
                )
            ),
        )
        .options(selectinload(Sitting.committee))
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(100)
    )


def to_place(viewer: Viewer, id: int) -> Paper:
    """A paper that this viewer reads whole, to be put on an agenda; the action holds it."""
    found = first_of(select(Paper).where(Paper.id == id, readable_by(viewer), reads_inside(viewer)))
    if found is None or not viewer.is_staff:
        raise NotFound
    return found


def manageable_place(viewer: Viewer, id: int) -> PaperPlace:
    """A paper at an item, for the secretariat of its sitting; held."""
    found = first_of(
        select(PaperPlace)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .join(PaperPlace.paper)
        .where(
            PaperPlace.id == id,
            AgendaItem.mark != ItemMark.REMOVED,
            Sitting.committee_id.in_(viewer.secretariat_of),
            readable_by(viewer),
        )
        .options(contains_eager(PaperPlace.item).contains_eager(AgendaItem.sitting))
    )
    if found is None:
        raise NotFound
    held_whole(found.paper)
    return found
