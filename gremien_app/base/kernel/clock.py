"""The one place where the program asks for the time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
ONE_DAY = timedelta(days=1)


def utc_now() -> datetime:
    """Now, aware, in UTC, to the second (calendar programs keep no fractions)."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Today's date in Köln."""
    return datetime.now(BERLIN).date()


def midnight(day: date) -> datetime:
    """The moment at which a day begins in Köln, in UTC as everything stored is."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment up to which a day lasts: that at which the next one begins."""
    return midnight(day + ONE_DAY)
