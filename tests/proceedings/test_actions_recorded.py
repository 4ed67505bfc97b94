"""What was recorded stays, whatever is changed in the master data afterwards."""

from datetime import date, timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import naming_actions as names
from gremien_app.meetings.founding.seat_actions import edit_seats
from gremien_app.meetings.proceedings import (
    actions,
    figure_queries,
    queries,
    question_actions,
    question_queries,
    rules,
)
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceStatus,
    RosterQuestion,
    VoteMode,
)
from gremien_app.meetings.proceedings.vote_actions import Ballot, record_vote
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.members import actions as members
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.offices import actions as offices
from gremien_app.people.renewal import actions as renewal
from gremien_app.people.renewal.rules import SeatsWanted
from tests import builders
from tests.proceedings.conftest import DAY, at

BEFORE = DAY - timedelta(days=1)
SECRETARY = Viewer(user_id=None, name="Sam Büro")
FACTS = ("membership_id", "name", "group", "seat_key", "is_deputy", "can_vote",
         "counts_for_quorum", "status", "note", "position", "detail")  # fmt: skip


@pytest.fixture(autouse=True)
def stored(world):
    """The sitting and its list stand before somebody changes anything."""
    db.session.commit()


@pytest.fixture
def held(world, stored):
    """Ast was there from five o'clock and presided, Birke was excused, all others missing."""
    world.mark("Ast", spans=[(at("17:00"), None)])
    world.mark("Birke", status=AttendanceStatus.EXCUSED)
    actions.set_chair(SYSTEM, world.people["Ast"])
    world.sitting.state = SittingState.CLOSED
    db.session.commit()
    return world


def lines(sitting) -> list[tuple]:
    db.session.expire_all()
    return [
        (*(getattr(line, name) for name in FACTS), [(i.from_at, i.to_at) for i in line.intervals])
        for line in queries.attendance_of(sitting)
    ]


def asked(sitting) -> list[str]:
    return [one.name for one in question_queries.open_questions(sitting)]


def told(sitting) -> list[AuditEntry]:
    return (
        db.session.query(AuditEntry)
        .filter_by(action="attendance.master_data_changed", object_id=sitting.id)
        .order_by(AuditEntry.id)
        .all()
    )


def end(membership, day=BEFORE):
    members.end_membership(SECRETARY, membership, day)
    db.session.commit()


def sign(sitting):
    sitting.record_closed_at = builders.NOW
    db.session.commit()


# The three cases seen from outside


@pytest.fixture
def office(world, stored):
    """The committee is chaired by office; Reker held it and excused herself."""
    mayor = Office(title="Stadtspitze")
    db.session.add(mayor)
    db.session.flush()
    world.committee.chair_mode, world.committee.office_id = ChairMode.MAYOR, mayor.id
    world.committee.chair_votes = False
    world.old = offices.change_holder(
        SYSTEM, mayor, builders.person("Reker"), title="OB", starts_on=date(2026, 1, 1)
    )
    db.session.commit()
    reker = next(a for a in queries.attendance_of(world.sitting) if a.name == "Kim Reker")
    actions.mark_attendance(SYSTEM, reker, status=AttendanceStatus.EXCUSED, now=at("17:00"))
    world.sitting.state = SittingState.CLOSED
    db.session.commit()
    return mayor


def late_change(office, person):
    tenure = offices.change_holder(SECRETARY, office, person, title="OB", starts_on=BEFORE)
    db.session.commit()
    return tenure


def test_a_late_change_of_office_leaves_the_list_of_a_held_sitting_alone(world, office):
    before = lines(world.sitting)

    late_change(office, builders.person("Burmester"))

    assert lines(world.sitting) == before
    assert asked(world.sitting) == ["Kim Burmester", "Kim Reker"]
    entry = told(world.sitting)[-1]
    assert (entry.actor, entry.summary) == (
        "Sam Büro",
        "Sitzung am 30.11.2026: Mitgliederverzeichnis geändert; 2 Fragen zur Anwesenheit offen",
    )


def test_a_late_change_of_office_counts_a_signed_sitting_for_nobody_else(world, office):
    sign(world.sitting)
    before, burmester = lines(world.sitting), builders.person("Burmester")

    late_change(office, burmester)

    viewer = world.secretary
    (figures,) = figure_queries.attendance_figures(viewer, burmester.id)
    (former,) = figure_queries.attendance_figures(viewer, world.old.person_id)
    assert (figures.invited, former.excused) == (0, 1)
    assert lines(world.sitting) == before
    assert asked(world.sitting) == []
    assert "ist unterzeichnet und bleibt" in told(world.sitting)[-1].summary


