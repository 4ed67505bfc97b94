"""Pieces of text with their emphasis, and how they become runs in the XML of Word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from .passages import EAST_ASIAN
from .passages import RIGHT_TO_LEFT as LANGUAGES_RIGHT_TO_LEFT

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
# Hebrew, Arabic and their neighbours: Word orders such a run rightly only if it is marked.
_LETTERS = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]+"
RIGHT_TO_LEFT = re.compile(f"({_LETTERS}(?:[ ]+{_LETTERS})*)")
# What Word has elements for: as characters, a soft hyphen would be printed in the middle of a line.
SIGNS = {"\n": "w:br", "\t": "w:tab", "\u00ad": "w:softHyphen", "\u2011": "w:noBreakHyphen"}
_PIECES = re.compile(f"([{''.join(SIGNS)}])")
# A number behind an Arabic or Hebrew name would change sides without a letter to hold on to.
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
_NUMBER_FIRST = re.compile(r"[^\w\n\t]*\d")


@dataclass(frozen=True)
class Span:
    """A piece of text; LF is a line break, TAB a tab stop."""

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""  # tag of another one than the document's


def plain(spans: Iterable[Span]) -> str:
    """The text alone."""
    return "".join(span.text for span in spans)


def split_lines(spans: Iterable[Span]) -> list[list[Span]]:
    """The spans of each line, the breaks left out."""
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        if first:
            lines[-1].append(Span(first, span.bold, span.italic))
        lines.extend([Span(text, span.bold, span.italic)] if text else [] for text in rest)
    return lines


def append_runs(
    parent: etree._Element, text: str, style_id: str | None, language: str = ""
) -> None:
    """Adds a text as runs in one character style."""
    for position, piece in enumerate(RIGHT_TO_LEFT.split(text)):
        is_held = position % 2 == 0 and position > 0 and _NUMBER_FIRST.match(piece)
        if piece:
            _append_run(
                parent,
                f"{_LEFT_TO_RIGHT}{piece}" if is_held else piece,
                style_id,
                right_to_left=position % 2 == 1,
                language=language,
            )


def _append_run(
    parent: etree._Element, text: str, style_id: str | None, *, right_to_left: bool, language: str
) -> None:
    run = etree.SubElement(parent, qn("w:r"))
    if style_id or right_to_left or language:
        properties = etree.SubElement(run, qn("w:rPr"))
        if style_id:
            etree.SubElement(properties, qn("w:rStyle")).set(qn("w:val"), style_id)
        if right_to_left:
            etree.SubElement(properties, qn("w:rtl"))
        if language:
            _speak(etree.SubElement(properties, qn("w:lang")), language)
    for piece in _PIECES.split(text):
        if piece in SIGNS:
            etree.SubElement(run, qn(SIGNS[piece]))
        elif piece:
            node = etree.SubElement(run, qn("w:t"))
            node.text = piece
            node.set(_PRESERVE, "preserve")


def _speak(element: etree._Element, language: str) -> None:
    """Word asks another attribute for each kind of script."""
    element.set(qn("w:val"), language)
    if language in EAST_ASIAN:
        element.set(qn("w:eastAsia"), language)
    if language in LANGUAGES_RIGHT_TO_LEFT:
        element.set(qn("w:bidi"), language)


def as_spans(text: str | Span | Sequence[Span]) -> Sequence[Span]:
    """What a paragraph may be given, always as a sequence."""
    if isinstance(text, str):
        return (Span(text),)
    return (text,) if isinstance(text, Span) else text
