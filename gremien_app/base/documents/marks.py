"""Which lines of a text are items of lists, by the mark that they begin with.

A list is what the buttons of the editor write ("- ", "1. "), what Word pastes ("•") and what
offices type ("–", "a)", "(1)"), as long as nothing else can be meant:

- A bullet ("•", "▪" …) always begins an item.
- A dash does where it begins a paragraph, or with another one in the lines around. Before a digit
  it is a sign ("- 5 °C"); with another at the end of its line it is a parenthesis ("- Pause -").
- A number or letter does in a row of at least two that rise ("1." "3." "4."; "a)" "b)" "d)"), or
  that go on by one from paragraph to paragraph. Before a month, the day of a date or a word that is
  counted it is text ("15. April", "1. 3. 2026", "3. Stock", "1. und 2. Klasse").

Whatever is no item is printed as it was typed, so a doubt costs a list and never a word.
"""

import re
from dataclasses import dataclass, field

from gremien_app.base.kernel.dates import MONTHS

from .blocks import BULLET, DASH, ListKind

_A = ord("a")
_DASHES = "-–—"
DEEPER = 2  # columns that set a list into the item above
_LINE = re.compile(
    rf"(?P<indent>[ \t]*)(?:(?P<sign>[{_DASHES}•·▪◦○●■‣])"
    r"|(?P<open>\(?)(?:(?P<number>0|[1-9]\d{0,2})|(?P<letter>[a-z]))(?P<close>[.)]))"
    r"[ \t\u00a0]+(?=(?P<rest>\S.*))"
)
_COUNTED = (
    "Stock|Stockwerk|Etage|Obergeschoss|Untergeschoss|OG|UG|Klassen?|Halbjahr|Quartal|Jahrhundert|"
    "Jahrestag|Sitzung|Lesung|Wahlperiode|Bauabschnitt|BA|Advent|Platz|Preis|Liga|Weltkrieg|"
    "Bürgermeister(?:in)?|Beigeordneter?|Vorsitzender?|Änderung|Nachtrag|Fassung|Auflage"
)
_SHORT_MONTHS = (
    r"Jän(?:ner|\.)?|Feber|Jan\.?|Febr?\.?|Mrz\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Okt\.?|"
    r"Nov\.?|Dez\.?"
)
# What follows a number that is no mark.
_DATE_OR_RANK = re.compile(
    rf"(?:{'|'.join(MONTHS)}|{_SHORT_MONTHS}|{_COUNTED}|und|bis|oder|sowie|bzw\.)(?!\w)"
    r"|[–-]\s*\d|\d+\s*[./]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mark:
    """The beginning of a line that may be an item's; `shape` as `ListPlace.mark`."""

    line: int
    kind: ListKind
    shape: str
    indent: int  # columns before the mark
    length: int  # characters to take away
    number: int = 0
    is_begin: bool = False  # nothing stands directly above
    is_closed: bool = False  # the line ends with a dash too


@dataclass
class Group:
    """Marks of one list, or of what looks like one."""

    marks: list[Mark] = field(default_factory=list)
    is_list: bool = False

    @property
    def first(self) -> Mark:
        return self.marks[0]

    @property
    def last(self) -> Mark:
        return self.marks[-1]


def lists_of(lines: list[str]) -> dict[int, tuple[Group, Mark]]:
    """By the number of its line: every item with its list."""
    marks = _marks(lines)
    numbered = [one for one in _groups(lines, marks) if one.first.kind != "bullet"]
    _go_on(numbered)
    # Without the numbers that are text, dashes around them may stand together.
    doubtful = {mark.line for one in numbered if not one.is_list for mark in one.marks}
    left = {line: mark for line, mark in marks.items() if line not in doubtful}
    known = {one.first.line for one in numbered if one.is_list}
    found: dict[int, tuple[Group, Mark]] = {}
    for group in _groups(lines, left):
        if group.first.line in known or _is_list(group):
            found |= {mark.line: (group, mark) for mark in group.marks}
    return found


def indent_of(line: str) -> int:
    """How many columns a line is set in."""
    return _columns(line[: len(line) - len(line.lstrip(" \t"))])


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(4))


def _marks(lines: list[str]) -> dict[int, Mark]:
    found: dict[int, Mark] = {}
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        is_begin = number == 0 or not lines[number - 1]
        mark = _mark(number, match, is_begin=is_begin) if match else None
        if mark:
            found[number] = mark
    return found


def _mark(line: int, match: re.Match[str], *, is_begin: bool) -> Mark | None:
    rest, sign = match["rest"], match["sign"]
    if sign:
        is_dash = sign in _DASHES
        if is_dash and rest[0].isdecimal():
            return None
        shape, kind, value = (DASH if is_dash else BULLET), "bullet", 0
    else:
        if _DATE_OR_RANK.match(rest) or (match["open"] and match["close"] == "."):
            return None
        shape = match["open"] + "%" + match["close"]
        kind = "decimal" if match["number"] else "letter"
        value = int(match["number"]) if match["number"] else ord(match["letter"]) - _A + 1
    return Mark(
        line=line,
        kind=kind,  # type: ignore[arg-type]  # one of the three
        shape=shape,
        indent=_columns(match["indent"]),
        length=match.end(),
        number=value,
        is_begin=is_begin,
        is_closed=rest[-1] in _DASHES,
    )


def _groups(lines: list[str], marks: dict[int, Mark]) -> list[Group]:
    """Marks that stand in a row on the same level, with nothing but their own lines between."""
    found: list[Group] = []
    open_: list[Group] = []
    is_after_gap = False
    for number, line in enumerate(lines):
        mark = marks.get(number)
        if mark:
            while open_ and mark.indent < open_[-1].last.indent:
                open_.pop()
            is_beside = bool(open_) and mark.indent < open_[-1].last.indent + DEEPER
            if is_beside and _continues(open_[-1], mark):
                open_[-1].marks.append(mark)
            else:
                if is_beside:
                    open_.pop()
                open_.append(Group([mark]))
                found.append(open_[-1])
        elif line and is_after_gap:
            while open_ and indent_of(line) <= open_[-1].last.indent:
                open_.pop()
        is_after_gap = not line
    return found


def _continues(group: Group, mark: Mark) -> bool:
    last = group.last
    if (mark.kind, mark.shape) != (last.kind, last.shape):
        return False
    # "a." is also the beginning of "a. D." or "e. V.": only one after the other.
    if mark.shape == "%." and mark.kind == "letter":
        return mark.number == last.number + 1
    return mark.kind == "bullet" or mark.number > last.number


def _is_list(group: Group) -> bool:
    first = group.first
    if first.kind == "bullet":
        is_alone = len(group.marks) == 1
        begins = first.is_begin or first.indent >= DEEPER
        return first.shape == BULLET or not is_alone or (begins and not first.is_closed)
    starts_well = first.shape != "%." or first.kind == "decimal" or first.number == 1
    return len(group.marks) > 1 and starts_well


def _go_on(groups: list[Group]) -> None:
    """Tells rows of numbers, and single numbers that go on after a paragraph, from text."""
    waiting: dict[tuple[str, str, int], list[Group]] = {}
    for group in groups:
        group.is_list = _is_list(group)
        way = (group.first.kind, group.first.shape, group.first.indent)
        before = waiting.get(way, [])
        if before and group.first.number == before[-1].last.number + 1:
            before.append(group)
        else:
            waiting[way] = before = [group]
        if len(before) > 1 and before[0].first.number == 1:
            for one in before[:] if len(before) == 2 else before[-1:]:
                one.is_list = True
