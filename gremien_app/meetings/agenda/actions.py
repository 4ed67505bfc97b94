"""All writes of agendas: rule, change, audit, flush."""

from typing import Literal

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda import queries, rules
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import require_editable

Direction = Literal["up", "down"]
STANDARD = (
    "Eröffnung und Feststellung der Beschlussfähigkeit",
    "Genehmigung der Niederschrift der letzten Sitzung",
    "Mitteilungen",
    "Verschiedenes",
)


def add_item(
    actor: Viewer,
    sitting: Sitting,
    *,
    title: str,
    part: Part = Part.PUBLIC,
    parent: AgendaItem | None = None,
    reference: str = "",
    presenter: str = "",
    explanation: str = "",
    proposal: str = "",
    printed_number: str | None = None,
) -> AgendaItem:
    """Append an item to the part or under ``parent``; after the invitation it is a Nachtrag."""
    require_editable(sitting)
    rules.require_title(title)
    items = _items_in_turn(sitting)
    if parent is not None:
        if parent.sitting_id != sitting.id:
            raise RuleBroken("Diesen Oberpunkt gibt es hier nicht.", field="parent")
        part = parent.part
        rules.require_fits_under(None, parent, items)
    siblings = _siblings(items, parent, part)
    rules.require_new(title, reference, presenter, siblings)
    is_late = rules.is_frozen(sitting) and printed_number is None
    item = AgendaItem(
        sitting=sitting,
        parent=parent,
        part=part,
        position=max((one.position for one in siblings), default=0) + 1,
        printed_number=_late_number(items, siblings, parent) if is_late else printed_number,
        mark=ItemMark.ADDED_LATE if is_late else ItemMark.NONE,
        title=title,
        reference=reference,
        presenter=presenter,
        explanation=explanation,
        proposal=proposal,
    )
    db.session.add(item)
    db.session.flush()
    note(actor, "agenda.item_added", item, "Nachtrag" if is_late else "ergänzt")
    db.session.flush()
    return item


def _late_number(
    items: list[AgendaItem], siblings: list[AgendaItem], parent: AgendaItem | None
) -> str:
    numbers = {one.item.id: one.number for one in rules.number_items(items)}
    return rules.next_printed_number(siblings, numbers[parent.id] if parent else "")


def add_standard_agenda(actor: Viewer, sitting: Sitting) -> list[AgendaItem]:
    """What every agenda of the committee begins with, or the usual four; for an empty agenda."""
    if queries.count_items(sitting):
        raise RuleBroken("Die Tagesordnung hat schon Punkte. Die übliche wird nicht angehängt.")
    rules.require_reorderable(sitting)
    standing = [(one["title"], Part(one["part"])) for one in sitting.committee.standing_agenda]
    return [
        add_item(actor, sitting, title=title, part=part)
        for title, part in standing or [(title, Part.PUBLIC) for title in STANDARD]
    ]


def edit_item(actor: Viewer, item: AgendaItem, **texts: str) -> None:
    """Other texts, by the columns; of a closed item the record tells only that they changed."""
    rules.require_changeable(item)
    rules.require_title(texts.get("title", item.title))
    changes = apply(item, texts)
    if changes:
        note(actor, "agenda.item_edited", item, "geändert", changes)
    db.session.flush()


def move_step(actor: Viewer, item: AgendaItem, direction: Direction) -> None:
    """One place up or down among its siblings; at the end nothing happens."""
    rules.require_reorderable(item.sitting)
    items = _items_in_turn(item.sitting)
    siblings = _siblings(items, _parent(item, items), item.part)
    here = siblings.index(item)
    there = here + (-1 if direction == "up" else 1)
    if not 0 <= there < len(siblings):
        return
    siblings[here], siblings[there] = siblings[there], siblings[here]
    _renumber(siblings)
    note(actor, "agenda.item_moved", item, "nach oben" if direction == "up" else "nach unten")
    db.session.flush()


