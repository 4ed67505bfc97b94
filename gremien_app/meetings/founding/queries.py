"""Reads of a body's life: who may close it, and what hangs on it, on its seats and on a term."""

from datetime import date

from sqlalchemy import ColumnElement, func, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN, ONE_DAY, end_of, midnight
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, by_id
from gremien_app.meetings.founding.rules import may_close
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState
from gremien_app.meetings.sittings.queries import of_committees
from gremien_app.people.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.people.committees.queries import get_committee, listed, manageable
from gremien_app.people.members.models import Membership, Seat
from gremien_app.people.members.queries import memberships_in, roster
from gremien_app.people.members.roster import filled_seats


def closable(viewer: Viewer, slug: str) -> Committee:
    """The committee for whoever may close it; ``Forbidden`` for others who may see it."""
    committee = get_committee(viewer, slug)
    if not may_close(viewer, committee):
        raise Forbidden
    return committee


def manageable_name(viewer: Viewer, slug: str, id: int) -> CommitteeName:
    for name in manageable(viewer, slug).names:
        if name.id == id:
            return name
    raise NotFound


def get_term(id: int) -> Term:
    return by_id(Term, id)


def slug_is_taken(slug: str) -> bool:
    return db.session.scalar(select(Committee.id).where(Committee.slug == slug)) is not None


def last_position(parent: Committee | None) -> int:
    siblings = Committee.parent_id == parent.id if parent else Committee.parent_id.is_(None)
    return db.session.scalar(select(func.max(Committee.position)).where(siblings)) or 0


def groups_open_after(committee: Committee, day: date) -> list[Committee]:
    return listed(
        select(Committee).where(
            Committee.parent_id == committee.id,
            ends_since(Committee.closed_on, day + ONE_DAY),
        )
    )


def committees_with_seats_in(term: Term) -> list[str]:
    return all_of(
        select(Committee.short)
        .join(Committee.seats_by_term)
        .where(StatutorySeats.term_id == term.id)
        .order_by(Committee.position, Committee.id)
    )


# What hangs on a body


def running_beyond(committee: Committee, last_day: date) -> list[Membership]:
    """Memberships that outlive a day: running on, or beginning later."""
    return memberships_in(committee.id, since=last_day + ONE_DAY)


def sittings_after(committee_id: int, day: date) -> list[date]:
    """Days of the committee's sittings after a day that are not called off."""
    later = Sitting.starts_at >= end_of(day)
    going_on = Sitting.state != SittingState.CANCELLED
    return _days(of_committees([committee_id]) & later & going_on)


def first_use(committee_id: int) -> date | None:
    """The first day of the committee's first sitting or membership; None without any."""
    days = _days(Sitting.committee_id == committee_id)[:1]
    joined = db.session.scalar(
        select(func.min(Membership.starts_on)).where(Membership.committee_id == committee_id)
    )
    return min([*days, *([joined] if joined else [])], default=None)


def _days(condition: ColumnElement[bool]) -> list[date]:
    starts = db.session.scalars(
        select(Sitting.starts_at).where(condition).order_by(Sitting.starts_at, Sitting.id)
    )
    return [start.astimezone(BERLIN).date() for start in starts]


# What hangs on its seats


def voting_seats(committee_id: int, day: date) -> int:
    """Seats with a voting member on a day; a principal and the deputies of one seat are one."""
    return filled_seats(one for one in roster(committee_id, day) if one.can_vote)


def seats_in_group(committee_id: int, label: str, day: date) -> list[int]:
    """Ids of a group's seats in the running term and the coming ones; those of the past keep it."""
    return all_of(
        select(Seat.id)
        .join(Seat.term)
        .where(
            Seat.committee_id == committee_id,
            Seat.group_label == label,
            Term.still(day),
        )
        .order_by(Seat.id)
    )


# What hangs on a term


def sittings_of_term(term_id: int) -> list[date]:
    return _days(Sitting.term_id == term_id)


def sittings_to_adopt(starts_on: date, ends_on: date | None) -> list[int]:
    """Ids of the sittings of these days without a term; signed records stay as they are."""
    within = (
        Sitting.term_id.is_(None)
        & Sitting.record_closed_at.is_(None)
        & (Sitting.starts_at >= midnight(starts_on))
    )
    if ends_on is not None:
        within &= Sitting.starts_at < end_of(ends_on)
    return all_of(select(Sitting.id).where(within).order_by(Sitting.id))


def numbers_left_in(term_id: int) -> int:
    """How many sittings were invited with a number of the term and moved out of it."""
    return db.session.scalar(select(func.count()).where(SittingMove.old_term_id == term_id)) or 0


def seats_of_term(term_id: int) -> int:
    """How many seats of any committee belong to a term."""
    return db.session.scalar(select(func.count()).where(Seat.term_id == term_id)) or 0


def joined_in_term(term_id: int) -> list[date]:
    """First days of the memberships on a term's seats, in order."""
    return all_of(
        select(Membership.starts_on)
        .join(Membership.seat)
        .where(Seat.term_id == term_id)
        .order_by(Membership.starts_on, Membership.id)
    )
