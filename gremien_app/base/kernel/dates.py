"""German dates and times: how they are written, and how they are read from a text field."""

import re
from calendar import Calendar
from datetime import UTC, date, datetime, time

from .clock import BERLIN, ONE_DAY
from .numbers import format_count

FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

_DATE_HINT = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."
_TIME_HINT = "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 14:00."
_MAX_INPUT = 60

# [0-9] and not \d: the latter takes the digits of all scripts.
_WEEKDAY_FIRST = re.compile(r"(?P<name>[a-zäöüß]+)\.?,?\s+(?=[0-9])", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NUMERIC = re.compile(
    r"(?P<day>[0-9]{1,2})\s*\.\s*(?P<month>[0-9]{1,2})"
    r"(?:\s*\.\s*(?P<year>[0-9]{4}|[0-9]{2})?)?"
)
_IN_WORDS = re.compile(
    r"(?P<day>[0-9]{1,2})\s*\.?\s*(?P<month>[a-zäöüß]{3,9})\.?,?"
    r"(?:\s+(?P<year>[0-9]{4}|[0-9]{2}))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:\s*(?:[:.h]|uhr)\s*(?P<minute>[0-9]{2}))?(?:\s*(?:uhr|h))?",
    re.IGNORECASE,
)
_CLOCK_DIGITS = re.compile(
    r"(?P<hour>[0-9]{1,2})(?P<minute>[0-9]{2})(?:\s*(?:uhr|h))?", re.IGNORECASE
)


def to_berlin(moment: datetime) -> datetime:
    """The same moment on a clock in Köln; a time without a zone is a programming error."""
    if moment.tzinfo is None:
        raise ValueError("Ein Zeitpunkt ohne Zeitzone lässt sich nicht umrechnen.")
    return moment.astimezone(BERLIN)


def berlin_date(moment: datetime) -> date:
    """The calendar day in Köln at that moment."""
    return to_berlin(moment).date()


class YearError(ValueError):
    """A year that nobody means; the message is German."""


def local_datetime(day: date, clock: time) -> datetime:
    """The moment at which clocks in Köln show this time, in zone Europe/Berlin.

    Refuses the hour skipped in March; of the hour that comes twice in October takes the first.
    """
    _check_year(day.year)
    local = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=BERLIN)
    if local.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(
            f"Am {format_date(day)} gibt es die Uhrzeit {format_time(clock)} nicht, "
            "weil die Uhren auf Sommerzeit vorgestellt werden."
        )
    return local


def format_date(day: date) -> str:
    """The short form: "30.11.2026"."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def format_date_long(day: date) -> str:
    """The long form: "Montag, 30. November 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_date_minutes(day: date) -> str:
    """The form in the head of minutes: "Donnerstag, dem 16.11.2017"."""
    return f"{WEEKDAYS[day.weekday()]}, dem {format_date(day)}"


def format_month(day: date) -> str:
    """The month of a day: "November 2026"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def parse_month(text: str) -> date:
    """The first day of a month written as in addresses, "2026-11". Raises ValueError."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if match is None:
        raise ValueError("Ein Monat wird als Jahr und Monat angegeben, zum Beispiel 2026-11.")
    return _existing_day(int(match[1]), int(match[2]), 1)


def add_months(first: date, count: int) -> date:
    """The first day of the month so many months later, or earlier if the count is negative."""
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


def last_of_month(first: date) -> date:
    """The last day of the month."""
    return add_months(first, 1) - ONE_DAY


def month_weeks(first: date) -> list[list[date | None]]:
    """The month's weeks from Monday to Sunday; None where a day belongs to another month."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [[day if day.month == first.month else None for day in week] for week in weeks]


def format_clock(clock: time) -> str:
    """The bare time: "14:00"."""
    return f"{clock.hour:02}:{clock.minute:02}"


def format_time(clock: time) -> str:
    """The time in prose: "14:00 Uhr"."""
    return f"{format_clock(clock)} Uhr"


def format_datetime(moment: datetime) -> str:
    """A moment in Köln's time: "30.11.2026, 14:00 Uhr"."""
    local = to_berlin(moment)
    return f"{format_date(local)}, {format_time(local.time())}"


def format_time_span(starts_at: datetime, ends_at: datetime | None) -> str:
    """The hours only: "14:00 bis 16:30 Uhr", or "14:00 Uhr" while the end is open."""
    start = to_berlin(starts_at).time()
    if ends_at is None:
        return format_time(start)
    return f"{format_clock(start)} bis {format_time(to_berlin(ends_at).time())}"


def format_period(starts_at: datetime, ends_at: datetime | None) -> str:
    """Day and hours: "Montag, 30. November 2026, 14:00 bis 16:30 Uhr"."""
    start = to_berlin(starts_at)
    end = to_berlin(ends_at) if ends_at else None
    if end is None or end.date() == start.date():
        return f"{format_date_long(start)}, {format_time_span(starts_at, ends_at)}"
    return (
        f"{format_date_long(start)}, {format_time(start.time())} bis "
        f"{format_date_long(end)}, {format_time(end.time())}"
    )


