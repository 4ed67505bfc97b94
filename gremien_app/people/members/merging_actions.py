"""Two records of one organisation become one, with the seats and memberships that name it."""

from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members.organization_queries import memberships_for, seats_given_to
from gremien_app.people.organizations import rules
from gremien_app.people.organizations.actions import absorb
from gremien_app.people.organizations.models import Organization


def merge_organizations(
    actor: Viewer, kept: Organization, given_up: Organization | None
) -> Organization:
    """Two records of one organisation become one: seats and memberships move, names stay known."""
    other = rules.require_two(kept, given_up)
    absorb(actor, kept, other, _move(other, kept))
    return kept


def _move(source: Organization, target: Organization) -> dict[str, tuple[Any, Any]]:
    """Seats and memberships change hands; forms opened before notice it by the version."""
    seats, memberships = seats_given_to(source), memberships_for(source)
    for seat in seats:
        seat.organization = target
    for membership in memberships:
        membership.organization = target
    db.session.flush()
    return {"seats": (None, len(seats)), "memberships": (None, len(memberships))}
