"""All writes of agendas: rule, change, audit, flush."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda import queries, rules
from gremien_app.meetings.agenda.decisions import GONE
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.number_rules import next_number, place_of
from gremien_app.meetings.agenda.part_rules import part_label
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import require_editable

Direction = Literal["up", "down"]


def add_item(
    actor: Viewer,
    sitting: Sitting,
    *,
    title: str,
    part: Part = Part.PUBLIC,
    parent: AgendaItem | None = None,
    reference: str = "",
    presenter: str = "",
    printed_number: str | None = None,
    is_last: bool = False,
    urgency: str = "",
    **texts: Any,
) -> AgendaItem:
    """Append an item to the part or under ``parent``; after the invitation it is a Nachtrag.

    In a draft it comes before "Verschiedenes", if it is not meant to be the last (``is_last``).
    ``texts``: further columns of the item. ``urgency``: asked for after the notice period.
    """
    require_editable(sitting)
    rules.require_title(title)
    _require_nameless(sitting, texts)
    if printed_number is None:
        rules.require_urgency(sitting, urgency, today())
    items = _items_in_turn(sitting)
    if parent is not None:
        if parent.sitting_id != sitting.id:
            raise RuleBroken("Diesen Oberpunkt gibt es hier nicht.", field="parent")
        part = parent.part
        rules.require_fits_under(None, parent, items)
    siblings = _siblings(items, parent, part)
    rules.require_new(title, reference, presenter, siblings)
    is_late = rules.is_frozen(sitting) and printed_number is None
    is_last = is_last or parent is not None or rules.is_frozen(sitting)
    place = len(siblings) if is_last else rules.place_for_new(siblings)
    item = AgendaItem(
        sitting=sitting,
        parent=parent,
        part=part,
        position=max((one.position for one in siblings[:place]), default=0) + 1,
        printed_number=_late_number(items, siblings, parent, part) if is_late else printed_number,
        mark=ItemMark.ADDED_LATE if is_late else ItemMark.NONE,
        title=title,
        reference=reference,
        presenter=presenter,
        urgency=urgency if is_late and rules.needs_urgency(sitting, today()) else "",
        **texts,
    )
    db.session.add(item)
    if item.urgency:
        _extend(actor, sitting, items)
    if place < len(siblings):
        _renumber([*siblings[:place], item, *siblings[place:]])
    db.session.flush()
    told = "Nachtrag" if is_late else "ergänzt"
    note(actor, "agenda.item_added", item, "zur Aufnahme vorgeschlagen" if item.urgency else told)
    db.session.flush()
    return item


def _extend(actor: Viewer, sitting: Sitting, items: Sequence[AgendaItem]) -> None:
    """The committee votes on urgency first; the numbers that were sent stay."""
    if any(one.is_extension and one.mark not in GONE for one in items):
        return
    extension = AgendaItem(
        sitting=sitting,
        part=Part.PUBLIC,
        position=min((one.position for one in items), default=1) - 1,
        printed_number="",
        title=rules.EXTENSION,
        mark=ItemMark.ADDED_LATE,
        is_extension=True,
    )
    db.session.add(extension)
    db.session.flush()
    note(actor, "agenda.item_added", extension, "ergänzt")


def _late_number(
    items: list[AgendaItem], siblings: list[AgendaItem], parent: AgendaItem | None, part: Part
) -> str:
    """The next free number; those of items that went to the other part stay theirs."""
    numbers = {one.item.id: one.number for one in rules.number_items(items)}
    reserved = [one.other_number for one in items if one.other_number and one.part is not part]
    used = [numbers[one.id] for one in siblings]
    return next_number(used, reserved, numbers[parent.id] if parent else "")


def edit_item(actor: Viewer, item: AgendaItem, *, now: datetime, **texts: Any) -> None:
    """Other texts, by the columns; of a closed item the record tells only that they changed."""
    rules.require_changeable(item)
    rules.require_title(texts.get("title", item.title))
    _require_nameless(item.sitting, texts)
    if not item.urgency:
        texts.pop("urgency", None)  # what was not put forward late has none
    rules.require_reason_stays(item, str(texts.get("urgency", item.urgency)))
    former = item.title
    changes = apply(item, texts)
    if item.title != former and rules.was_invited(item):
        _note_title(item, former, now)
    if changes:
        note(actor, "agenda.item_edited", item, "geändert", changes)
    db.session.flush()


def _require_nameless(sitting: Sitting, texts: Mapping[str, Any]) -> None:
    designation = str(texts.get("designation", ""))
    rules.require_nameless(designation, house().names_in(sitting, designation))


def _note_title(item: AgendaItem, former: str, now: datetime) -> None:
    """The members were invited to something else; the old title again, and nothing is told."""
    item.invited_title = item.invited_title or former
    item.retitled_at = now
    if item.title == item.invited_title:
        item.invited_title, item.retitled_at = None, None


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
    """With everything below it to the other part; never without confirmation.

    It stands there at the end, or where it stood before: its number is kept for it.
    """
    rules.require_changeable(item)
    if part is item.part:
        told = part_label(part, is_public=item.sitting.is_public)
        raise RuleBroken(f"Der Punkt steht schon im Teil „{told}“.", field="part")
    is_public = item.sitting.is_public
    rules.require_confirmed_change(part, is_confirmed=is_confirmed, is_public=is_public)
    items = _items_in_turn(item.sitting)
    below = rules.subtree(item, items)
    parent = _former_parent(item, items, part)
    siblings = _siblings(items, parent, part)
    if item.printed_number is not None:
        _swap_number(item, items, siblings, parent, part)
    place = place_of(item.printed_number or "", [one.printed_number or "" for one in siblings])
    item.parent, item.parent_id = parent, parent.id if parent else None
    for one in below:
        one.part = part
        if one is not item:
            one.printed_number, one.other_number = one.other_number, one.printed_number
    _renumber([*siblings[:place], item, *siblings[place:]])
    db.session.flush()
    if rules.is_frozen(item.sitting):
        freeze(item.sitting)
    told = part_label(part, is_public=is_public)
    note(actor, "agenda.item_part_changed", item, f"jetzt im Teil „{told}“")
    db.session.flush()


def _former_parent(item: AgendaItem, items: list[AgendaItem], part: Part) -> AgendaItem | None:
    """Under which item it stood before it left this part, as its number there says."""
    above = (item.other_number or "").rstrip(".").rpartition(".")[0]
    own = rules.subtree(item, items)
    return next(
        (
            one
            for one in items
            if above and one.part is part and one not in own and (one.printed_number or "") == above
        ),
        None,
    )


def _swap_number(
    item: AgendaItem,
    items: list[AgendaItem],
    siblings: list[AgendaItem],
    parent: AgendaItem | None,
    part: Part,
) -> None:
    """Its number here stays its own; there it gets its former one, or the next free one."""
    new = item.other_number or _late_number(items, siblings, parent, part)
    item.printed_number, item.other_number = new, item.printed_number


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