def format_whole_days(starts_at: datetime, ends_at: datetime) -> str | None:
    """ "ganztägig, 12. bis 13.04.2027"; None when it is not from midnight to midnight."""
    start, end = to_berlin(starts_at), to_berlin(ends_at)
    if start.time() != time() or end.time() != time() or end <= start:
        return None
    first, last = start.date(), end.date() - ONE_DAY
    if first == last:
        return f"ganztägig, {format_date(first)}"
    if first.year != last.year:
        begin = format_date(first)
    else:
        begin = f"{first:%d.}" if first.month == last.month else f"{first:%d.%m.}"
    return f"ganztägig, {begin} bis {format_date(last)}"


def format_busy(starts_at: datetime, ends_at: datetime) -> str:
    """Hours, with their days past midnight: "15.04., 17:00 bis 16.04., 01:30 Uhr"."""
    start, end = to_berlin(starts_at), to_berlin(ends_at)
    if (whole := format_whole_days(starts_at, ends_at)) is not None:
        return whole
    if start.date() == end.date():
        return format_time_span(starts_at, ends_at)
    if end.time() == time() and end.date() - start.date() == ONE_DAY:
        return f"{format_clock(start.time())} bis 24:00 Uhr"
    return (
        f"{start:%d.%m.}, {format_clock(start.time())} bis {end:%d.%m.}, {format_time(end.time())}"
    )


def relative_days(day: date, today: date, *, past: str = "seit") -> str:
    """How far away: "in 3 Tagen", "morgen", "heute", "seit gestern", "seit 2 Tagen" ("vor …")."""
    distance = (day - today).days
    if distance in (0, 1):
        return ("heute", "morgen")[distance]
    if distance > 1:
        return f"in {format_count(distance, 'Tag', 'Tagen')}"
    if distance == -1:
        return "gestern" if past == "vor" else f"{past} gestern"
    return f"{past} {format_count(-distance, 'Tag', 'Tagen')}"


def parse_german_date(text: str, today: date) -> date:
    """The day somebody typed: 30.11.2026, 1.2.26, 2026-11-30, "Mo, 30. November 2026".

    Without a year ("30.11.") it is the next such day, today included.
    Raises ValueError with a sentence for the user.
    """
    text = text.strip()
    if len(text) > _MAX_INPUT:
        raise ValueError(_DATE_HINT)
    named = _WEEKDAY_FIRST.match(text)
    rest = text[named.end() :] if named else text
    match = _ISO.fullmatch(rest) or _NUMERIC.fullmatch(rest) or _IN_WORDS.fullmatch(rest)
    if match is None:
        raise ValueError(_DATE_HINT)
    day, month = int(match["day"]), _month_number(match["month"])
    if match["year"] is None:
        found = _next_such_day(day, month, today)
    else:
        found = _existing_day(_full_year(match["year"], today), month, day)
    if named:
        _check_weekday(named["name"], found)
    return found


def parse_german_time(text: str) -> time:
    """The time somebody typed: "17", "17 Uhr", "17:00", "17.30", "17 Uhr 30", "1730".

    Raises ValueError with a sentence for the user.
    """
    text = text.strip()
    if len(text) > _MAX_INPUT:
        raise ValueError(_TIME_HINT)
    match = _CLOCK.fullmatch(text) or _CLOCK_DIGITS.fullmatch(text)
    if match is None:
        raise ValueError(_TIME_HINT)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        raise ValueError("Die Uhrzeit muss zwischen 0:00 und 23:59 Uhr liegen.")
    return time(hour, minute)


def _month_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    wanted = text.casefold()
    # "Mrz" and "Jänner" are what spreadsheets and southern keyboards produce.
    aliases = {"mrz": 3, "maerz": 3, "mär": 3, "jänner": 1, "sept": 9}
    if wanted in aliases:
        return aliases[wanted]
    for number, name in enumerate(MONTHS, start=1):
        if wanted in (name.casefold(), name.casefold()[:3]):
            return number
    raise ValueError(_DATE_HINT)


def _full_year(text: str, today: date) -> int:
    """Two digits mean this century, unless that lies more than thirty years ahead."""
    year = int(text)
    if len(text) == 4:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + 30 else year


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearError(f"Das Jahr muss zwischen {FIRST_YEAR} und {LAST_YEAR} liegen.")


def _existing_day(year: int, month: int, day: int) -> date:
    _check_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Den {day}.{month}.{year} gibt es nicht.") from None


def _next_such_day(day: int, month: int, today: date) -> date:
    # 29 February may be eight years off, around 2100.
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return _existing_day(year, month, day)
    raise ValueError(f"Den {day}.{month}. gibt es nicht.")


def _check_weekday(typed: str, day: date) -> None:
    name = WEEKDAYS[day.weekday()]
    typed = typed.casefold().replace("sonnabend", "samstag")
    if typed in (name.casefold(), name.casefold()[:2]):
        return
    if any(typed in (other.casefold(), other.casefold()[:2]) for other in WEEKDAYS):
        raise ValueError(
            f"Der {format_date(day)} ist ein {name}. Bitte prüfen Sie Datum und Wochentag."
        )
    raise ValueError(_DATE_HINT)
