"""The agenda's tree, its numbers, and what may be changed when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import clean_text, fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.kernel.working_days import last_dispatch_date
from gremien_app.meetings.agenda.decisions import GONE, main_vote_of, was_decided
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import is_of_public, label_of, part_heading, part_label
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import chairs, reads_public_part, require_editable

DEEPEST = 3
LONGEST_TITLE = 1000
EXTENSION = "Erweiterung der Tagesordnung"
USUAL_DESIGNATIONS = ("Personalangelegenheit", "Förderangelegenheit", "Vergabe", "Einzelfall")
# What an agenda ends with, folded: new items of a draft come before it.
LAST = frozenset({"verschiedenes", "sonstiges", "anfragen und verschiedenes"})
_LAST_NUMBER = re.compile(r"([0-9]{1,6})\D*$")


@dataclass(frozen=True)
class NumberedItem:
    """An item in its place. ``number`` is "9.2.1", ``label`` "Ö 9.2.1"; both "" without a number.

    ``level`` 1 to 3. ``is_first`` and ``is_last`` among its siblings.
    """

    item: AgendaItem
    number: str
    level: int
    is_first: bool
    is_last: bool

    @property
    def label(self) -> str:
        return label_of(self.number, self.item.part, is_public=is_of_public(self.item))


def number_items(items: Iterable[AgendaItem]) -> list[NumberedItem]:
    """All items in the order of the agenda, public part first, with their numbers.

    A printed number wins; the others count on from the sibling before them.
    """
    children = children_of(items)
    found: list[NumberedItem] = []
    for part in Part:
        roots = [item for item in children[None] if item.part is part]
        found.extend(_number(roots, children, prefix="", level=1))
    return found


def children_of(items: Iterable[AgendaItem]) -> dict[int | None, list[AgendaItem]]:
    """Siblings in their order by the id of the item above them; None: of the first level."""
    known = sorted(items, key=lambda item: (item.position, item.id))
    ids = {item.id for item in known}
    children: dict[int | None, list[AgendaItem]] = defaultdict(list)
    for item in known:
        children[item.parent_id if item.parent_id in ids else None].append(item)
    return children


def _number(
    siblings: Sequence[AgendaItem],
    children: dict[int | None, list[AgendaItem]],
    *,
    prefix: str,
    level: int,
) -> Iterator[NumberedItem]:
    count = 0
    for item in siblings:
        if item.printed_number is None:
            count += 1
            number = f"{prefix}{count}"
        else:
            number = item.printed_number
            count = max(count, _last_number(number))
        yield NumberedItem(
            item, number, level, is_first=item is siblings[0], is_last=item is siblings[-1]
        )
        below = f"{number.rstrip('.')}." if number else ""
        yield from _number(children[item.id], children, prefix=below, level=level + 1)


def _last_number(printed: str) -> int:
    match = _LAST_NUMBER.search(printed)
    return int(match[1]) if match else 0


@dataclass(frozen=True)
class AgendaSection:
    """The items of a part; ``heading`` is "" where nothing is to be told apart."""

    part: Part
    heading: str
    items: list[NumberedItem]


def by_part(agenda: Iterable[NumberedItem]) -> list[AgendaSection]:
    """The parts that have items, as pages and documents print them."""
    known = list(agenda)
    items = {part: [one for one in known if one.item.part is part] for part in Part}
    is_alone = not all(items.values())
    return [
        AgendaSection(
            part,
            part_heading(part, is_public=is_of_public(found[0].item), is_alone=is_alone),
            found,
        )
        for part, found in items.items()
        if found
    ]


def is_frozen(sitting: Sitting) -> bool:
    """From the first invitation on, numbers and order stay as the members know them."""
    return sitting.state is not SittingState.PLANNED


def sees_agenda(viewer: Viewer, sitting: Sitting) -> bool:
    """Drafts belong to secretariat and chair; an invited public sitting's agenda to everyone.

    A guest of a sitting that is not public sees no agenda, but single items of it.
    """
    if sees_draft(viewer, sitting):
        return True
    if sitting.state is SittingState.PLANNED:
        return False
    return reads_public_part(viewer, sitting)


def sees_draft(viewer: Viewer, sitting: Sitting) -> bool:
    return viewer.takes_minutes_of(sitting.committee_id) or chairs(viewer, sitting)


def can_edit(sitting: Sitting) -> bool:
    return sitting.record_closed_at is None and sitting.state is not SittingState.CANCELLED


def was_invited(item: AgendaItem) -> bool:
    """It stood on the agenda that was sent; what came later has its own mark."""
    late = ItemMark.ADDED_LATE
    return is_frozen(item.sitting) and item.mark is not late and item.mark_before is not late


def require_changeable(item: AgendaItem) -> None:
    require_editable(item.sitting)


def require_reorderable(sitting: Sitting) -> None:
    require_editable(sitting)
    if is_frozen(sitting):
        raise RuleBroken(
            "Die Tagesordnung ist mit der Einladung festgelegt. Reihenfolge und Nummern bleiben; "
            "Sie können Punkte als Nachtrag ergänzen, absetzen oder vertagen."
        )


def require_title(title: str) -> None:
    if not clean_text(title, multiline=False):
        raise RuleBroken("Bitte geben Sie einen Titel an.", field="title")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(
            f"Bitte kürzen Sie den Titel „{title[:40]}…“: höchstens {LONGEST_TITLE} Zeichen, es "
            f"sind {len(title)}.",
            field="title",
        )


def needs_urgency(sitting: Sitting, today: date) -> bool:
    """The notice period has run out: what comes now is taken up only by a vote on its urgency."""
    committee = sitting.committee
    if not is_frozen(sitting) or committee.notice_days is None:
        return False
    return today > last_dispatch_date(sitting.date, committee.notice_days, committee.notice_unit)


def require_urgency(sitting: Sitting, urgency: str, today: date) -> None:
    if needs_urgency(sitting, today) and not urgency:
        raise RuleBroken(
            "Die Ladungsfrist ist abgelaufen. Bitte nennen Sie, warum der Punkt nicht bis zur "
            "nächsten Sitzung warten kann; das Gremium stimmt darüber ab.",
            field="urgency",
        )


def require_reason_stays(item: AgendaItem, urgency: str) -> None:
    """The reason may be said otherwise, but the committee votes on one."""
    if item.urgency and not urgency:
        raise RuleBroken(
            "Bitte nennen Sie, warum der Punkt nicht bis zur nächsten Sitzung warten kann; das "
            "Gremium stimmt darüber ab.",
            field="urgency",
        )


def require_nameless(designation: str, names: Sequence[str]) -> None:
    """Everybody reads what a closed item is called in public."""
    if names:
        told = ", ".join(f"„{one}“" for one in dict.fromkeys(names))
        raise RuleBroken(
            f"Die Bezeichnung „{designation}“ lesen alle; {told} sieht nach einem Namen aus. Bitte "
            f"wählen Sie eine allgemeine, zum Beispiel {USUAL_DESIGNATIONS[0]} oder "
            f"{USUAL_DESIGNATIONS[-1]}.",
            field="designation",
        )


def place_for_new(siblings: Sequence[AgendaItem]) -> int:
    """Before "Verschiedenes" at the end; the index of the first one that stays behind."""
    place = len(siblings)
    while place and fold(siblings[place - 1].title).strip(" .:") in LAST:
        place -= 1
    return place


def subtree(item: AgendaItem, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The item and everything below it."""
    children = children_of(items)
    found, waiting = [], [item]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(child for child in children[one.id] if child is not item)
    return found


