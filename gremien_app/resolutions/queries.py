"""All reads of resolutions; ``visible_to`` is the one rule of visibility."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, selectinload

from gremien_app.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.agenda.queries import all_items
from gremien_app.agenda.rules import number_items
from gremien_app.committees import queries as committees
from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound
from gremien_app.kernel.search import ESCAPE, word_patterns
from gremien_app.kernel.viewer import Viewer
from gremien_app.resolutions.models import Resolution
from gremien_app.sittings.models import Sitting
from gremien_app.sittings.queries import of_committees
from gremien_app.transactions import locked


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Who may read which resolution (``Sitting``, ``Committee``, ``AgendaItem`` are joined).

    Everyone: those of public items of public sittings once the minutes are signed; members:
    also their committees' other ones, closed items with that right only; drafts: who writes
    the minutes and the chair. A group's are for those who may know of the group.
    """
    writes = viewer.secretariat_of | viewer.minute_taker_of
    own = writes | viewer.chair_of | viewer.member_of
    open_part = AgendaItem.part == Part.PUBLIC
    readable = or_(
        open_part, of_committees(viewer.closed_of | writes), Sitting.id.in_(viewer.closed_at)
    )
    is_final = and_(Sitting.record_closed_at.is_not(None), Resolution.number.is_not(None))
    return and_(
        AgendaItem.mark != ItemMark.REMOVED,
        or_(
            and_(
                is_final,
                committees.visible_to(viewer),
                Committee.is_public,
                Sitting.is_public,
                open_part,
            ),
            and_(is_final, of_committees(own), readable),
            and_(
                or_(Resolution.committee_id.in_(writes), of_committees(viewer.chair_of)), readable
            ),
        ),
    )


def _visible(viewer: Viewer) -> Select[Resolution]:
    return (
        select(Resolution)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .join(Resolution.committee)
        .where(visible_to(viewer))
        .options(
            contains_eager(Resolution.agenda_item).contains_eager(AgendaItem.sitting),
            contains_eager(Resolution.committee).selectinload(Committee.names),
        )
    )


def get_resolution(viewer: Viewer, id: int) -> Resolution:
    """The resolution, or ``NotFound`` where this viewer may not read it."""
    found = db.session.scalars(_visible(viewer).where(Resolution.id == id)).first()
    if found is None:
        raise NotFound
    return found


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
    query = _visible(viewer).where(_matches(text))
    if committee_id is not None:
        query = query.where(of_committees([committee_id]))
    if year is not None:
        query = query.where(Resolution.year == year)
    query = query.order_by(
        Resolution.decided_on.desc(), Resolution.number.desc().nulls_last(), Resolution.id.desc()
    )
    return list(db.session.scalars(query.limit(limit).offset(offset)))


def _matches(text: str) -> ColumnElement[bool]:
    return and_(
        true(),
        *(
            or_(*(Resolution.search_key.like(pattern, escape=ESCAPE) for pattern in spellings))
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
    return list(
        db.session.scalars(select(years.c.year).where(one.exists()).order_by(years.c.year.desc()))
    )


def committees_visible_to(viewer: Viewer) -> list[Committee]:
    """Committees with visible resolutions, for the list's filter."""
    one = (
        select(Resolution.id)
        .join(Resolution.agenda_item)
        .join(AgendaItem.sitting)
        .where(Resolution.committee_id == Committee.id, visible_to(viewer))
        .correlate(Committee)
    )
    return list(
        db.session.scalars(
            select(Committee)
            .where(one.exists())
            .options(selectinload(Committee.names))
            .order_by(Committee.position, Committee.id)
        )
    )


def resolution_on(item: AgendaItem) -> Resolution | None:
    """The item's resolution; for those who may record on the item."""
    return db.session.scalars(
        select(Resolution).where(Resolution.agenda_item_id == item.id).order_by(Resolution.id)
    ).first()


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


def highest_number(committee_id: int, year: int) -> int:
    """The last number issued; the committee's row is locked until the transaction ends."""
    locked(Committee, committee_id)
    return (
        db.session.scalar(
            select(func.max(Resolution.number)).where(
                Resolution.committee_id == committee_id, Resolution.year == year
            )
        )
        or 0
    )


def ids_visible_to(viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those whose page this viewer may open."""
    query = _visible(viewer).where(Resolution.id.in_(ids)).order_by(Resolution.id)
    return [one.id for one in db.session.scalars(query)]
