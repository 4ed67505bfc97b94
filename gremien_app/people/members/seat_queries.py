"""Reads of seats: of a term, of a day, and whether anybody ever sat there."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import first_of, one_of
from gremien_app.base.transactions import is_writing
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import Membership, Seat
from gremien_app.people.organizations.models import Organization


def seats_of(committee_id: int, term_id: int) -> list[Seat]:
    return _seats(select(Seat).where(Seat.committee_id == committee_id, Seat.term_id == term_id))


def seats_before(committee_id: int, term: Term) -> list[Seat]:
    """The seats of the last term before this one in which the committee had any."""
    former = first_of(
        select(Seat.term_id)
        .join(Seat.term)
        .where(Seat.committee_id == committee_id, Term.starts_on < term.starts_on)
        .order_by(Term.starts_on.desc(), Seat.id)
        .limit(1)
    )
    return seats_of(committee_id, former) if former is not None else []


def terms_with_seats(committee_id: int) -> set[int]:
    """The ids of the terms in which the committee has seats."""
    return set(db.session.scalars(select(Seat.term_id).where(Seat.committee_id == committee_id)))


def seats_on(committee_id: int, day: date) -> list[Seat]:
    return _seats(
        select(Seat).join(Seat.term).where(Seat.committee_id == committee_id, Term.running(day))
    )


def seats_since(committee_id: int, day: date) -> list[Seat]:
    """The seats of the terms that run on or after a day: what a form may offer."""
    return _seats(
        select(Seat).join(Seat.term).where(Seat.committee_id == committee_id, Term.still(day))
    )


def _seats(query: Select[Seat]) -> list[Seat]:
    return list(
        db.session.scalars(
            query.options(
                joinedload(Seat.organization).joinedload(Organization.names), joinedload(Seat.term)
            ).order_by(Seat.term_id, Seat.position, Seat.id)
        ).unique()
    )


def manageable_seat(viewer: Viewer, id: int) -> Seat:
    """The seat for the committee's secretariat, or ``NotFound``."""
    found = one_of(
        select(Seat)
        .where(Seat.id == id, Seat.committee_id.in_(viewer.secretariat_of))
        .options(joinedload(Seat.committee).selectinload(Committee.names), joinedload(Seat.term))
    )
    if is_writing():
        lock_committee(found.committee_id)
    return found


def first_holder(seat: Seat) -> Membership | None:
    """Whoever was the first to be entered on the seat, gone or not."""
    held = select(Membership).where(Membership.seat_id == seat.id)
    return first_of(held.order_by(Membership.id).limit(1))
