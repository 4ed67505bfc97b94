"""Texts in the restricted Markdown as HTML, from the same tree as the Word files."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from markupsafe import escape

from .blocks import BULLET, Block, ListPlace
from .markdown import NEWEST, blocks
from .passages import RIGHT_TO_LEFT as LANGUAGES_RIGHT_TO_LEFT
from .spans import RIGHT_TO_LEFT, Span

# Classes of the style sheet for what is no usual list there, by kind and mark.
CLASSES = {
    ("bullet", "–"): "g-dashes",
    ("decimal", "%)"): "g-numbers",
    ("decimal", "(%)"): "g-numbers-both",
    ("letter", "%)"): "g-letters",
    ("letter", "%."): "g-letters-dot",
    ("letter", "(%)"): "g-letters-both",
}
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "bdi", "span"}
ATTRIBUTES = {"ol": {"start", "type"}, "li": {"value"}, "span": {"lang", "dir"}}


def render_html(text: str, reading: int = NEWEST) -> str:
    """The text as HTML; everything but the few marks is escaped."""
    found = blocks(text, reading)
    return "".join(_Writer(_with_gaps(found)).write(found))


def _with_gaps(found: list[Block]) -> set[int]:
    """The lists in which a number is left out: all their items say theirs."""
    numbers: dict[int, list[int]] = {}
    for block in found:
        if block.place and block.marked and block.place.kind != "bullet":
            numbers.setdefault(block.place.key, []).append(block.number)
    return {key for key, all_ in numbers.items() if any(b != a + 1 for a, b in pairwise(all_))}


class _Writer:
    """Opens and closes the elements of lists around the blocks."""

    def __init__(self, with_gaps: set[int]) -> None:
        self._with_gaps = with_gaps
        self._open: list[tuple[ListPlace, bool]] = []  # each with: is an item open?

    def write(self, found: list[Block]) -> Iterator[str]:
        for block in found:
            yield from self._lead_to(block.place)
            if block.place is None:
                yield f"<p>{_inline(block.spans)}</p>\n"
            elif block.marked:
                yield from self._item(block, block.place)
            else:
                yield f"<p>{_inline(block.spans)}</p>"
        yield from self._lead_to(None)

    def _lead_to(self, place: ListPlace | None) -> Iterator[str]:
        while self._open and not self._is_within(self._open[-1][0], place):
            last, has_item = self._open.pop()
            yield ("</li>\n" if has_item else "") + f"</{_tag(last)}>" + "\n" * (not self._open)
        if place and (not self._open or self._open[-1][0].key != place.key):
            if self._open and not self._open[-1][1]:
                self._open[-1] = (self._open[-1][0], True)
                yield "<li>"
            yield f"<{_tag(place)}{_attributes(place)}>\n"
            self._open.append((place, False))

    @staticmethod
    def _is_within(open_: ListPlace, place: ListPlace | None) -> bool:
        return place is not None and (open_.key == place.key or open_.depth < place.depth)

    def _item(self, block: Block, place: ListPlace) -> Iterator[str]:
        end = "</li>\n" if self._open[-1][1] else ""
        value = f' value="{block.number}"' if place.key in self._with_gaps else ""
        self._open[-1] = (place, True)
        yield f"{end}<li{value}>{_inline(block.spans)}"


def _tag(place: ListPlace) -> str:
    return "ul" if place.kind == "bullet" else "ol"


def _attributes(place: ListPlace) -> str:
    usual = {"bullet": BULLET, "decimal": "%.", "letter": "%)"}[place.kind]
    name = CLASSES.get((place.kind, place.mark or usual), "")
    start = f' start="{place.start}"' if place.kind != "bullet" and place.start != 1 else ""
    # Where a style sheet is missing, letters stay letters.
    letters = ' type="a"' if place.kind == "letter" else ""
    return (f' class="{name}"' if name else "") + letters + start


def _inline(spans: tuple[Span, ...]) -> str:
    return "".join(
        f"<strong>{text}</strong>" if is_bold else text
        for is_bold, together in groupby(spans, key=lambda span: span.bold)
        for text in ["".join(map(_span, together))]
    )


def _span(span: Span) -> str:
    pieces = RIGHT_TO_LEFT.split(span.text)
    # A number behind an Arabic or Hebrew name would change sides.
    pieces[1::2] = [f"<bdi>{escape(piece)}</bdi>" for piece in pieces[1::2]]
    pieces[::2] = [str(escape(piece)) for piece in pieces[::2]]
    text = "".join(pieces).replace("\n", "<br>")
    if span.language:
        direction = ' dir="rtl"' if span.language in LANGUAGES_RIGHT_TO_LEFT else ""
        text = f'<span lang="{span.language.partition("-")[0]}"{direction}>{text}</span>'
    return f"<em>{text}</em>" if span.italic else text
