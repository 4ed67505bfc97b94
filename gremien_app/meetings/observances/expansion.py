"""From the events of a calendar to their dates: single ones, series, and what replaces them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gremien_app.base.ics.lines import is_calendar, read_file
from gremien_app.base.ics.series import (
    MAX_DATES,
    SeriesError,
    Window,
    dates_of,
    is_series,
    on_clock_of,
)
from gremien_app.base.ics.values import Stamp
from gremien_app.base.ics.zones import Clock, Zones, zones_of
from gremien_app.base.kernel.numbers import format_number
from gremien_app.base.kernel.text import excerpt
from gremien_app.meetings.observances.events import FileRefused, Occurrence, ReadEvents
from gremien_app.meetings.observances.lengths import Length, clock_of, length_of
from gremien_app.meetings.observances.versions import Event, event_of, newest, origins_of

MAX_EVENTS = 2_000
TWO_YEARS = timedelta(days=731)
_ONE_YEAR = timedelta(days=366)
_NO_CALENDAR = (
    "Diese Datei ist kein Kalender im Format .ics. Bitte lassen Sie sich den Kalender als "
    "iCalendar-Datei ausgeben."
)

_CUT = (
    "Die Datei bricht mitten im ersten Termin ab. Bitte lassen Sie sich den Kalender noch einmal "
    "ausgeben."
)


def read_events(data: bytes, *, name: str, today: date, yearly_until: date) -> ReadEvents:
    """Every date of the file: single ones all, repeated ones of two years."""
    file = read_file(data)
    if not file.events:
        raise FileRefused(_why_none(data, is_cut=file.is_cut))
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
    reader.result.finish(is_cut=file.is_cut)
    return reader.result


def _why_none(data: bytes, *, is_cut: bool) -> str:
    if not is_calendar(data):
        return _NO_CALENDAR
    return _CUT if is_cut else "In der Datei steht kein Termin."


@dataclass(frozen=True)
class _Part:
    """An event in the place of one date of a series, or of that one and all after it."""

    event: Event
    moment: datetime | None  # of the date that it replaces

    @property
    def uid(self) -> str:
        return f"{self.event.uid}#{self.moment:%Y%m%dT%H%M%SZ}" if self.moment else self.event.uid


@dataclass(frozen=True)
class _Plan:
    """What the dates of an event have in common."""

    event: Event
    clock: Clock
    length: Length


@dataclass(frozen=True)
class _Change:
    """From ``since`` on the dates of a series are another plan's, moved by ``shift``; or none."""

    since: datetime
    plan: _Plan | None
    shift: timedelta = timedelta()


