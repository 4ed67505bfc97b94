"""Dates, times and lengths as calendars write them; the unreadable is None, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gremien_app.base.ics.lines import Property
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR

_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Stamp:
    """A day or a time on the clock of ``zone`` ("": none said, "UTC", a TZID, "+0100")."""

    local: datetime
    is_day: bool
    zone: str = ""
    has_no_seconds: bool = False


def stamps_of(prop: Property) -> list[Stamp | None]:
    """All values of a line; of a period its start."""
    parts = prop.value.strip().split(",")
    return [read_stamp(part.partition("/")[0], prop.params.get("TZID", "")) for part in parts]


def periods_of(prop: Property) -> list[tuple[Stamp | None, timedelta | None]]:
    """All values of a line, each with the length that a period says of itself."""
    found: list[tuple[Stamp | None, timedelta | None]] = []
    for part, stamp in zip(prop.value.strip().split(","), stamps_of(prop), strict=True):
        text = part.partition("/")[2]
        length = read_length(text)
        end = read_stamp(text, prop.params.get("TZID", ""))
        if stamp and end and end.zone == stamp.zone:
            length = end.local - stamp.local
        found.append((stamp, length if length and length > timedelta() else None))
    return found


def read_stamp(text: str, zone: str = "") -> Stamp | None:
    """24:00 is the next day's midnight; other impossible times are none."""
    found = _STAMP.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, mark = found.groups()
    try:
        local = datetime.combine(date(int(year), int(month), int(day)), time())
        if hour is not None and (hour, minute, second or "00") == ("24", "00", "00"):
            local += ONE_DAY
        elif hour is not None:
            # A leap second is the last one of its minute.
            local = local.replace(
                hour=int(hour), minute=int(minute), second=min(int(second or 0), 59)
            )
    except (ValueError, OverflowError):
        return None
    if not FIRST_YEAR < local.year < LAST_YEAR:
        return None
    if mark:
        zone = "UTC" if mark.upper() == "Z" else mark.replace(":", "")
    return Stamp(local, hour is None, zone, hour is not None and second is None)


def read_length(text: str) -> timedelta | None:
    """A DURATION; a minus in front counts."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length
