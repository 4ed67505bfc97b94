"""Open attendance lists follow the roster; signed ones don't."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.proceedings import queries, rules
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, AttendanceStatus
from gremien_app.people.members import actions as members
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import MemberRole
from tests import builders
from tests.proceedings.conftest import DAY


@pytest.fixture(autouse=True)
def stored(world):
    """The sitting and its list stand before somebody changes a membership."""
    db.session.commit()


def correct(membership, **values):
    wanted = data_of(membership).with_(**values)
    changes.correct_membership(SYSTEM, membership, wanted, reason="Irrtum")
    db.session.commit()


def names(world) -> list[str]:
    return [line.name.removeprefix("Kim ") for line in queries.attendance_of(world.sitting)]


def present(world) -> tuple[int, int]:
    people = queries.attendance_of(world.sitting)
    return rules.present_votes(people), rules.present_for_quorum(people)


def test_a_corrected_voting_right_counts_in_the_running_sitting_at_once(world):
    world.mark("Ast", "Birke")
    ast = world.people["Ast"]

    correct(ast.membership, can_vote=False)

    assert (ast.can_vote, present(world)) == (False, (1, 2))
    correct(ast.membership, counts_for_quorum=False)
    assert present(world) == (1, 1)


def test_a_change_from_the_day_on_moves_the_line_to_the_new_membership(world):
    world.mark("Christrose", status=AttendanceStatus.EXCUSED)
    line = world.people["Christrose"]
    wanted = data_of(line.membership).with_(role=MemberRole.RESIDENT_EXPERT)

    new = changes.change_membership(
        SYSTEM, line.membership, wanted, from_day=DAY, reason="Beschluss"
    )
    db.session.commit()

    assert (line.membership_id, line.group) == (new.id, AttendanceGroup.RESIDENT_EXPERT)
    assert line.status is AttendanceStatus.EXCUSED


def test_a_change_after_the_sitting_leaves_the_list_alone(world):
    line = world.people["Ast"]
    before = line.membership
    wanted = data_of(before).with_(can_vote=False)

    changes.change_membership(
        SYSTEM, before, wanted, from_day=DAY + timedelta(days=1), reason="Beschluss"
    )
    db.session.commit()

    assert (line.membership, line.can_vote) == (before, True)


def test_who_joins_or_leaves_is_on_or_off_the_list(world):
    members.end_membership(SYSTEM, world.people["Christrose"].membership, DAY - timedelta(days=1))
    newcomer = builders.person("Dahlie")
    members.add_membership(
        SYSTEM, world.committee, newcomer, role=MemberRole.ADVISORY, starts_on=DAY
    )
    db.session.commit()

    assert "Christrose" not in names(world)
    assert "Dahlie" in names(world)


def test_who_was_recorded_as_present_stays_with_the_vote_though_the_membership_ended(world):
    world.mark("Ast")
    ast = world.people["Ast"]

    members.end_membership(SYSTEM, ast.membership, DAY - timedelta(days=1))
    db.session.commit()

    assert (ast.status, ast.can_vote, present(world)) == (AttendanceStatus.PRESENT, True, (1, 1))


def test_a_signed_sitting_keeps_its_list(world):
    ast = world.people["Ast"]
    world.sitting.record_closed_at = builders.NOW
    db.session.flush()

    correct(ast.membership, can_vote=False)

    assert ast.can_vote is True


def test_a_membership_without_anything_recorded_is_taken_back_with_its_line(world):
    members.remove_membership(SYSTEM, world.people["Christrose"].membership)

    assert "Christrose" not in names(world)


@pytest.mark.parametrize("status", [AttendanceStatus.PRESENT, AttendanceStatus.EXCUSED])
def test_a_membership_for_which_something_is_recorded_is_not_taken_back(world, status):
    world.mark("Christrose", status=status)

    with pytest.raises(RuleBroken, match=r"Sitzung am 30\.11\.2026 schon erfasst"):
        members.remove_membership(SYSTEM, world.people["Christrose"].membership)


def test_a_sitting_without_a_list_gets_none_by_a_change(world):
    other = builders.sitting(world.committee, DAY + timedelta(days=30))

    correct(world.people["Ast"].membership, can_vote=False)

    assert queries.attendance_of(other) == []


def test_a_list_that_came_with_its_sitting_says_itself_who_was_there(world):
    sitting = builders.sitting(world.committee, DAY + timedelta(days=30))
    db.session.add(
        Attendance(
            sitting=sitting,
            membership=world.people["Ast"].membership,
            name="Kim Ast",
            group=AttendanceGroup.GUEST,
            person=world.people["Ast"].person,
        )
    )

    correct(world.people["Ast"].membership, may_move=False)

    assert [(a.group, a.can_vote) for a in queries.attendance_of(sitting)] == [
        (AttendanceGroup.GUEST, False)
    ]


def test_a_membership_counts_though_another_one_was_taken_back_to_a_savepoint(world):
    members.end_membership(SYSTEM, world.people["Ast"].membership, DAY - timedelta(days=1))
    savepoint = db.session.begin_nested()
    members.end_membership(SYSTEM, world.people["Birke"].membership, DAY - timedelta(days=1))
    savepoint.rollback()
    db.session.commit()

    assert ("Ast" in names(world), "Birke" in names(world)) == (False, True)
