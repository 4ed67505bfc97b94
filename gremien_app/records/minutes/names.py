"""Lists without names are counted; and how names were hidden before there was a preview.

What was published then is shown as it was then (``delivery``): only full names of the lists.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from gremien_app.base.documents.content import (
    SUBSTITUTING,
    AttendanceGroup,
    AttendanceLine,
    Copy,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
    SignatureLine,
)
from gremien_app.base.documents.packaging import text_of
from gremien_app.base.kernel.numbers import format_count

UNNAMED = "ohne Namensnennung"
NOBODY = "[Name nicht veröffentlicht]"
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


def for_publication(
    document: MinutesDocument, published_names: Iterable[str], others: Iterable[str] = ()
) -> MinutesDocument:
    """The same text; persons only with a recorded basis for their name (DOMAIN § 5).

    ``others``: names that the text may contain without their persons being on a list.
    """
    known = frozenset(published_names)
    return replace(
        without_names(document, known, frozenset(others)),
        copy=Copy.PUBLIC,
        signatures=public_signatures(document.signatures, known.__contains__),
    )


def public_signatures(
    lines: Iterable[SignatureLine],
    is_named: Callable[[str], bool],
    is_listed: Callable[[str], bool] | None = None,
) -> tuple[SignatureLine, ...]:
    """The signatures as everyone may read them.

    ``is_listed``: for who is prevented and did not sign, so no basis of a signatory holds.
    """
    return tuple(_public(line, is_named, is_listed or is_named) for line in lines)


def _public(
    line: SignatureLine, is_named: Callable[[str], bool], is_listed: Callable[[str], bool]
) -> SignatureLine:
    if line.stands_for and not is_listed(line.stands_for):
        line = replace(line, role=f"{line.role}, {SUBSTITUTING}", stands_for="")
    return replace(
        line, name=line.name if is_named(line.name) else _unnamed(line), reason="", note=""
    )


def _unnamed(line: SignatureLine) -> str:
    """ "gez." says that somebody signed, so it never stands by a refusal."""
    return UNNAMED if line.is_refused else f"gez. {line.role}"


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
    return AttendanceGroup(group.heading, (*named, unnamed_line(number, besides=bool(named))))


def unnamed_line(number: int, *, besides: bool) -> AttendanceLine:
    """The line for those of a group who are not named; ``besides``: others are."""
    one, many = ("weitere Person", "weitere Personen") if besides else ("Person", "Personen")
    return AttendanceLine(name=f"{format_count(number, one, many)} {UNNAMED}")


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