def move_to(
    actor: Viewer,
    item: AgendaItem,
    *,
    after: AgendaItem | None = None,
    under: AgendaItem | None = None,
) -> None:
    """Behind ``after`` on its level, or as the last one ``under``; neither: to the beginning."""
    rules.require_reorderable(item.sitting)
    items = _items_in_turn(item.sitting)
    target = after or under
    if target is not None:
        if target.sitting_id != item.sitting_id or target is item:
            raise RuleBroken("Bitte wählen Sie eine andere Stelle.", field="target")
        rules.require_same_part(item, target.part)
    parent = under or (_parent(after, items) if after else None)
    rules.require_fits_under(item, parent, items)
    siblings = [one for one in _siblings(items, parent, item.part) if one is not item]
    place = siblings.index(after) + 1 if after else (len(siblings) if under else 0)
    siblings.insert(place, item)
    item.parent = parent
    item.parent_id = parent.id if parent else None
    _renumber(siblings)
    note(actor, "agenda.item_moved", item, "an eine andere Stelle")
    db.session.flush()


def change_part(actor: Viewer, item: AgendaItem, part: Part, *, is_confirmed: bool) -> None:
    """With everything below it to the end of the other part; never without confirmation."""
    rules.require_changeable(item)
    if part is item.part:
        raise RuleBroken(f"Der Punkt steht schon im Teil „{part.label}“.", field="part")
    rules.require_confirmed_change(part, is_confirmed=is_confirmed)
    items = _items_in_turn(item.sitting)
    below = rules.subtree(item, items)
    siblings = _siblings(items, None, part)
    item.parent, item.parent_id = None, None
    item.position = max((one.position for one in siblings), default=0) + 1
    if item.printed_number is not None:
        item.printed_number = rules.next_printed_number(siblings, "")
    for one in below:
        one.part = part
        if one is not item:
            one.printed_number = None
    db.session.flush()
    if rules.is_frozen(item.sitting):
        freeze(item.sitting)
    note(actor, "agenda.item_part_changed", item, f"jetzt im Teil „{part.label}“")
    db.session.flush()


def remove_item(actor: Viewer, item: AgendaItem) -> None:
    """Put a draft's item and everything below it into the waste basket (see ``restore_item``)."""
    rules.require_removable(item)
    remove_tree(actor, item)
    db.session.flush()


def remove_tree(actor: Viewer, item: AgendaItem) -> None:
    """The same for other actions of this room, which asked their own rules."""
    for one in rules.subtree(item, queries.all_items(item.sitting)):
        one.mark = ItemMark.REMOVED
    note(actor, "agenda.item_removed", item, "gelöscht")


def restore_item(actor: Viewer, item: AgendaItem) -> None:
    """Undo a deletion, with what lay below the item."""
    require_editable(item.sitting)
    restore_tree(actor, item)
    db.session.flush()


def restore_tree(actor: Viewer, item: AgendaItem) -> None:
    """The same for other actions of this room, which asked their own rules."""
    removed = [item, *queries.removed_items(item.sitting)]
    for one in rules.subtree(item, dict.fromkeys(removed)):
        one.mark = ItemMark.NONE
    if item.parent is not None and item.parent.mark is ItemMark.REMOVED:
        item.parent, item.parent_id = None, None
    note(actor, "agenda.item_restored", item, "wiederhergestellt")


def freeze(sitting: Sitting) -> None:
    """At the invitation: numbers become fixed, the waste basket is emptied."""
    for item in sorted(queries.removed_items(sitting), key=lambda one: -(one.parent_id or 0)):
        item.parent = None
        db.session.flush()
        db.session.delete(item)
    for one in rules.number_items(queries.all_items(sitting)):
        if one.item.printed_number is None:
            one.item.printed_number = one.number
    db.session.flush()


def _items_in_turn(sitting: Sitting) -> list[AgendaItem]:
    """The agenda for one writer at a time: two at once would give two items one place or number."""
    locked(Sitting, sitting.id)
    return queries.all_items(sitting)


def _parent(item: AgendaItem, items: list[AgendaItem]) -> AgendaItem | None:
    return next((one for one in items if one.id == item.parent_id), None)


def _siblings(items: list[AgendaItem], parent: AgendaItem | None, part: Part) -> list[AgendaItem]:
    parent_id = parent.id if parent else None
    found = [one for one in items if one.parent_id == parent_id and one.part is part]
    return sorted(found, key=lambda one: (one.position, one.id))


def _renumber(siblings: list[AgendaItem]) -> None:
    for position, one in enumerate(siblings, start=1):
        if one.position != position:
            one.position = position


def note(
    actor: Viewer,
    action: str,
    item: AgendaItem,
    what: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    """Into the record, in the words of this room."""
    label = rules.label_for_audit(item.printed_number or "", item)
    record(actor, action, item, f"{label}: {what}", changes)
