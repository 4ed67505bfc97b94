"""Writes of one's own subscriptions. The secret address is answered once and never stored."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import Executable, Table, update

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.channels.calendars import wishes
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from gremien_app.channels.calendars.personal_queries import names_of_running
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest, new_key

_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Options:
    """What the subscriber chooses."""

    name: str
    reminder: Reminder = Reminder.NONE
    has_neutral_title: bool = False
    has_place: bool = False
    has_agenda: bool = True
    has_dial_in: bool = True
    shows_signing: bool = True
    shows_motions: bool = False
    shows_cancelled: bool = True
    shows_holds: bool = True


def create(
    actor: Viewer, kind: FeedKind, options: Options, now: datetime
) -> tuple[CalendarFeed, str]:
    """A new subscription of one's own, and the secret part of its address."""
    if actor.user_id is None:
        raise Forbidden
    wishes.require_kind(actor, kind)
    locked(User, actor.user_id)  # the number and the names of an account's subscriptions
    taken = names_of_running(actor.user_id)
    wishes.require_room_for_feed(len(taken))
    wishes.require_free_name(options.name, taken)
    feed, token = _new(actor.user_id, kind, options, now)
    record(actor, "calendar_feed.created", feed, summary=f"Kalender-Abo „{feed.name}“ angelegt")
    return feed, token


def change(actor: Viewer, feed: CalendarFeed, options: Options, now: datetime) -> None:
    _hold(feed)
    wishes.require_free_name(options.name, names_of_running(feed.user_id, besides=feed.id))
    changes = apply(feed, asdict(options))
    if not changes:
        return
    feed.changed_at = max(now, feed.changed_at + _ONE_SECOND)
    summary = f"Kalender-Abo „{feed.name}“ geändert"
    record(actor, "calendar_feed.changed", feed, summary, changes)


def renew(actor: Viewer, feed: CalendarFeed, now: datetime) -> tuple[CalendarFeed, str]:
    """The same under a new address. The old one ends like any other: programs clear it."""
    _hold(feed)
    feed.revoked_at = now
    db.session.flush()
    new, token = _new(feed.user_id, feed.kind, options_of(feed), now)
    record(
        actor,
        "calendar_feed.renewed",
        feed,
        summary=f"Kalender-Abo „{feed.name}“ mit neuer Adresse",
    )
    return new, token


def revoke(actor: Viewer, feed: CalendarFeed, now: datetime) -> None:
    _hold(feed)
    feed.revoked_at = now
    record(actor, "calendar_feed.revoked", feed, summary=f"Kalender-Abo „{feed.name}“ beendet")


def _hold(feed: CalendarFeed) -> None:
    """Whoever else changes the account's subscriptions has finished, and this one still runs."""
    locked(User, feed.user_id)
    wishes.require_running(feed)


def options_of(feed: CalendarFeed) -> Options:
    return Options(
        name=feed.name,
        reminder=feed.reminder,
        has_neutral_title=feed.has_neutral_title,
        has_place=feed.has_place,
        has_agenda=feed.has_agenda,
        has_dial_in=feed.has_dial_in,
        shows_signing=feed.shows_signing,
        shows_motions=feed.shows_motions,
        shows_cancelled=feed.shows_cancelled,
        shows_holds=feed.shows_holds,
    )


def _new(user_id: int, kind: FeedKind, options: Options, now: datetime) -> tuple[CalendarFeed, str]:
    token = new_key()
    feed = CalendarFeed(
        user_id=user_id,
        kind=kind,
        token_hash=digest(token),
        created_at=now,
        changed_at=now,
        **asdict(options),
    )
    db.session.add(feed)
    db.session.flush()
    return feed, token


def used(feed_id: int, day: date) -> Executable:
    """To be noted beside the request: the day on which a subscription was last fetched."""
    feed = cast("Table", CalendarFeed.__table__)  # past the ORM: nobody's open form becomes stale
    return update(feed).where(feed.c.id == feed_id).values(last_used_on=day)
