"""Sittings as an iCalendar feed: dataclasses in, bytes out.

Equal data give equal bytes, so that the feed's hash can serve as its ETag.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vDatetime, vDuration, vText, vUri

from gremien_app.kernel.clock import BERLIN
from gremien_app.kernel.dates import to_berlin
from gremien_app.kernel.text import clean_text

log = logging.getLogger(__name__)

_PRODUCT = "-//Gremien//Sitzungskalender//DE"
_REFRESH = timedelta(hours=1)
_CALENDAR_END = b"END:VCALENDAR\r\n"

# Fixed, with one rule each for summer and winter: what icalendar derives from tzdata makes
# Thunderbird show every summer sitting one hour late, and Outlook reads no other form than this.
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


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """How the calendar introduces itself to a subscriber."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One appointment. All times are aware; an all-day event ends on its last day.

    ``uid`` stays for ever, ``sequence`` rises with start, end, place or status, ``changed_at``
    with every visible change. ``url`` also becomes the description's last line.
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


def build_feed(info: FeedInfo, events: Iterable[FeedEvent]) -> bytes:
    """The feed, ordered by start and UID. What cannot be written is left out and logged."""
    written: list[tuple[datetime, str, bytes]] = []
    for event in events:
        try:
            written.append((event.starts_at.astimezone(UTC), event.uid, _event(event)))
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with one, the others go out
            reason = type(error).__name__  # its message may quote texts that no log should have
            log.error("calendar event %r left out: %s", event.uid, reason)  # noqa: TRY400 -- same
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
    text: bytes = calendar.to_ical()
    return text.removesuffix(_CALENDAR_END)


def _event(source: FeedEvent) -> bytes:
    event = Event()
    event.add("uid", _line(source.uid))
    event.add("sequence", _sequence(source.sequence))
    changed_at = vDatetime(source.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    start, end = _period(source)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _PREFIX[source.status] + _line(source.summary))
    url = _address(source.url)
    _add_if_any(event, "description", _description(source.description, url))
    _add_if_any(event, "location", clean_text(source.location, multiline=False))
    event.add("status", source.status.value)
    transparency, busy = _BUSY[source.status]
    event.add("transp", transparency)
    event.add("x-microsoft-cdo-busystatus", busy)
    event.add("url", vUri(url))
    text: bytes = event.to_ical()
    return text


def _add_if_any(event: Event, name: str, text: str) -> None:
    if text:
        event.add(name, text)


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


def _period(event: FeedEvent) -> tuple[date, date]:
    """Start and end as written; a whole day ends on the day after it (RFC 5545, 3.6.1)."""
    if event.all_day:
        first, last = to_berlin(event.starts_at).date(), to_berlin(event.ends_at).date()
        if last < first:
            raise ValueError("an event ends before its start")
        return first, last + timedelta(days=1)
    if event.ends_at <= event.starts_at:
        raise ValueError("an event ends before its start")
    return _moment(event.starts_at), _moment(event.ends_at)


def _moment(moment: datetime) -> datetime:
    local = to_berlin(moment).replace(microsecond=0)
    # The hour that comes twice in October has no unique local form; a reader would guess.
    is_ambiguous = local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()
    return moment.astimezone(UTC).replace(microsecond=0) if is_ambiguous else local
