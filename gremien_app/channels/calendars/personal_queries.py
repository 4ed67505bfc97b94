"""What one's own subscription shows: by the roster on the day of each sitting."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import SINGLE_READ, db
from gremien_app.base.house.due import DueDay
from gremien_app.base.house.gathered import house
from gremien_app.base.ics.feed import FeedInfo, one_by_one
from gremien_app.base.kernel.clock import midnight, utc_now
from gremien_app.base.kernel.errors import required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, one_of
from gremien_app.channels.calendars import wishes
from gremien_app.channels.calendars.models import CalendarFeed, CalendarVersion, FeedKind
from gremien_app.channels.calendars.queries import Feed, agendas_of, first_day
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.replies.calling_queries import called_to
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import of_committees, visible_to, with_context
from gremien_app.meetings.sittings.rules import belongs, takes_part
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.members.roster import deputises
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.signatory_queries import (
    loaded_signing,
    presided_by,
    signed_by,
    waits_for,
)

# id, name, revoked_at, last_used_on, is_disabled, value
TokenRow = Row[int, str, datetime | None, date | None, bool, str | None]
_AHEAD = timedelta(days=3 * 365)

# Tables, not objects: this is all that an unchanged subscription asks of the database.
_feed, _user, _version = CalendarFeed.__table__, User.__table__, CalendarVersion.__table__
_BY_TOKEN = (
    select(
        *(_feed.c.id, _feed.c.name, _feed.c.revoked_at, _feed.c.last_used_on),
        *(_user.c.is_disabled, _version.c.value),
    )
    .select_from(_feed.join(_user).outerjoin(_version, _version.c.id == 1))
    .where(_feed.c.token_hash == bindparam("hash"))
)


def by_token(token: str) -> TokenRow:
    """The subscription behind a secret address, with the version of what calendars show.

    One query by key, whatever the token looks like. Raises ``NotFound``.
    """
    with db.engine.connect().execution_options(**{SINGLE_READ: True}) as connection:
        return required(connection.execute(_BY_TOKEN, {"hash": digest(token)}).first())


def feeds_of(viewer: Viewer) -> list[CalendarFeed]:
    """One's own subscriptions: the running ones by name, then those ended of late."""
    since = utc_now() - wishes.NOTICE_DAYS
    found = all_of(
        select(CalendarFeed)
        .where(
            CalendarFeed.user_id == viewer.user_id,
            or_(CalendarFeed.revoked_at.is_(None), CalendarFeed.revoked_at > since),
        )
        .order_by(CalendarFeed.name, CalendarFeed.id)
    )
    return sorted(found, key=lambda feed: feed.revoked_at is not None)


def persons_with_own_uids(ids: Collection[int]) -> set[int]:
    """Those of these persons who have a running subscription under a neutral title.

    Its UIDs are nobody else's: a mail with the sitting's own would make a second entry.
    """
    query = (
        select(User.person_id)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(
            User.person_id.in_(ids),
            CalendarFeed.has_neutral_title,
            CalendarFeed.revoked_at.is_(None),
        )
    )
    return {id_ for id_ in db.session.scalars(query) if id_ is not None}


def own_feed(viewer: Viewer, id: int) -> CalendarFeed:
    """One of one's own running subscriptions. Raises ``NotFound``."""
    return one_of(
        select(CalendarFeed).where(
            CalendarFeed.id == id,
            CalendarFeed.user_id == viewer.user_id,
            CalendarFeed.revoked_at.is_(None),
        )
    )


def names_of_running(user_id: int | None, besides: int | None = None) -> list[str]:
    """The names of an account's running subscriptions; ``besides``: without this one."""
    return all_of(
        select(CalendarFeed.name)
        .where(
            CalendarFeed.user_id == user_id,
            CalendarFeed.revoked_at.is_(None),
            CalendarFeed.id != (besides or 0),
        )
        .order_by(CalendarFeed.name, CalendarFeed.id)
    )


def notice_feed(feed_id: int, *, origin: str, today: date) -> Feed | None:
    """What an ended subscription answers for 90 days: one event, so that all others go."""
    feed = _load(feed_id)
    if today > wishes.ended_on(feed) + wishes.NOTICE_DAYS:
        return None
    return Feed(FeedInfo(feed.name, wishes.ENDED), (wishes.notice_event(feed, origin),))


