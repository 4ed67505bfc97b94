"""What a mail's calendar entry says is what the same person's subscription says."""

from datetime import timedelta

import icalendar
import pytest

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations.dispatch_models import DispatchKind
from gremien_app.meetings.sittings.actions import cancel, move
from gremien_app.people.accounts.models import User
from tests.calendars.subscribers import events_of, feed_of
from tests.invitations.world import NOW, invited_world, sent

AFTER = NOW + timedelta(minutes=11)


@pytest.fixture
def world(app):
    return invited_world()


def told(world) -> icalendar.Event:
    """The newest entry that was mailed to the one who asked for it."""
    mails = db.session.query(OutboxMail).filter_by(to_address="nennt@example.org")
    newest = mails.order_by(OutboxMail.id.desc()).first()
    (event,) = icalendar.Calendar.from_ical(newest.calendar).walk("VEVENT")
    return event


def facts(event) -> tuple[object, ...]:
    moments = (event["DTSTART"].dt, event["DTEND"].dt)
    return (str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"]), *moments)


def test_every_message_has_the_uid_and_the_sequence_of_the_subscription(world):
    feed = feed_of(db.session.query(User).filter_by(email="nennt@example.org").one())
    sequences = []

    def agree():
        (shown,) = events_of(feed)
        assert facts(told(world)) == facts(shown)
        sequences.append(int(shown["SEQUENCE"]))

    sent(world)
    agree()
    week = timedelta(days=7)
    starts_at, ends_at = world.sitting.starts_at + week, world.sitting.ends_at + week
    move(
        world.actor, world.sitting, starts_at=starts_at, ends_at=ends_at, room=None,
        reason="Raum", now=AFTER,
    )  # fmt: skip
    sent(world, DispatchKind.MOVE, now=AFTER)
    agree()
    cancel(world.actor, world.sitting, reason="Schimmel", now=AFTER)
    sent(world, DispatchKind.CANCELLATION, now=AFTER)
    agree()

    assert sequences == sorted(set(sequences))
    assert str(told(world)["STATUS"]) == "CANCELLED"
