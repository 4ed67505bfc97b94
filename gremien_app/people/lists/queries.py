"""Reads for lists: whom a list can mean, and the roster of a day as lines of a list."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.lists.columns import PERSONAL
from gremien_app.people.lists.models import ListHeading
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.members.queries import roster
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_rules import NAME
from gremien_app.people.persons.queries import persons_visible_to


def memberships_over_time(committee: Committee) -> list[Membership]:
    """All memberships of a committee that a list can mean, the earliest first."""
    return all_of(
        select(Membership)
        .where(Membership.committee_id == committee.id)
        .options(
            joinedload(Membership.person),
            joinedload(Membership.organization),
            joinedload(Membership.seat).joinedload(Seat.organization),
        )
        .order_by(Membership.starts_on, Membership.id)
    )


def own_headings(committee: Committee) -> dict[str, str]:
    """Which column each of the committee's own headings means; "" for one that is not read."""
    return {heading: row.column for heading, row in headings_of(committee).items()}


def headings_of(committee: Committee) -> dict[str, ListHeading]:
    rows = db.session.scalars(
        select(ListHeading).where(ListHeading.committee_id == committee.id).order_by(ListHeading.id)
    )
    return {one.heading: one for one in rows}


def known_persons(viewer: Viewer) -> list[Person]:
    """With their consents (changing contact data ends them) and the names of earlier lists."""
    persons = persons_visible_to(viewer)
    all_of(
        select(Person)
        .where(Person.id.in_([person.id for person in persons]))
        .options(selectinload(Person.consents), selectinload(Person.former_names))
        .order_by(Person.id)
    )
    return persons


def seats_of_sender(committee: Committee, sender: Organization) -> list[Seat]:
    return all_of(
        select(Seat)
        .where(Seat.committee_id == committee.id, Seat.organization_id == sender.id)
        .options(joinedload(Seat.term))
        .order_by(Seat.term_id, Seat.position, Seat.id)
    )


def roster_lines(committee: Committee, day: date) -> list[dict[str, str]]:
    """The roster of a day by the columns of a list."""
    members = roster(committee.id, day)
    holders = {
        one.seat_id: one.person.on(day).sort_name
        for one in members
        if one.seat_id is not None and one.role is not MemberRole.DEPUTY
    }
    return [_line(one, holders, day) for one in members]


def _line(one: Membership, holders: dict[int, str], day: date) -> dict[str, str]:
    person, is_deputy = one.person, one.role is MemberRole.DEPUTY
    called = person.on(day)
    principal = holders.get(one.seat_id, "") if is_deputy and one.seat_id is not None else ""
    if is_deputy and not principal and one.seat and one.seat.organization:
        principal = one.seat.organization.name_today  # the seat is vacant
    told = {name: getattr(person, name) for name in PERSONAL}
    return {
        **told,
        **{name: getattr(called, name) for name in NAME},
        "organization": one.organization.name_on(day) if one.organization else "",
        "role": one.role.label,
        "can_vote": "ja" if one.can_vote else "nein",
        "chair_office": one.chair_office.label if one.chair_office else "",
        "seat_group": one.seat.group_label if one.seat else "",
        "principal": principal,
        "starts_on": format_date(one.starts_on),
        "ends_on": format_date(one.ends_on) if one.ends_on else "",
    }
