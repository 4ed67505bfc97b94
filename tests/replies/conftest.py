"""An invited sitting: Ast with two deputies, Birke who shares the first, Christrose without."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.meetings.replies import actions, queries
from gremien_app.meetings.replies.models import Answer, Way
from gremien_app.meetings.replies.rules import Given
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import MemberRole
from tests import builders

DAY = date(2026, 12, 17)
EARLY = datetime(2026, 12, 1, 9, tzinfo=UTC)  # ten o'clock in Köln, a Tuesday


@dataclass
class World:
    committee: object
    sitting: object
    people: dict = field(default_factory=dict)
    seats: dict = field(default_factory=dict)
    deputies: dict = field(default_factory=dict)

    def answer(self, name, said=Answer.COMES, *, at=EARLY, way=Way.PAGE, **values):
        given = Given(said, **values)
        person = self.people[name]
        return actions.answer(SYSTEM, self.sitting, person, given, way=way, now=at)

    def called(self) -> dict[str, str]:
        """Who was called so far, and what became of it."""
        found = queries.callings_to(self.sitting)
        return {one.person.last_name: one.state.value for one in found if one.person}


@pytest.fixture
def world(app):
    committee = builders.committee(seats=3)
    sitting = builders.sitting(committee, DAY, time(14), state=SittingState.INVITED)
    made = World(committee, sitting)
    for name in ("Ast", "Birke", "Christrose"):
        seat = made.seats[name] = builders.seat(committee)
        made.people[name] = builders.person(name, email=f"{name.lower()}@example.org")
        builders.member(committee, made.people[name], seat=seat)
    for name in ("Erste", "Zweite"):
        made.people[name] = builders.person(name, email=f"{name.lower()}@example.org")
    for order, (name, principal) in enumerate(
        [("Erste", "Ast"), ("Zweite", "Ast"), ("Erste", "Birke")], start=1
    ):
        made.deputies[name, principal] = builders.member(
            committee,
            made.people[name],
            role=MemberRole.DEPUTY,
            seat=made.seats[principal],
            deputy_order=order,
            can_vote=True,
            sees_closed=False,
        )
    db.session.flush()
    return made
