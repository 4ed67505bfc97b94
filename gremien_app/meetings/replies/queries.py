"""Reads of answers, callings and links; names belong to the office and to those concerned."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.replies.models import (
    ACTIVE,
    Answer,
    Calling,
    CallingTimes,
    CallState,
    Reply,
    Wish,
)
from gremien_app.meetings.replies.rules import Book, Times, is_asked
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import get_sitting, roster_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.models import Person

# What rooms above know of persons at a sitting that the office should see before it calls them:
# person, nothing, no day, the words.
CAUTIONS: list[Callable[[Sitting], Select[int | None, str, date, str]]] = []


def book_of(sitting: Sitting) -> Book:
    """All answers to a sitting, of its day; for checked sittings. Three queries.

    The committee's times come along with the answers: without one nobody has to be called.
    """
    return _book(sitting, roster_of(sitting))


def book_about(sitting: Sitting, person_id: int) -> Book:
    """The part of it that one answer touches: the person's seats and whoever shares them."""
    seats = select(Membership.seat_id).where(
        Membership.person_id == person_id, Membership.seat_id.is_not(None)
    )
    sharing = select(Membership.person_id).where(Membership.seat_id.in_(seats))
    query = (
        select(Membership)
        .where(
            Membership.committee_id.in_(sitting.committee_ids),
            or_(Membership.person_id == person_id, Membership.person_id.in_(sharing)),
        )
        .options(joinedload(Membership.person), joinedload(Membership.seat))
        .order_by(Membership.position, Membership.id)
    )
    return _book(sitting, [one for one in db.session.scalars(query) if one.runs_on(sitting.date)])


def _book(sitting: Sitting, roster: Sequence[Membership]) -> Book:
    query = _replies(sitting, Reply, CallingTimes).outerjoin(
        CallingTimes, CallingTimes.committee_id.in_(sitting.committee_ids)
    )
    replies, times = {}, dict.fromkeys(sitting.committee_ids, usual_times())
    for reply, own in db.session.execute(query):
        replies[reply.person_id] = reply
        if own is not None:
            times[own.committee_id] = _times_from(own)
    # Who is no deputy any more on that day is not asked: the next one is.
    ids = {one.id for one in roster}
    callings = [c for c in callings_to(sitting) if c.deputy_id is None or c.deputy_id in ids]
    return Book(sitting, roster, replies, callings, times)


def _replies(sitting: Sitting, *wanted: Any) -> Select[Any]:
    query = select(*wanted).where(Reply.sitting_id == sitting.id, Reply.day == sitting.date)
    return query.order_by(Reply.id)


def replies_to(sitting: Sitting) -> dict[int, Reply]:
    """By person what was answered for the sitting's day; for checked sittings."""
    return {one.person_id: one for one in db.session.scalars(_replies(sitting, Reply))}


def callings_to(sitting: Sitting) -> list[Calling]:
    """Who was called for the sitting's day, whatever became of it; for checked sittings."""
    query = select(Calling).where(Calling.sitting_id == sitting.id, Calling.day == sitting.date)
    return all_of(query.order_by(Calling.called_at, Calling.id))


def declined_at(sitting: Sitting) -> set[int]:
    """The persons who said that they do not come; for checked sittings."""
    return {one.person_id for one in replies_to(sitting).values() if not one.is_coming}


def reply_row(sitting_id: int, person_id: int) -> Reply | None:
    """Also one that was given for another day."""
    query = select(Reply).where(Reply.sitting_id == sitting_id, Reply.person_id == person_id)
    return first_of(query)


def calling_row(sitting_id: int, deputy_id: int) -> Calling | None:
    """Also one of another day."""
    query = select(Calling).where(Calling.sitting_id == sitting_id, Calling.deputy_id == deputy_id)
    return first_of(query)


def replyable(viewer: Viewer, id: int) -> Sitting:
    """The sitting for somebody of its roster, who answers for himself or herself."""
    sitting = get_sitting(viewer, id)
    if viewer.person_id is None or not memberships_at(sitting, viewer.person_id):
        raise NotFound
    return sitting


def memberships_at(sitting: Sitting, person_id: int) -> list[Membership]:
    """Those of a person that run on the sitting's day in its committees."""
    query = select(Membership).where(
        Membership.person_id == person_id,
        Membership.committee_id.in_(sitting.committee_ids),
    )
    own = db.session.scalars(query.order_by(Membership.id))
    return [one for one in own if one.runs_on(sitting.date)]


