"""A sitting ahead with two members, one of whom signs in, and its secretariat."""

from datetime import date
from types import SimpleNamespace

import pytest

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.support.measures import Measure, Needs, Way
from tests import builders as b

DAY = date(2026, 12, 10)
TODAY = date(2026, 11, 22)
# Stands nowhere else: found wherever it leaks.
WORD = "Lippenbilddolmetschen"


def needs(*measures: Measure, **values) -> Needs:
    values.setdefault("consent", "am Telefon")
    values.setdefault("told_on", TODAY)
    values.setdefault("way", Way.MAIL)
    return Needs(measures=measures, **values)


@pytest.fixture
def world(app) -> SimpleNamespace:
    committee = b.committee(short="StAG B")
    found = SimpleNamespace(
        committee=committee,
        sitting=b.sitting(
            committee, DAY, state=SittingState.INVITED, room=b.room(has_good_light=True)
        ),
        anna=b.person("Beispiel", "Anna", email="anna@example.org"),
        bela=b.person("Muster", "Bela"),
    )
    for person in (found.anna, found.bela):
        b.member(committee, person)
    found.office = Viewer(name="Gerda", secretariat_of=frozenset({committee.id}))
    return found
