import pytest

from tests import builders as build


@pytest.fixture
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B", to_check=["notice_days"], legal_basis="§ 23a")


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


@pytest.fixture
def member(committee, new_client, login):
    person = build.person("Mitglied", "Mia")
    build.member(committee, person, organization=build.organization("Verein Süd"))
    return login(new_client(), build.account(person=person))


@pytest.fixture
def stranger(committee, new_client, login):
    """A member of another committee."""
    other = build.committee("integrationsrat")
    person = build.person("Fremd")
    build.member(other, person)
    return login(new_client(), build.account(person=person))
