from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.persons.models import ContactConsent, ContactKind
from tests import builders as build

TODAY = date(2026, 11, 22)
BASIS = {
    "publication_kind": BasisKind.CONSENT,
    "publication_basis": "Formular",
    "publication_date": date(2026, 1, 2),
}


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B")


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


@pytest.fixture
def person(app):
    made = build.person("Vogel", "Mia", email="mia@example.org", language="Türkisch", **BASIS)
    db.session.add(
        ContactConsent(
            person=made, kind=ContactKind.EMAIL, basis="Formular", given_on=date(2026, 1, 2)
        )
    )
    db.session.commit()
    return made


@pytest.fixture
def membership(committee, person):
    return build.member(committee, person)


@pytest.fixture
def account(person, membership):
    return build.account("mia@example.org", "Mia Vogel", person=person)


@pytest.fixture
def member(account, new_client, login):
    return login(new_client(), account)
