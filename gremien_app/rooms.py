"""The rooms of the house, from bottom to top; each says in its ``room.py`` what it is.

A new room is one line here. Whatever the house does with all rooms, it does in this order.
"""

from importlib import import_module

from gremien_app.base.house.registration import Registration

_ROOMS = (
    "base.audit",
    "base.mail",
    "base.files",
    "people.accounts",
    "people.committees",
    "people.bases",
    "people.persons",
    "people.organizations",
    "people.members",
    "people.pledges",
    "people.renewal",
    "people.offices",
    "people.lists",
    "people.administration",
    "meetings.observances",
    "meetings.sittings",
    "meetings.minute_takers",
    "meetings.deadlines",
    "meetings.planning",
    "meetings.agenda",
    "meetings.fixing",
    "meetings.pool",
    "meetings.papers",
    "meetings.concurrences",
    "meetings.guests",
    "meetings.support",
    "meetings.invitations",
    "meetings.replies",
    "meetings.proceedings",
    "meetings.founding",
    "records.names",
    "records.resolutions",
    "records.minutes",
    "records.publication",
    "channels.legal",
    "channels.exchange",
    "channels.calendars",
    "channels.portal",
    "channels.concerns",
    "channels.own",
    "channels.erasure",
    "operation.backups",
)


def _registration(room: str) -> Registration:
    found = import_module(f"gremien_app.{room}.room").registration
    assert isinstance(found, Registration), f"{room} registers itself with a Registration"
    assert found.room == room, f"{room} calls itself {found.room}"
    return found


# Imported with the package, so that all tables are known to whoever imports a part of it.
ROOMS = tuple(_registration(room) for room in _ROOMS)
