"""Reads calendars (.ics) and lists (.csv) that other offices hand over; knows no database."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, parse_german_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, format_number
from gremien_app.base.kernel.text import clean_text, decode_text, excerpt, fold
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.rules import NAME_LENGTH, SOURCE_LENGTH, Entry, require_entry

MAX_BYTES = 1_000_000
MAX_EVENTS = 2_000
_ONE_DAY = timedelta(days=1)
_USUAL_LENGTH = timedelta(hours=2)  # of an event that names no end
_COLUMNS = {
    "name": ("name", "tag", "bezeichnung", "feiertag", "anlass"),
    "starts_on": ("von", "datum", "beginn", "am"),
    "ends_on": ("bis", "ende"),
    "tradition": ("herkunft", "tradition", "religion", "art"),
    "source": ("quelle",),
    "begins_evening_before": ("vorabend", "beginnt am vorabend"),
    "is_approximate": ("ungefahr", "ungefaehr", "± 1 tag"),
}
_YES = {"ja", "j", "x", "1", "yes", "wahr"}


@dataclass(frozen=True)
class ReadEntries:
    """The days of a file; ``faults`` say what was left out and why."""

    entries: list[Entry]
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReadSitting:
    """A sitting of another body, as its calendar tells it."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class ReadSittings:
    sittings: list[ReadSitting]
    faults: list[str] = field(default_factory=list)


class FileRefused(RuleBroken):
    """The whole file cannot be read; the sentence says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


def read_entries(data: bytes, *, source: str, tradition: Tradition) -> ReadEntries:
    """Days from an .ics or .csv file; source and tradition where the file names none."""
    _require_size(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return _entries_of_calendar(data, source, tradition)
    return _entries_of_list(data, source, tradition)


def read_sittings(data: bytes, *, name: str) -> ReadSittings:
    """Sittings from an .ics file; a cancelled one is none."""
    _require_size(data)
    found: dict[str, ReadSitting] = {}
    faults = []
    recurring = 0
    for event in _events(data):
        if str(event.get("status", "")).upper() == "CANCELLED":
            continue
        period = _period(event)
        summary = _text(event, "summary") or name
        if period is None:
            faults.append(f"Ohne lesbares Datum: {excerpt(summary, 80)}")
            continue
        recurring += "RRULE" in event or "RDATE" in event
        uid = _uid(event, summary, period[0])
        found[uid] = ReadSitting(uid, summary[:300], *period)
    if recurring:
        faults.append(
            f"{format_count(recurring, 'Termin wiederholt', 'Termine wiederholen')} sich in der "
            "Datei; übernommen wird nur jeweils der erste. Bitte lassen Sie sich die Termine "
            "einzeln ausgeben."
        )
    return ReadSittings(sorted(found.values(), key=lambda one: (one.starts_at, one.uid)), faults)


def _require_size(data: bytes) -> None:
    if not data.strip():
        raise FileRefused("Die Datei ist leer.")
    if len(data) > MAX_BYTES:
        raise FileRefused(
            "Die Datei ist zu groß: höchstens 1 MB. Bitte lassen Sie sich nur die kommenden zwei "
            "Jahre ausgeben."
        )


def _events(data: bytes) -> list[Mapping[str, Any]]:
    try:
        calendar = Calendar.from_ical(_without_zones(data.removeprefix(b"\xef\xbb\xbf")))
        events: list[Mapping[str, Any]] = list(calendar.walk("VEVENT"))
    except Exception as error:  # the library raises many kinds on garbage
        raise FileRefused(
            "Diese Datei ist kein Kalender im Format .ics. Bitte lassen Sie sich den Kalender als "
            "iCalendar-Datei ausgeben."
        ) from error
    if not events:
        raise FileRefused("In der Datei steht kein Termin.")
    if len(events) > MAX_EVENTS:
        raise FileRefused(
            f"In der Datei stehen {format_number(len(events))} Termine, höchstens sind es "
            f"{format_number(MAX_EVENTS)}. Bitte lassen Sie sich einen kürzeren Zeitraum ausgeben."
        )
    return events


def _without_zones(data: bytes) -> bytes:
    """Zones come from the system: a file's own rules could be made to run for hours."""
    kept, is_zone = [], False
    for line in data.splitlines(keepends=True):
        mark = line.strip().upper()
        is_zone = is_zone or mark == b"BEGIN:VTIMEZONE"
        if not is_zone:
            kept.append(line)
        is_zone = is_zone and mark != b"END:VTIMEZONE"
    return b"".join(kept)


def _text(event: Mapping[str, Any], name: str) -> str:
    return clean_text(str(event.get(name, "")), multiline=False)


def _uid(event: Mapping[str, Any], summary: str, starts_at: datetime) -> str:
    """The event's key; a moved occurrence of a series has its own. Long ones are hashed."""
    uid = _text(event, "uid") or f"{summary} {starts_at.isoformat()}"
    occurrence = _value(event, "recurrence-id")
    if occurrence is not None:
        uid += f"#{occurrence}"
    return uid if len(uid) <= 255 else hashlib.sha256(uid.encode()).hexdigest()