def personal_feed(feed_id: int, *, origin: str, today: date) -> Feed:
    feed = _load(feed_id)
    viewer = viewer_of(feed.user, today)
    if feed.kind is FeedKind.DEADLINES:
        deadlines = one_by_one(
            house().due_days(viewer, first_day(today), today + _AHEAD),
            lambda due: wishes.deadline_event(due, feed, origin, today),
        )
        return Feed(FeedInfo(feed.name, "Ihre Fristen."), tuple(deadlines))
    sittings = [one for one in _own_sittings(viewer, today) if wishes.is_shown(one, feed)]
    agendas = agendas_of(viewer, sittings)
    dates = one_by_one(
        sittings,
        lambda one: wishes.own_event(
            one, agendas[one.id], feed, origin, today, takes_part=takes_part(viewer, one)
        ),
    )
    motions = one_by_one(
        _motions(viewer, sittings, first_day(today)) if feed.shows_motions else (),
        lambda due: wishes.deadline_event(due, feed, origin, today),
    )
    to_sign = one_by_one(
        _to_sign(viewer) if feed.shows_signing else (),
        lambda minutes: wishes.signing_event(minutes, feed, origin, today),
    )
    return Feed(FeedInfo(feed.name, "Ihre Termine."), (*dates, *motions, *to_sign))


def _motions(viewer: Viewer, sittings: Iterable[Sitting], since: date) -> list[DueDay]:
    """Until when those who belong to a committee may put motions to its sittings."""
    days = [wishes.motions_day(one) for one in sittings if belongs(viewer, one)]
    return [one for one in days if one is not None and one.due >= since]


def _load(feed_id: int) -> CalendarFeed:
    return db.session.scalars(
        select(CalendarFeed)
        .where(CalendarFeed.id == feed_id)
        .options(joinedload(CalendarFeed.user).selectinload(User.assignments))
    ).one()


def _own_sittings(viewer: Viewer, today: date) -> list[Sitting]:
    """Of one's committees on the day of the sitting; as a deputy, where one stands in.

    As a guest, until the day of the sitting is over.
    """
    memberships = _memberships(viewer)
    serves = viewer.records_of
    ids = serves | {one.committee_id for one in memberships}
    since = midnight(first_day(today))
    found = all_of(
        with_context(select(Sitting))
        .where(
            visible_to(viewer),
            or_(of_committees(ids), Sitting.id.in_(viewer.guest_at)),
            Sitting.starts_at >= since,
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    shown, as_deputy = [], []
    for sitting in found:
        own = [m for m in memberships if _belongs_to(m, sitting)]
        is_called = sitting.id in viewer.guest_at or any(not deputises(m) for m in own)
        if is_called or serves.intersection(sitting.committee_ids):
            shown.append(sitting)
        elif own:
            as_deputy.append(sitting)
    shown += _represented(viewer, as_deputy)
    return sorted(shown, key=lambda sitting: (sitting.starts_at, sitting.id))


def own_sittings_on(viewer: Viewer, day: date) -> list[Sitting]:
    """The sittings of one day that one's own subscription would show."""
    return [one for one in _own_sittings(viewer, day) if one.date == day]


def _memberships(viewer: Viewer) -> list[Membership]:
    return all_of(
        select(Membership).where(Membership.person_id == viewer.person_id).order_by(Membership.id)
    )


def _belongs_to(membership: Membership, sitting: Sitting) -> bool:
    return membership.committee_id in sitting.committee_ids and membership.runs_on(sitting.date)


def _represented(viewer: Viewer, sittings: Collection[Sitting]) -> list[Sitting]:
    """Those to which the deputy is called; nobody is called to a hold."""
    if not sittings or viewer.person_id is None:
        return []
    called = {sitting_id for sitting_id, _ in called_to(viewer.person_id)}
    return [one for one in sittings if one.id in called]


def _to_sign(viewer: Viewer) -> list[Minutes]:
    """Minutes submitted to who signs as chair, and not signed or released by him or her so far."""
    if viewer.person_id is None:
        return []
    waiting = all_of(
        select(Minutes)
        .join(Minutes.sitting)
        .where(
            Minutes.state == MinutesState.SUBMITTED,
            signed_by(viewer),
            visible_to(viewer),
        )
        .options(
            contains_eager(Minutes.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names),
                selectinload(Sitting.partners).selectinload(Committee.names),
            ),
            *loaded_signing(),
        )
        .order_by(Minutes.submitted_at, Minutes.id)
    )
    if not waiting:
        return []
    presided = set(db.session.scalars(presided_by(viewer)))
    return [
        minutes
        for minutes in waiting
        if waits_for(minutes, viewer, has_presided=minutes.sitting_id in presided)
    ]
