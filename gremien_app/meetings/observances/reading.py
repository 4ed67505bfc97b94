"""Reads calendars (.ics) and lists (.csv) that other offices hand over; knows no database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from gremien_app.base.ics.lines import is_calendar
from gremien_app.base.kernel.clock import BERLIN, today
from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, format_number
from gremien_app.base.kernel.text import decode_text, excerpt, fold
from gremien_app.base.tables.encodings import foreign_encoding
from gremien_app.base.tables.separated import UnreadableLineError, separated_lines, usual_mark
from gremien_app.meetings.observances.events import (
    FileRefused,
    Lost,
    Occurrence,
    sorted_dates,
)
from gremien_app.meetings.observances.expansion import MAX_EVENTS, TWO_YEARS, read_events
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.rules import (
    NAME_LENGTH,
    SOURCE_LENGTH,
    SpecialDay,
    require_entry,
)

MAX_BYTES = 1_000_000
YEARS_AHEAD = 5  # a yearly day stands in the years that the list shows
_COLUMNS = {
    "name": ("name", "tag", "bezeichnung", "feiertag", "anlass"),
    "starts_on": ("von", "datum", "beginn", "am"),
    "ends_on": ("bis", "ende"),
    "tradition": ("herkunft", "tradition", "religion", "art"),
    "source": ("quelle",),
    "begins_evening_before": ("vorabend", "beginnt am vorabend"),
    "is_approximate": ("ungefahr", "ungefaehr", "± 1 tag"),
}
# The offices' own words; "christlich" alone is not "christlich-orthodox".
_ORIGINS = {
    Tradition.PUBLIC: {
        "gesetzlich",
        "feiertag",
        "gesetzlicher feiertag",
        "gesetzliche feiertage",
        "staatlich",
        "public holiday",
    },
    Tradition.SCHOOL: {"schulferien", "ferien", "schule", "schulfrei", "school holidays"},
    Tradition.CARNIVAL: {"karneval", "fastnacht", "fasching"},
    Tradition.JEWISH: {"judisch", "juedisch", "judentum", "judaismus", "jewish"},
    Tradition.ISLAMIC: {
        "islamisch",
        "islam",
        "muslimisch",
        "moslemisch",
        "muslime",
        "muslim",
        "islamic",
    },
    Tradition.ORTHODOX: {
        "orthodox",
        "christlich-orthodox",
        "christlich orthodox",
        "orthodox-christlich",
        "orthodoxes christentum",
        "griechisch-orthodox",
        "russisch-orthodox",
        "serbisch-orthodox",
        "orthodox christian",
    },
    Tradition.ALEVI: {"alevitisch", "alevitentum", "aleviten", "alevi"},
    Tradition.OTHER: {"weitere", "andere", "sonstige", "sonstiges", "keine"},
}
_YES = {"ja", "j", "x", "1", "yes", "wahr"}


@dataclass(frozen=True)
class ReadEntries:
    """The days of a file; ``faults`` say what was left out and why."""

    entries: list[SpecialDay]
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadSittings:
    """What another body's calendar tells; see ``ReadEvents`` for what is counted."""

    sittings: list[Occurrence]
    faults: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    cancelled: int = 0
    older: int = 0
    is_cut: bool = False


def read_entries(
    data: bytes, *, source: str, tradition: Tradition, day: date | None = None
) -> ReadEntries:
    """Days from an .ics or .csv file; source and tradition where the file names none."""
    _require_size(data)
    if is_calendar(data):
        return _entries_of_calendar(data, source, tradition, day or today())
    return _entries_of_list(data, source, tradition)


def read_sittings(data: bytes, *, name: str, day: date | None = None) -> ReadSittings:
    """Sittings from an .ics file; a cancelled one is none, a series has those of two years."""
    _require_size(data)
    day = day or today()
    read = read_events(data, name=name, today=day, yearly_until=day + TWO_YEARS)
    return ReadSittings(
        sorted_dates(read.found.values()),
        read.faults,
        read.lost,
        read.cancelled,
        read.older,
        read.is_cut,
    )


def _require_size(data: bytes) -> None:
    if not data.strip():
        raise FileRefused("Die Datei ist leer.")
    if len(data) > MAX_BYTES:
        raise FileRefused(
            "Die Datei ist zu groß: höchstens 1 MB. Bitte lassen Sie sich nur die kommenden zwei "
            "Jahre ausgeben."
        )


def _entries_of_calendar(data: bytes, source: str, tradition: Tradition, day: date) -> ReadEntries:
    ahead = date(day.year + YEARS_AHEAD, 12, 31)
    read = read_events(data, name="", today=day, yearly_until=ahead)
    entries: list[SpecialDay] = []
    faults = list(read.faults)
    if read.cancelled:
        days = format_count(read.cancelled, "Tag ist", "Tage sind")
        faults.append(f"{days} in der Datei abgesagt.")
    for one in sorted_dates(read.found.values()):
        first = one.starts_at.astimezone(BERLIN).date()
        last = (one.ends_at - timedelta(seconds=1)).astimezone(BERLIN).date()
        name = one.summary[:NAME_LENGTH]
        origin = next((found for word in one.origins if (found := _known(word))), tradition)
        entry = SpecialDay(name, first, max(first, last), source[:SOURCE_LENGTH], origin)
        _keep(entry, f"„{excerpt(name, 80)}“", entries, faults)
    return ReadEntries(entries, faults)


