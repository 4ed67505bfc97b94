"""The dates of an event that repeats, inside a window and in bounded time.

Counted on the clock and turned into moments afterwards: dateutil refuses to mix an UNTIL with a
zone and a start without one, and looks for dates that never come for hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from gremien_app.base.ics.lines import Component
from gremien_app.base.ics.values import Stamp, periods_of, read_stamp, stamps_of
from gremien_app.base.ics.zones import Zones

MAX_DATES = 2_000
_MAX_RULES = 20  # of one event
_FREQUENCIES = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
_BY = {"BYMONTH", "BYDAY", "BYMONTHDAY", "BYSETPOS", "BYYEARDAY", "BYWEEKNO"}
_BY_CLOCK = {"BYHOUR": "%H", "BYMINUTE": "%M", "BYSECOND": "%S"}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_KNOWN = _BY | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class SeriesError(ValueError):
    """The rule cannot be followed; the event's own start is all that is known."""


@dataclass
class Window:
    """Dates from ``first`` to ``last`` on the clock; what may still be gone through for them."""

    first: datetime
    last: datetime
    years: int = 1_500
    dates: int = 100_000


def is_series(event: Component) -> bool:
    return any(event.first(name) for name in ("RRULE", "RDATE"))


def dates_of(
    event: Component, start: Stamp, window: Window, zones: Zones
) -> dict[datetime, timedelta | None]:
    """Every date on the clock of ``start`` inside the window, without the excluded ones.

    Each with the length that it has of its own: None where it is the event's.
    """
    found: dict[datetime, timedelta | None] = {}
    if window.first <= start.local <= window.last:
        found[start.local] = None
    found |= dict.fromkeys(_of_rules(event, "RRULE", start, window, zones))
    for line in event.all("RDATE"):
        for stamp, length in periods_of(line):
            if stamp is None:
                raise SeriesError
            local = on_clock_of(stamp, start, zones)
            if window.first <= local <= window.last:
                found[local] = length
    days, times = _excluded(event, start, zones)
    times |= _of_rules(event, "EXRULE", start, window, zones)
    kept = (one for one in found if one not in times and one.date() not in days)
    return {one: found[one] for one in sorted(kept)[:MAX_DATES]}


def _of_rules(
    event: Component, name: str, start: Stamp, window: Window, zones: Zones
) -> set[datetime]:
    rules, found = event.all(name), set()
    if len(rules) > _MAX_RULES:
        raise SeriesError
    for rule in rules:
        for one in islice(_of_rule(rule.value, start, window, zones), MAX_DATES):
            window.dates -= 1
            if window.dates < 0:
                raise SeriesError
            found.add(one)
    return found


def _excluded(event: Component, start: Stamp, zones: Zones) -> tuple[set[date], set[datetime]]:
    days, times = set(), set()
    for line in event.all("EXDATE"):
        for stamp in filter(None, stamps_of(line)):
            if stamp.is_day:
                days.add(stamp.local.date())
            else:
                times.add(on_clock_of(stamp, start, zones))
    return days, times


def on_clock_of(stamp: Stamp, start: Stamp, zones: Zones) -> datetime:
    """A time in another zone as the clock of the series shows it; a bare day at its hour."""
    if stamp.is_day:
        return datetime.combine(stamp.local.date(), start.local.time())
    if stamp.zone == start.zone or not stamp.zone:
        return stamp.local
    theirs, ours = zones.of(stamp.zone), zones.of(start.zone)
    if theirs is None or ours is None:
        raise SeriesError
    local = stamp.local
    # What our clock shows at that moment: twice, for a change of clocks lies in between.
    for _ in range(2):
        local += theirs(stamp.local) - ours(local)
    return local


