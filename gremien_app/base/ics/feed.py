"""Sittings as an iCalendar feed: dataclasses in, bytes out.

Equal data give equal bytes, so that the feed's hash can serve as its ETag. Events are written
line by line, byte for byte as the library icalendar writes them (the tests compare), in a tenth
of its time: it folds character by character.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from icalendar import Calendar, vDuration, vText

from gremien_app.base.kernel.clock import BERLIN, ONE_DAY
from gremien_app.base.kernel.dates import to_berlin
from gremien_app.base.kernel.text import clean_text

log = logging.getLogger(__name__)
Thing = TypeVar("Thing")

_PRODUCT = "-//Gremien//Sitzungskalender//DE"
_REFRESH = timedelta(hours=1)
_CALENDAR_END = b"END:VCALENDAR\r\n"
# Octets of a line without its end (RFC 5545, 3.1); the next one begins with a space.
_LINE_OCTETS = 74

# Fixed, with one rule each for summer and winter: what icalendar derives from tzdata makes
# Thunderbird show every summer sitting one hour late, and Outlook reads no other form than this.
# Before that day clocks were put back in September, which the rules below would say wrongly.
_SAME_RULES_SINCE = datetime(1996, 10, 27, 1, tzinfo=UTC)
_TIMEZONE = b"\r\n".join(
    (
        b"BEGIN:VTIMEZONE",
        b"TZID:Europe/Berlin",
        b"BEGIN:DAYLIGHT",
        b"DTSTART:19700329T020000",
        b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        b"TZNAME:CEST",
        b"TZOFFSETFROM:+0100",
        b"TZOFFSETTO:+0200",
        b"END:DAYLIGHT",
        b"BEGIN:STANDARD",
        b"DTSTART:19701025T030000",
        b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        b"TZNAME:CET",
        b"TZOFFSETFROM:+0200",
        b"TZOFFSETTO:+0100",
        b"END:STANDARD",
        b"END:VTIMEZONE",
        b"",
    )
)


class EventStatus(StrEnum):
    """What a calendar program calls the state of an appointment (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


# Not every program shows the status, so the title says it too.
_PREFIX = {
    EventStatus.TENTATIVE: "Vormerkung: ",
    EventStatus.CONFIRMED: "",
    EventStatus.CANCELLED: "ABGESAGT: ",
}
# TRANSP, and Outlook's own word for it.
_BUSY = {
    EventStatus.TENTATIVE: ("TRANSPARENT", "TENTATIVE"),
    EventStatus.CONFIRMED: ("OPAQUE", "BUSY"),
    EventStatus.CANCELLED: ("TRANSPARENT", "FREE"),
}
_FREE = ("TRANSPARENT", "FREE")


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """How the calendar introduces itself to a subscriber."""

    name: str
    description: str
    color: str = ""  # "#0a5fb4"


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One appointment. All times are aware; an all-day event ends on its last day.

    ``uid`` stays for ever, ``sequence`` rises with start, end, place or status, ``changed_at``
    with every visible change. ``url`` also becomes the description's last line. ``reminder``
    says how long before the start a program rings; ``is_free`` blocks no time.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    summary: str
    description: str
    location: str
    status: EventStatus
    url: str
    reminder: timedelta | None = None
    is_free: bool = False


def one_by_one(things: Iterable[Thing], tell: Callable[[Thing], FeedEvent]) -> Iterator[FeedEvent]:
    """An event of each thing. What cannot be told of is left out and logged: the others go out."""
    for thing in things:
        try:
            yield tell(thing)
        except Exception as error:  # noqa: BLE001 -- as in build_feed
            _leave_out(thing, error)


def _leave_out(thing: object, error: Exception) -> None:
    # Neither its texts nor the error's message: no log should have them.
    name = getattr(thing, "uid", None) or f"{type(thing).__name__} {getattr(thing, 'id', '')}"
    log.error("calendar event %r left out: %s", name, type(error).__name__)


def build_feed(info: FeedInfo, events: Iterable[FeedEvent]) -> bytes:
    """The feed, ordered by start and UID. What cannot be written is left out and logged."""
    written: list[tuple[datetime, str, bytes]] = []
    for event in events:
        try:
            written.append((event.starts_at.astimezone(UTC), event.uid, _event(event)))
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with one, the others go out
            _leave_out(event, error)
    return b"".join(
        (_head(info), _TIMEZONE, *(text for _, _, text in sorted(written)), _CALENDAR_END)
    )


def _head(info: FeedInfo) -> bytes:
    # Without UID: a random one per call would change the ETag, and vdirsyncer would keep one event.
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Typed, because values of X- properties are not escaped otherwise.
    name = vText(clean_text(info.name, multiline=False))
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-caldesc", vText(clean_text(info.description, multiline=True)))
    calendar.add("x-wr-timezone", vText(BERLIN.key))
    calendar.add("refresh-interval", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_REFRESH))
    if re.fullmatch("#[0-9a-fA-F]{6}", info.color):
        calendar.add("x-apple-calendar-color", vText(info.color))
    text: bytes = calendar.to_ical()
    return text.removesuffix(_CALENDAR_END)