def is_guest(sitting: Sitting, person_id: int) -> bool:
    return any(one.person_id == person_id for one in guests_at(sitting))


def guests_at(sitting: Sitting) -> list[Guest]:
    """Whoever is invited as a guest; for the office."""
    query = select(Guest).join(Guest.person).options(contains_eager(Guest.person))
    query = query.where(Guest.sitting_id == sitting.id, Guest.uninvited_at.is_(None))
    return all_of(query.order_by(Person.sort_key, Guest.id))


def person_at(sitting: Sitting, person_id: int) -> Person:
    """Somebody who can be asked; ``NotFound`` for anybody else."""
    found = db.session.get(Person, person_id)
    if found is None or not (memberships_at(sitting, person_id) or is_guest(sitting, person_id)):
        raise NotFound
    return found


def usual_times() -> Times:
    """As the house has set them for committees that say nothing else."""
    return Times(*current_app.config["CALLING"])


def times_of(committee: Committee) -> Times:
    """As the committee says, else as usual."""
    row = times_row(committee.id)
    return _times_from(row) if row else usual_times()


def _times_from(row: CallingTimes) -> Times:
    return Times(row.after_hours, row.at_once_days, row.from_hour, row.until_hour)


def times_row(committee_id: int) -> CallingTimes | None:
    query = select(CallingTimes).where(CallingTimes.committee_id == committee_id)
    return first_of(query)


def sittings_with_absences(now: datetime) -> list[int]:
    """Where a deputy may have to be called; by their day, as rows are locked."""
    return list(
        db.session.scalars(
            select(Sitting.id)
            .where(
                Sitting.state.in_((SittingState.INVITED, SittingState.MOVED)),
                Sitting.ends_at > now,
                exists().where(
                    Reply.sitting_id == Sitting.id,
                    Reply.answer == Answer.DECLINES,
                    Reply.wish == Wish.CALL,
                ),
            )
            .order_by(Sitting.starts_at, Sitting.id)
        )
    )


def untold(now: datetime) -> list[tuple[int, int]]:
    """Sitting and calling of whoever is to be told by mail: asked, or then needed no more."""
    rows = db.session.execute(
        select(Calling.sitting_id, Calling.id)
        .join(Calling.sitting)
        .where(
            Sitting.starts_at > now,
            Sitting.state.in_((SittingState.INVITED, SittingState.MOVED)),
            or_(
                (Calling.state == CallState.CALLED) & Calling.told.is_(None),
                (Calling.state == CallState.ENDED) & (Calling.told == CallState.CALLED),
            ),
        )
        .order_by(Sitting.starts_at, Calling.id)
    )
    return [(sitting_id, calling_id) for sitting_id, calling_id in rows]


@dataclass(frozen=True)
class Own:
    """What the page of a sitting says to whoever may answer."""

    is_asked: bool
    question: str = ""
    reply: Reply | None = None


def own_of(viewer: Viewer, sitting: Sitting, now: datetime) -> Own:
    """A deputy is asked where he or she is called; nobody is who does not belong on its day."""
    person_id = viewer.person_id
    own = memberships_at(sitting, person_id) if person_id and is_asked(sitting, now) else []
    if not own:
        return Own(is_asked=False)
    reply = replies_to(sitting).get(own[0].person_id)
    called = any(c.person_id == person_id and c.state in ACTIVE for c in callings_to(sitting))
    question = "Bitte um Vertretung: Können Sie kommen?" if called else "Kommen Sie?"
    is_principal = any(one.role is not MemberRole.DEPUTY for one in own)
    return Own(bool(called or is_principal or reply), question, reply)


def post_of(person_ids: Iterable[int]) -> dict[int, Correspondence]:
    """How the office writes to these persons, where somebody said so."""
    query = select(Correspondence).where(Correspondence.person_id.in_(list(person_ids)))
    return {one.person_id: one for one in db.session.scalars(query.order_by(Correspondence.id))}


def own_open(viewer: Viewer, sittings: Iterable[Sitting]) -> list[Sitting]:
    """Of these those to which the viewer has not answered so far."""
    known = {one.id: one for one in sittings}
    if viewer.person_id is None or not known:
        return []
    query = select(Reply.sitting_id, Reply.day).where(
        Reply.person_id == viewer.person_id, Reply.sitting_id.in_(known)
    )
    answered = {id_ for id_, day in db.session.execute(query) if known[id_].date == day}
    return [one for one in known.values() if one.id not in answered]
