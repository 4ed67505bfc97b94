"""Takes names out of a text without breaking its Markdown or its sentences."""

import re
from collections.abc import Iterable

from gremien_app.records.names.finder import Find

MEMBER = "ein Mitglied"
WITHHELD = "[Name nicht veröffentlicht]"
_WITHHELD = {
    "email": "[E-Mail-Adresse nicht veröffentlicht]",
    "phone": "[Telefonnummer nicht veröffentlicht]",
    "street": "[Anschrift nicht veröffentlicht]",
    "file": "[Aktenzeichen nicht veröffentlicht]",
    "birth": "[Geburtsdatum nicht veröffentlicht]",
    "account": "[Kontonummer nicht veröffentlicht]",
}
_MARKS = re.compile(r"(?<!\\)\*+|(?<![\w\\])_+|(?<!\\)_+(?!\w)")
_BEFORE_SENTENCE = re.compile(
    r"(?:\A|[.!?]|\n[^\S\n]*\n|\n[^\S\n]*(?:[-*+•–]|\d{1,3}[.)])|\A(?:[-*+•–]|\d{1,3}[.)]))[\s*_„\"»(]{0,20}\Z"
)


def withheld(find: Find) -> str:
    """What stands in the place of a find that nobody has worded otherwise."""
    return _WITHHELD.get(find.label, WITHHELD)


def replaced(text: str, changes: Iterable[tuple[Find, str | tuple[str, str, str]]]) -> str:
    """The text with these finds replaced; emphasis that begins or ends inside one stays whole.

    Three words instead of one: the middle one is the beginning of a sentence, if it is one.
    """
    pieces: list[str] = []
    at = 0
    for find, wanted in sorted(changes, key=lambda change: change[0].start):
        start, end, opening, closing = _span(text, find.start, find.end, at)
        first, words, last = ("", wanted, "") if isinstance(wanted, str) else wanted
        if words[:1].islower() and _BEFORE_SENTENCE.search(text[max(start - 40, 0) : start]):
            words = words[0].upper() + words[1:]
        pieces += [text[at:start], opening, first, words, last, closing]
        at = end
    return "".join([*pieces, text[at:]])


def _span(text: str, start: int, end: int, free_from: int) -> tuple[int, int, str, str]:
    """Start and end with the marks that belong to it; those to be kept before and behind."""
    open_: list[re.Match[str]] = []
    for mark in _MARKS.finditer(text, start, end):
        if open_ and open_[-1][0] == mark[0]:
            open_.pop()
        else:
            open_.append(mark)
    opening = closing = ""
    for mark in open_:
        is_opening = mark.end() < end and not text[mark.end()].isspace()
        is_opening = is_opening and (mark.start() == start or not text[mark.start() - 1].isalnum())
        if is_opening and text.startswith(mark[0], end):
            end += len(mark[0])
        elif (
            not is_opening
            and start - free_from >= len(mark[0])
            and text.endswith(mark[0], 0, start)
        ):
            start -= len(mark[0])
        elif is_opening:
            opening += mark[0]
        else:
            closing += mark[0]
    return start, end, opening, closing