def _event(source: FeedEvent) -> bytes:
    url = _address(source.url)
    summary = _PREFIX[source.status] + _line(source.summary)
    changed_at = _utc(source.changed_at)
    start, end = _period(source)
    location = clean_text(source.location, multiline=False)
    transparency, busy = _FREE if source.is_free else _BUSY[source.status]
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_text(summary)}",
        f"DTSTART{start}",
        f"DTEND{end}",
        f"DTSTAMP:{changed_at}",
        f"UID:{_text(_line(source.uid))}",
        f"SEQUENCE:{_sequence(source.sequence)}",
        f"DESCRIPTION:{_text(_description(source.description, url))}",
        f"LAST-MODIFIED:{changed_at}",
        *([f"LOCATION:{_text(location)}"] if location else []),
        f"STATUS:{source.status.value}",
        f"TRANSP:{transparency}",
        f"URL:{url}",
        f"X-MICROSOFT-CDO-BUSYSTATUS:{busy}",
        *_alarm(source.reminder, summary),
        "END:VEVENT",
    ]
    return b"".join(_folded(line) for line in lines)


def _alarm(before: timedelta | None, summary: str) -> list[str]:
    if before is None:
        return []
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:{_duration(-before)}",
        "END:VALARM",
    ]


def _duration(length: timedelta) -> str:
    text: bytes = vDuration(length).to_ical()  # type: ignore[no-untyped-call]  # the library's
    return text.decode()


def _text(cleaned: str) -> str:
    """A text value (RFC 5545, 3.3.11); the backslash first, or it would escape the others."""
    escaped = cleaned.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with its end, folded neither within a character nor within an escape."""
    octets = line.encode()
    parts, start = [], 0
    while len(octets) - start > _LINE_OCTETS:
        end = start + _LINE_OCTETS
        while octets[end] & 0xC0 == 0x80:  # the middle of a character in UTF-8
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        parts.append(octets[start:end])
        start = end
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def _line(text: str) -> str:
    cleaned = clean_text(text, multiline=False)
    if not cleaned:
        raise ValueError("an event needs a UID and a title")
    return cleaned


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[!-~]+", text):
        raise ValueError("an event's address is a plain web address")
    return text


def _sequence(number: int) -> int:
    if not 0 <= number < 2**31:
        raise ValueError("a sequence is a number from 0 on")
    return number


def _description(text: str, url: str) -> str:
    cleaned = clean_text(text, multiline=True)
    return f"{cleaned}\n\n{url}" if cleaned else url


def _period(event: FeedEvent) -> tuple[str, str]:
    """Start and end as written; a whole day ends on the day after it (RFC 5545, 3.6.1)."""
    if event.all_day:
        first, last = to_berlin(event.starts_at).date(), to_berlin(event.ends_at).date()
        if last < first:
            raise ValueError("an event ends before its start")
        return _day(first), _day(last + ONE_DAY)
    if event.ends_at <= event.starts_at:
        raise ValueError("an event ends before its start")
    return _moment(event.starts_at), _moment(event.ends_at)


def _day(day: date) -> str:
    return f";VALUE=DATE:{day:%Y%m%d}"


def _moment(moment: datetime) -> str:
    if moment < _SAME_RULES_SINCE:
        return f":{_utc(moment)}"
    local = to_berlin(moment)
    # The hour that comes twice in October has no unique local form; a reader would guess.
    is_ambiguous = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return f":{_utc(moment)}" if is_ambiguous else f";TZID={BERLIN.key}:{local:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
