"""Reads of pledges; visible to the secretariats of a person's committees."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import memberships_in
from gremien_app.people.persons.queries import get_person
from gremien_app.people.pledges.models import Pledge, PledgeKind
from gremien_app.people.pledges.rules import Missing, has_to_be_bound, missing


def pledges_of(person_ids: Collection[int]) -> Sequence[Pledge]:
    """By person and day, the latest first; for whoever may know of these persons."""
    query = select(Pledge).where(Pledge.person_id.in_(person_ids))
    order = (Pledge.person_id, Pledge.kind, Pledge.given_on.desc(), Pledge.id.desc())
    return all_of(query.order_by(*order))


def missing_in(roster: Sequence[Membership], day: date) -> list[Missing]:
    """Who on this roster is not on record as bound until the day."""
    return missing(roster, pledges_of({one.person_id for one in roster}), day)


def bound_in(committee: Committee, since: date) -> list[Membership]:
    """Everybody who has to be bound, once, from a day on; by the order of the roster."""
    found: dict[int, Membership] = {}
    for one in memberships_in(committee.id, since=since):
        if has_to_be_bound(one):
            found.setdefault(one.person_id, one)
    return list(found.values())


def manageable(viewer: Viewer, id: int) -> Pledge:
    """A pledge of somebody whom this secretariat keeps; ``NotFound`` for others."""
    found = one_of(select(Pledge).where(Pledge.id == id).options(joinedload(Pledge.person)))
    get_person(viewer, found.person_id)
    return found


def is_stored(person_id: int, kind: PledgeKind, given_on: date) -> bool:
    query = select(Pledge.id).where(
        Pledge.person_id == person_id, Pledge.kind == kind, Pledge.given_on == given_on
    )
    return first_of(query) is not None
