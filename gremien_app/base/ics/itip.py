"""An appointment as a message to one person (iTIP, RFC 5546): asked to come, or called off.

The same UID and SEQUENCE as in that person's feed, so that a program has one entry. Answers come
by the link in the mail, not by calendar: RSVP=FALSE says so.
"""

from enum import StrEnum

from gremien_app.base.ics.feed import _TIMEZONE, FeedEvent, _event, _folded, _line
from gremien_app.base.kernel.hosts import as_sent
from gremien_app.base.kernel.text import is_email_address


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def write_message(event: FeedEvent, method: Method, *, organizer: str, attendee: str) -> str:
    """The calendar of one event for one attendee; raises ``ValueError`` for what is no address."""
    people = (
        f"ORGANIZER:mailto:{_mailbox(organizer)}",
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{_mailbox(attendee)}",
    )
    entry = _event(event).removesuffix(b"END:VEVENT\r\n")
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gremien//Einladung//DE",
        f"METHOD:{method}",
    )
    return b"".join(
        (
            *(_folded(one) for one in head),
            _TIMEZONE,
            entry,
            *(_folded(one) for one in people),
            b"END:VEVENT\r\nEND:VCALENDAR\r\n",
        )
    ).decode()


def _mailbox(text: str) -> str:
    box, _at, host = _line(text).rpartition("@")
    address = f"{box}@{as_sent(host)}"
    if not is_email_address(address) or not address.isascii():
        raise ValueError("an organizer or attendee is a plain address")
    return address
