"""Messages of an appointment (iTIP, RFC 5546), as three readers of other makes take them."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from gremien_app.base.ics.feed import EventStatus, FeedEvent
from gremien_app.base.ics.itip import Method, write_message

START = datetime(2026, 12, 17, 13, tzinfo=UTC)
STATUS = {Method.REQUEST: EventStatus.CONFIRMED, Method.CANCEL: EventStatus.CANCELLED}
LONG = "Sitzung der Arbeitsgemeinschaft für Queerpolitik; Ö, ß und 日本, mit Komma und Zeilenende"
TITLE = {Method.REQUEST: LONG, Method.CANCEL: f"ABGESAGT: {LONG}"}  # many programs hide a status


def message(method, *, attendee="kim@example.org", summary=LONG) -> str:
    event = FeedEvent(
        uid="u@gremien.example", sequence=7, changed_at=START, starts_at=START,
        ends_at=START + timedelta(hours=2), all_day=False, summary=summary, description="x\ny",
        location="Rathaus, Saal 1", status=STATUS[method], url="https://gremien.example/1",
    )  # fmt: skip
    return write_message(event, method, organizer="gremien@example.org", attendee=attendee)


def by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    people = (str(event["ORGANIZER"]), str(event["ATTENDEE"]), event["ATTENDEE"].params["RSVP"])
    said = (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"]), str(event["SUMMARY"]))
    return str(calendar["METHOD"]), *said, event["DTSTART"].dt, *people


def by_vobject(text):
    calendar = vobject.readOne(text)
    event = calendar.vevent
    people = (event.organizer.value, event.attendee.value, event.attendee.rsvp_param)
    said = (event.uid.value, int(event.sequence.value), event.status.value, event.summary.value)
    return calendar.method.value, *said, event.dtstart.value, *people


def by_ical(text):
    (calendar,) = IcsCalendarStream.from_ics(text).calendars
    (event,) = calendar.events
    (attendee,) = event.attendees
    people = (str(event.organizer.uri), str(attendee.uri), "TRUE" if attendee.rsvp else "FALSE")
    said = (event.uid, event.sequence, event.status.value, event.summary)
    return calendar.method, *said, event.dtstart, *people


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ical])
@pytest.mark.parametrize("method", list(Method))
def test_a_reader_of_another_make_takes_the_message(read, method):
    found = read(message(method))

    assert found == (
        *(method.value, "u@gremien.example", 7, STATUS[method].value, TITLE[method], START),
        *("mailto:gremien@example.org", "mailto:kim@example.org", "FALSE"),
    )


@pytest.mark.parametrize("method", list(Method))
def test_a_message_asks_for_no_answer_and_tells_of_nobody_else(method):
    lines = message(method).replace("\r\n ", "").split("\r\n")

    assert [one for one in lines if one.startswith("ATTENDEE")] == [
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:kim@example.org"
    ]
    assert max(len(one.encode()) for one in message(method).split("\r\n")) <= 75
    assert "\n" not in message(method).replace("\r\n", "")


def test_a_host_with_an_umlaut_is_written_as_mail_servers_know_it():
    text = message(Method.REQUEST, attendee="kim@müller.example").replace("\r\n ", "")

    assert ":mailto:kim@xn--mller-kva.example\r\n" in text


@pytest.mark.parametrize(
    "address", ["kim", "kim@example.org\r\nX:1", "kïm@example.org", "a b@c.de"]
)
def test_what_is_no_plain_address_writes_nothing(address):
    with pytest.raises(ValueError, match="plain address"):
        message(Method.REQUEST, attendee=address)
