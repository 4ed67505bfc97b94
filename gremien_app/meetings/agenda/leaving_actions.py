"""What leaves an agenda and where it comes up again: withdrawing, adjourning, carrying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.offers import Offer
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda import carrying_rules, queries, rules
from gremien_app.meetings.agenda.actions import add_item, note, remove_tree, restore_tree
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Outcome, Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import in_order_of_day


def withdraw(actor: Viewer, item: AgendaItem) -> None:
    """Absetzen: the item stays on the agenda with its number, marked; what is below goes along."""
    _hold(item)
    rules.require_withdrawable(item)
    for one in carrying_rules.going_along(item, queries.voted_items(item.sitting)):
        _leave(one, item, ItemMark.WITHDRAWN)
    note(actor, "agenda.item_withdrawn", item, "abgesetzt")
    db.session.flush()


def _leave(one: AgendaItem, first: AgendaItem, mark: ItemMark) -> None:
    one.mark_before, one.mark = one.mark, mark
    one.gone_with_id = None if one is first else first.id
    if mark is ItemMark.ADJOURNED:
        one.outcome = Outcome.ADJOURNED


@dataclass(frozen=True)
class Returned:
    """What became of the copy in the other sitting when an adjournment was taken back."""

    copy: AgendaItem | None = None
    is_removed: bool = False


def reinstate(actor: Viewer, item: AgendaItem) -> Returned:
    """Take back a withdrawal or an adjournment, with all that went along.

    A copy on an agenda that is not sent yet goes into its waste basket; another one is named.
    """
    copy = queries.copy_of(item) if item.mark is ItemMark.ADJOURNED else None
    _hold(item, *([copy.sitting] if copy else ()))
    rules.require_changeable(item)
    rules.require_gone(item)
    for one in queries.all_items(item.sitting):
        if one is item or one.gone_with_id == item.id:
            _return(one)
    note(actor, "agenda.item_reinstated", item, "wieder aufgenommen")
    is_removed = copy is not None and rules.is_removable(copy)
    if copy is not None and is_removed:
        remove_tree(actor, copy)
    db.session.flush()
    return Returned(copy, is_removed)


def _return(one: AgendaItem) -> None:
    if one.outcome is Outcome.ADJOURNED:
        one.outcome = None
    one.mark, one.mark_before, one.gone_with_id = one.mark_before or ItemMark.NONE, None, None


def adjourn(
    actor: Viewer, item: AgendaItem, target: Sitting | None = None, *, urgency: str = ""
) -> AgendaItem | None:
    """Vertagen; with a target the item comes up again there with all below it, or is found there.

    Without one it waits in the pool.
    """
    _hold(item, *([target] if target else ()))
    rules.require_withdrawable(item)
    carried = None
    if target is not None:
        rules.require_later(item, target)
        carried = _found_again(actor, item, target) or carry(actor, item, target, urgency=urgency)
    for one in carrying_rules.going_along(item, queries.voted_items(item.sitting)):
        _leave(one, item, ItemMark.ADJOURNED)
    where = f"vertagt auf den {format_date(target.date)}" if target else "vertagt"
    note(actor, "agenda.item_adjourned", item, where)
    db.session.flush()
    return carried


def _found_again(actor: Viewer, item: AgendaItem, target: Sitting) -> AgendaItem | None:
    """The copy of an earlier adjournment, whether it stands there, was withdrawn or deleted."""
    live = queries.copy_of(item)
    if live is not None and live.mark is not ItemMark.WITHDRAWN:
        carrying_rules.require_stands_in(live, target)
        return live
    found = queries.copy_of(item, target)
    if found is not None and found.mark is ItemMark.WITHDRAWN:
        _return(found)
    elif found is not None:
        restore_tree(actor, found)
    return found


def carry(actor: Viewer, item: AgendaItem, target: Sitting, *, urgency: str = "") -> AgendaItem:
    """The item with all below it anew on another agenda, and what hangs on them."""
    tree = carrying_rules.going_along(item, queries.voted_items(item.sitting))
    offer = carrying_rules.offer_of(item, tree)
    made = put_on(actor, target, offer, urgency=urgency)
    tie(actor, {one.id: one for one in tree}, made)
    return made[item.id]


def put_on(
    actor: Viewer, sitting: Sitting, offer: Offer, *, urgency: str = ""
) -> dict[int, AgendaItem]:
    """The items that are made of an offer and of all below it, by the ids of these offers."""
    part = Part.CLOSED if offer.is_closed else Part.PUBLIC
    made: dict[int, AgendaItem] = {}
    waiting: list[tuple[Offer, AgendaItem | None]] = [(offer, None)]
    while waiting:
        one, parent = waiting.pop(0)
        texts: dict[str, Any] = {**one.texts, "urgency": urgency}
        made[one.id] = add_item(actor, sitting, part=part, parent=parent, **texts)
        waiting += [(below, made[one.id]) for below in one.below]
    return made


def tie(actor: Viewer, origins: Mapping[int, AgendaItem], made: Mapping[int, AgendaItem]) -> None:
    """Say of copies whose they are; what hangs on the items goes along."""
    pairs = [(origins[number], copy) for number, copy in made.items()]
    for origin, copy in pairs:
        copy.carried_from = origin
        for name in carrying_rules.CARRIED:
            setattr(copy, name, getattr(origin, name))
    db.session.flush()
    for origin, copy in pairs:
        house().carry(actor, origin, copy)


def take_up(actor: Viewer, offer: Offer, made: Mapping[int, AgendaItem]) -> None:
    """Items from the pool stand on an agenda: adjourned ones, and those of a sitting called off."""
    origins = {one.id: one for one in queries.items_of(made)}
    first = origins.get(offer.id)
    if first is None or queries.copy_of(first) is not None:
        raise RuleBroken(f"„{offer.title}“ steht inzwischen auf einer anderen Tagesordnung.")
    carrying_rules.require_waiting(first)
    tie(actor, origins, made)
    target = made[offer.id].sitting
    note(actor, "agenda.item_taken_up", first, f"steht jetzt am {format_date(target.date)} an")
    if carrying_rules.is_brought_forward(first):
        withdraw(actor, first)
    db.session.flush()


def lay_aside(actor: Viewer, offer: Offer, since: datetime | None) -> None:
    """Offer the item no longer in the pool, or (None) again."""
    (item,) = queries.items_of([offer.id])
    item.laid_aside_at = since
    told = "aus der Sammlung genommen" if since else "wieder in der Sammlung"
    note(actor, "agenda.item_laid_aside", item, told)
    db.session.flush()


def _hold(item: AgendaItem, *others: Sitting) -> None:
    """Nobody decides on the item meanwhile: who records its votes holds the sitting as well."""
    sittings: Sequence[int] = in_order_of_day({item.sitting_id, *(one.id for one in others)})
    for sitting_id in sittings:
        locked(Sitting, sitting_id)
    db.session.refresh(item, ["votes"])
