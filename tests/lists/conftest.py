import pytest

from gremien_app.people.committees.models import Committee
from tests import builders as build


@pytest.fixture
def council(app) -> Committee:
    return build.committee(seats=5)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))
