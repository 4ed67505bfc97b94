"""The zone of a time: IANA's, Windows', or the file's own; one that is none of these is unknown.

The file's own rules are read by hand, by the year: handed to a library as they stand, a rule that
never comes true runs for hours.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import YEARLY, rrule, weekday, weekdays
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from gremien_app.base.ics.lines import Component
from gremien_app.base.ics.values import read_stamp, stamps_of
from gremien_app.base.kernel.clock import BERLIN, ONE_DAY

_NAME = re.compile(r"[A-Za-z_]{2,}(?:/[A-Za-z0-9_+-]+){0,2}")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?", re.ASCII)
_BY_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_UTC = {"utc", "gmt", "z", "etc/utc", "tzone://microsoft/utc", "coordinated universal time"}
_WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_DAYS = {str(one): one for one in weekdays}

_MAX_TURNS = 200  # of one zone; the world's longest list has fewer

Clock = Callable[[datetime], datetime]


@dataclass
class Zones:
    """Turns a clock's reading into a moment; ``of`` answers None for a zone nobody knows."""

    own: dict[str, Component]
    _found: dict[str, Clock | None] = field(default_factory=dict)

    def of(self, name: str) -> Clock | None:
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> Clock | None:
        if not name.strip():  # a time without a zone is Köln's
            return _in_zone(BERLIN)
        known = _known_zone(name)
        if known is not None:
            return _in_zone(known)
        component = self.own.get(name.strip().casefold())
        parts = component.parts if component else []
        turns = [_turn(part) for part in parts] if len(parts) <= _MAX_TURNS else []
        if not turns or None in turns:
            return None
        return _OwnZone([one for one in turns if one is not None])


def zones_of(components: Iterable[Component]) -> Zones:
    return Zones({one.text("TZID").casefold(): one for one in components})


def _in_zone(zone: tzinfo) -> Clock:
    return lambda local: local.replace(tzinfo=zone).astimezone(UTC)


def _known_zone(name: str) -> tzinfo | None:
    folded = re.sub(r"^\(utc\)\s*", "", name.strip().casefold()) or "utc"
    offset = _offset(name.strip())
    if folded in _UTC:
        return UTC
    if offset is not None:
        return timezone(offset)
    # Some programs put their own name before the zone's: /mozilla.org/2005/Europe/Berlin.
    parts = name.strip().strip("/").split("/")
    for wanted in (_WINDOWS.get(folded), "/".join(parts[-3:]), "/".join(parts[-2:])):
        if wanted and _NAME.fullmatch(wanted) and wanted.casefold() != "localtime":
            try:
                return ZoneInfo(wanted)
            except (KeyError, ValueError, OSError):
                continue
    return None


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    length = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -length if found[1] == "-" else length


@dataclass(frozen=True)
class _Turn:
    """A clock that is put forward or back: from when, to which offset, and again each year."""

    since: datetime
    offset: timedelta
    before: timedelta
    month: int = 0
    days: tuple[weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    until: datetime | None = None
    more: tuple[datetime, ...] = ()

    def turned(self, year: int) -> list[datetime]:
        """When this turn came, up to the end of the year."""
        last = datetime.combine(date(year, 12, 31), time(23, 59, 59))
        found = [one for one in (self.since, *self.more) if one <= last]
        if self.month and self.since <= last:
            first = self.since
            if first.year < year - 1:
                first = datetime.combine(date(year - 1, 1, 1), first.time())
            found += rrule(
                YEARLY,
                dtstart=first,
                until=min(self.until or last, last),
                bymonth=self.month,
                byweekday=self.days or None,
                bymonthday=self.month_days or None,
            )
            if self.until and self.until < first:  # the rule ended long ago; so did its turns
                found.append(self.until)
        return found


class _OwnZone:
    def __init__(self, turns: list[_Turn]) -> None:
        self.turns = turns
        self.of_year = lru_cache(maxsize=300)(self._of_year)

    def _of_year(self, year: int) -> list[tuple[datetime, timedelta]]:
        found = [(when, one.offset) for one in self.turns for when in one.turned(year)]
        return sorted(found)

    def __call__(self, local: datetime) -> datetime:
        offset = min(self.turns, key=lambda one: one.since).before
        for when, new in self.of_year(local.year):
            # An hour that the clock leaves out is read as before it was put forward (RFC 5545).
            if when + max(timedelta(), new - offset) <= local:
                offset = new
        return (local - offset).replace(tzinfo=UTC)


def _turn(part: Component) -> _Turn | None:
    """One STANDARD or DAYLIGHT; None if it is not a fixed offset or a yearly rule."""
    start, to = part.first("DTSTART"), _offset(part.text("TZOFFSETTO"))
    # Outlook begins its rules in 1601, before the years that a date may have.
    text = re.sub(r"^\s*(?:0\d|1[0-8])\d\d", "1901", start.value) if start else ""
    since = read_stamp(text)
    rules = part.all("RRULE")
    if since is None or to is None or len(rules) > 1:
        return None
    before = _offset(part.text("TZOFFSETFROM"))
    more = tuple(one.local for line in part.all("RDATE") for one in stamps_of(line) if one)
    plain = _Turn(since.local, to, to if before is None else before, more=more)
    return _yearly(plain, rules[0].value) if rules else plain


def _yearly(plain: _Turn, text: str) -> _Turn | None:
    rule = dict(one.partition("=")[::2] for one in text.strip().upper().split(";") if one)
    known = {"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"}
    if rule.get("FREQ") != "YEARLY" or rule.get("INTERVAL", "1") != "1" or set(rule) - known:
        return None
    month, days = rule.get("BYMONTH", str(plain.since.month)), []
    for one in filter(None, rule.get("BYDAY", "").split(",")):
        found = _BY_DAY.fullmatch(one)
        if found is None:
            return None
        days.append(_DAYS[found[2]](int(found[1])) if found[1] else _DAYS[found[2]])
    dates = [one for one in rule.get("BYMONTHDAY", "").split(",") if one]
    if not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    if not all(re.fullmatch(r"-?\d{1,2}", one) and 1 <= abs(int(one)) <= 31 for one in dates):
        return None
    numbers = tuple(map(int, dates)) or (() if days else (plain.since.day,))
    until = read_stamp(rule["UNTIL"]) if "UNTIL" in rule else None
    if "UNTIL" in rule and until is None:
        return None
    return _Turn(
        plain.since,
        plain.offset,
        plain.before,
        int(month),
        tuple(days),
        numbers,
        # In UTC as a rule: the last turn itself must not be lost to the hours between.
        until.local + ONE_DAY if until else None,
        plain.more,
    )
