"""A closed public sitting with three items; its record can be closed by the tests."""

from dataclasses import dataclass
from datetime import date

import pytest

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Outcome, Part
from gremien_app.meetings.sittings.models import SittingState
from tests import builders


@dataclass
class World:
    committee: object
    sitting: object
    items: list

    def viewer(self, **rights):
        one = frozenset({self.committee.id})
        return Viewer(user_id=1, name="V", **dict.fromkeys(rights, one))

    @property
    def secretary(self):
        return self.viewer(secretariat_of=True)

    @property
    def member(self):
        return self.viewer(member_of=True, closed_of=True)


@pytest.fixture
def world(app):
    committee = builders.committee(short="StAG B")
    sitting = builders.sitting(committee, date(2026, 11, 30), state=SittingState.CLOSED)
    items = [
        builders.item(sitting, title, outcome=Outcome.ADOPTED, **values)
        for title, values in (
            ("Barrierefreie Haltestellen", {"proposal": "Die StAG empfiehlt …"}),
            ("Öffentliche Straßenbänke", {}),
            ("Personalangelegenheit", {"part": Part.CLOSED}),
        )
    ]
    return World(committee, sitting, items)
