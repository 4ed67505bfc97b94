"""Member lists as Word files: assembles what they say and has them written."""

from datetime import date

from flask import current_app

from gremien_app.base.documents.content import Letterhead
from gremien_app.base.documents.lists import (
    AddressGroup,
    AddressLine,
    AddressList,
    EmailList,
    SeatingCard,
    write_addresses,
    write_emails,
    write_seating_cards,
)
from gremien_app.base.kernel.clock import today
from gremien_app.people.committees.letterhead import letterhead_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import roster, roster_groups
from gremien_app.people.members.roster import presides
from gremien_app.people.persons.models import ContactKind
from gremien_app.people.persons.rules import contact_value


def address_list(committee: Committee, day: date) -> bytes:
    """Everyone of that day in the groups of the minutes, with address, telephone and e-mail."""
    return write_addresses(
        AddressList(
            letterhead=_letterhead(committee, day),
            day=day,
            groups=tuple(
                AddressGroup(group.label, tuple(_address(one, day) for one in group.memberships))
                for group in roster_groups(committee, day)
                if group.memberships
            ),
        )
    )


def _address(one: Membership, day: date) -> AddressLine:
    person = one.person
    sender = one.organization.name_on(day) if one.organization else ""
    numbers = [("Telefon", person.phone), ("Mobil", person.mobile), ("E-Mail", person.email)]
    return AddressLine(
        name=person.on(day).name,
        detail=", ".join(part for part in (person.office, sender) if part),
        address=contact_value(person, ContactKind.ADDRESS),
        contacts=tuple((label, value) for label, value in numbers if value),
    )


def email_list(committee: Committee, day: date) -> bytes:
    """All addresses of that day, once each, and who has none."""
    found: dict[int, Membership] = {one.person_id: one for one in roster(committee.id, day)}
    persons = sorted((one.person for one in found.values()), key=lambda one: (one.sort_key, one.id))
    return write_emails(
        EmailList(
            letterhead=_letterhead(committee, day),
            day=day,
            entries=tuple((one.on(day).name, one.email) for one in persons if one.email),
            without=tuple(one.on(day).name for one in persons if not one.email),
        )
    )


def seating_cards(committee: Committee, day: date) -> bytes:
    """One card per person of that day: the name, and for whom he or she sits there."""
    cards: dict[int, SeatingCard] = {}
    for one in roster(committee.id, day):
        cards.setdefault(
            one.person_id, SeatingCard(one.person.on(day).name, _second_line(one, day))
        )
    return write_seating_cards(tuple(cards.values()), _letterhead(committee, day), day)


def _second_line(one: Membership, day: date) -> str:
    """The place in the chair; of all others, who sends them."""
    if presides(one):
        return one.tenure.title if one.tenure else one.committee.chair_title
    if one.chair_office is not None:
        return one.chair_office.label
    return one.organization.name_on(day) if one.organization else one.person.office


def _letterhead(committee: Committee, day: date) -> Letterhead:
    return letterhead_of(committee, day, today(), current_app.config["OFFICE"])
