"""What one's own subscription may be, and what its wishes make of a sitting; pure."""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from gremien_app.base.house.due import Dated, DueDay
from gremien_app.base.ics.feed import EventStatus, FeedEvent
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.dates import format_date, to_berlin
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from gremien_app.channels.calendars.rules import bare_event, detailed_event, notes_of, sitting_path
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import deadlines_of
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes.models import Minutes

ENDED = "Kalender-Abo beendet"
# So long a calendar program that asks again is told to remove what it has.
NOTICE_DAYS = timedelta(days=90)
MAX_FEEDS = 12
_BEFORE = {Reminder.ONE_DAY: timedelta(days=1), Reminder.TWO_HOURS: timedelta(hours=2)}
# A whole day begins at midnight: this rings at nine in the morning of the day before.
_BEFORE_DAY = timedelta(hours=15)


def kinds_for(viewer: Viewer) -> tuple[FeedKind, ...]:
    """Deadlines are for those who have to keep some."""
    keeps_deadlines = viewer.records_of | viewer.chair_of
    return tuple(FeedKind) if keeps_deadlines else (FeedKind.SITTINGS,)


def require_kind(viewer: Viewer, kind: FeedKind) -> None:
    if kind not in kinds_for(viewer):
        raise RuleBroken("Dieses Abo ist für Geschäftsführung und Vorsitz gedacht.", field="kind")


def require_room_for_feed(running: int) -> None:
    if running >= MAX_FEEDS:
        raise RuleBroken(f"Sie haben schon {MAX_FEEDS} Abos. Bitte beenden Sie zuerst eines davon.")


def require_free_name(name: str, taken: Collection[str]) -> None:
    """Names tell the subscriptions apart; and a form sent twice makes one."""
    if name.casefold() in {one.casefold() for one in taken}:
        raise RuleBroken(
            f"Ein Abo „{name}“ haben Sie schon. Bitte wählen Sie einen anderen Namen.", field="name"
        )


def suggest_name(taken: Collection[str]) -> str:
    name, number = "Meine Termine", 1
    while name in taken:
        number += 1
        name = f"Meine Termine {number}"
    return name


def require_running(feed: CalendarFeed) -> None:
    if feed.revoked_at is not None:
        raise RuleBroken("Dieses Abo ist beendet. Bitte legen Sie ein neues an.")


def is_shown(sitting: Sitting, feed: CalendarFeed) -> bool:
    """By the subscriber's wishes for holds and cancelled sittings."""
    if sitting.state is SittingState.PLANNED:
        return feed.shows_holds
    return sitting.state is not SittingState.CANCELLED or feed.shows_cancelled


def own_event(
    sitting: Sitting,
    items: Iterable[AgendaItem] | None,
    feed: CalendarFeed,
    origin: str,
    day: date,
    *,
    takes_part: bool = False,
) -> FeedEvent:
    """The sitting as this subscription shows it; ``items`` is None where only its date is known.

    ``takes_part``: this person is told how to dial in, in no other calendar than the own.
    The stamp rises with the subscription's options too, or programs would skip what they change.
    """
    if items is None:
        event = bare_event(sitting, origin)
    else:
        shown = items if feed.has_agenda and not feed.has_neutral_title else []
        event = detailed_event(sitting, shown, origin)
    if feed.has_neutral_title:
        event = _neutral(event, sitting, feed, origin)
    elif takes_part and feed.has_dial_in:
        event = _with_dial_in(event, sitting)
    rings = event.status is EventStatus.CONFIRMED and to_berlin(sitting.ends_at).date() >= day
    return replace(
        event,
        changed_at=_stamp(sitting, feed),
        reminder=_BEFORE.get(feed.reminder) if rings else None,
    )


def _with_dial_in(event: FeedEvent, sitting: Sitting) -> FeedEvent:
    if not sitting.online_url or sitting.state is SittingState.CANCELLED:
        return event
    lines = [f"Einwahl: {sitting.online_url}", event.description]
    return replace(event, description="\n".join(filter(None, lines)))


def motions_day(sitting: Sitting) -> DueDay | None:
    """Until when motions are taken, where the committee has such a day."""
    found = [one for one in deadlines_of(sitting) if one.kind is DeadlineKind.MOTIONS]
    return next(
        (
            DueDay(one.kind.value, one.label, one.due, sitting, sitting_path(sitting))
            for one in found
        ),
        None,
    )


