"""Nobody has said so far whether they come: offen, until somebody does or the sitting closes."""

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.proceedings import actions, queries, rules
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.sittings.actions import close_sitting, reopen
from gremien_app.meetings.sittings.models import SittingState
from tests import builders
from tests.proceedings.conftest import at

OPEN, ABSENT, EXCUSED = AttendanceStatus.OPEN, AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED


def close(world):
    close_sitting(SYSTEM, world.sitting, at("19:00"))


def test_a_new_list_knows_of_nobody_yet(world):
    people = queries.attendance_of(world.sitting)

    assert {one.status for one in people} == {OPEN}
    assert rules.tally([a for a in people if not a.is_deputy]).open == 3
    assert rules.present_votes(people) == 0
    assert rules.missing(people) == []


def test_no_sitting_closes_while_it_is_open_who_came(world):
    world.mark("Ast")

    with pytest.raises(RuleBroken, match="Kim Birke und Kim Christrose ist die Anwesenheit noch"):
        close(world)

    assert world.sitting.state is SittingState.RUNNING


def test_deputies_whom_nobody_needed_are_not_asked_about(world):
    world.mark("Ast", "Birke", "Christrose")

    close(world)

    assert world.sitting.state is SittingState.CLOSED
    assert world.people["Ast-Stellvertretung"].status is ABSENT


def test_all_who_are_open_are_entered_as_missing_at_once(world):
    world.mark("Ast")
    world.mark("Birke", status=EXCUSED)

    count = actions.settle_open(SYSTEM, world.sitting)
    close(world)

    assert count == 1
    assert world.people["Christrose"].status is ABSENT
    assert world.people["Birke"].status is EXCUSED


def test_what_is_over_is_not_open_any_more(world):
    world.mark("Ast", "Birke", "Christrose")
    close(world)

    with pytest.raises(RuleBroken, match="„offen“ kann niemand mehr sein"):
        world.mark("Ast", status=OPEN)

    reopen(SYSTEM, world.sitting, at("19:10"))
    world.mark("Ast", status=OPEN)
    assert world.people["Ast"].status is OPEN


def test_who_comes_onto_the_list_of_a_closed_sitting_was_missing(world):
    world.mark("Ast", "Birke", "Christrose")
    close(world)
    builders.member(world.committee, builders.person("Dahlie"), seat=builders.seat(world.committee))
    db.session.flush()

    rows = actions.seed_attendance(SYSTEM, world.sitting)

    assert {a.name: a.status for a in rows}["Kim Dahlie"] is ABSENT
