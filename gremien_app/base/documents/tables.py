"""Tables of facts in Word: a repeated header row, row headers, no merged cells, a description."""

from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from .spans import append_runs

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINE_COLOR = "808080"
_HEADER_FILL = "E8ECF1"
_CELL_MARGIN = 85  # twips above and below a cell's text
# Which cells are headings: the first row and the first column (for screen readers).
_LOOK = {"firstRow": "1", "firstColumn": "1", "lastRow": "0", "lastColumn": "0", "noVBand": "1"}


@dataclass(frozen=True)
class Table:
    """A table with a first row and a first column of headings; widths in twips (1/20 point).

    ``caption`` and ``description`` are read out by screen readers; LF in a cell is a line break.
    """

    caption: str
    description: str
    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def table_element(table: Table, *, paragraph_style: str, strong_style: str) -> etree._Element:
    """The ``w:tbl`` of a table; the styles are identifiers of the document's own."""
    element = etree.Element(qn("w:tbl"))
    element.append(_properties(table))
    grid = etree.SubElement(element, qn("w:tblGrid"))
    for width in table.widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
    for number, texts in enumerate((table.headers, *table.rows)):
        row = etree.SubElement(element, qn("w:tr"))
        properties = etree.SubElement(row, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if number == 0:
            etree.SubElement(properties, qn("w:tblHeader"))
        for column, (text, width) in enumerate(zip(texts, table.widths, strict=True)):
            is_heading = number == 0 or column == 0
            cell = _cell(width, _HEADER_FILL if number == 0 else "")
            paragraph = etree.SubElement(cell, qn("w:p"))
            _style(paragraph, paragraph_style)
            append_runs(paragraph, text, strong_style if is_heading else None)
            row.append(cell)
    return element


def _properties(table: Table) -> etree._Element:
    properties = etree.Element(qn("w:tblPr"))
    width = etree.SubElement(properties, qn("w:tblW"))
    width.set(qn("w:w"), str(sum(table.widths)))
    width.set(qn("w:type"), "dxa")
    borders = etree.SubElement(properties, qn("w:tblBorders"))
    for edge in _EDGES:
        border = etree.SubElement(borders, qn(f"w:{edge}"))
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE_COLOR)):
            border.set(qn(f"w:{name}"), value)
    etree.SubElement(properties, qn("w:tblLayout")).set(qn("w:type"), "fixed")
    margins = etree.SubElement(properties, qn("w:tblCellMar"))
    for edge in ("top", "bottom"):
        margin = etree.SubElement(margins, qn(f"w:{edge}"))
        margin.set(qn("w:w"), str(_CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
    look = etree.SubElement(properties, qn("w:tblLook"))
    look.set(qn("w:val"), "04A0")
    for name, value in _LOOK.items():
        look.set(qn(f"w:{name}"), value)
    # The schema wants these two after the look.
    etree.SubElement(properties, qn("w:tblCaption")).set(qn("w:val"), table.caption)
    etree.SubElement(properties, qn("w:tblDescription")).set(qn("w:val"), table.description)
    return properties


def _cell(width: int, fill: str) -> etree._Element:
    cell = etree.Element(qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    size = etree.SubElement(properties, qn("w:tcW"))
    size.set(qn("w:w"), str(width))
    size.set(qn("w:type"), "dxa")
    if fill:
        shade = etree.SubElement(properties, qn("w:shd"))
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{name}"), value)
    return cell


def _style(paragraph: etree._Element, style: str) -> None:
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), style)
    spacing = etree.SubElement(properties, qn("w:spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "252"), ("lineRule", "auto")):
        spacing.set(qn(f"w:{name}"), value)