def depth_of(item: AgendaItem | None, items: Iterable[AgendaItem]) -> int:
    """0 for the agenda itself, 1 for an item of the first level, …"""
    by_id = {one.id: one for one in items}
    depth = 0
    while item is not None and depth <= DEEPEST:
        depth += 1
        item = by_id.get(item.parent_id) if item.parent_id else None
    return depth


def require_fits_under(
    item: AgendaItem | None, parent: AgendaItem | None, items: Sequence[AgendaItem]
) -> None:
    """Refuse a fourth level, a loop, and a silent change of the part."""
    below = subtree(item, items) if item is not None else []
    if parent is not None and parent in below:
        raise RuleBroken(
            "Ein Punkt kann nicht unter sich selbst stehen. Bitte wählen Sie eine andere Stelle.",
            field="target",
        )
    height = 1
    if item is not None:
        own = depth_of(item, items)
        height = max(depth_of(one, items) for one in below) - own + 1
    if depth_of(parent, items) + height > DEEPEST:
        raise RuleBroken("Die Tagesordnung hat höchstens drei Ebenen.", field="target")


def require_same_part(item: AgendaItem, part: Part) -> None:
    if item.part is not part:
        raise RuleBroken(
            "Zwischen den Teilen der Tagesordnung wechselt ein Punkt nur ausdrücklich, "
            "mit „Teil wechseln“.",
            field="target",
        )


