"""Reads an uploaded list, XLSX or CSV, into rows of text; anything odd is named by its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gremien_app.base.kernel.numbers import format_number, join_german
from gremien_app.base.kernel.text import decode_text
from gremien_app.base.tables.lines import MAX_COLUMNS, Line, TableRefused
from gremien_app.base.tables.separated import (
    MARKS,
    UnreadableLineError,
    is_old_excel,
    separated_lines,
)
from gremien_app.base.tables.workbook import Sheet, read_sheets
from gremien_app.people.lists.columns import BY_KEY, columns_in

MAX_ROWS = 500
MAX_LINES = 20 * MAX_ROWS  # with the empty ones
HEADING_WITHIN = 20  # lines from the top
_DAMAGED = ("Ã¼", "Ã¶", "Ã¤", "ÃŸ", "Ã–", "Ãœ", "Ã„", "\ufffd")


class ListRefused(TableRefused):
    """The whole file cannot be read; the sentence says what to do.

    ``columns``: how many were told apart; of several ways to read a file the best one speaks.
    """

    def __init__(self, message: str, *, columns: int = MAX_COLUMNS) -> None:
        super().__init__(message)
        self.columns = columns


@dataclass(frozen=True)
class ListRow:
    """One line of the list: texts by column, and what could not be read in it."""

    line: int
    cells: dict[str, str]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadList:
    """The rows of a list; ``ignored`` are headings that nothing is known about."""

    rows: list[ListRow]
    ignored: list[str] = field(default_factory=list)


def read_csv(data: bytes) -> ReadList:
    """A CSV file: UTF-8, UTF-16 or Windows-1252; with semicolon, comma or tab."""
    return best_list([rows_of(_csv_lines(_decoded(data), mark)) for mark in MARKS])


def _decoded(data: bytes) -> str:
    if is_old_excel(data):
        raise ListRefused(
            "Das ist das alte Excel-Format oder eine Datei mit Kennwort. Bitte speichern Sie die "
            "Liste in Excel ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“."
        )
    text = decode_text(data)
    if text is not None:
        return text
    raise ListRefused(
        "Diese Datei ist weder eine Excel- noch eine CSV-Liste. Bitte speichern Sie die Liste als "
        "„Excel-Arbeitsmappe (.xlsx)“ oder als „CSV UTF-8“."
    )


def _csv_lines(text: str, mark: str) -> Iterator[Line]:
    try:
        yield from separated_lines(text, mark)
    except UnreadableLineError as error:
        raise ListRefused(
            f"Zeile {format_number(error.number)} der Datei lässt sich nicht lesen. Bitte "
            "speichern Sie die Liste noch einmal als „CSV UTF-8“ oder als .xlsx."
        ) from error


def read_xlsx(data: bytes) -> ReadList:
    """The first sheet of the workbook that has headings."""
    return read_sheets(data, lambda sheets: best_list(map(_of_sheet, sheets)), max_lines=MAX_LINES)


def _of_sheet(sheet: Sheet) -> ReadList | ListRefused:
    read = rows_of(sheet.lines)
    if isinstance(read, ReadList) and read.rows:
        inside = sheet.merged_from(min(row.line for row in read.rows) - 1)
        if inside:
            return ListRefused(
                f"In der Liste sind Zellen verbunden: {join_german(inside[:8])}. Bitte heben Sie "
                "die Verbindung in Excel auf und füllen Sie jede Zeile aus."
            )
    return read


def best_list(found: Iterable[ReadList | ListRefused]) -> ReadList:
    """The reading with the most columns; refused as the first one was where none succeeds."""
    attempts = list(found)
    read = [one for one in attempts if isinstance(one, ReadList)]
    if not read:
        refused = [one for one in attempts if isinstance(one, ListRefused)]
        raise max(refused, key=lambda one: one.columns)
    return max(read, key=lambda one: max((len(row.cells) for row in one.rows), default=0))


def rows_of(lines: Iterable[Line]) -> ReadList | ListRefused:
    """Finds the headings and reads what stands below them; answers with the refusal instead."""
    iterator = iter(lines)
    try:
        heading, columns = _heading(iterator)
        rows = list(_rows(iterator, columns))
    except ListRefused as refusal:
        return refusal
    known = set(columns)
    ignored = [text for at, text in enumerate(heading.texts) if text and at not in known]
    return ReadList(rows, ignored)


def _heading(lines: Iterator[Line]) -> tuple[Line, dict[int, str]]:
    seen: list[str] = []
    for line in lines:
        columns = columns_in(line.texts)
        if "last_name" in columns.values() and len(columns) > 1:
            _require_columns(columns)
            return line, columns
        seen = seen or [text for text in line.texts if text]
        if line.number >= HEADING_WITHIN:
            break
    if not seen:
        raise ListRefused("Die Liste ist leer.", columns=0)
    shown = join_german(f"„{text[:40]}“" for text in seen[:6])
    raise ListRefused(
        "In den ersten Zeilen stehen keine bekannten Überschriften. Nötig sind „Nachname“ und "
        f"„Rolle“ oder „Stimmberechtigt“. Gefunden: {shown}. Nehmen Sie die Vorlage als Muster.",
        columns=len(seen),
    )


def _require_columns(columns: dict[int, str]) -> None:
    if not {"role", "can_vote", "principal"} & set(columns.values()):
        raise ListRefused(
            "In der Liste fehlt eine Spalte „Rolle“ oder „Stimmberechtigt“. Ohne sie ist nicht "
            "klar, wer stimmberechtigt ist. Nehmen Sie die Vorlage als Muster."
        )


def _rows(lines: Iterator[Line], columns: dict[int, str]) -> Iterator[ListRow]:
    count = 0
    for line in lines:
        cells = {
            key: line.texts[at]
            for at, key in columns.items()
            if at < len(line.texts) and line.texts[at]
        }
        faults = tuple(
            f"{BY_KEY[columns[at]].heading}: {text}"
            for at, text in line.faults.items()
            if at in columns
        )
        count += bool(cells or faults)
        if count > MAX_ROWS or line.number > MAX_LINES:
            raise ListRefused(
                f"Die Liste hat mehr als {format_number(MAX_ROWS)} Zeilen. Bitte teilen Sie sie "
                "auf."
            )
        if not cells and not faults:
            continue
        _require_whole_letters(line.number, cells)
        yield ListRow(line.number, cells, faults)


def _require_whole_letters(number: int, cells: dict[str, str]) -> None:
    for text in cells.values():
        if any(sign in text for sign in _DAMAGED):
            raise ListRefused(
                f"Die Umlaute der Liste sind beschädigt (Zeile {format_number(number)}: "
                f"„{text[:40]}“). Bitte speichern Sie sie noch einmal als „CSV UTF-8“ oder als "
                ".xlsx."
            )
