"""Private contact data does not outlive a membership for ever (Art. 5 GDPR)."""

from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.people.committees.models import Office
from gremien_app.people.members.forgetting_actions import forget_contacts
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from tests import builders as b

TODAY = date(2026, 11, 22)
CONTACT = {
    "email": "kim@example.org",
    "phone": "0221 1",
    "mobile": "0170 1",
    "street": "Am Markt 1",
    "postal_code": "50667",
    "town": "Köln",
}


def contacts_of(person: Person) -> set[str]:
    db.session.refresh(person)
    return {name for name in CONTACT if getattr(person, name)}


def test_contact_data_goes_a_year_after_the_last_membership(app):
    kim = b.person("Muster", "Kim", **CONTACT)
    kim.consents.append(
        ContactConsent(kind=ContactKind.EMAIL, basis="schriftlich", given_on=date(2024, 1, 1))
    )
    b.member(b.committee(), kim, starts_on=date(2020, 1, 1), ends_on=date(2025, 11, 21))

    assert forget_contacts(TODAY, 12, {}) == 1

    assert contacts_of(kim) == set()
    assert kim.name == "Kim Muster"
    assert len(kim.memberships) == 1
    assert kim.consents[0].revoked_on is not None
    told = [str((e.summary, e.changes)) for e in db.session.query(AuditEntry)]
    assert [text for text in told if "example.org" in text or "0221" in text] == []
    assert forget_contacts(TODAY, 12, {}) == 0


@pytest.mark.parametrize("ends_on", [None, date(2025, 11, 22), date(2027, 1, 1)])
def test_it_stays_while_somebody_belongs_or_left_only_lately(app, ends_on):
    kim = b.person("Muster", "Kim", **CONTACT)
    committee = b.committee()
    b.member(committee, kim, starts_on=date(2015, 1, 1), ends_on=date(2016, 1, 1))
    b.member(committee, kim, starts_on=date(2020, 1, 1), ends_on=ends_on)

    assert forget_contacts(TODAY, 12, {}) == 0

    assert contacts_of(kim) == set(CONTACT)


def test_somebody_who_has_joined_no_committee_yet_is_left_alone(app):
    kim = b.person("Muster", "Kim", recorded_on=date(2025, 11, 22), **CONTACT)

    assert forget_contacts(TODAY, 12, {}) == 0

    assert contacts_of(kim) == set(CONTACT)


def test_who_was_named_in_a_renewal_that_was_taken_back_is_forgotten_like_others(app):
    kim = b.person("Muster", "Kim", recorded_on=date(2025, 11, 21), **CONTACT)

    assert forget_contacts(TODAY, 12, {}) == 1

    assert contacts_of(kim) == set()


def test_who_has_an_account_or_holds_an_office_is_still_reached_without_a_membership(app):
    clerk = b.person("Muster", "Kim", recorded_on=date(2020, 1, 1), **CONTACT)
    b.account(person=clerk)
    mayor = b.person("Öz", "Deniz", recorded_on=date(2020, 1, 1), **CONTACT)
    db.session.add(
        OfficeTenure(
            person=mayor, office=Office(title="OB"), title="OB", starts_on=date(2020, 11, 1)
        )
    )
    db.session.commit()

    assert forget_contacts(TODAY, 12, {}) == 0

    assert contacts_of(clerk) == contacts_of(mayor) == set(CONTACT)


def test_language_form_of_papers_and_pronoun_go_with_the_contact_data(app):
    serving = {"language": "Türkisch", "papers_as": "PDF", "pronoun": "dey"}
    kim = b.person("Muster", "Kim", **serving)
    b.member(b.committee(), kim, starts_on=date(2020, 1, 1), ends_on=date(2025, 11, 21))

    assert forget_contacts(TODAY, 12, {}) == 1

    db.session.refresh(kim)
    assert [getattr(kim, name) for name in serving] == ["", "", ""]


def test_guests_are_forgotten_a_year_after_their_last_sitting(app):
    kim = b.person("Muster", "Kim", **CONTACT)

    assert forget_contacts(TODAY, 12, {kim.id: date(2025, 11, 22)}) == 0
    assert forget_contacts(TODAY, 12, {kim.id: date(2025, 11, 21)}) == 1

    assert contacts_of(kim) == set()


def test_a_former_member_who_comes_as_a_guest_is_still_reached(app):
    kim = b.person("Muster", "Kim", **CONTACT)
    b.member(b.committee(), kim, starts_on=date(2015, 1, 1), ends_on=date(2016, 1, 1))

    assert forget_contacts(TODAY, 12, {kim.id: date(2026, 12, 10)}) == 0

    assert contacts_of(kim) == set(CONTACT)