def test_a_late_change_of_office_is_taken_back_without_a_trace_on_the_list(world, office):
    before = lines(world.sitting)
    tenure = late_change(office, builders.person("Burmester"))

    offices.undo(SECRETARY, tenure)
    db.session.commit()

    assert lines(world.sitting) == before
    assert db.session.query(RosterQuestion).count() == 0
    assert [one.summary.partition("; ")[2] for one in told(world.sitting)][-2:] == [
        "2 Fragen zur Anwesenheit offen",
        "was eingetragen war, bleibt",
    ]


def test_a_membership_ended_a_day_too_early_keeps_the_excuse_and_is_asked_about(held):
    before = lines(held.sitting)

    end(held.people["Birke"].membership)

    assert lines(held.sitting) == before
    assert asked(held.sitting) == ["Kim Birke"]
    assert question_queries.question_gaps(held.sitting)[0].startswith("Anwesenheit: Kim Birke")


def test_an_end_put_right_settles_the_question(held):
    before = lines(held.sitting)
    membership = held.people["Birke"].membership
    end(membership)

    end(membership, DAY)

    assert (lines(held.sitting), asked(held.sitting)) == (before, [])
    assert db.session.query(RosterQuestion).count() == 0


def reconstitute(world):
    term = builders.term("2026/2031", starts_on=BEFORE)
    builders.term().ends_on = BEFORE - timedelta(days=1)
    db.session.commit()
    made = renewal.renew(
        SECRETARY, world.committee, term, BEFORE,
        wanted=[SeatsWanted("", None, 2)], now=builders.NOW,
    )  # fmt: skip
    db.session.commit()
    return made


@pytest.mark.parametrize("state", [SittingState.RUNNING, SittingState.CLOSED])
def test_a_new_beginning_before_a_sitting_with_votes_leaves_the_votes_in_the_room(world, state):
    world.mark("Ast", "Birke")
    ballot = Ballot(VoteMode.COUNTED, yes=2, no=0, abstain=0, invalid=0)
    record_vote(SYSTEM, world.item, ballot)
    world.sitting.state = state
    db.session.commit()
    before = lines(world.sitting)

    made = reconstitute(world)

    assert lines(world.sitting) == before
    assert queries.record_of(world.sitting).present_at(world.item, None) == 2
    elected = ["Kim Ast", "Kim Ast-Stellvertretung", "Kim Birke", "Kim Birke-Stellvertretung"]
    assert asked(world.sitting) == elected  # who only advises stays as before
    renewal.undo_renewal(SECRETARY, made, builders.NOW)
    db.session.commit()
    assert (lines(world.sitting), asked(world.sitting)) == (before, [])


# What nobody touched follows, what was recorded stays


def test_before_the_sitting_an_untouched_line_goes_and_a_recorded_one_stays(world):
    world.sitting.state = SittingState.INVITED
    world.mark("Ast", status=AttendanceStatus.EXCUSED)
    world.mark("Birke", status=AttendanceStatus.EXCUSED)
    world.mark("Birke", status=AttendanceStatus.ABSENT)  # recorded as missing
    db.session.commit()

    for name in ("Ast", "Birke", "Christrose"):
        members.end_membership(SECRETARY, world.people[name].membership, BEFORE)
    db.session.commit()

    assert asked(world.sitting) == ["Kim Ast", "Kim Birke"]
    assert "Kim Christrose" not in [a.name for a in queries.attendance_of(world.sitting)]


def test_whoever_is_missing_when_the_sitting_ends_was_missing_also_when_it_is_opened_again(held):
    held.sitting.state = SittingState.RUNNING
    db.session.commit()

    end(held.people["Christrose"].membership)

    assert asked(held.sitting) == ["Kim Christrose"]


def test_a_voting_right_corrected_after_the_sitting_is_asked_about(held):
    before = lines(held.sitting)
    membership = held.people["Ast"].membership

    changes.correct_membership(
        SECRETARY, membership, data_of(membership).with_(can_vote=False), reason="Irrtum"
    )
    db.session.commit()

    assert lines(held.sitting) == before
    (question,) = question_queries.open_questions(held.sitting)
    assert [(d.label, d.listed, d.roster) for d in question.differences] == [
        ("Stimmrecht", "ja", "nein")
    ]


