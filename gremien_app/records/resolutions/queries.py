"""All reads of resolutions; ``visible_to`` is the one rule of visibility."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import contains_eager, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Gone, required
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.decisions import (
    DONE,
    GONE,
    TABLE,
    Decision,
    MainVote,
    Standing,
    standing_of,
)
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.queries import all_items, readable_by
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.proceedings.models import DECIDING_KINDS, PROCEDURAL_KINDS, Vote
from gremien_app.meetings.sittings.models import HELD, Sitting
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees import queries as committees
from gremien_app.people.committees.models import Committee
from gremien_app.records.resolutions.models import PublishedResolution, Resolution
from gremien_app.records.resolutions.shown_queries import still_match


@dataclass(frozen=True)
class Clarification:
    """What the office has to look at: an item, its text if there is one, and what it is."""

    item: AgendaItem
    resolution: Resolution | None
    standing: Standing


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Who may read which resolution (``Sitting``, ``Committee``, ``AgendaItem`` are joined).

    Nobody reads more than of its item (``agenda.queries.readable_by``). Everyone: what was
    resolved on public items of public sittings, once it was published; members: also their
    committees' other ones and numbers that turned out to be no resolution; drafts: who writes the
    minutes and the chair. A group's are for those who may know of the group.
    """
    writes = viewer.records_of
    is_final = and_(Sitting.record_closed_at.is_not(None), Resolution.number.is_not(None))
    return and_(
        readable_by(viewer.without_admissions),
        or_(
            and_(
                Resolution.publication.has(PublishedResolution.withdrawn_at.is_(None)),
                Resolution.number.is_not(None),
                stands_as(Decision.RESOLVED),
                committees.visible_to(viewer),
                Committee.is_public,
                Sitting.is_public,
                AgendaItem.part == Part.PUBLIC,
            ),
            and_(is_final, of_committees(viewer.belongs_of)),
            or_(Resolution.committee_id.in_(writes), of_committees(viewer.chair_of)),
        ),
    )


def stands_as(decision: Decision) -> ColumnElement[bool]:
    """The table of ``agenda.decisions`` as a condition on ``AgendaItem``."""
    is_off = AgendaItem.mark.in_(GONE)
    usual = or_(*(_cells(decision, vote) for vote in MainVote))
    usual = and_(~is_off, AgendaItem.mark != ItemMark.REMOVED, usual)
    if decision is Decision.RESOLVED:
        return usual
    decided = or_(AgendaItem.outcome.in_(DONE), _last_main_vote().is_not(None))
    decided = func.coalesce(decided, false())
    if decision is Decision.CONTRADICTION:
        return or_(usual, and_(is_off, decided))
    return or_(usual, and_(is_off, ~decided), AgendaItem.mark == ItemMark.REMOVED)


def _cells(decision: Decision, vote: MainVote) -> ColumnElement[bool]:
    outcomes = [one for (one, voted), found in TABLE.items() if (voted, found) == (vote, decision)]
    told = or_(
        AgendaItem.outcome.in_([one for one in outcomes if one is not None]),
        and_(AgendaItem.outcome.is_(None), literal(None in outcomes)),
    )
    main = _last_main_vote()
    came = select(Vote.id).where(
        Vote.agenda_item_id == AgendaItem.id,
        Vote.kind.in_(PROCEDURAL_KINDS),
        Vote.brought == AgendaItem.outcome,
    )
    came_with_procedure = came.correlate(AgendaItem).exists()
    said = {
        MainVote.ADOPTED: main.is_(True),
        MainVote.REJECTED: main.is_(False),
        MainVote.PROCEDURE: and_(main.is_(None), came_with_procedure),
        MainVote.NONE: and_(main.is_(None), ~came_with_procedure),
    }
    return and_(told, said[vote])


def _last_main_vote() -> ScalarSelect[bool | None]:
    return (
        select(Vote.is_adopted)
        .where(Vote.agenda_item_id == AgendaItem.id, Vote.kind.in_(DECIDING_KINDS))
        .order_by(Vote.position.desc(), Vote.id.desc())
        .limit(1)
        .correlate(AgendaItem)
        .scalar_subquery()
    )


def standings(resolutions: Iterable[Resolution]) -> dict[int, Standing]:
    """By resolution, whether it is one at all and why not; for those already allowed to read."""
    known = list(resolutions)
    votes: dict[int, list[Vote]] = defaultdict(list)
    for vote in db.session.scalars(
        select(Vote)
        .where(Vote.agenda_item_id.in_([one.agenda_item_id for one in known]))
        .order_by(Vote.position, Vote.id)
    ):
        votes[vote.agenda_item_id].append(vote)
    return {one.id: standing_of(one.agenda_item, votes[one.agenda_item_id]) for one in known}


def _visible(viewer: Viewer) -> Select[Resolution]:
    return (
        select(Resolution)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .join(Resolution.committee)
        .where(visible_to(viewer))
        .options(
            contains_eager(Resolution.agenda_item)
            .contains_eager(AgendaItem.sitting)
            .selectinload(Sitting.partners),
            contains_eager(Resolution.committee).selectinload(Committee.names),
        )
    )


def get_resolution(viewer: Viewer, id: int) -> Resolution:
    """The resolution, or ``NotFound`` where this viewer may not read it."""
    return required(first_of(_visible(viewer).where(Resolution.id == id)))


