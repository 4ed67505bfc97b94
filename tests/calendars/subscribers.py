"""A subscription and its calendar as a subscriber reads it."""

from datetime import date

from icalendar import Calendar

from gremien_app.base.extensions import db
from gremien_app.base.ics.feed import build_feed
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.people.accounts.secrets import digest
from tests import builders

ORIGIN = "https://gremien.example"
TODAY = date(2026, 11, 22)
TOKEN = "Zk3_x-" * 7 + "a"


def feed_of(user, token=TOKEN, **values) -> CalendarFeed:
    values.setdefault("name", "Telefon")
    values.setdefault("created_at", builders.NOW)
    values.setdefault("changed_at", builders.NOW)
    feed = CalendarFeed(user=user, token_hash=digest(token), **values)
    db.session.add(feed)
    db.session.flush()
    return feed


def events_of(feed, today=TODAY):
    found = personal.personal_feed(feed.id, origin=ORIGIN, today=today)
    return Calendar.from_ical(build_feed(found.info, found.events)).walk("VEVENT")


def uids_of(feed, today=TODAY):
    return [str(event["UID"]) for event in events_of(feed, today)]
