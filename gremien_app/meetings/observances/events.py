"""From a calendar's events to dates with a beginning and an end; what is left out is named."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from gremien_app.base.ics.lines import is_calendar, read_file
from gremien_app.base.ics.series import (
    MAX_DATES,
    SeriesError,
    Window,
    dates_of,
    is_series,
)
from gremien_app.base.ics.values import Stamp, read_length, stamps_of
from gremien_app.base.ics.zones import Clock, Zones, zones_of
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, format_number
from gremien_app.base.kernel.text import excerpt
from gremien_app.meetings.observances.versions import Event, event_of, newest

MAX_EVENTS = 2_000
ONE_YEAR = timedelta(days=366)
TWO_YEARS = timedelta(days=731)
_ONE_DAY = timedelta(days=1)
_USUAL_LENGTH = timedelta(hours=2)  # of an event whose end is unknown
_NO_CALENDAR = (
    "Diese Datei ist kein Kalender im Format .ics. Bitte lassen Sie sich den Kalender als "
    "iCalendar-Datei ausgeben."
)


class FileRefused(RuleBroken):
    """The whole file cannot be read; the sentence says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


@dataclass(frozen=True)
class Occurrence:
    """One date of a calendar."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Lost:
    """An event that cannot be read; what was read of it earlier is kept."""

    uid: str
    summary: str


@dataclass
class ReadEvents:
    """All dates of a file. ``is_cut``: the file ends too early, so nothing is known to be gone."""

    found: dict[str, Occurrence] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    cancelled: int = 0
    older: int = 0
    without_end: int = 0
    is_cut: bool = False


@dataclass(frozen=True)
class _Length:
    """From start to end, on the clock or in real time; ``is_known`` where the file says it."""

    span: timedelta
    on_clock: bool = True
    is_known: bool = True


def read_events(data: bytes, *, name: str, today: date, yearly_until: date) -> ReadEvents:
    """Every date of the file: single ones all, repeated ones of two years."""
    file = read_file(data)
    if not file.events:
        is_empty = is_calendar(data) and not file.is_cut
        raise FileRefused("In der Datei steht kein Termin." if is_empty else _NO_CALENDAR)
    if len(file.events) > MAX_EVENTS:
        raise FileRefused(
            f"In der Datei stehen {format_number(len(file.events))} Termine, höchstens sind es "
            f"{format_number(MAX_EVENTS)}. Bitte lassen Sie sich einen kürzeren Zeitraum ausgeben."
        )
    by_uid: dict[str, list[Event]] = {}
    for component in file.events:
        event = event_of(component, name)
        by_uid.setdefault(event.uid, []).append(event)
    reader = _Reader(zones_of(file.zones), today, yearly_until)
    for events in by_uid.values():
        reader.read(events)
    return reader.finish(is_cut=file.is_cut)


class _Reader:
    def __init__(self, zones: Zones, today: date, yearly_until: date) -> None:
        self.zones, self.result = zones, ReadEvents()
        noon = datetime.combine(today, time())
        self.window = Window(noon - ONE_YEAR, noon + TWO_YEARS)
        self.yearly = Window(noon - ONE_YEAR, datetime.combine(yearly_until, time(23, 59)))

    def read(self, events: list[Event]) -> None:
        """All events with one UID: the series or the single dates, and what replaces them."""
        masters = newest(one for one in events if not one.component.first("RECURRENCE-ID"))
        parts: dict[object, list[Event]] = {}
        for one in events:
            if one.component.first("RECURRENCE-ID"):
                parts.setdefault(self._replaced(one) or id(one), []).append(one)
        replacing = {key: max(same, key=lambda one: one.version) for key, same in parts.items()}
        self.result.older += len(events) - len(masters) - len(replacing)
        for one in masters:
            self._read_master(one, replacing, is_alone=len(masters) == 1)
        for key, one in replacing.items():
            at = key.strftime("#%Y%m%dT%H%M%SZ") if isinstance(key, datetime) else ""
            if "RANGE" in one.component.all("RECURRENCE-ID")[0].params:
                self._fault(
                    one, "Alle Termine ab diesem sind geändert; bitte prüfen Sie sie.", lose=True
                )
            self._read_dates(one, [one.start.local] if one.start else [], one.uid + at)

    def _replaced(self, event: Event) -> datetime | None:
        """The moment of the series in whose place this one stands."""
        stamp = event.replaces
        if stamp is None:
            return None
        if stamp.is_day and event.start and not event.start.is_day:
            clock = self.zones.of(event.start.zone)
            local = datetime.combine(stamp.local.date(), event.start.local.time())
        else:
            clock, local = self._clock(stamp), stamp.local
        return clock(local) if clock else None

    def _clock(self, stamp: Stamp) -> Clock | None:
        return self.zones.of("" if stamp.is_day else stamp.zone)

    def _read_master(self, event: Event, replacing: dict[object, Event], *, is_alone: bool) -> None:
        if event.start is None or not is_series(event.component) or event.is_cancelled:
            at = event.start.local.strftime("@%Y%m%dT%H%M%S") if event.start else ""
            uid = event.uid if is_alone else event.uid + at
            self._read_dates(event, [event.start.local] if event.start else [], uid)
            return
        if len(self.result.found) >= MAX_DATES:
            self.result.is_cut = True
            return
        try:
            window = self.yearly if self._is_yearly(event) else self.window
            dates = dates_of(event.component, event.start, window, self.zones)
        except SeriesError:
            self._fault(event, "Nicht lesbar, wie er sich wiederholt; nur der erste.", lose=True)
            dates = [event.start.local]
        if not dates:
            self._fault(event, "Die Serie hat in den kommenden zwei Jahren keinen Termin.")
            return
        clock = self._clock(event.start)
        if clock is not None:
            days = {
                one.replaces.local.date()
                for one in replacing.values()
                if one.replaces and one.replaces.is_day
            }
            dates = [one for one in dates if clock(one) not in replacing and one.date() not in days]
            if not dates:
                return
        self._read_dates(event, dates, event.uid, is_series=True)

    @staticmethod
    def _is_yearly(event: Event) -> bool:
        rules = event.component.all("RRULE")
        return bool(rules) and all("FREQ=YEARLY" in one.value.upper() for one in rules)

    def _read_dates(
        self, event: Event, dates: list[datetime], uid: str, *, is_series: bool = False
    ) -> None:
        if event.is_cancelled:
            self.result.cancelled += 1
            return
        if event.start is None:
            self.result.faults.append(f"Ohne lesbares Datum: {excerpt(event.summary, 80)}")
            self.result.lost.append(Lost(event.uid, event.summary))
            return
        clock = self._clock(event.start)
        if clock is None:
            zone = excerpt(event.start.zone, 60)
            self._fault(event, f"Die Zeitzone „{zone}“ ist unbekannt.", lose=True)
            return
        if event.start.has_no_seconds:
            self._fault(event, f"Der Beginn steht ohne Sekunden da ({event.start.local:%H:%M}).")
        length = self._length(event, event.start, clock)
        self.result.without_end += not length.is_known
        for local in dates:
            starts_at = clock(local)
            ends_at = clock(local + length.span) if length.on_clock else starts_at + length.span
            mark = f"#{starts_at:%Y%m%dT%H%M%SZ}" if is_series else ""
            self._keep(Occurrence(_key(uid + mark), event.summary[:300], starts_at, ends_at))

    def _keep(self, one: Occurrence) -> None:
        if len(self.result.found) >= MAX_DATES:
            self.result.is_cut = True
        else:
            self.result.found[one.uid] = one

    def _length(self, event: Event, start: Stamp, clock: Clock) -> _Length:
        """How long it lasts; a whole day is known without an end."""
        unknown = _Length(_ONE_DAY)
        if not start.is_day:
            unknown = _Length(_USUAL_LENGTH, on_clock=False, is_known=False)
        end, duration = event.component.first("DTEND"), event.component.first("DURATION")
        if end is not None:
            return self._until(event, start, clock, stamps_of(end)[0], end.value) or unknown
        if duration is None:
            return unknown
        span = read_length(duration.value)
        if span == timedelta():
            return unknown
        if span is None or not timedelta() < span < ONE_YEAR:
            self._unreadable_end(event, duration.value)
            return unknown
        return _Length(span, on_clock=start.is_day)

    def _until(
        self, event: Event, start: Stamp, clock: Clock, end: Stamp | None, text: str
    ) -> _Length | None:
        theirs = self._clock(end) if end else None
        if end is None or theirs is None or (end.is_day and not start.is_day):
            self._unreadable_end(event, text)
            return None
        same = end.zone == start.zone or start.is_day
        span = end.local - start.local if same else theirs(end.local) - clock(start.local)
        if span == timedelta():
            return None
        if not timedelta() < span < ONE_YEAR:
            self._unreadable_end(event, text)
            return None
        if end.has_no_seconds:
            self._fault(
                event, f"Das Ende steht ohne Sekunden da, gelesen als {end.local:%H:%M} Uhr."
            )
        return _Length(span, on_clock=same)

    def _unreadable_end(self, event: Event, text: str) -> None:
        self._fault(
            event,
            f"Das Ende „{excerpt(text, 40)}“ ist nicht lesbar oder liegt vor dem Beginn; "
            "angenommen ist die übliche Dauer.",
        )

    def _fault(self, event: Event, sentence: str, *, lose: bool = False) -> None:
        day = f" ({format_date(event.start.local.date())})" if event.start else ""
        self.result.faults.append(f"„{excerpt(event.summary, 80)}“{day}: {sentence}")
        if lose:
            self.result.lost.append(Lost(event.uid, event.summary))

    def finish(self, *, is_cut: bool) -> ReadEvents:
        result = self.result
        if result.is_cut:
            result.faults.insert(
                0,
                f"Die Datei nennt mehr als {format_number(MAX_DATES)} Termine; die übrigen fehlen. "
                "Bitte lassen Sie sich einen kürzeren Zeitraum ausgeben.",
            )
        if is_cut:
            result.is_cut = True
            result.faults.insert(0, "Die Datei bricht mitten in einem Termin ab; er fehlt.")
        if result.without_end:
            ends = format_count(result.without_end, "Termin", "Terminen")
            result.faults.append(f"Bei {ends} fehlt das Ende; angenommen sind zwei Stunden.")
        return result


def _key(uid: str) -> str:
    """Long keys are hashed."""
    return uid if len(uid) <= 255 else hashlib.sha256(uid.encode()).hexdigest()


def sorted_dates(found: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda one: (one.starts_at, one.uid))
