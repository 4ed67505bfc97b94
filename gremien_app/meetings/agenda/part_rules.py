"""What the parts of an agenda are called, and the numbers in them.

Where a sitting is not public, nothing of it is "öffentlich": its items are numbered without a
letter, and there are parts only where some items are for fewer persons than the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part

NO_DESIGNATION = "Nichtöffentliche Angelegenheit"
_OF_MEMBERS = {Part.PUBLIC: "Allgemeiner Teil", Part.CLOSED: "Teil nur für Mitglieder"}


def part_label(part: Part, *, is_public: bool) -> str:
    """The name of the part in a sitting that is public, or not."""
    return part.label if is_public else _OF_MEMBERS[part]


def part_heading(part: Part, *, is_public: bool, is_alone: bool) -> str:
    """What stands above its items; "" where there is nothing to tell apart."""
    is_bare = not is_public and is_alone and part is Part.PUBLIC
    return "" if is_bare else part_label(part, is_public=is_public)


def label_of(number: str, part: Part, *, is_public: bool = True) -> str:
    """A number with the letter of its part: "Ö 9.2.1"; "" without a number.

    Of a sitting that is not public "9.2.1", and "N 1" only in its part for the members.
    """
    is_bare = not is_public and part is Part.PUBLIC
    return number if is_bare or not number or number[0].isalpha() else f"{part.letter} {number}"


def is_of_public(item: AgendaItem) -> bool:
    """Whether it stands on the agenda of a public sitting; as long as nobody knows, it does."""
    return getattr(item.sitting, "is_public", True)


@dataclass(frozen=True)
class ClosedSide:
    """The public side of a closed item: its number "N 1", and what it is called for everybody."""

    id: int
    label: str
    text: str
    mark: str


def closed_side(rows: Iterable[tuple[int, str | None, str, ItemMark]]) -> list[ClosedSide]:
    """Of the items of the first level, in order; in a draft they count by themselves."""
    return [
        ClosedSide(
            item_id,
            label_of(str(place) if number is None else number, Part.CLOSED),
            designation or NO_DESIGNATION,
            mark.label,
        )
        for place, (item_id, number, designation, mark) in enumerate(rows, start=1)
    ]
