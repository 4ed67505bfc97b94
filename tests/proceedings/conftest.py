"""A running sitting with two seats, each with a principal and a deputy."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings import actions
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import MemberRole
from tests import builders

DAY = date(2026, 11, 30)


def at(clock: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(clock), BERLIN)


@dataclass
class World:
    committee: object
    sitting: object
    item: object
    people: dict = field(default_factory=dict)

    @property
    def secretary(self) -> Viewer:
        return Viewer(
            user_id=None, name="Sekretariat", secretariat_of=frozenset({self.committee.id})
        )

    @property
    def member(self) -> Viewer:
        return Viewer(
            user_id=None,
            name="Mitglied",
            member_of=frozenset({self.committee.id}),
            closed_of=frozenset({self.committee.id}),
        )

    def mark(self, *names, status=AttendanceStatus.PRESENT, spans=()):
        for name in names:
            actions.mark_attendance(
                SYSTEM, self.people[name], status=status, spans=spans, now=at("17:00")
            )


@pytest.fixture
def world(app):
    committee = builders.committee(seats=2)
    sitting = builders.sitting(committee, DAY, time(17), state=SittingState.RUNNING)
    for name in ("Ast", "Birke"):
        seat = builders.seat(committee, builders.organization(f"Verein {name} e.V."))
        builders.member(committee, builders.person(name), seat=seat)
        deputy = builders.person(f"{name}-Stellvertretung")
        builders.member(committee, deputy, role=MemberRole.DEPUTY, seat=seat)
    builders.member(committee, builders.person("Christrose"), role=MemberRole.ADVISORY)
    made = World(committee, sitting, builders.item(sitting, "Barrierefreie Haltestellen"))
    for attendance in actions.seed_attendance(SYSTEM, sitting):
        made.people[attendance.name.removeprefix("Kim ")] = attendance
    db.session.flush()
    return made
