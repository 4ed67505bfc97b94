"""Publication without names: lists are counted, names in the text give way to "N. N."."""

import re
from dataclasses import replace

from gremien_app.documents.content import (
    AttendanceGroup,
    AttendanceLine,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)
from gremien_app.documents.packaging import text_of
from gremien_app.kernel.numbers import format_count

UNNAMED = "ohne Namensnennung"
NOBODY = "N. N."
_SALUTATION = re.compile(r"^(Frau|Herr) ")


def without_names(
    document: MinutesDocument, known: frozenset[str], others: frozenset[str] = frozenset()
) -> MinutesDocument:
    """Every person of the lists who is not ``known`` goes unnamed, in the lists and the text.

    ``others``: on no list, but the text may speak of them: guests who did not come.
    """
    hidden = _pattern((_listed(document) | others) - known)
    return replace(
        document,
        present=tuple(_group(group, known, hidden) for group in document.present),
        absent=tuple(_group(group, known, hidden) for group in document.absent),
        parts=tuple(_part(part, hidden) for part in document.parts),
    )


def names_somebody_else(
    data: bytes,
    document: MinutesDocument,
    known: frozenset[str],
    others: frozenset[str] = frozenset(),
) -> bool:
    """Whether the Word file names one of these persons who is not ``known`` (any more)."""
    hidden = _pattern((_listed(document) | others) - known)
    return hidden is not None and hidden.search(text_of(data)) is not None


def _listed(document: MinutesDocument) -> set[str]:
    groups = (*document.present, *document.absent)
    return {line.name for group in groups for line in group.lines}


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    bare = {_SALUTATION.sub("", name) for name in names}
    if not bare:
        return None
    longest_first = sorted(bare, key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])")


def _hide(text: str, hidden: re.Pattern[str] | None) -> str:
    return hidden.sub(NOBODY, text) if hidden else text


def _group(
    group: AttendanceGroup, known: frozenset[str], hidden: re.Pattern[str] | None
) -> AttendanceGroup:
    named = tuple(
        replace(line, note=_hide(line.note, hidden)) for line in group.lines if line.name in known
    )
    number = len(group.lines) - len(named)
    if not number:
        return AttendanceGroup(group.heading, named)
    one, many = ("weitere Person", "weitere Personen") if named else ("Person", "Personen")
    unnamed = AttendanceLine(name=f"{format_count(number, one, many)} {UNNAMED}")
    return AttendanceGroup(group.heading, (*named, unnamed))


def _part(part: MinutesPart, hidden: re.Pattern[str] | None) -> MinutesPart:
    return replace(part, items=tuple(_item(item, hidden) for item in part.items))


def _item(item: MinutesItem, hidden: re.Pattern[str] | None) -> MinutesItem:
    return replace(
        item,
        discussion=_hide(item.discussion, hidden),
        resolution=_hide(item.resolution, hidden),
        votes=tuple(_hide(vote, hidden) for vote in item.votes),
        attendance_note=_hide(item.attendance_note, hidden),
    )