def on_items(viewer: Viewer, item_ids: Collection[int]) -> list[Resolution]:
    """The resolutions on these items that this viewer may read."""
    query = _visible(viewer).where(Resolution.agenda_item_id.in_(item_ids))
    return all_of(query.order_by(Resolution.id))


def require_not_withdrawn(viewer: Viewer, id: int) -> None:
    """Raises ``Gone`` where everyone could read the resolution and this viewer cannot any more."""
    withdrawn = (
        select(PublishedResolution.id)
        .join(PublishedResolution.resolution)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .where(
            Resolution.id == id,
            PublishedResolution.withdrawn_at.is_not(None),
            Sitting.is_public,
            AgendaItem.part == Part.PUBLIC,
        )
    )
    readable = _visible(viewer).where(Resolution.id == id)
    if first_of(withdrawn) is not None and first_of(readable) is None:
        raise Gone(
            "Dieser Beschluss war veröffentlicht. Die Geschäftsführung hat die Veröffentlichung "
            "zurückgenommen."
        )


def resolutions_visible_to(
    viewer: Viewer,
    *,
    text: str = "",
    committee_id: int | None = None,
    year: int | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Resolution]:
    """The latest first; ``text`` finds all its words in title, text and addressee."""
    own = of_committees(viewer.belongs_of)
    query = _visible(viewer).where(_matches(text, own))
    if committee_id is not None:
        query = query.where(of_committees([committee_id]))
    if year is not None:
        query = query.where(Resolution.year == year)
    query = query.order_by(
        Resolution.decided_on.desc(), Resolution.number.desc().nulls_last(), Resolution.id.desc()
    )
    found = all_of(query.limit(limit).offset(offset))
    return still_match(viewer, found, text)


def _matches(text: str, own: ColumnElement[bool]) -> ColumnElement[bool]:
    """Who does not belong to the committee searches what is public, nothing else."""
    public = Resolution.publication.has(
        _contains(func.coalesce(PublishedResolution.search_key, Resolution.search_key), text)
    )
    return or_(and_(own, _contains(Resolution.search_key, text)), public)


def _contains(key: SQLColumnExpression[str], text: str) -> ColumnElement[bool]:
    return and_(
        true(),
        *(
            or_(*(key.like(pattern, escape=ESCAPE) for pattern in spellings))
            for spellings in word_patterns(text)
        ),
    )


def years_visible_to(viewer: Viewer) -> list[int]:
    """Years of visible resolutions, newest first; of each only one has to be found."""
    years = select(Resolution.year).distinct().subquery()
    one = (
        select(Resolution.id)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .join(Resolution.committee)
        .where(Resolution.year == years.c.year, visible_to(viewer))
    )
    return all_of(select(years.c.year).where(one.exists()).order_by(years.c.year.desc()))


def committees_visible_to(viewer: Viewer) -> list[Committee]:
    """Committees with visible resolutions, for the list's filter."""
    one = (
        select(Resolution.id)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .where(Resolution.committee_id == Committee.id, visible_to(viewer))
        .correlate(Committee)
    )
    return all_of(
        select(Committee)
        .where(one.exists())
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    )


def to_clarify(viewer: Viewer) -> list[Clarification]:
    """Held items of the viewer's secretariats on which the records contradict each other, and
    numbers that stand for no resolution; the latest first.
    """
    doubtful = or_(
        stands_as(Decision.CONTRADICTION),
        and_(Resolution.number.is_not(None), ~stands_as(Decision.RESOLVED)),
    )
    rows = db.session.execute(
        select(AgendaItem, Resolution)
        .join(AgendaItem.sitting)
        .outerjoin(Resolution, Resolution.agenda_item_id == AgendaItem.id)
        .where(
            Sitting.committee_id.in_(viewer.secretariat_of),
            Sitting.state.in_(HELD),
            AgendaItem.mark != ItemMark.REMOVED,
            doubtful,
        )
        .options(
            contains_eager(AgendaItem.sitting).joinedload(Sitting.committee),
            selectinload(AgendaItem.votes),
        )
        .order_by(Sitting.starts_at.desc(), AgendaItem.part, AgendaItem.position, AgendaItem.id)
    )
    return [
        Clarification(item, resolution, standing_of(item, item.votes)) for item, resolution in rows
    ]


def resolution_on(item: AgendaItem) -> Resolution | None:
    """The item's resolution; for those who may record on the item."""
    return first_of(
        select(Resolution).where(Resolution.agenda_item_id == item.id).order_by(Resolution.id)
    )


def resolutions_of(sitting: Sitting) -> list[Resolution]:
    """The resolutions of a sitting in the order of its agenda; for checked sittings."""
    order = {n.item.id: place for place, n in enumerate(number_items(all_items(sitting)))}
    found = db.session.scalars(
        select(Resolution)
        .where(Resolution.agenda_item_id.in_(order))
        .options(selectinload(Resolution.agenda_item))
        .order_by(Resolution.id)
    )
    return sorted(found, key=lambda r: order[r.agenda_item_id])


def highest_number(committee_id: int, year: int, part: Part) -> int:
    """The last number issued in a series; the committee's row is locked until the end."""
    locked(Committee, committee_id)
    query = select(func.max(Resolution.number)).where(
        Resolution.committee_id == committee_id, Resolution.year == year, Resolution.part == part
    )
    return db.session.scalar(query) or 0


def ids_visible_to(viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those whose page this viewer may open."""
    query = _visible(viewer).where(Resolution.id.in_(ids)).order_by(Resolution.id)
    return [one.id for one in db.session.scalars(query)]
