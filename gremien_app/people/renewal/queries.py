"""Reads of new beginnings, and what one would do."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members import queries as members
from gremien_app.people.members import seat_queries
from gremien_app.people.members.models import Seat
from gremien_app.people.renewal import rules
from gremien_app.people.renewal.models import Reconstitution


def renewal_of(committee_id: int) -> Reconstitution | None:
    """The committee's last new beginning that was not undone."""
    return db.session.scalars(
        select(Reconstitution)
        .where(Reconstitution.committee_id == committee_id, Reconstitution.undone_at.is_(None))
        .options(joinedload(Reconstitution.term))
        .order_by(Reconstitution.first_day.desc(), Reconstitution.id.desc())
    ).first()


def preview_of(committee: Committee, term: Term, first_day: date) -> rules.Preview:
    """What would happen; refused where it cannot."""
    memberships = members.memberships_in(committee.id, since=first_day)
    rules.require_possible(
        committee, term, first_day, memberships, seat_queries.seats_of(committee.id, term.id)
    )
    former = seat_queries.seats_before(committee.id, term)
    return rules.preview(committee, term, first_day, memberships, former)


def finished_by(committee_id: int, day: date) -> Reconstitution | None:
    """The new beginning that a sitting of this day has finished, if it has."""
    made = renewal_of(committee_id)
    return made if made and made.finished_at is not None and made.first_day <= day else None


def made_seats(made: Reconstitution) -> list[Seat]:
    """The seats that a new beginning made and that are still there."""
    return list(
        db.session.scalars(
            select(Seat).where(Seat.id.in_(made.created_seats)).order_by(Seat.position, Seat.id)
        )
    )
