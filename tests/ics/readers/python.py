"""Three readers in Python; each answers with (start, end, title) of every date."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = datetime(2026, 12, 1, tzinfo=BERLIN), datetime(2028, 1, 1, tzinfo=BERLIN)


def _moment(value):
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=BERLIN)).astimezone(UTC)


def _is_held(event):
    return str(event.get("STATUS", "")) != "CANCELLED"


def with_icalendar(text):
    """Its properties; the dates of series by its companion recurring_ical_events."""
    return [
        (_moment(event["DTSTART"].dt), _moment(event["DTEND"].dt), str(event["SUMMARY"]))
        for calendar in icalendar.Calendar.from_ical(text, multiple=True)
        for event in recurring_ical_events.of(calendar).between(FIRST, LAST)
        if _is_held(event)
    ]


def with_ical(text):
    """Its own timeline, with everything that replaces a date of a series."""
    return [
        (_moment(event.start), _moment(event.end), event.summary)
        for calendar in IcsCalendarStream.from_ics(text).calendars
        for event in calendar.timeline_tz(BERLIN).included(FIRST, LAST)
        if event.status != "CANCELLED"
    ]


def with_vobject(text):
    """Its own set of dates of each event; what replaces one of them it leaves to its reader."""
    found = []
    for calendar in vobject.readComponents(text):
        events = getattr(calendar, "vevent_list", [])
        replaced = {
            (one.uid.value, _moment(one.recurrence_id.value))
            for one in events
            if hasattr(one, "recurrence_id")
        }
        for event in events:
            if hasattr(event, "status") and event.status.value == "CANCELLED":
                continue
            is_part = hasattr(event, "recurrence_id")
            found += [
                (start, end, event.summary.value)
                for start, end in _dates(event)
                if is_part or (event.uid.value, start) not in replaced
            ]
    return found


def _dates(event):
    start = event.dtstart.value
    length = timedelta(days=0 if isinstance(start, datetime) else 1)
    if hasattr(event, "dtend"):
        length = event.dtend.value - start
    elif hasattr(event, "duration"):
        length = event.duration.value
    dates = event.getrruleset(addRDate=True)
    for one in [start] if dates is None else dates:
        begin = one if isinstance(start, datetime) else date(one.year, one.month, one.day)
        yield _moment(begin), _moment(begin + length)
