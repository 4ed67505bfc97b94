"""Reads an uploaded Excel file: guarded against bombs, macros, formulas and foreign contents."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import openpyxl

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.tables.lines import MAX_COLUMNS, Line, TableRefused

Found = TypeVar("Found")
MAX_UNPACKED = 12_000_000  # bytes of all parts together
MAX_PARTS = 300
MAX_SHEETS = 10
_EMPTY_END = 200  # so many empty lines in a row end the list
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NO_EXCEL = (
    "Diese Datei ist keine lesbare Excel-Liste. Bitte öffnen Sie sie in Excel und speichern Sie "
    "sie noch einmal als „Excel-Arbeitsmappe (.xlsx)“."
)


@dataclass(frozen=True)
class Sheet:
    """A sheet's lines, read once and as far as they are asked for, and what is merged in it."""

    lines: Iterator[Line]
    merged: list[str]

    def merged_from(self, number: int) -> list[str]:
        """The merged cells that reach this line or one below it, like „A3:B4“."""
        return [one for one in self.merged if _last_line(one) >= number]


def read_sheets(data: bytes, read: Callable[[list[Sheet]], Found], *, max_lines: int) -> Found:
    """What ``read`` makes of the sheets of a workbook; raises ``TableRefused``.

    Read while the workbook is open: a sheet's faults show only where its lines are asked for.
    """
    merged = _require_harmless(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        return read(_sheets(book, merged, max_lines))
    except TableRefused:
        raise
    # openpyxl raises whatever a broken or hostile file provokes, from KeyError to defusedxml's.
    except Exception as error:
        raise TableRefused(_NO_EXCEL) from error


def _require_harmless(data: bytes) -> dict[str, list[str]]:
    """Judges the archive by its table of contents; gives the merged cells by part."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TableRefused(_NO_EXCEL) from error
    with archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise TableRefused(
                "Die Datei ist entpackt zu groß für eine Liste. Bitte kopieren Sie nur "
                "die Liste in eine neue Arbeitsmappe."
            )
        if any(name.endswith("vbaproject.bin") for name in names):
            raise TableRefused(
                "Die Datei enthält Makros. Bitte speichern Sie sie als „Excel-Arbeitsmappe "
                "(.xlsx)“ ohne Makros."
            )
        if "xl/workbook.xml" not in names:
            raise TableRefused(_NO_EXCEL)
        return {part.filename: _merged_cells(archive, part) for part in parts}


def _merged_cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[str]:
    """Of one part; refused where it declares entities, which no office program writes."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return []
    try:
        content = archive.read(part)
    # zipfile raises what the packing provokes: BadZipFile, zlib.error, a missing password …
    except Exception as error:
        raise TableRefused(_NO_EXCEL) from error
    if b"\0" in content or _DECLARED.search(content):
        raise TableRefused(_NO_EXCEL)
    return [reference.decode("ascii") for reference in _MERGED.findall(content)]


def _sheets(book: Any, merged: dict[str, list[str]], max_lines: int) -> list[Sheet]:
    found = [
        # openpyxl tells of merged cells only when it reads the whole sheet into memory.
        Sheet(_lines(sheet, max_lines), merged.get(sheet._worksheet_path, []))  # noqa: SLF001 -- openpyxl tells it nowhere else
        for sheet in book.worksheets[:MAX_SHEETS]
    ]
    if not found:
        raise TableRefused(_NO_EXCEL)
    return found


def _last_line(reference: str) -> int:
    return int(re.sub("[A-Z]", "", reference.split(":")[1]))


def _lines(sheet: Any, max_lines: int) -> Iterator[Line]:
    empty = 0
    for number, cells in enumerate(
        sheet.iter_rows(max_row=max_lines, max_col=MAX_COLUMNS), start=1
    ):
        texts: list[str] = []
        faults: dict[int, str] = {}
        for at, cell in enumerate(cells):
            text, fault = _text(cell)
            texts.append(text)
            if fault:
                faults[at] = fault
        if any(texts) or faults:
            empty = 0
            yield Line(number, texts, faults)
        else:
            empty += 1
            if empty > _EMPTY_END:
                return


def _text(cell: Any) -> tuple[str, str]:
    """A cell's text, or why it has none."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind == "f":
        return "", (
            "Hier steht eine Formel. Ersetzen Sie sie in Excel durch ihren Wert (Kopieren, "
            "Inhalte einfügen, Werte)."
        )
    if kind == "e":
        return "", f"Hier steht der Fehlerwert {value}."
    return clean_text(_said(value), multiline=False), ""


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)