def _neutral(event: FeedEvent, sitting: Sitting, feed: CalendarFeed, origin: str) -> FeedEvent:
    """The same without anything that leads to the committee: text, link, UID, place unasked for."""
    return replace(
        event,
        uid=neutral_uid(feed, event.uid),
        summary="Termin",
        description="\n".join(notes_of(sitting)),
        location=event.location if feed.has_place else "",
        url=f"{origin}/kalender/meine-termine/{sitting.date.isoformat()}",
    )


def neutral_uid(feed: CalendarFeed, uid: str) -> str:
    """A UID of this subscription alone: stable, and not to be found in the public calendars."""
    key = feed.uid_key.encode()
    return f"{hmac.new(key, uid.encode(), hashlib.sha256).hexdigest()[:40]}@gremien"


def _stamp(about: Dated, feed: CalendarFeed) -> datetime:
    """Of a subscription with its first options, the sitting's own: nothing of it changed yet.

    The day of its making instead would hide a change of the sitting in the same second.
    """
    if feed.changed_at == feed.created_at:
        return about.changed_at
    return max(about.changed_at, feed.changed_at)


def deadline_event(due: DueDay, feed: CalendarFeed, origin: str, day: date) -> FeedEvent:
    """A day by which something has to be done; blocks no time, one of its kind for each thing."""
    is_neutral = feed.has_neutral_title
    about = f"{due.of.title} am {format_date(due.of.date)}, {due.of.committee_name}"
    uid = f"{due.key}-{due.of.uid}"
    rings = feed.reminder is not Reminder.NONE and due.due >= day
    return _whole_day(
        due.due,
        uid=neutral_uid(feed, uid) if is_neutral else uid,
        sequence=due.of.sequence,
        changed_at=_stamp(due.of, feed),
        summary="Frist" if is_neutral else f"{due.label}: {due.of.short}, {due.of.title}",
        description="" if is_neutral else about,
        # The start page lists what is to be done, once somebody is signed in.
        url=f"{origin}/" if is_neutral else origin + due.path,
        reminder=_BEFORE_DAY if rings else None,
    )


# Whether the press is the signature; on paper it only releases the minutes for it.
_SIGNING = {True: "Niederschrift unterzeichnen", False: "Niederschrift zur Unterschrift freigeben"}


def signing_event(minutes: Minutes, feed: CalendarFeed, origin: str, day: date) -> FeedEvent:
    """The minutes wait for this person's signature or release, on the day they are due or came."""
    submitted_at = minutes.submitted_at or minutes.created_at
    version = minutes.current_version
    due = DueDay(
        key="sign",
        label=_SIGNING[version is None or version.signing is SigningWay.SYSTEM],
        due=max(minutes.due_on, to_berlin(submitted_at).date()),
        of=minutes.sitting,
        path=sitting_path(minutes.sitting),
    )
    event = deadline_event(due, feed, origin, day)
    return replace(event, changed_at=max(event.changed_at, submitted_at))


def notice_event(feed: CalendarFeed, origin: str) -> FeedEvent:
    """The one event of an ended subscription: it makes programs remove all the others."""
    return _whole_day(
        ended_on(feed),
        uid=f"ende-{feed.token_hash[:20]}@gremien",
        sequence=0,
        changed_at=feed.revoked_at or feed.changed_at,
        summary=ENDED,
        description=(
            "Dieses Kalender-Abo gibt es nicht mehr. Bitte entfernen Sie es aus Ihrem "
            "Kalenderprogramm. Ein neues legen Sie hier an:"
        ),
        url=f"{origin}/kalender/abos",
    )


def ended_on(feed: CalendarFeed) -> date:
    """The day of its end; of a disabled account's, the day of its last use."""
    if feed.revoked_at is not None:
        return to_berlin(feed.revoked_at).date()
    return feed.last_used_on or to_berlin(feed.created_at).date()


def _whole_day(
    day: date,
    *,
    uid: str,
    sequence: int,
    changed_at: datetime,
    summary: str,
    description: str,
    url: str,
    reminder: timedelta | None = None,
) -> FeedEvent:
    start = midnight(day)
    return FeedEvent(
        uid=uid,
        sequence=sequence,
        changed_at=changed_at,
        starts_at=start,
        ends_at=start,
        all_day=True,
        summary=summary,
        description=description,
        location="",
        status=EventStatus.CONFIRMED,
        url=url,
        reminder=reminder,
        is_free=True,
    )
