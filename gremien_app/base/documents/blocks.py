"""What a text in the restricted Markdown says: paragraphs and items, the same for page and Word."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .spans import Span, plain

ListKind = Literal["bullet", "decimal", "letter"]
BULLET, DASH = "•", "–"
_A = ord("a")


@dataclass(frozen=True)
class ListPlace:
    """Where a block stands in lists: `key` tells one list of a text from the next.

    `mark` is how an item begins: a sign, or the number's form with "%" for it ("%.", "(%)").
    Without one it is what the kind usually has.
    """

    kind: ListKind
    key: int
    depth: int = 0
    start: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph; in a list, only the first of an item is `marked` by bullet or `number`."""

    spans: tuple[Span, ...]
    place: ListPlace | None = None
    marked: bool = False
    number: int = 0


def mark_of(block: Block) -> str:
    """What is printed before an item: "3.", "d)", "•"; nothing before other blocks."""
    place = block.place
    if place is None or not block.marked:
        return ""
    if place.kind == "bullet":
        return place.mark or (BULLET, DASH)[place.depth % 2]
    number = chr(_A + block.number - 1) if place.kind == "letter" else str(block.number)
    return (place.mark or ("%)" if place.kind == "letter" else "%.")).replace("%", number)


def printed(found: Iterable[Block]) -> str:
    """What page and Word print, as lines: with the marks of lists, without those of emphasis."""
    return "\n\n".join(f"{mark_of(one)} {plain(one.spans)}".strip() for one in found)
