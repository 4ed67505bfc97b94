"""The one place where the program asks for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def utc_now() -> datetime:
    """Now, aware, in UTC, to the second (calendar programs keep no fractions)."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Today's date in Köln."""
    return datetime.now(BERLIN).date()
