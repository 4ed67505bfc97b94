"""Reads an uploaded list, XLSX or CSV, into rows of text; anything odd is named by its line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType

from gremien_app.base.kernel.numbers import format_number, join_german
from gremien_app.base.kernel.text import decode_text, excerpt, fold
from gremien_app.base.tables.encodings import foreign_encoding, is_decoded_twice
from gremien_app.base.tables.lines import MAX_COLUMNS, Line, TableRefused
from gremien_app.base.tables.separated import (
    MARKS,
    UnreadableLineError,
    is_old_excel,
    separated_lines,
)
from gremien_app.base.tables.workbook import Sheet, read_sheets
from gremien_app.people.lists.columns import BY_KEY, columns_in, heading_key

MAX_ROWS = 2_000
MAX_LINES = 5 * MAX_ROWS  # with the empty ones
HEADING_WITHIN = 20  # lines from the top
_CROSSES = frozenset({"x", "✓", "✔", "☒", "☑", "×", "+", "*"})
_DAYS = ("starts_on", "ends_on")
_TWO_WORDS = re.compile(r"[\s,]")
_SERIAL = re.compile(r"\d{5}")
_FROM_1904 = 1_462  # days from the first day of the usual workbooks to that of others
NONE_OWN: Mapping[str, str] = MappingProxyType({})
_SUMS = frozenset({"summe", "gesamt", "insgesamt", "anzahl", "zwischensumme", "total"})
_SUM = "Das sieht nach einer Summe unter der Liste aus."
_HIDDEN = "Die Zeile ist in Excel ausgeblendet."


class ListRefused(TableRefused):
    """The whole file cannot be read; the sentence says what to do.

    ``columns``: how many were told apart; of several ways to read a file the best one speaks.
    ``is_of_headings``: it is a table, but what its columns mean has to be said.
    """

    def __init__(
        self, message: str, *, columns: int = MAX_COLUMNS, is_of_headings: bool = False
    ) -> None:
        super().__init__(message)
        self.columns, self.is_of_headings = columns, is_of_headings


@dataclass(frozen=True)
class ListRow:
    """One line of the list: texts by column, and what could not be read in it.

    ``is_confirmed``: somebody corrected it in the preview; ``who``: and said whom it means, "new"
    or a stored person's number.
    """

    line: int
    cells: dict[str, str]
    faults: tuple[str, ...] = ()
    is_confirmed: bool = False
    who: str = ""


@dataclass(frozen=True)
class ReadList:
    """The rows of a list; ``ignored`` are headings that nothing is known about.

    ``sheet``: which one of a workbook; ``notes``: what else is to be known of the file.
    """

    rows: list[ListRow]
    ignored: list[str] = field(default_factory=list)
    sheet: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    """What lines come with: the committee's own headings, what is hidden, the dates' first day."""

    own: Mapping[str, str]
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_1904: bool = False


def read_csv(data: bytes, own: Mapping[str, str] = NONE_OWN) -> ReadList:
    """A CSV file: UTF-8, UTF-16 or Windows-1252; with semicolon, comma or tab."""
    table = _Table(own)
    return best_list([rows_of(_csv_lines(_decoded(data), mark), table) for mark in MARKS])


def _decoded(data: bytes) -> str:
    if is_old_excel(data):
        raise ListRefused(
            "Das ist das alte Excel-Format oder eine Datei mit Kennwort. Bitte speichern Sie die "
            "Liste in Excel ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“."
        )
    foreign = foreign_encoding(data)
    if foreign:
        raise ListRefused(
            f"Die Liste ist offenbar in der Kodierung {foreign} gespeichert; Umlaute und andere "
            "Buchstaben würden falsch gelesen. Bitte speichern Sie sie noch einmal als „CSV "
            "UTF-8“ oder als .xlsx."
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


def read_xlsx(data: bytes, own: Mapping[str, str] = NONE_OWN) -> ReadList:
    """The first visible sheet of the workbook that has headings and rows."""
    return read_sheets(data, lambda sheets: _first_list(sheets, own), max_lines=MAX_LINES)


def _first_list(sheets: list[Sheet], own: Mapping[str, str]) -> ReadList:
    refused: list[ReadList | ListRefused] = []
    for at, sheet in enumerate(sheets):
        table = _Table(own, sheet.hidden_lines, sheet.hidden_columns, is_1904=sheet.is_1904)
        read = rows_of(sheet.lines, table)
        if isinstance(read, ListRefused) or not read.rows:
            refused.append(read)
            continue
        _require_unmerged(sheet, read)
        others = [one.title for one in sheets[at + 1 :] if _is_list(one, own)]
        notes = [f"Nicht gelesene Blätter: {join_german(others[:8])}."] if others else []
        return replace(read, sheet=sheet.title, notes=[*read.notes, *notes])
    return best_list(refused)


def _is_list(sheet: Sheet, own: Mapping[str, str]) -> bool:
    read = rows_of(sheet.lines, _Table(own))
    return isinstance(read, ReadList) and bool(read.rows)


def _require_unmerged(sheet: Sheet, read: ReadList) -> None:
    inside = sheet.merged_from(min(row.line for row in read.rows) - 1)
    if inside:
        raise ListRefused(
            f"In der Liste sind Zellen verbunden: {join_german(inside[:8])}. Bitte heben Sie "
            "die Verbindung in Excel auf und füllen Sie jede Zeile aus."
        )


@dataclass(frozen=True)
class Sample:
    """The headings of a table by position, each with what stands below it in the first lines."""

    headings: dict[int, str]
    values: dict[int, list[str]]


def sample_csv(data: bytes) -> Sample | None:
    text = _decoded(data)
    mark = max(MARKS, key=text[:5_000].count)
    return _sample(_csv_lines(text, mark))


def sample_xlsx(data: bytes) -> Sample | None:
    """Of the first visible sheet that has a table."""
    return read_sheets(
        data,
        lambda sheets: next(filter(None, (_sample(one.lines) for one in sheets)), None),
        max_lines=MAX_LINES,
    )


def _sample(lines: Iterable[Line]) -> Sample | None:
    """The first line with two different texts heads the table."""
    iterator = iter(lines)
    for line in iterator:
        headings = {at: text for at, text in enumerate(line.texts) if heading_key(text)}
        if len({heading_key(text) for text in headings.values()}) > 1:
            below = [one.texts for one in islice(iterator, 3)]
            values = {
                at: [texts[at] for texts in below if at < len(texts) and texts[at]]
                for at in headings
            }
            return Sample(headings, values)
        if line.number >= HEADING_WITHIN:
            return None
    return None


def best_list(found: Iterable[ReadList | ListRefused]) -> ReadList:
    """The reading with the most columns; refused as the first one was where none succeeds."""
    attempts = list(found)
    read = [one for one in attempts if isinstance(one, ReadList)]
    if not read:
        refused = [one for one in attempts if isinstance(one, ListRefused)]
        raise max(refused, key=lambda one: one.columns)
    return max(read, key=lambda one: max((len(row.cells) for row in one.rows), default=0))


def rows_of(lines: Iterable[Line], table: _Table) -> ReadList | ListRefused:
    """Finds the headings and reads what stands below them; answers with the refusal instead."""
    iterator = iter(lines)
    try:
        heading, columns = _heading(iterator, table.own)
        width = max(at for at, text in enumerate(heading.texts) if text) + 1
        rows = _with_crosses(list(_rows(iterator, columns, width, table)))
    except ListRefused as refusal:
        return refusal
    if "first_name" not in columns.values():
        rows = _with_whole_names(rows)
    known = set(columns)
    ignored = [text for at, text in enumerate(heading.texts) if text and at not in known]
    hidden = [BY_KEY[key].heading for at, key in columns.items() if at in table.hidden_columns]
    notes = [f"In Excel ausgeblendete Spalten: {join_german(hidden)}."] if hidden else []
    return ReadList(rows, ignored, notes=notes)


def _with_whole_names(rows: list[ListRow]) -> list[ListRow]:
    """Where whole names stand in one column, a single word lacks the other half."""
    names = [row.cells.get("last_name", "") for row in rows]
    if not any(map(_TWO_WORDS.search, names)):
        return rows
    return [
        replace(row, faults=(*row.faults, f"„{excerpt(name, 60)}“ ist nur ein Name."))
        if name and not _TWO_WORDS.search(name)
        else row
        for row, name in zip(rows, names, strict=True)
    ]


def _with_crosses(rows: list[ListRow]) -> list[ListRow]:
    """Where a cross means yes, a blank means no; but not in a list without any other answer."""
    said = {row.cells["can_vote"].casefold() for row in rows if "can_vote" in row.cells}
    said = {one for one in said if not one.isdecimal()}  # a sum below them
    if not said or not said <= _CROSSES:
        return rows
    return [row if "can_vote" in row.cells else _without_cross(row) for row in rows]


def _without_cross(row: ListRow) -> ListRow:
    role = row.cells.get("role", "")
    if re.search(r"(?<!nicht )(?<!nicht)stimmberecht", role.casefold()):
        fault = f"Rolle „{excerpt(role, 60)}“, aber kein Kreuz bei „Stimmberechtigt“."
        return replace(row, faults=(*row.faults, fault))
    return replace(row, cells={**row.cells, "can_vote": "nein"})


def _heading(lines: Iterator[Line], own: Mapping[str, str]) -> tuple[Line, dict[int, str]]:
    seen: list[str] = []
    for line in lines:
        columns = columns_in(line.texts, own)
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
        is_of_headings=True,
    )


def _require_columns(columns: dict[int, str]) -> None:
    if not {"role", "can_vote", "principal"} & set(columns.values()):
        raise ListRefused(
            "In der Liste fehlt eine Spalte „Rolle“ oder „Stimmberechtigt“. Ohne sie ist nicht "
            "klar, wer stimmberechtigt ist. Nehmen Sie die Vorlage als Muster.",
            is_of_headings=True,
        )


def _rows(
    lines: Iterator[Line], columns: dict[int, str], width: int, table: _Table
) -> Iterator[ListRow]:
    count = 0
    for line in lines:
        cells = {
            key: line.texts[at]
            for at, key in columns.items()
            if at < len(line.texts) and line.texts[at]
        }
        faults = tuple(_faults(line, columns, width))
        count += bool(cells or faults)
        if count > MAX_ROWS or line.number > MAX_LINES:
            raise ListRefused(
                f"Die Liste hat mehr als {format_number(MAX_ROWS)} Zeilen. Bitte teilen Sie sie "
                "auf."
            )
        if not cells and not faults:
            continue
        _require_whole_letters(line.number, cells)
        if table.is_1904:
            cells |= _from_1904(cells)
        if fold(next(filter(None, line.texts), "")).rstrip(":") in _SUMS:
            faults = (_SUM, *faults)
        if line.number in table.hidden_lines:
            faults = (_HIDDEN, *faults)
        yield ListRow(line.number, cells, faults)


def _faults(line: Line, columns: dict[int, str], width: int) -> Iterator[str]:
    for at, text in line.faults.items():
        if at in columns:
            yield f"{BY_KEY[columns[at]].heading}: {text}"
    beyond = [text for text in line.texts[width:] if text]
    if beyond:
        shown = ", ".join(f"„{excerpt(text, 40)}“" for text in beyond[:3])
        yield (
            f"In der Zeile stehen mehr Zellen als Überschriften: {shown}. Vielleicht gehört ein "
            "Semikolon zu einem Text; die Zellen danach sind dann verschoben."
        )


def _from_1904(cells: dict[str, str]) -> dict[str, str]:
    return {
        key: str(int(cells[key]) + _FROM_1904)
        for key in _DAYS
        if _SERIAL.fullmatch(cells.get(key, ""))
    }


def _require_whole_letters(number: int, cells: dict[str, str]) -> None:
    for text in cells.values():
        if is_decoded_twice(text):
            raise ListRefused(
                f"Die Umlaute der Liste sind beschädigt (Zeile {format_number(number)}: "
                f"„{text[:40]}“). Bitte speichern Sie sie noch einmal als „CSV UTF-8“ oder als "
                ".xlsx."
            )