def _value(event: Mapping[str, Any], name: str) -> object:
    try:
        return getattr(event.get(name), "dt", None)
    except BrokenCalendarProperty:
        return None


def _moment(event: Mapping[str, Any], name: str) -> date | datetime | None:
    value = _value(event, name)
    if not isinstance(value, date) or not FIRST_YEAR < value.year < LAST_YEAR:
        return None
    return value


def _period(event: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    start, end = _moment(event, "dtstart"), _moment(event, "dtend")
    if start is None:
        return None
    length = _value(event, "duration")
    starts_at = _instant(start)
    if end is not None:
        ends_at = _instant(end)
    elif isinstance(length, timedelta) and timedelta(0) < length < timedelta(days=366):
        ends_at = starts_at + length
    else:
        ends_at = starts_at + (_USUAL_LENGTH if isinstance(start, datetime) else _ONE_DAY)
    return starts_at, max(ends_at, starts_at + timedelta(minutes=1))


def _instant(value: date | datetime) -> datetime:
    """A time without a zone is Köln's; a bare day begins at midnight."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if value.tzinfo is None:
        value = value.replace(tzinfo=BERLIN)
    return value.astimezone(UTC)


def _entries_of_calendar(data: bytes, source: str, tradition: Tradition) -> ReadEntries:
    entries: list[Entry] = []
    faults: list[str] = []
    for event in _events(data):
        name, period = _text(event, "summary")[:NAME_LENGTH], _period(event)
        if period is None:
            faults.append(f"Ohne lesbares Datum: {excerpt(name, 80) or 'ein Termin ohne Namen'}")
            continue
        first = period[0].astimezone(BERLIN).date()
        last = (period[1] - timedelta(seconds=1)).astimezone(BERLIN).date()
        entry = Entry(name, first, max(first, last), source[:SOURCE_LENGTH], tradition)
        _keep(entry, f"„{excerpt(name, 80)}“", entries, faults)
    return ReadEntries(entries, faults)


def _keep(entry: Entry, where: str, entries: list[Entry], faults: list[str]) -> None:
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
    entries: list[Entry] = []
    faults: list[str] = []
    for number, texts in rows:
        cells = {key: texts[at] for at, key in columns.items() if at < len(texts)}
        if any(cells.values()):
            _read_row(cells, f"Zeile {number}", source, tradition, entries, faults)
    if not entries and not faults:
        raise FileRefused("Unter den Überschriften steht keine Zeile.")
    return ReadEntries(entries, faults)


def _decoded(data: bytes) -> str:
    text = decode_text(data)
    if text is not None:
        return text
    raise FileRefused(
        "Diese Datei ist weder ein Kalender (.ics) noch eine Liste (.csv). Eine Excel-Liste "
        "speichern Sie bitte als „CSV UTF-8“."
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their number; the mark between cells is the one the heading has most of."""
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=heading.count))
    try:
        for texts in reader:
            if reader.line_num > MAX_EVENTS + 1:
                raise FileRefused(f"Die Liste hat mehr als {format_number(MAX_EVENTS)} Zeilen.")
            # An apostrophe before a formula's sign was put there by an export.
            cells = [
                re.sub(r"^'(?=[=+\-@])", "", clean_text(one, multiline=False)) for one in texts
            ]
            yield reader.line_num, cells
    except csv.Error as error:
        raise FileRefused(
            f"Zeile {reader.line_num} lässt sich nicht lesen. Bitte speichern Sie die Liste noch "
            "einmal als „CSV UTF-8“."
        ) from error


def _read_row(
    cells: dict[str, str],
    where: str,
    source: str,
    tradition: Tradition,
    entries: list[Entry],
    faults: list[str],
) -> None:
    try:
        # Without a year a day would be another one each time the file is read.
        starts_on = _day(cells["starts_on"])
        ends_on = _day(cells["ends_on"]) if cells.get("ends_on") else starts_on
    except ValueError as error:
        faults.append(f"{where}: {error}")
        return
    entry = Entry(
        cells["name"][:NAME_LENGTH],
        starts_on,
        ends_on,
        (cells.get("source") or source)[:SOURCE_LENGTH],
        _tradition(cells.get("tradition", ""), tradition),
        fold(cells.get("begins_evening_before", "")) in _YES,
        fold(cells.get("is_approximate", "")) in _YES,
    )
    _keep(entry, where, entries, faults)


def _day(text: str) -> date:
    if not re.search(r"[0-9]{4}", text):
        raise ValueError(f"„{excerpt(text, 40)}“ ist kein Datum mit Jahr, zum Beispiel 30.11.2026.")
    return parse_german_date(text, date(2000, 1, 1))


def _tradition(text: str, usual: Tradition) -> Tradition:
    """„jüdisch“, „Jüdischer Feiertag“ and the stored word mean the same."""
    wanted = fold(text)
    if not wanted:
        return usual
    for one in Tradition:
        if wanted == one.value or fold(one.label).startswith(wanted):
            return one
    return usual
