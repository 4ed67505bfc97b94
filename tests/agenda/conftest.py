import pytest

from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee()


@pytest.fixture
def sitting(committee):
    return build.sitting(committee)


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(secretariat_of=[committee]))
