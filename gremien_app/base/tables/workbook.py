"""Reads an uploaded Excel file: guarded against bombs, macros, formulas and foreign contents."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.tables.lines import MAX_COLUMNS, Line, TableRefused

Found = TypeVar("Found")
MAX_UNPACKED = 12_000_000  # bytes of all parts together
MAX_PARTS = 300
MAX_SHEETS = 10
_EMPTY_END = 200  # so many empty lines in a row end the list
_STRICT = b"purl.oclc.org/ooxml/"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"\br=\"(\d{1,7})\"")
_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FROM_TO = (re.compile(rb"\bmin=\"(\d{1,5})\""), re.compile(rb"\bmax=\"(\d{1,5})\""))
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NO_EXCEL = (
    "Diese Datei ist keine lesbare Excel-Liste. Bitte öffnen Sie sie in Excel und speichern Sie "
    "sie noch einmal als „Excel-Arbeitsmappe (.xlsx)“."
)
_NO_STRICT = (
    "Diese Datei ist als „Strict Open XML“ gespeichert; so lässt sie sich nicht lesen. Bitte "
    "speichern Sie sie in Excel als „Excel-Arbeitsmappe (.xlsx)“."
)


@dataclass(frozen=True)
class Sheet:
    """A visible sheet's lines, read once and as far as they are asked for, and what marks them.

    ``is_1904``: the numbers behind its dates begin in 1904, as on the first Macs.
    """

    title: str
    lines: Iterator[Line]
    merged: list[str]
    hidden_lines: frozenset[int]
    hidden_columns: frozenset[int]  # positions from 0
    is_1904: bool

    def merged_from(self, number: int) -> list[str]:
        """The merged cells that reach this line or one below it, like „A3:B4“."""
        return [one for one in self.merged if _last_line(one) >= number]


def read_sheets(data: bytes, read: Callable[[list[Sheet]], Found], *, max_lines: int) -> Found:
    """What ``read`` makes of the sheets of a workbook; raises ``TableRefused``.

    Read while the workbook is open: a sheet's faults show only where its lines are asked for.
    """
    import openpyxl  # noqa: PLC0415 -- 12 MB, and most processes read no list

    marks = _require_harmless(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        return read(_sheets(book, marks, max_lines))
    except TableRefused:
        raise
    # openpyxl raises whatever a broken or hostile file provokes, from KeyError to defusedxml's.
    except Exception as error:
        raise TableRefused(_NO_EXCEL) from error


@dataclass(frozen=True)
class _Marks:
    """What the part of a sheet says beside its cells."""

    merged: list[str]
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def _require_harmless(data: bytes) -> dict[str, _Marks]:
    """Judges the archive by its table of contents; gives the marks of the sheets by part."""
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
        return {part.filename: _marks(archive, part) for part in parts}


def _marks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Marks:
    """Of one part; refused where it declares entities, which no office program writes."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return _Marks([])
    try:
        content = archive.read(part)
    # zipfile raises what the packing provokes: BadZipFile, zlib.error, a missing password …
    except Exception as error:
        raise TableRefused(_NO_EXCEL) from error
    if b"\0" in content or _DECLARED.search(content):
        raise TableRefused(_NO_EXCEL)
    if part.filename.lower() == "xl/workbook.xml" and _STRICT in content:
        raise TableRefused(_NO_STRICT)
    if not part.filename.lower().startswith("xl/worksheets/"):
        return _Marks([])
    merged = [reference.decode("ascii") for reference in _MERGED.findall(content)]
    return _Marks(merged, _hidden_lines(content), _hidden_columns(content))


def _hidden_lines(content: bytes) -> frozenset[int]:
    found, number = set(), 0
    for row in _ROW.finditer(content):
        said = _NUMBER.search(row[1])
        number = int(said[1]) if said else number + 1
        if _HIDDEN.search(row[1]):
            found.add(number)
    return frozenset(found)


def _hidden_columns(content: bytes) -> frozenset[int]:
    found: set[int] = set()
    for column in _COLUMN.finditer(content):
        first, last = (one.search(column[1]) for one in _FROM_TO)
        if _HIDDEN.search(column[1]) and first and last:
            found |= set(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))
    return frozenset(found)


def _sheets(book: Any, marks: dict[str, _Marks], max_lines: int) -> list[Sheet]:
    found = [
        _sheet(one, marks, max_lines, is_1904=book.epoch.year == 1904)
        for one in book.worksheets[:MAX_SHEETS]
        if one.sheet_state == "visible"
    ]
    if not found:
        raise TableRefused(_NO_EXCEL)
    return found


def _sheet(sheet: Any, marks: dict[str, _Marks], max_lines: int, *, is_1904: bool) -> Sheet:
    # openpyxl tells of merged and hidden ones only when it reads the whole sheet into memory.
    path = sheet._worksheet_path  # noqa: SLF001 -- openpyxl tells it nowhere else
    said = marks.get(path, _Marks([]))
    lines = _lines(sheet, max_lines)
    return Sheet(sheet.title, lines, said.merged, said.hidden_lines, said.hidden_columns, is_1904)


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
