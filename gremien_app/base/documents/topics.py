"""How items of a Tagesordnung are named and nested in every document."""

from collections.abc import Iterator, Sequence

from .content import AgendaLine, MinutesItem
from .sheet import line

DEEPEST_ITEM = 3


def number_of(topic: AgendaLine | MinutesItem) -> str:
    """ "Ö 3.1" as on the pages; "3.1" where that is all that was frozen; "" without a number."""
    return line(topic.label or topic.number).rstrip(".")


def label(topic: AgendaLine | MinutesItem) -> str:
    """ "TOP Ö 3.1"; nothing for an item without a number."""
    number = number_of(topic)
    return f"TOP {number}" if number else ""


def marked_title(title: str, mark: str) -> str:
    """The title with its mark: "Bericht (Nachtrag)"."""
    text = line(title) or "(ohne Titel)"
    return f"{text} ({line(mark)})" if line(mark) else text


def agenda_text(entry: AgendaLine) -> str:
    """One line of a Tagesordnung: number, tab, title and mark."""
    return f"{number_of(entry)}\t{marked_title(entry.title, entry.mark)}"


def agenda_level(entry: AgendaLine) -> str:
    """The style of a line, by its level."""
    return f"Tagesordnung {min(max(entry.level, 1), DEEPEST_ITEM)}"


def reference_label(reference: str) -> str:
    """The code in the footer that leads from a print back to its record."""
    return f"Kennung: {line(reference)}" if line(reference) else ""


def heading_levels(levels: Sequence[int], *, first: int) -> Iterator[int]:
    """Heading levels without a gap, even where an item's parent is not in this document."""
    deepest = 0
    for level in levels:
        deepest = min(max(level, 1), DEEPEST_ITEM, deepest + 1)
        yield first - 1 + deepest
