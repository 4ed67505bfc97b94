"""A pasted list of titles: which items it means, and which stand below which."""

import re
from dataclasses import dataclass

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import clean_text
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.rules import DEEPEST, require_title

MOST = 150
_TAB = 4
# What a list carries in front of its titles: "•", "TOP Ö 3.1", "9.2.1", "a)", but not "4 Rampen".
_LEAD = re.compile(
    r"(?:[-–—•·▪◦*o]\s+|(?:TOP\s*)?(?:[ÖN]\s*)?(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.):])\s+"
    r"|TOP\s*(?:[ÖN]\s*)?\d{1,3}:?\s+|[ÖN]\s*\d{1,3}:?\s+|[a-z]\)\s+)"
)
_HEADINGS = {
    "öffentlicher teil": Part.PUBLIC,
    "nichtöffentlicher teil": Part.CLOSED,
    "allgemeiner teil": Part.PUBLIC,
    "teil nur für mitglieder": Part.CLOSED,
}


@dataclass(frozen=True)
class Listed:
    """A line of the list: an item of a level, in the part whose heading stands above it."""

    title: str
    level: int
    part: Part


def read_titles(text: str, part: Part) -> list[Listed]:
    """The items that a list means; an indent puts one below the line before it.

    ``part``: of lines above which no "Öffentlicher Teil" stands. Raises ``RuleBroken`` at the field
    "titles", naming the line.
    """
    found: list[Listed] = []
    indents: list[int] = []
    for number, raw in enumerate(text.split("\n"), start=1):
        title, indent = _title(raw), _indent(raw)
        if not title:
            continue
        heading = _HEADINGS.get(re.sub(r"^I{1,2}\.\s*|:$", "", title).casefold())
        if heading:
            part, indents = heading, []
            continue
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        _require_line(number, title, len(indents), len(found))
        found.append(Listed(title, len(indents), part))
    if not found:
        raise RuleBroken("Bitte fügen Sie mindestens einen Titel ein.", field="titles")
    return found


def _indent(raw: str) -> int:
    line = raw.expandtabs(_TAB)
    return len(line) - len(line.lstrip())


def _title(raw: str) -> str:
    line = clean_text(raw, multiline=False)
    return _LEAD.sub("", line, count=1) if _LEAD.match(line) else line


def _require_line(number: int, title: str, level: int, known: int) -> None:
    try:
        require_title(title)
    except RuleBroken as refusal:
        raise RuleBroken(f"Zeile {number}: {refusal.message}", field="titles") from refusal
    if level > DEEPEST:
        raise RuleBroken(
            f"Zeile {number} („{title[:60]}“) ist zu weit eingerückt: Die Tagesordnung hat "
            f"höchstens {DEEPEST} Ebenen.",
            field="titles",
        )
    if known >= MOST:
        raise RuleBroken(
            f"Das sind mehr als {MOST} Titel auf einmal. Bitte fügen Sie die Liste in zwei "
            "Schritten ein.",
            field="titles",
        )