def _of_rule(text: str, start: Stamp, window: Window, zones: Zones) -> Iterator[datetime]:
    rule = dict(one.partition("=")[::2] for one in text.strip().upper().split(";") if one)
    _drop_own_clock(rule, start.local)
    if rule.get("FREQ") not in _FREQUENCIES or set(rule) - _KNOWN:
        raise SeriesError
    last, first = window.last, start.local
    if "UNTIL" in rule:
        until = read_stamp(rule.pop("UNTIL"))
        if until is None:
            raise SeriesError
        end = until.local + timedelta(days=1, seconds=-1)
        last = min(last, end if until.is_day else on_clock_of(until, start, zones))
    if "COUNT" not in rule and rule.get("INTERVAL", "1") == "1":
        _say_days(rule, first)
        if first.year < window.first.year - 1:  # the years before need not be gone through
            first = datetime.combine(date(window.first.year - 1, 1, 1), first.time())
    else:
        window.years -= max(0, last.year - first.year) + 1
    if last < first:
        return
    if window.years < 0:
        raise SeriesError
    try:
        _require_dates(rule)
        # dateutil refuses a count and an end together.
        count = int(rule.pop("COUNT")) if "COUNT" in rule else None
        text = ";".join(f"{name}={value}" for name, value in rule.items())
        found = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first)
        wanted = max(window.first, start.local)
        yield from (one for one in islice(found, count) if one >= wanted)
    except (ValueError, KeyError, TypeError, OverflowError, IndexError) as error:
        raise SeriesError from error


def _drop_own_clock(rule: dict[str, str], start: datetime) -> None:
    """Some programs repeat the hour of the start; that says nothing new."""
    for name, form in _BY_CLOCK.items():
        if name in rule and rule[name].zfill(2) == start.strftime(form):
            del rule[name]


def _say_days(rule: dict[str, str], start: datetime) -> None:
    """Write down what the rule takes from its start, so that it may begin later."""
    if set(rule) & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        return
    if rule["FREQ"] == "WEEKLY" or "BYWEEKNO" in rule:
        rule["BYDAY"] = _DAY_NAMES[start.weekday()]
    elif rule["FREQ"] in {"MONTHLY", "YEARLY"}:
        rule["BYMONTHDAY"] = str(start.day)
        if rule["FREQ"] == "YEARLY":
            rule.setdefault("BYMONTH", str(start.month))


def _numbers(rule: dict[str, str], name: str) -> list[int]:
    return [abs(int(one)) for one in rule.get(name, "").split(",") if one]


def _require_dates(rule: dict[str, str]) -> None:
    """Refuse what may never come true: dateutil looks at an end only when it has found a date."""
    interval, frequency = int(rule.get("INTERVAL", "1")), rule["FREQ"]
    if {"BYYEARDAY", "BYWEEKNO"} & set(rule):
        _require_of_the_year(rule, every_year=interval == 1)
    days = [one for one in rule.get("BYDAY", "").split(",") if one]
    dates, months = _numbers(rule, "BYMONTHDAY"), _numbers(rule, "BYMONTH")
    numbers = [abs(int(one[:-2])) for one in days if one[:-2]]
    is_fine = interval >= 1 and all(1 <= one <= 12 for one in months)
    longest = max((_LONGEST_MONTHS[one - 1] for one in months if is_fine), default=31)
    is_fine &= all(1 <= one <= (longest if interval == 1 else 28) for one in dates)
    is_fine &= all(1 <= one <= (5 if interval == 1 else 4) for one in numbers)
    if interval > 1 and frequency == "DAILY":
        is_fine &= not (days or dates or months)
    if interval > 1 and frequency in {"WEEKLY", "MONTHLY"}:
        is_fine &= not months
    is_fine &= not (interval > 1 and days and dates)
    if "BYSETPOS" in rule:
        offered = len(days) * (4 if frequency in {"MONTHLY", "YEARLY"} and not numbers else 1)
        is_fine &= bool(days) and not dates
        is_fine &= all(1 <= one <= offered for one in _numbers(rule, "BYSETPOS"))
    if not is_fine:
        raise SeriesError


def _require_of_the_year(rule: dict[str, str], *, every_year: bool) -> None:
    """Days and weeks counted through the year; the 366th and the 53rd come in some years only."""
    days, weeks = _numbers(rule, "BYYEARDAY"), _numbers(rule, "BYWEEKNO")
    others = set(rule) & _BY - {"BYYEARDAY", "BYWEEKNO"}
    is_fine = rule["FREQ"] == "YEARLY" and (not weeks or not days)
    is_fine &= not others if days else others <= {"BYDAY"}
    is_fine &= all(one.isalpha() for one in rule.get("BYDAY", "").split(",") if weeks and one)
    is_fine &= all(1 <= one <= (366 if every_year else 365) for one in days)
    is_fine &= all(1 <= one <= (53 if every_year else 52) for one in weeks)
    if not is_fine:
        raise SeriesError