def _keep(entry: SpecialDay, where: str, entries: list[SpecialDay], faults: list[str]) -> None:
    try:
        require_entry(entry)
    except RuleBroken as refusal:
        faults.append(f"{where}: {refusal.message}")
    else:
        entries.append(entry)


def _entries_of_list(data: bytes, source: str, tradition: Tradition) -> ReadEntries:
    rows = _rows(_decoded(data))
    heading = next(rows, (0, []))[1]
    columns = {
        at: key
        for at, text in enumerate(heading)
        for key, names in _COLUMNS.items()
        if fold(text) in names
    }
    if not {"name", "starts_on"} <= set(columns.values()):
        raise FileRefused(
            "In der ersten Zeile fehlen die Überschriften „Name“ und „Von“. Möglich sind außerdem "
            "„Bis“, „Herkunft“, „Quelle“, „Vorabend“ und „ungefähr“."
        )
    entries: list[SpecialDay] = []
    faults: list[str] = []
    for number, texts in rows:
        cells = {key: texts[at] for at, key in columns.items() if at < len(texts)}
        if any(cells.values()):
            _read_row(cells, f"Zeile {number}", source, tradition, entries, faults)
    if not entries and not faults:
        raise FileRefused("Unter den Überschriften steht keine Zeile.")
    return ReadEntries(entries, faults)


def _decoded(data: bytes) -> str:
    foreign = foreign_encoding(data)
    if foreign:
        raise FileRefused(
            f"Die Liste ist offenbar in der Kodierung {foreign} gespeichert. Bitte speichern Sie "
            "sie noch einmal als „CSV UTF-8“."
        )
    text = decode_text(data)
    if text is not None:
        return text
    raise FileRefused(
        "Diese Datei ist weder ein Kalender (.ics) noch eine Liste (.csv). Eine Excel-Liste "
        "speichern Sie bitte als „CSV UTF-8“."
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their number."""
    try:
        for line in separated_lines(text, usual_mark(text)):
            if line.number > MAX_EVENTS + 1:
                raise FileRefused(f"Die Liste hat mehr als {format_number(MAX_EVENTS)} Zeilen.")
            yield line.number, line.texts
    except UnreadableLineError as error:
        raise FileRefused(
            f"Zeile {error.number} lässt sich nicht lesen. Bitte speichern Sie die Liste noch "
            "einmal als „CSV UTF-8“."
        ) from error


def _read_row(
    cells: dict[str, str],
    where: str,
    source: str,
    tradition: Tradition,
    entries: list[SpecialDay],
    faults: list[str],
) -> None:
    try:
        # Without a year a day would be another one each time the file is read.
        starts_on = _day(cells["starts_on"])
        ends_on = _day(cells["ends_on"]) if cells.get("ends_on") else starts_on
    except ValueError as error:
        faults.append(f"{where}: {error}")
        return
    origin = _tradition(cells.get("tradition", ""), tradition)
    if origin is None:
        word = excerpt(cells["tradition"], 40)
        faults.append(
            f"{where}: Die Herkunft „{word}“ kennt die Tabelle nicht; der Tag steht unter "
            f"„{Tradition.OTHER.label}“."
        )
    entry = SpecialDay(
        cells["name"][:NAME_LENGTH],
        starts_on,
        ends_on,
        (cells.get("source") or source)[:SOURCE_LENGTH],
        origin or Tradition.OTHER,
        fold(cells.get("begins_evening_before", "")) in _YES,
        fold(cells.get("is_approximate", "")) in _YES,
    )
    _keep(entry, where, entries, faults)


def _day(text: str) -> date:
    if not re.search(r"[0-9]{4}", text):
        raise ValueError(f"„{excerpt(text, 40)}“ ist kein Datum mit Jahr, zum Beispiel 30.11.2026.")
    return parse_german_date(text, date(2000, 1, 1))


def _tradition(text: str, usual: Tradition) -> Tradition | None:
    """The usual one where nothing is said; None: an unknown word."""
    return _known(text) if fold(text) else usual


def _known(text: str) -> Tradition | None:
    """„jüdisch“, „Jüdischer Feiertag“ and the stored word mean the same; None: an unknown one."""
    wanted = fold(text)
    stem = re.sub(r"(?:e[nrs]?)?\s+(?:feier|fest|gedenk)tage?$", "", wanted)
    for one in Tradition:
        if wanted in {one.value, fold(one.label)} or {wanted, stem} & _ORIGINS.get(one, set()):
            return one
    return None