@pytest.mark.parametrize(
    "change",
    [{"sees_closed": False}, {"gets_papers": False}],
)
def test_what_no_list_shows_is_asked_nowhere_and_recorded_at_no_sitting(held, change):
    membership = held.people["Ast"].membership

    changes.correct_membership(
        SECRETARY, membership, data_of(membership).with_(**change), reason="Irrtum"
    )
    db.session.commit()

    assert (asked(held.sitting), told(held.sitting)) == ([], [])


def test_whoever_joins_later_with_a_day_in_the_past_is_asked_about_and_counts_nowhere(held):
    newcomer = builders.person("Dahlie")

    members.add_membership(
        SECRETARY, held.committee, newcomer, role=MemberRole.ADVISORY, starts_on=BEFORE
    )
    db.session.commit()

    assert "Kim Dahlie" not in [a.name for a in queries.attendance_of(held.sitting)]
    assert asked(held.sitting) == ["Kim Dahlie"]
    (figures,) = figure_queries.attendance_figures(held.secretary, newcomer.id)
    assert figures.invited == 0


def test_a_change_from_a_day_on_is_taken_back_though_an_excuse_stands_on_it(world):
    """The line goes back to the membership from which it came."""
    world.mark("Christrose", status=AttendanceStatus.EXCUSED)
    line = world.people["Christrose"]
    before, former = lines(world.sitting), line.membership
    new = changes.change_membership(
        SECRETARY, former, data_of(former).with_(role=MemberRole.RESIDENT_EXPERT),
        from_day=BEFORE, reason="Beschluss",
    )  # fmt: skip
    db.session.commit()
    assert line.membership is new

    changes.undo_following(SECRETARY, new)
    db.session.commit()

    assert lines(world.sitting) == before


def test_a_successor_for_whom_something_is_recorded_is_not_taken_back(world):
    new = changes.succeed(
        SECRETARY, world.people["Ast"].membership, builders.person("Dahlie"),
        last_day=BEFORE, reason="Umzug",
    )  # fmt: skip
    db.session.commit()
    line = next(a for a in queries.attendance_of(world.sitting) if a.name == "Kim Dahlie")
    actions.mark_attendance(SYSTEM, line, status=AttendanceStatus.PRESENT, now=at("17:00"))
    db.session.commit()

    with pytest.raises(RuleBroken, match="schon erfasst"):
        changes.undo_following(SECRETARY, new)


def test_a_list_brought_in_line_with_the_members_keeps_who_is_excused(held):
    end(held.people["Birke"].membership)

    actions.seed_attendance(SYSTEM, held.sitting)

    assert held.people["Birke"].status is AttendanceStatus.EXCUSED


def test_a_change_that_does_not_touch_the_day_is_not_told(held):
    end(held.people["Birke"].membership, DAY)

    assert (asked(held.sitting), told(held.sitting)) == ([], [])


# Answers


def answer(sitting, how):
    for question in question_queries.open_questions(sitting):
        how(SECRETARY, sitting, question)
    db.session.commit()


def test_a_list_that_stays_is_asked_about_only_when_the_roster_changes_again(held):
    membership = held.people["Birke"].membership
    end(membership)
    answer(held.sitting, question_actions.keep_list)
    assert asked(held.sitting) == []

    end(membership, BEFORE - timedelta(days=9))
    assert asked(held.sitting) == []

    end(membership, DAY)
    changes.correct_membership(
        SECRETARY, membership, data_of(membership).with_(can_vote=False), reason="Irrtum"
    )
    db.session.commit()
    assert asked(held.sitting) == ["Kim Birke"]


def test_who_follows_the_roster_comes_off_goes_on_or_loses_the_vote(held):
    members.end_membership(SECRETARY, held.people["Birke"].membership, BEFORE)
    members.end_membership(SECRETARY, held.people["Ast"].membership, BEFORE)
    members.add_membership(
        SECRETARY, held.committee, builders.person("Dahlie"),
        role=MemberRole.ADVISORY, starts_on=BEFORE,
    )  # fmt: skip
    db.session.commit()

    answer(held.sitting, question_actions.follow_roster)

    people = {a.name.removeprefix("Kim "): a for a in queries.attendance_of(held.sitting)}
    assert "Birke" not in people
    assert (people["Ast"].status, people["Ast"].can_vote) == (AttendanceStatus.PRESENT, False)
    assert people["Dahlie"].status is AttendanceStatus.ABSENT
    assert asked(held.sitting) == []
    removed = db.session.query(AuditEntry).filter_by(action="attendance.roster_followed").all()
    assert {"status": ["excused", "excused"]}.items() <= next(
        one.changes for one in removed if one.summary.startswith("Kim Birke")
    ).items()


