"""How long an event lasts, as its calendar says it; what it does not say is told apart."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gremien_app.base.ics.values import Stamp, read_length, stamps_of
from gremien_app.base.ics.zones import Clock, Zones
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.text import excerpt
from gremien_app.meetings.observances.versions import Event

LONGEST = timedelta(days=366)
_USUAL = timedelta(hours=2)  # of an event whose end is unknown


@dataclass(frozen=True)
class Length:
    """From start to end: days on the clock and the rest in real time.

    ``is_known`` where the file says it; ``fault`` what is wrong with what it says.
    """

    on_clock: timedelta = timedelta()
    in_time: timedelta = timedelta()
    is_known: bool = True
    fault: str = ""

    def after(self, local: datetime, clock: Clock) -> datetime:
        """The end of what begins at ``local``."""
        return clock(local + self.on_clock) + self.in_time


def clock_of(stamp: Stamp, zones: Zones) -> Clock | None:
    """Days are Köln's, whatever zone their line names."""
    return zones.of("" if stamp.is_day else stamp.zone)


def length_of(event: Event, start: Stamp, zones: Zones) -> Length:
    """A whole day is known without an end; a sitting without one is taken for two hours long."""
    end, duration = event.component.first("DTEND"), event.component.first("DURATION")
    if end is not None:
        return _until(start, stamps_of(end)[0], end.value, zones)
    if duration is None:
        return _unknown(start)
    span = read_length(duration.value)
    if span == timedelta():
        return _unknown(start)
    if span is None or not timedelta() < span < LONGEST:
        return _unreadable(start, duration.value)
    # Days are days on the clock, also where one has 23 hours; hours are hours (RFC 5545, 3.3.6).
    days = read_length(duration.value.upper().partition("T")[0]) or timedelta()
    return Length(span) if start.is_day else Length(days, span - days)


def _unknown(start: Stamp, fault: str = "") -> Length:
    if start.is_day:
        return Length(ONE_DAY, fault=fault)
    return Length(in_time=_USUAL, is_known=False, fault=fault)


def _unreadable(start: Stamp, text: str) -> Length:
    fault = f"Das Ende „{excerpt(text, 40)}“ ist nicht lesbar oder liegt vor dem Beginn; "
    usual = "ein Tag" if start.is_day else "die übliche Dauer"
    return _unknown(start, f"{fault}angenommen ist {usual}.")


def _until(start: Stamp, end: Stamp | None, text: str, zones: Zones) -> Length:
    ours, theirs = clock_of(start, zones), clock_of(end, zones) if end else None
    if end is None or ours is None or theirs is None or (end.is_day and not start.is_day):
        return _unreadable(start, text)
    is_one_clock = end.zone == start.zone or start.is_day
    real = theirs(end.local) - ours(start.local)
    span = end.local - start.local if is_one_clock else real
    if span == timedelta() or (is_one_clock and real == timedelta()):
        return _unknown(start)
    if not timedelta() < span < LONGEST or real < timedelta():
        return _unreadable(start, text)
    fault = ""
    if end.has_no_seconds:
        fault = f"Das Ende steht ohne Sekunden da, gelesen als {end.local:%H:%M} Uhr."
    return Length(span, fault=fault) if is_one_clock else Length(in_time=span, fault=fault)
