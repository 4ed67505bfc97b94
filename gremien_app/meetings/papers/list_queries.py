"""The list of papers on their way, as far as somebody may read them, and who needs one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.models import Paper, PaperSeries, PaperSubmitter
from gremien_app.meetings.papers.reading_queries import readable_by
from gremien_app.people.committees.models import Committee

PAGE = 50
UNDER_WAY = frozenset(state for state in PaperState if not state.is_ended)


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for; empty: everything that is not done with."""

    committee_id: int | None = None
    kind: PaperKind | None = None
    state: PaperState | None = None


def listed(viewer: Viewer, wanted: Wanted, page: int = 1) -> tuple[list[Paper], bool]:
    """A page of papers, the last received first; and whether there are more. Two queries."""
    query = select(Paper).where(readable_by(viewer), Paper.kind != PaperKind.DOCUMENT)
    query = query.where(*_asked(wanted)).order_by(Paper.id.desc())
    query = query.options(
        joinedload(Paper.committee),
        selectinload(Paper.submitters).joinedload(PaperSubmitter.person),
    )
    found = all_of(query.limit(PAGE + 1).offset((page - 1) * PAGE))
    return found[:PAGE], len(found) > PAGE


def _asked(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    if wanted.committee_id is not None:
        yield Paper.committee_id == wanted.committee_id
    if wanted.kind is not None:
        yield Paper.kind == wanted.kind
    if wanted.state is not None:
        yield Paper.state == wanted.state
    else:
        yield Paper.state.in_(UNDER_WAY)


def belonging_committees(viewer: Viewer) -> list[Committee]:
    """Where this viewer belongs to, for the list's filter and the ways to hand something in."""
    return _committees(viewer.belongs_of)


def _committees(ids: Collection[int]) -> list[Committee]:
    query = select(Committee).where(Committee.id.in_(ids)).options(selectinload(Committee.names))
    return all_of(query.order_by(Committee.position, Committee.id))


def may_be_referred_to(
    viewer: Viewer, committee_id: int, kinds: Collection[PaperKind]
) -> list[Paper]:
    """What an answer, an amendment or a statement can belong to, the newest first."""
    query: Select[Paper] = select(Paper).where(
        readable_by(viewer),
        Paper.committee_id == committee_id,
        Paper.kind.in_(kinds),
        Paper.state.not_in((PaperState.DRAFT, PaperState.RETRACTED, PaperState.REFUSED)),
    )
    return all_of(query.order_by(Paper.id.desc()).limit(200))


def waiting(viewer: Viewer) -> list[Paper]:
    """What waits for this secretariat or chair: to be checked, collected, answered."""
    office = and_(
        Paper.committee_id.in_(viewer.secretariat_of),
        or_(
            Paper.state.in_((PaperState.RECEIVED, PaperState.CHECKED)),
            and_(Paper.state == PaperState.REFUSED, Paper.answered_at.is_(None)),
        ),
    )
    chair = and_(
        Paper.committee_id.in_(viewer.chair_of),
        Paper.is_suggestion,
        Paper.state == PaperState.RECEIVED,
    )
    query = select(Paper).where(or_(office, chair), Paper.removed_at.is_(None))
    named = joinedload(Paper.committee).selectinload(Committee.names)
    return all_of(query.options(named).order_by(Paper.received_at, Paper.id))


def series_of(committee_id: int) -> PaperSeries | None:
    return first_of(select(PaperSeries).where(PaperSeries.committee_id == committee_id))


def drafts_called(committee_id: int, title: str) -> list[Paper]:
    """The office's drafts of that title."""
    return all_of(
        select(Paper)
        .where(
            Paper.committee_id == committee_id,
            Paper.title == title,
            Paper.state == PaperState.DRAFT,
            Paper.way != Way.PAGE,
            Paper.removed_at.is_(None),
        )
        .order_by(Paper.id)
    )
