"""Reads of what organisations hold in the committees: seats, and who sits there for them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, by_id
from gremien_app.base.transactions import held
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.merging_models import OrganizationMerger
from gremien_app.people.members.models import Membership, Seat
from gremien_app.people.members.queries import running
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person


def _part_of(organization: Organization, day: date) -> Select[int]:
    """Its own number and those of the organisations that are a part of it on that day."""
    is_part = (Organization.merged_into_id == organization.id) & (Organization.merged_on <= day)
    return select(Organization.id).where(or_(Organization.id == organization.id, is_part))


def committees_of_both(one: Organization, other: Organization, day: date) -> list[Committee]:
    """In which committees both hold a seat of a term that runs on that day or begins later."""
    held = [
        select(Seat.committee_id)
        .join(Seat.term)
        .where(Seat.organization_id == each.id, Term.still(day))
        for each in (one, other)
    ]
    query = select(Committee).where(Committee.id.in_(held[0]), Committee.id.in_(held[1]))
    return all_of(query.order_by(Committee.position, Committee.id))


def mergers_of(organization: Organization) -> list[OrganizationMerger]:
    """The records that were taken into this one and can be set apart again, the last first."""
    query = select(OrganizationMerger).where(OrganizationMerger.kept_id == organization.id)
    return all_of(query.order_by(OrganizationMerger.id.desc()))


def get_merger(id: int) -> OrganizationMerger:
    return held(by_id(OrganizationMerger, id))


def fused_with(organization: Organization) -> list[Organization]:
    """The organisations that are a part of this one, from their day on."""
    query = select(Organization).where(Organization.merged_into_id == organization.id)
    return all_of(query.order_by(Organization.merged_on, Organization.id))


def seats_held(viewer: Viewer, organization: Organization, day: date) -> list[Seat]:
    """The seats of the organisation in the terms of that day, in the viewer's committees."""
    return all_of(
        select(Seat)
        .join(Seat.committee)
        .join(Seat.term)
        .where(
            Seat.organization_id.in_(_part_of(organization, day)),
            Seat.committee_id.in_(viewer.secretariat_of),
            Term.running(day),
        )
        .options(
            contains_eager(Seat.committee).selectinload(Committee.names), contains_eager(Seat.term)
        )
        .order_by(Committee.position, Committee.id, Seat.position, Seat.id)
    )


def named_by(viewer: Viewer, organization: Organization, day: date) -> list[Membership]:
    """Who sits for the organisation on that day, in the viewer's committees."""
    return all_of(
        running(day)
        .join(Membership.committee)
        .join(Membership.person)
        .where(
            Membership.organization_id.in_(_part_of(organization, day)),
            Membership.committee_id.in_(viewer.secretariat_of),
        )
        .options(
            contains_eager(Membership.committee).selectinload(Committee.names),
            contains_eager(Membership.person),
            joinedload(Membership.seat),
        )
        .order_by(Committee.position, Committee.id, Person.sort_key, Membership.id)
    )


def persons_sent_by(viewer: Viewer, senders: Iterable[Organization], day: date) -> dict[int, int]:
    """How many persons each sends on that day, in the viewer's committees."""
    rows = db.session.execute(
        select(Membership.organization_id, func.count(distinct(Membership.person_id)))
        .where(
            Membership.organization_id.in_([one.id for one in senders]),
            Membership.committee_id.in_(viewer.secretariat_of),
            Membership.running(day),
        )
        .group_by(Membership.organization_id)
    )
    return {key: count for key, count in rows if key is not None}


def seats_given_to(organization: Organization) -> list[Seat]:
    query = select(Seat).where(Seat.organization_id == organization.id)
    return all_of(query.order_by(Seat.id))


def memberships_for(organization: Organization) -> list[Membership]:
    """Everybody who ever sat for it, in every committee."""
    query = select(Membership).where(Membership.organization_id == organization.id)
    return all_of(query.order_by(Membership.id))
