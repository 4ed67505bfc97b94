"""Reads of organisations: one record however the name is spelt."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import distinct, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import held
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.models import (
    Membership,
    Organization,
    OrganizationName,
    Person,
    Seat,
)
from gremien_app.people.members.queries import running


def find_organization(name: str) -> Organization | None:
    """The organisation, by its name, a former name or any other spelling."""
    key = fold(name)
    spelt = Organization.names.any(OrganizationName.search_key == key)
    return db.session.scalars(
        select(Organization)
        .where(or_(Organization.search_key == key, spelt))
        # Its own name wins over what another one was called once.
        .order_by((Organization.search_key == key).desc(), Organization.id)
        .limit(1)
    ).first()


def as_listed(sender: str, day: date) -> str:
    """The organisation meant by this spelling, by its name of the day; else what was typed."""
    organization = find_organization(sender) if sender else None
    return organization.name_on(day) if organization else sender


def organizations() -> list[Organization]:
    """All of them, for a field's list of suggestions."""
    return list(db.session.scalars(select(Organization).order_by(Organization.search_key)))


def organizations_found(
    search: str = "", limit: int | None = None, after: Organization | None = None
) -> list[Organization]:
    """By name; every word of ``search`` must occur in the name, the short or a former name."""
    query = select(Organization)
    for spellings in word_patterns(search):
        columns = (Organization.search_key, func.lower(Organization.short))
        plain = [c.like(p, escape=ESCAPE) for c in columns for p in spellings]
        former = [OrganizationName.search_key.like(p, escape=ESCAPE) for p in spellings]
        query = query.where(or_(*plain, Organization.names.any(or_(*former))))
    order = (Organization.search_key, Organization.id)
    if after is not None:
        query = query.where(tuple_(*order) > (after.search_key, after.id))
    return list(
        db.session.scalars(
            query.options(selectinload(Organization.names)).order_by(*order).limit(limit)
        )
    )


def get_organization(id: int) -> Organization:
    found = db.session.scalars(
        select(Organization).where(Organization.id == id).options(selectinload(Organization.names))
    ).first()
    if found is None:
        raise NotFound
    return held(found)


def organization_by_number(number: str) -> Organization | None:
    """The organisation an address parameter names; None without one."""
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotFound
    return get_organization(int(number))


def seats_held(viewer: Viewer, organization: Organization, day: date) -> list[Seat]:
    """The seats of the organisation in the terms of that day, in the viewer's committees."""
    return list(
        db.session.scalars(
            select(Seat)
            .join(Seat.committee)
            .join(Seat.term)
            .where(
                Seat.organization_id == organization.id,
                Seat.committee_id.in_(viewer.secretariat_of),
                Term.starts_on <= day,
                or_(Term.ends_on.is_(None), Term.ends_on >= day),
            )
            .options(
                contains_eager(Seat.committee).selectinload(Committee.names),
                contains_eager(Seat.term),
            )
            .order_by(Committee.position, Committee.id, Seat.position, Seat.id)
        )
    )


def named_by(viewer: Viewer, organization: Organization, day: date) -> list[Membership]:
    """Who sits for the organisation on that day, in the viewer's committees."""
    return list(
        db.session.scalars(
            running(day)
            .join(Membership.committee)
            .join(Membership.person)
            .where(
                Membership.organization_id == organization.id,
                Membership.committee_id.in_(viewer.secretariat_of),
            )
            .options(
                contains_eager(Membership.committee).selectinload(Committee.names),
                contains_eager(Membership.person),
                joinedload(Membership.seat),
            )
            .order_by(Committee.position, Committee.id, Person.sort_key, Membership.id)
        )
    )


def persons_sent_by(viewer: Viewer, senders: Iterable[Organization], day: date) -> dict[int, int]:
    """How many persons each sends on that day, in the viewer's committees."""
    rows = db.session.execute(
        select(Membership.organization_id, func.count(distinct(Membership.person_id)))
        .where(
            Membership.organization_id.in_([one.id for one in senders]),
            Membership.committee_id.in_(viewer.secretariat_of),
            Membership.starts_on <= day,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        )
        .group_by(Membership.organization_id)
    )
    return {key: count for key, count in rows if key is not None}


def ids_visible_to(_viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those that are still there; every secretariat sees them."""
    query = select(Organization.id).where(Organization.id.in_(ids))
    return list(db.session.scalars(query.order_by(Organization.id)))
