"""The «felder» that an office may place in its base file; a fixed list, filled in one pass.

Texts put in are never looked at again: a committee called "«kennung»" stays called that.
"""

import re
from collections.abc import Mapping

from docx.oxml.ns import qn
from lxml import etree

NAMES = ("gremium", "dokument", "vermerk", "kennung")
_FIELD = re.compile("«(" + "|".join(NAMES) + ")»")


def fill_fields(root: etree._Element, values: Mapping[str, str]) -> None:
    """Fills the fields of all paragraphs below `root`; Word may have split them over runs."""
    for paragraph in root.iter(qn("w:p")):
        texts = list(paragraph.iter(qn("w:t")))
        joined = "".join(node.text or "" for node in texts)
        for match in reversed(list(_FIELD.finditer(joined))):
            _replace(texts, match.start(), match.end(), values.get(match[1], ""))


def _replace(texts: list[etree._Element], start: int, end: int, value: str) -> None:
    """Puts the value where the field begins and takes its characters from all nodes."""
    position = 0
    for node in texts:
        text = node.text or ""
        first, last = max(start - position, 0), min(end - position, len(text))
        position += len(text)
        if first < last:
            node.text = text[:first] + value + text[last:]
            value = ""
