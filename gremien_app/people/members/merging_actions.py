"""Two organisations become one: a double is corrected, or they have merged on a day."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members.merging_models import OrganizationMerger
from gremien_app.people.members.organization_queries import (
    committees_of_both,
    memberships_for,
    seats_given_to,
)
from gremien_app.people.organizations import rules
from gremien_app.people.organizations.actions import absorb, add_former, add_organization, fuse
from gremien_app.people.organizations.models import Organization


def merge_organizations(
    actor: Viewer,
    kept: Organization,
    given_up: Organization | None,
    *,
    merged_on: date | None = None,
    is_meant: bool = True,
    today: date | None = None,
) -> Organization:
    """With a day a fusion: old rosters keep the names. Without one a double is corrected.

    ``is_meant``: that both hold seats in one committee was seen, as far as there is one ``today``.
    """
    other = rules.require_two(kept, given_up)
    shared = committees_of_both(kept, other, today) if today else []
    rules.require_both_meant([one.short for one in shared], kept.name, is_meant=is_meant)
    if merged_on is not None:
        fuse(actor, kept, other, merged_on)
        return kept
    names = [[one.name, one.valid_until and one.valid_until.isoformat()] for one in other.names]
    made = OrganizationMerger(
        kept=kept,
        name=other.name,
        short=other.short,
        kind=other.kind,
        names=names,
        seats=[one.id for one in seats_given_to(other)],
        memberships=[one.id for one in memberships_for(other)],
        merged_by=actor.name,
        merged_at=utc_now(),
    )
    added = absorb(actor, kept, other, _move(other, kept))
    made.added = [one.id for one in added]
    db.session.add(made)
    db.session.flush()
    return kept


def set_apart(actor: Viewer, made: OrganizationMerger) -> Organization:
    """Two records again: what was moved goes back, unless somebody has moved it on since."""
    kept = made.kept
    for one in [each for each in kept.names if each.id in made.added]:
        kept.names.remove(one)
    db.session.flush()
    other = add_organization(actor, name=made.name, short=made.short, kind=made.kind)
    for name, valid_until in made.names:
        add_former(other, str(name), date.fromisoformat(valid_until) if valid_until else None)
    for seat in [one for one in seats_given_to(kept) if one.id in made.seats]:
        seat.organization = other
    for membership in [one for one in memberships_for(kept) if one.id in made.memberships]:
        membership.organization = other
    record(
        actor,
        "organization.set_apart",
        kept,
        summary=f"Zusammenlegung zurückgenommen: „{other.name}“ und „{kept.name}“",
    )
    db.session.delete(made)
    db.session.flush()
    return other


def _move(source: Organization, target: Organization) -> Changes:
    """Seats and memberships change hands; forms opened before notice it by the version."""
    seats, memberships = seats_given_to(source), memberships_for(source)
    for seat in seats:
        seat.organization = target
    for membership in memberships:
        membership.organization = target
    db.session.flush()
    return {"seats": (None, len(seats)), "memberships": (None, len(memberships))}
