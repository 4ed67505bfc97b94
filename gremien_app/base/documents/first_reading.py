"""How texts were read when minutes of the formats 0 and 1 were signed; it must not change.

It took dates for lists ("15. April" below "1. März"), counted for itself and dropped underscores
and backslashes; `markdown` tells how texts are read today.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .blocks import Block, ListKind, ListPlace
from .spans import Span, plain, split_lines

_PARSER = MarkdownIt("zero", {"breaks": True}).enable(["emphasis", "list", "newline", "escape"])
# "Vertreter*innen": a single star inside a word is a gender star, never the mark of italics.
_GENDER_STAR = re.compile(r"(?<=\w)\*(?=\w)")
# The cleaning of then, for the same reason.
_NEVER = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# Offices type "a)" and "–" where Markdown knows no list; a real list is read out as one.
_TYPED_MARKER = re.compile(r"(?:(?P<letter>[a-z])\)|[–•·○▪])[ ]+(?=\S|$)")


def blocks(text: str) -> list[Block]:
    """The paragraphs of a text, lists resolved; an empty text has none."""
    found: list[Block] = []
    for block in _Reader().read(_PARSER.parse(_prepared(text))):
        if block.place is None:
            found.extend(_typed_lists(block, next_key=-len(found) - 1))
        else:
            found.append(block)
    return list(_numbered(found))


def _numbered(found: Sequence[Block]) -> Iterator[Block]:
    """Numbers as Word counts: one by one from the first of each list."""
    counts: dict[int, int] = {}
    for block in found:
        if block.place and block.marked:
            number = counts.get(block.place.key, block.place.start)
            counts[block.place.key] = number + 1
            yield replace(block, number=number)
        else:
            yield block


def _prepared(text: str) -> str:
    text = _INVISIBLE.sub("", _NEVER.sub("", _LINE_END.sub("\n", text)))
    lines = unicodedata.normalize("NFC", text).split("\n")
    cleaned = "\n".join(line.rstrip() for line in lines).strip()
    return _GENDER_STAR.sub(r"\\*", cleaned.expandtabs(4))


@dataclass
class _Reader:
    """Walks the flat token list and remembers the open lists."""

    lists: list[ListPlace] = field(default_factory=list)
    keys: int = 0
    at_marker: bool = False

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self._open(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
            elif token.type == "list_item_open":
                self.at_marker = True
            elif token.type == "inline":
                spans = _spans(token.children or [])
                if plain(spans).strip():
                    yield Block(spans, self.lists[-1] if self.lists else None, self.at_marker)
                self.at_marker = False

    def _open(self, token: Token) -> None:
        self.keys += 1
        kind: ListKind = "bullet" if token.type == "bullet_list_open" else "decimal"
        start = int(token.attrs.get("start", 1))
        self.lists.append(ListPlace(kind, self.keys, len(self.lists), start))


def _spans(children: Sequence[Token]) -> tuple[Span, ...]:
    bold = italic = 0
    spans: list[Span] = []
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        else:
            text = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            if text:
                spans.append(Span(text, bold=bold > 0, italic=italic > 0))
    return tuple(spans)


def _typed_lists(block: Block, *, next_key: int) -> Iterator[Block]:
    """Turns the lines of a paragraph that begins with "a)" or "–" into items of a list."""
    lines = split_lines(block.spans)
    if _typed_marker(lines[0]) is None:
        yield block
        return
    place: ListPlace | None = None
    item: list[Span] = []
    for line in lines:
        marker = _typed_marker(line)
        if marker is None:
            item += [Span("\n"), *line]
            continue
        if plain(item).strip():
            yield Block(tuple(item), place, marked=True)
        place = place or _typed_place(marker, next_key)
        item = [Span(line[0].text[marker.end() :], line[0].bold, line[0].italic), *line[1:]]
    if plain(item).strip():
        yield Block(tuple(item), place, marked=True)


def _typed_marker(line: Sequence[Span]) -> re.Match[str] | None:
    return _TYPED_MARKER.match(line[0].text) if line else None


def _typed_place(marker: re.Match[str], key: int) -> ListPlace:
    if marker["letter"]:
        return ListPlace("letter", key, start=ord(marker["letter"]) - ord("a") + 1)
    return ListPlace("bullet", key)