def test_whoever_presided_does_not_come_off_the_list(held):
    line = held.people["Ast"]
    line.status = AttendanceStatus.EXCUSED
    end(line.membership)

    with pytest.raises(RuleBroken, match="noch als Vorsitz"):
        answer(held.sitting, question_actions.follow_roster)


def test_signed_sittings_take_no_answer(held):
    end(held.people["Birke"].membership)
    (question,) = question_queries.open_questions(held.sitting)
    sign(held.sitting)

    for how in (question_actions.keep_list, question_actions.follow_roster):
        with pytest.raises(RuleBroken, match="unterzeichnet"):
            how(SECRETARY, held.sitting, question)


# Numbers of seats and names


def state_seats(world, number):
    edit_seats(
        SECRETARY, world.committee, builders.NOW, DAY,
        seats={builders.term(): number}, seat_groups=[],
    )  # fmt: skip
    db.session.commit()


def test_a_held_sitting_reckons_with_the_seats_of_its_day_until_somebody_says_otherwise(held):
    state_seats(held, 40)

    assert queries.quorum_of(held.sitting, [], 1).seats == 2
    (question,) = question_queries.seats_questions(held.sitting)
    assert (question.row.seats, question.now) == (2, 40)
    assert "Zahl der Sitze geändert" in told(held.sitting)[0].summary

    question_actions.follow_seats(SECRETARY, held.sitting, question)
    assert queries.quorum_of(held.sitting, [], 1).seats == 40


def test_a_number_of_seats_put_back_leaves_no_question(held):
    state_seats(held, 40)
    state_seats(held, 2)

    assert question_queries.kept_seats(held.sitting) == []
    assert queries.quorum_of(held.sitting, [], 1).seats == 2


def test_a_signed_sitting_reckons_for_ever_with_the_seats_of_its_day(held):
    sign(held.sitting)

    state_seats(held, 40)

    assert queries.quorum_of(held.sitting, [], 1).seats == 2
    assert question_queries.seats_questions(held.sitting) == []


def test_a_later_number_of_seats_counts_in_sittings_to_come(held):
    other = builders.sitting(held.committee, DAY + timedelta(days=30))
    db.session.commit()

    state_seats(held, 40)

    assert queries.quorum_of(other, [], 1).seats == 40


def test_a_new_name_with_a_day_in_the_past_stands_on_record_at_the_sitting(held):
    names.rename(SECRETARY, held.committee, name="Neu", genitive="des Neuen", valid_from=BEFORE)
    db.session.commit()

    assert [one.summary for one in told(held.sitting)] == [
        "Sitzung am 30.11.2026: Name des Gremiums geändert; was eingetragen war, bleibt"
    ]


# Joint sittings


def test_in_a_joint_sitting_each_quorum_counts_by_the_list_of_the_day(app):
    one, other = builders.committee("eins", seats=3), builders.committee("zwei", seats=3)
    person = builders.person("Beide")
    seat, second = builders.seat(one), builders.seat(other)
    builders.member(one, person, seat=seat)
    membership = builders.member(other, person, seat=second)
    sitting = builders.sitting(one, DAY, state=SittingState.RUNNING, partners=[other])
    (line,) = actions.seed_attendance(SYSTEM, sitting)
    actions.mark_attendance(SYSTEM, line, status=AttendanceStatus.PRESENT, now=at("17:00"))
    sitting.state = SittingState.CLOSED
    db.session.commit()

    end(membership)

    state = queries.quorum_of(sitting, queries.attendance_of(sitting), 1)
    assert [part.present for part in state.parts] == [1, 1]
    viewer = Viewer(name="S", secretariat_of=frozenset({one.id, other.id}))
    found = figure_queries.attendance_figures(viewer, person.id)
    assert [figures.present for figures in found] == [1, 1]


def test_nothing_is_deleted_by_any_of_the_ways_a_membership_ends(held):
    """Whatever ends memberships, the lines of a held sitting are as many as before."""
    count = db.session.query(Attendance).count()

    for membership in db.session.query(Membership).order_by(Membership.id):
        members.end_membership(SECRETARY, membership, BEFORE)
    db.session.commit()

    assert db.session.query(Attendance).count() == count
    assert rules.present_votes(queries.attendance_of(held.sitting)) == 1