class _Reader:
    def __init__(self, zones: Zones, today: date, yearly_until: date) -> None:
        self.zones, self.result = zones, ReadEvents()
        midnight = datetime.combine(today, time())
        self.window = Window(midnight - _ONE_YEAR, midnight + TWO_YEARS)
        self.yearly = Window(midnight - _ONE_YEAR, datetime.combine(yearly_until, time(23, 59)))

    def read(self, events: list[Event]) -> None:
        """All events with one UID: the series or the single dates, and what replaces them."""
        masters = newest(one for one in events if not one.is_part)
        parts = self._parts(one for one in events if one.is_part)
        self.result.older += len(events) - len(masters) - len(parts)
        for one in masters:
            at = one.start.local.strftime("@%Y%m%dT%H%M%S") if one.start else ""
            uid = one.uid if len(masters) == 1 else one.uid + at
            if one.start and is_series(one.component) and not one.is_cancelled:
                self._read_series(one, one.start, uid, parts)
            else:
                self._read_single(one, uid)
        for part in parts:
            self._read_part(part)

    def _parts(self, events: Iterable[Event]) -> list[_Part]:
        """Of those that replace the same the newest."""
        found: dict[object, _Part] = {}
        for one in events:
            part = _Part(one, self._replaced(one))
            key = (part.moment, one.range) if part.moment else id(one)
            old = found.get(key)
            if old is None or one.version >= old.event.version:
                found[key] = part
        return list(found.values())

    def _replaced(self, event: Event) -> datetime | None:
        stamp = event.replaces
        if stamp is None:
            return None
        if stamp.is_day and event.start and not event.start.is_day:
            clock = self.zones.of(event.start.zone)
            local = datetime.combine(stamp.local.date(), event.start.local.time())
        else:
            clock, local = clock_of(stamp, self.zones), stamp.local
        return clock(local) if clock else None

    def _plan(self, event: Event) -> _Plan | None:
        """None for what has no date that can be read; that is counted or named."""
        if event.is_cancelled:
            self.result.cancelled += 1
            return None
        if event.start is None:
            self.result.blame(event, "", lose=True)
            return None
        clock = clock_of(event.start, self.zones)
        if clock is None:
            zone = excerpt(event.start.zone, 60)
            self.result.blame(event, f"Die Zeitzone „{zone}“ ist unbekannt.", lose=True)
            return None
        if event.start.has_no_seconds:
            hour = f"{event.start.local:%H:%M}"
            self.result.blame(event, f"Der Beginn steht ohne Sekunden da ({hour}).")
        length = length_of(event, event.start, self.zones)
        if length.fault:
            self.result.blame(event, length.fault)
        self.result.without_end += not length.is_known
        return _Plan(event, clock, length)

    def _read_single(self, event: Event, uid: str) -> None:
        plan = self._plan(event)
        if plan is not None and event.start is not None:
            self._keep(plan, event.start.local, uid)

    def _read_part(self, part: _Part) -> None:
        if part.moment is None:
            self.result.blame(part.event, "Nicht lesbar, welchen Termin der Serie er ersetzt.")
        elif part.event.range == "THISANDPRIOR":
            self.result.blame(
                part.event, "Auch frühere Termine der Serie sind geändert; bitte prüfen Sie sie."
            )
        self._read_single(part.event, part.uid)

    def _read_series(self, event: Event, start: Stamp, uid: str, parts: list[_Part]) -> None:
        if len(self.result.found) >= MAX_DATES:
            self.result.is_cut = True
            return
        plan = self._plan(event)
        if plan is None:
            return
        try:
            window = self.yearly if event.is_yearly else self.window
            dates = dates_of(event.component, start, window, self.zones)
        except SeriesError:
            self.result.blame(
                event, "Nicht lesbar, wie er sich wiederholt; nur der erste.", lose=True
            )
            dates = {start.local: None}
        if not dates:
            self.result.blame(event, "Die Serie hat in den kommenden zwei Jahren keinen Termin.")
        changes = self._changes(plan, start, parts)
        for local, own in dates.items():
            moment = plan.clock(local)
            if _is_replaced(parts, start, local, moment):
                continue
            change = next((one for one in changes if one.since <= moment), None)
            key = f"{uid}#{moment:%Y%m%dT%H%M%SZ}"
            if change is None:
                self._keep(plan, local, key, own)
            elif change.plan is not None:
                self._keep(change.plan, local + change.shift, key)

    def _changes(self, plan: _Plan, start: Stamp, parts: list[_Part]) -> list[_Change]:
        """What replaces a date and all after it; the latest first."""
        found: list[_Change] = []
        for part in parts:
            event = part.event
            if event.range != "THISANDFUTURE" or part.moment is None:
                continue
            if event.is_cancelled:
                found.append(_Change(part.moment, None))
            elif event.start and event.replaces and event.start.zone == start.zone:
                # The zone of what is replaced is known, or there was no moment.
                shift = event.start.local - on_clock_of(event.replaces, start, self.zones)
                length = length_of(event, event.start, self.zones)
                found.append(_Change(part.moment, _Plan(event, plan.clock, length), shift))
            else:
                self.result.blame(
                    event, "Alle Termine ab diesem sind geändert; bitte prüfen Sie sie.", lose=True
                )
        return sorted(found, key=lambda one: one.since, reverse=True)

    def _keep(self, plan: _Plan, local: datetime, uid: str, own: timedelta | None = None) -> None:
        starts_at = plan.clock(local)
        self.result.keep(
            Occurrence(
                uid,
                plan.event.summary[:300],
                starts_at,
                starts_at + own if own else plan.length.after(local, plan.clock),
                is_end_known=plan.length.is_known or own is not None,
                origins=origins_of(plan.event.component, plan.event.summary),
            )
        )


def _is_replaced(parts: list[_Part], start: Stamp, local: datetime, moment: datetime) -> bool:
    """By moment; by day where the series or what replaces its date knows no hour."""
    return any(
        part.moment == moment
        or (
            part.event.replaces is not None
            and (part.event.replaces.is_day or start.is_day)
            and part.event.replaces.local.date() == local.date()
        )
        for part in parts
    )
