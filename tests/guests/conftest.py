"""A sitting with a public and a closed part, and a person from outside."""

from datetime import date
from types import SimpleNamespace

import pytest

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as b

DAY = date(2026, 12, 10)
TODAY = date(2026, 11, 22)


@pytest.fixture
def world(app) -> SimpleNamespace:
    committee = b.committee(short="StAG B")
    sitting = b.sitting(committee, DAY, state=SittingState.INVITED, room=b.room())
    world = SimpleNamespace(
        committee=committee,
        sitting=sitting,
        open=b.item(sitting, "Haltestellen", printed_number="1", explanation="Gutachten liegt vor"),
        other=b.item(sitting, "Mitteilungen", printed_number="2", explanation="Nur intern"),
        closed=b.item(sitting, "Personalsache", part=Part.CLOSED, printed_number="1"),
        secret=b.item(sitting, "Grundstück", part=Part.CLOSED, printed_number="2"),
        anna=b.person("Beispiel", "Anna", title="Dr."),
    )
    world.user = b.account("anna@example.org", "Anna Beispiel", person=world.anna)
    world.taker = Viewer(user_id=None, name="Gerda", secretariat_of=frozenset({committee.id}))
    world.viewer = lambda day=TODAY: viewer_of(world.user, day)
    return world
