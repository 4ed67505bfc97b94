"""Reads of new beginnings, and what one would do."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, union
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, first_of
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.committees.queries import listed, term_on
from gremien_app.people.members import queries as members
from gremien_app.people.members import seat_queries
from gremien_app.people.members.models import Ending, Membership, Seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.renewal import rules
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.renewal.naming_rules import Slot, open_slots


def renewal_of(committee_id: int) -> Reconstitution | None:
    """The committee's last new beginning that was not undone."""
    return first_of(
        select(Reconstitution)
        .where(Reconstitution.committee_id == committee_id, Reconstitution.undone_at.is_(None))
        .options(joinedload(Reconstitution.term))
        .order_by(Reconstitution.first_day.desc(), Reconstitution.id.desc())
    )


def preview_of(committee: Committee, term: Term, first_day: date) -> rules.Preview:
    """What would happen; refused where it cannot."""
    memberships = members.memberships_in(committee.id, since=first_day)
    rules.require_possible(
        committee, term, first_day, memberships, seat_queries.seats_of(committee.id, term.id)
    )
    former = seat_queries.seats_before(committee.id, term)
    return rules.preview(committee, term, first_day, memberships, former)


def open_slots_of(made: Reconstitution) -> list[Slot]:
    holders = members.memberships_in(made.committee_id, since=made.first_day)
    return open_slots(made_seats(made), holders, _ended_by(made), made.first_day)


def _ended_by(made: Reconstitution) -> list[Membership]:
    return all_of(
        select(Membership)
        .join(Ending, Ending.membership_id == Membership.id)
        .where(Ending.reconstitution_id == made.id)
        .options(
            joinedload(Membership.person),
            joinedload(Membership.organization),
            joinedload(Membership.seat).joinedload(Seat.organization),
        )
        .order_by(Membership.id)
    )


def unformed(committee_ids: Collection[int], day: date) -> dict[int, Term]:
    """The term of the day by committees that have seats or members of before, and none of it."""
    term = term_on(day)
    if term is None:
        return {}
    seated = select(Seat.committee_id).join(Seat.term)
    own = select(Membership.committee_id).where(Membership.tenure_id.is_(None))
    before = union(
        seated.where(Term.starts_on < term.starts_on),
        own.where(Membership.can_vote, Membership.starts_on < term.starts_on),
    )
    since = union(
        seated.where(Term.id == term.id), own.where(Membership.starts_on >= term.starts_on)
    )
    found = select(Committee.id).where(
        Committee.id.in_(committee_ids),
        ends_since(Committee.closed_on, term.starts_on),
        Committee.id.in_(before),
        Committee.id.not_in(since),
    )
    return dict.fromkeys(db.session.scalars(found.order_by(Committee.id)), term)


def unformed_of(viewer: Viewer, day: date) -> list[tuple[Committee, Term]]:
    """The committees of this secretariat that are not formed for the running term."""
    found = unformed(viewer.secretariat_of, day)
    committees = listed(select(Committee).where(Committee.id.in_(found)))
    return [(one, found[one.id]) for one in committees]


def undone_in(term_id: int) -> list[Reconstitution]:
    """New beginnings of a term that were taken back: nothing hangs on them any more."""
    query = select(Reconstitution).where(
        Reconstitution.term_id == term_id, Reconstitution.undone_at.is_not(None)
    )
    return all_of(query.order_by(Reconstitution.id))


def finished_by(committee_id: int, day: date) -> Reconstitution | None:
    """The new beginning that a sitting of this day has finished, if it has."""
    made = renewal_of(committee_id)
    return made if made and made.finished_at is not None and made.first_day <= day else None


def made_seats(made: Reconstitution) -> list[Seat]:
    """The seats that a new beginning made and that are still there."""
    return all_of(
        select(Seat)
        .where(Seat.id.in_(made.created_seats))
        .options(joinedload(Seat.organization).selectinload(Organization.names))
        .order_by(Seat.position, Seat.id)
    )
