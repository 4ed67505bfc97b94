"""Writes member lists as XLSX and CSV, and the templates to fill in; no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from gremien_app.base.tables.quoting import quoted
from gremien_app.people.lists.columns import COLUMNS, EXAMPLE, Column

SHEET = "Mitglieder"
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 -- the same content gives the same bytes
_WIDTHS = {
    "organization": 34,
    "role": 26,
    "email": 32,
    "principal": 26,
    "street": 24,
    "last_name": 20,
    "first_name": 18,
}
EXPLANATION = (
    "Eine Zeile je Mitgliedschaft. Muss-Spalten sind Nachname und Rolle (oder Stimmberechtigt). "
    "Die Reihenfolge der Spalten ist frei, leere Spalten dürfen fehlen. Leere Zellen löschen "
    "nichts. Die Beispielzeile bitte überschreiben oder löschen."
)


def write_xlsx(rows: Sequence[Mapping[str, str]], title: str) -> bytes:
    """The list as a workbook: one sheet, headings that stay in sight, a filter."""
    return _workbook(rows, title, with_explanations=False)


def template_xlsx() -> bytes:
    """An empty list with one example line and a sheet that explains every column."""
    return _workbook([EXAMPLE], "Vorlage Mitgliederliste", with_explanations=True)


def _workbook(rows: Sequence[Mapping[str, str]], title: str, *, with_explanations: bool) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": _FIXED, "author": "Gremien"})
    # As text, so that dates, telephone numbers and postal codes stay as they are.
    text = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(SHEET)
    _fill(sheet, [column.heading for column in COLUMNS], _cells(rows), bold, text)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, _WIDTHS.get(column.key, 14))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if with_explanations:
        notes = book.add_worksheet("Erklärungen")
        known = [[column.heading, _explained(column)] for column in COLUMNS]
        _fill(notes, ["Spalte", "Was hineingehört"], [["", EXPLANATION], *known], bold, wrapped)
        notes.set_column(0, 0, 22)
        notes.set_column(1, 1, 90)
    book.close()
    return buffer.getvalue()


def _fill(
    sheet: Any, headings: list[str], rows: Iterable[list[str]], bold: Any, plain: Any
) -> None:
    for at, heading in enumerate(headings):
        sheet.write_string(0, at, heading, bold)
    for number, cells in enumerate(rows, start=1):
        for at, cell in enumerate(cells):
            if cell:
                sheet.write_string(number, at, cell, plain)


def _explained(column: Column) -> str:
    others = ", ".join(f"„{name}“" for name in column.others)
    return f"{column.hint.removesuffix('.')}." + (f" Auch unter {others}." if others else "")


def write_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The list as Excel opens it by a double click: UTF-8 with BOM, semicolons."""
    return _csv([[column.heading for column in COLUMNS], *_cells(rows)])


def template_csv() -> bytes:
    """Explanations above the headings, which reading skips; then one example line."""
    notes = [[f"# {EXPLANATION}"], *([f"# {c.heading}: {_explained(c)}"] for c in _EXPLAINED)]
    return _csv([*notes, [column.heading for column in COLUMNS], *_cells([EXAMPLE])])


_EXPLAINED = tuple(
    column
    for column in COLUMNS
    if column.key in {"last_name", "role", "can_vote", "principal", "starts_on", "ends_on"}
)


def _cells(rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
    return [[row.get(column.key, "") for column in COLUMNS] for row in rows]


def _csv(lines: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([quoted(cell) for cell in line] for line in lines)
    return buffer.getvalue().encode("utf-8-sig")
