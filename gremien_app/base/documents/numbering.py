"""Real Word lists: one definition per kind, a new instance for every list.

A new `w:num` with `startOverride` is what makes each list begin anew; Word would otherwise
continue the numbers of the item before.
"""

from docx.oxml.ns import qn
from lxml import etree

from .blocks import BULLET, DASH, ListKind, ListPlace

DEEPEST = 8
STEP = 397  # twentieths of a point: 0.7 cm per level
_BULLETS = (BULLET, DASH)


class Lists:
    """The lists of one document."""

    def __init__(self, numbering: etree._Element) -> None:
        self._numbering = numbering
        self._definitions: dict[tuple[ListKind, str], int] = {}
        self._next_definition = _free_number(numbering, "w:abstractNum", "w:abstractNumId")
        self._next_instance = max(1, _free_number(numbering, "w:num", "w:numId"))

    def instance(self, place: ListPlace, start: int) -> int:
        """The number of a new list that begins with `start`."""
        number = self._next_instance
        self._next_instance += 1
        num = _element("w:num", numId=number)
        num.append(_element("w:abstractNumId", val=self._definition(place.kind, place.mark)))
        override = _element("w:lvlOverride", ilvl=min(place.depth, DEEPEST))
        override.append(_element("w:startOverride", val=start))
        num.append(override)
        last = self._numbering.find(qn("w:numIdMacAtCleanup"))
        if last is None:
            self._numbering.append(num)
        else:
            last.addprevious(num)
        return number

    def _definition(self, kind: ListKind, mark: str) -> int:
        if (kind, mark) not in self._definitions:
            self._definitions[kind, mark] = self._next_definition
            self._insert_definition(kind, mark, self._next_definition)
            self._next_definition += 1
        return self._definitions[kind, mark]

    def _insert_definition(self, kind: ListKind, mark: str, number: int) -> None:
        definition = _element("w:abstractNum", abstractNumId=number)
        definition.append(_element("w:multiLevelType", val="hybridMultilevel"))
        for depth in range(DEEPEST + 1):
            definition.append(_level(kind, mark, depth))
        # The schema wants all definitions before the first instance.
        first = self._numbering.find(qn("w:num"))
        if first is None:
            self._numbering.append(definition)
        else:
            first.addprevious(definition)


def _level(kind: ListKind, mark: str, depth: int) -> etree._Element:
    formats = {
        "bullet": ("bullet", _BULLETS[depth % len(_BULLETS)]),
        "decimal": ("decimal", "%."),
        "letter": ("lowerLetter", "%)"),
    }
    number_format, usual = formats[kind]
    text = (mark or usual).replace("%", f"%{depth + 1}")
    level = _element("w:lvl", ilvl=depth)
    level.append(_element("w:start", val=1))
    level.append(_element("w:numFmt", val=number_format))
    level.append(_element("w:lvlText", val=text))
    level.append(_element("w:lvlJc", val="left"))
    properties = _element("w:pPr")
    properties.append(_element("w:ind", left=STEP * (depth + 1), hanging=STEP))
    level.append(properties)
    return level


def _element(tag: str, **attributes: int | str) -> etree._Element:
    element = etree.Element(qn(tag), nsmap=None)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _free_number(numbering: etree._Element, tag: str, attribute: str) -> int:
    used = [int(element.get(qn(attribute), "0")) for element in numbering.findall(qn(tag))]
    return max(used, default=-1) + 1
