"""Which items wait for another agenda, and where an item came from or comes up again."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.house.offers import Offer
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.agenda import carrying_rules
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.queries import all_items, readable_by
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import visible_to


def adjourned_for(viewer: Viewer, target: Sitting) -> list[Offer]:
    """What was adjourned in earlier sittings of the committee and stands nowhere again."""
    is_adjourned = and_(
        AgendaItem.mark == ItemMark.ADJOURNED,
        AgendaItem.gone_with_id.is_(None),
        Sitting.starts_at < target.starts_at,
    )
    return _offers(viewer, target, is_adjourned)


def called_off_for(viewer: Viewer, target: Sitting) -> list[Offer]:
    """The items of sittings that were called off, and of those put off beyond this one."""
    is_put_off = and_(Sitting.state == SittingState.MOVED, Sitting.starts_at > target.starts_at)
    is_left = and_(
        AgendaItem.mark.in_(carrying_rules.STANDING),
        AgendaItem.parent_id.is_(None),
        or_(Sitting.state == SittingState.CANCELLED, is_put_off),
    )
    stands = {_name(one) for one in all_items(target) if one.parent_id is None}
    return [one for one in _offers(viewer, target, is_left) if _name_of(one) not in stands]


def _name(item: AgendaItem) -> tuple[str, str, str]:
    return item.title, item.reference, item.presenter


def _name_of(offer: Offer) -> tuple[str, str, str]:
    """What every agenda begins and ends with stands on this one by itself."""
    return offer.title, offer.texts["reference"], offer.texts["presenter"]


def _offers(viewer: Viewer, target: Sitting, condition: ColumnElement[bool]) -> list[Offer]:
    query = _readable(viewer).where(
        Sitting.committee_id == target.committee_id,
        Sitting.id != target.id,
        condition,
        ~_comes_up_again(),
    )
    first = all_of(query)
    known = _of_sittings(viewer, {one.sitting_id for one in first})
    return [
        carrying_rules.offer_of(one, carrying_rules.going_along(one, known[one.sitting_id]))
        for one in first
    ]


def _comes_up_again() -> ColumnElement[bool]:
    copy = aliased(AgendaItem)
    return exists().where(copy.carried_from_id == AgendaItem.id, copy.mark != ItemMark.REMOVED)


def _readable(viewer: Viewer) -> Select[AgendaItem]:
    return (
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(readable_by(viewer))
        .options(contains_eager(AgendaItem.sitting), selectinload(AgendaItem.votes))
        .order_by(Sitting.starts_at.desc(), AgendaItem.position, AgendaItem.id)
    )


def _of_sittings(viewer: Viewer, ids: Iterable[int]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = {one: [] for one in ids}
    if found:
        for one in db.session.scalars(_readable(viewer).where(Sitting.id.in_(found))):
            found[one.sitting_id].append(one)
    return found


@dataclass(frozen=True)
class Link:
    """Another sitting in which the matter stands, in words, and its item there."""

    text: str
    sitting_id: int
    item_id: int


@dataclass(frozen=True)
class Links:
    """Of the items of an agenda by their ids: where they came from, where they come up again.

    ``days``: to which day an item was adjourned, as its part may print it.
    """

    came: dict[int, Link]
    goes: dict[int, Link]
    days: dict[int, str]


def links_of(viewer: Viewer, agenda: Iterable[NumberedItem]) -> Links:
    """Both ways, as far as this viewer may know of the other sitting; one query at most."""
    items = {one.item.id: one.item for one in agenda}
    links = Links({}, {}, {})
    if not any(carrying_rules.may_be_linked(one) for one in items.values()):
        return links
    for other in db.session.scalars(_linked(viewer, items)):
        if other.carried_from_id in items:
            origin = items[other.carried_from_id]
            told = carrying_rules.told_target(origin, other)
            links.goes[origin.id] = Link(told, other.sitting_id, other.id)
            if origin.mark is ItemMark.ADJOURNED and other.part is origin.part:
                links.days[origin.id] = f"vertagt auf den {format_date(other.sitting.date)}"
        for item in items.values():
            if item.carried_from_id == other.id:
                links.came[item.id] = Link(
                    carrying_rules.told_origin(other), other.sitting_id, other.id
                )
    return links


def _linked(viewer: Viewer, items: dict[int, AgendaItem]) -> Select[AgendaItem]:
    origins = {one.carried_from_id for one in items.values() if one.carried_from_id}
    adjourned = [one.id for one in items.values() if one.mark is ItemMark.ADJOURNED]
    # To which day something was adjourned was said there; the agenda of that day may be a draft.
    was_told = and_(
        AgendaItem.carried_from_id.in_(adjourned),
        AgendaItem.part == Part.PUBLIC,
        visible_to(viewer),
    )
    is_copy = and_(
        AgendaItem.carried_from_id.in_(items),
        AgendaItem.mark.not_in((ItemMark.REMOVED, ItemMark.WITHDRAWN)),
        or_(readable_by(viewer), was_told),
    )
    return (
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(or_(is_copy, and_(AgendaItem.id.in_(origins), readable_by(viewer))))
        .options(contains_eager(AgendaItem.sitting))
        .order_by(AgendaItem.id)
    )
