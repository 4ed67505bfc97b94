"""Whether a reading prints other words than were typed (`markdown` tells of the readings)."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from .blocks import printed
from .content import MinutesDocument
from .markdown import NEWEST, blocks
from .sheet import line
from .topics import label

# Which sign an item begins with says nothing, unless a figure follows: then it may be a minus.
_SIGN = re.compile(r"^[•·▪○–—*+-]\s+(?!\d)")


def lines_printed_otherwise(text: str, reading: int) -> int:
    """In how many lines a text was printed otherwise than typed; the newest reading prints it."""
    if reading == NEWEST:
        return 0
    both = zip_longest(_lines(text, NEWEST), _lines(text, reading))
    return sum(typed != shown for typed, shown in both)


def places_printed_otherwise(document: MinutesDocument) -> Iterator[str]:
    """The texts of minutes of which their file says other words than were typed, by their item.

    Without the words: whoever checks the files need not be one who may read them.
    """
    for part in document.parts:
        for item in part.items:
            for name, text in (("Beratung", item.discussion), ("Beschluss", item.resolution)):
                count = lines_printed_otherwise(text, document.reading)
                if count:
                    where = label(item) or "Punkt ohne Nummer"
                    title = line(part.title) or "Beratung und Beschlüsse"
                    lines = "eine Zeile" if count == 1 else f"{count} Zeilen"
                    yield f"{title}, {where}, {name}: {lines}"


def _lines(text: str, reading: int) -> list[str]:
    found = (" ".join(one.split()) for one in printed(blocks(text, reading)).split("\n"))
    return [_SIGN.sub("• ", one) for one in found if one]
