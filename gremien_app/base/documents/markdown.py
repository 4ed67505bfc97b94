"""The restricted Markdown of all longer texts: bold, italic, lists, line breaks, languages.

There is one tree for page and Word. Raw HTML, links, images and headings can't come out of it,
whatever is typed, and every sign that is no mark is printed as it was typed.

Readings are numbered: what was signed is printed as it was read then. 1 is that of the formats 0
and 1 of frozen minutes (`first_reading`), 2 that of format 2, which knew no passages in other
languages, 3 the present one.
"""

from collections.abc import Iterator

from gremien_app.base.kernel.text import clean_text

from . import first_reading
from .blocks import Block, ListPlace
from .emphasis import emphasised
from .marks import DEEPER, Group, Mark, indent_of, lists_of

NEWEST = 3


def blocks(text: str, reading: int = NEWEST) -> list[Block]:
    """The paragraphs of a text, lists resolved; an empty text has none."""
    if reading == 1:
        return first_reading.blocks(text)
    cleaned = clean_text(text, multiline=True)
    return list(_Reader(with_languages=reading > 2).read(cleaned.split("\n"))) if cleaned else []


class _Reader:
    """Collects lines to paragraphs and remembers the open lists."""

    def __init__(self, *, with_languages: bool) -> None:
        self._with_languages = with_languages
        self._open: list[tuple[Group, ListPlace]] = []
        self._keys = 0
        self._lines: list[str] = []
        self._number: int | None = None

    def read(self, lines: list[str]) -> Iterator[Block]:
        items = lists_of(lines)
        for position, line in enumerate(lines):
            if position in items:
                yield from self._paragraph()
                group, mark = items[position]
                self._begin(group, mark)
                self._lines.append(line[mark.length :])
            elif not line:
                yield from self._paragraph()
            else:
                if not self._lines:
                    self._leave(line)
                self._lines.append(self._set_in(line))
        yield from self._paragraph()

    def _begin(self, group: Group, mark: Mark) -> None:
        while self._open and self._open[-1][0] is not group:
            if self._open[-1][0].last.indent + DEEPER <= mark.indent:
                break
            self._open.pop()
        if not self._open or self._open[-1][0] is not group:
            self._keys += 1
            place = ListPlace(mark.kind, self._keys, len(self._open), mark.number, mark.shape)
            self._open.append((group, place))
        self._number = mark.number

    def _leave(self, line: str) -> None:
        """A paragraph belongs to the items that it is set in as far as."""
        while self._open and indent_of(line) <= self._open[-1][0].last.indent:
            self._open.pop()

    def _set_in(self, line: str) -> str:
        """In an item, the blanks that only show where the line belongs are no text."""
        return line.lstrip(" \t") if self._open else line

    def _paragraph(self) -> Iterator[Block]:
        if self._lines:
            place = self._open[-1][1] if self._open else None
            spans = emphasised("\n".join(self._lines), with_languages=self._with_languages)
            yield Block(spans, place, self._number is not None, self._number or 0)
        self._lines, self._number = [], None