def require_confirmed_change(part: Part, *, is_confirmed: bool, is_public: bool = True) -> None:
    if not is_confirmed:
        consequence = (
            f"Er steht dann im Teil „{part_label(part, is_public=False)}“."
            if not is_public
            else "Titel und Unterlagen werden damit öffentlich."
            if part is Part.PUBLIC
            else "Der Punkt verschwindet aus der öffentlichen Tagesordnung."
        )
        raise RuleBroken(f"Bitte bestätigen Sie den Wechsel: {consequence}", field="is_confirmed")


def require_withdrawable(item: AgendaItem) -> None:
    require_changeable(item)
    if not is_frozen(item.sitting):
        raise RuleBroken(
            "Vor der Einladung wird ein Punkt gelöscht; abgesetzt wird er erst danach."
        )
    if item.mark in GONE:
        raise RuleBroken(f"Dieser Punkt ist schon {item.mark.label}.")
    if was_decided(item.outcome, main_vote_of(item.votes, item.outcome)):
        raise RuleBroken(
            "Über diesen Punkt ist schon entschieden. Er kann weder abgesetzt noch vertagt werden. "
            "War das ein Versehen, nehmen Sie bitte zuerst die Abstimmung und die Beschlussart "
            "zurück."
        )


def require_gone(item: AgendaItem) -> None:
    if item.mark not in GONE:
        raise RuleBroken("Dieser Punkt ist weder abgesetzt noch vertagt.")
    if item.gone_with_id is not None:
        raise RuleBroken(
            f"Dieser Punkt ist mit seinem Oberpunkt {item.mark.label}. "
            "Nehmen Sie den Oberpunkt wieder auf; dieser kommt dann mit zurück."
        )


def is_removable(item: AgendaItem) -> bool:
    return can_edit(item.sitting) and not is_frozen(item.sitting)


def require_removable(item: AgendaItem) -> None:
    require_changeable(item)
    if is_frozen(item.sitting):
        raise RuleBroken(
            "Die Einladung ist versandt: Ein Punkt kann nur noch abgesetzt oder vertagt werden."
        )


def require_later(item: AgendaItem, target: Sitting) -> None:
    """An adjourned item comes up again in a later sitting of the same committee."""
    sitting = item.sitting
    if target.committee_id != sitting.committee_id or target.starts_at <= sitting.starts_at:
        raise RuleBroken(
            "Bitte wählen Sie eine spätere Sitzung desselben Gremiums.", field="target"
        )
    require_editable(target)


def label_for_audit(numbered_label: str, item: AgendaItem) -> str:
    """How the audit names an item: closed titles stay out of it."""
    if item.part is Part.CLOSED:
        return f"TOP {numbered_label}" if numbered_label else "nichtöffentlicher TOP"
    return " ".join(filter(None, ("TOP", numbered_label, item.title)))[:200]


def require_new(title: str, reference: str, presenter: str, siblings: Iterable[AgendaItem]) -> None:
    """A form sent twice makes one item; two that nothing tells apart help nobody."""
    for one in siblings:
        same = (one.title, one.reference, one.presenter) == (title, reference, presenter)
        if same and one.mark is not ItemMark.WITHDRAWN:
            raise RuleBroken(
                f"Den Punkt „{title}“ gibt es hier schon. Ist es ein anderer, unterscheiden Sie "
                "ihn bitte im Titel.",
                field="title",
            )
