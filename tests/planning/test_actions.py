from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda import actions as agenda
from gremien_app.meetings.planning import actions, queries
from gremien_app.meetings.planning.models import PlannedDate, PlanState, SittingPlan
from gremien_app.meetings.planning.patterns import Pattern, PatternKind
from gremien_app.meetings.sittings.actions import cancel
from gremien_app.meetings.sittings.models import Sitting, SittingKind, SittingState
from gremien_app.meetings.sittings.rules import period
from gremien_app.people.committees.models import CommitteeKind
from tests import builders as build

FIRST = date(2027, 2, 11)


@pytest.fixture
def actor(committee):
    return Viewer(user_id=None, name="Sekretariat", secretariat_of=frozenset({committee.id}))


@pytest.fixture
def plan(actor, committee, quarterly):
    return actions.propose_plan(actor, committee, quarterly, now=build.NOW)


@pytest.fixture
def committed(actor, plan):
    actions.commit_plan(actor, plan, now=build.NOW)
    return plan


def days(plan) -> list[date]:
    return [planned.day for planned in plan.kept_dates]


def recorded() -> list[str]:
    query = db.session.query(AuditEntry).order_by(AuditEntry.id)
    return [entry.action for entry in query if entry.action.startswith("plan.")]


def test_a_proposal_is_a_draft_and_no_sitting(plan):
    assert plan.state is PlanState.DRAFT
    assert days(plan) == [FIRST, date(2027, 5, 13), date(2027, 8, 12), date(2027, 11, 11)]
    assert db.session.query(Sitting).count() == 0
    assert plan.pattern["words"].startswith("am 2. Donnerstag in den Monaten Februar")
    assert recorded() == ["plan.proposed"]


def test_the_hours_are_those_of_the_clock_in_summer_and_winter(plan):
    assert [planned.starts_at.hour for planned in plan.kept_dates] == [13, 12, 12, 13]


def test_school_holidays_and_holidays_are_known(actor, committee, quarterly):
    wish = replace(quarterly, ordinal=1, skips_school_holidays=True, leaves_holidays=True)

    made = actions.propose_plan(actor, committee, wish, now=build.NOW)

    assert days(made) == [FIRST, date(2027, 5, 13)]
    assert made.pattern["notes"] == [
        "Der 04.02.2027 ist verschoben auf den 11.02.2027: Weiberfastnacht.",
        "Der 06.05.2027 ist verschoben auf den 13.05.2027: Christi Himmelfahrt.",
        "Der 05.08.2027 ist ausgelassen, Schulferien: Sommerferien.",
        "Der 04.11.2027 ist ausgelassen, Schulferien: Herbstferien.",
    ]


def test_a_year_without_school_data_is_proposed_all_the_same(actor, committee, quarterly):
    wish = replace(quarterly, year=2050, skips_school_holidays=True)

    assert len(actions.propose_plan(actor, committee, wish, now=build.NOW).dates) == 4


def test_the_hour_that_the_clocks_skip_is_refused_at_its_field(actor, committee):
    wish = Pattern(PatternKind.WEEKS, 2027, first=date(2027, 3, 28), start=time(2, 30), end=time(4))

    with pytest.raises(RuleBroken, match="gibt es die Uhrzeit 02:30 Uhr nicht") as caught:
        actions.propose_plan(actor, committee, wish, now=build.NOW)
    assert caught.value.field == "start"


def test_a_copy_follows_the_year_before_without_its_cancelled_and_special_sittings(
    actor, committee
):
    room = build.room()
    build.sitting(committee, date(2026, 5, 14), time(15), room=room)
    build.sitting(committee, date(2026, 6, 11), state=SittingState.CANCELLED)
    build.sitting(committee, date(2026, 7, 9), kind=SittingKind.SPECIAL)
    build.sitting(build.committee("integrationsrat"), date(2026, 8, 13))

    made = actions.propose_plan(actor, committee, Pattern(PatternKind.COPY, 2027), now=build.NOW)

    assert [(p.day, p.starts_at.hour, p.room_id) for p in made.dates] == [
        (date(2027, 5, 13), 13, room.id)
    ]


def test_a_date_is_shifted_dropped_taken_back_and_added(actor, plan):
    first, second = plan.kept_dates[:2]
    version = plan.version
    starts_at, ends_at = period(date(2027, 2, 18), time(15), time(17))

    actions.change_date(
        actor, first, starts_at=starts_at, ends_at=ends_at, room=None, kept_reason="bewusst"
    )
    actions.drop_date(actor, second)
    assert days(plan) == [date(2027, 2, 18), date(2027, 8, 12), date(2027, 11, 11)]
    actions.restore_date(actor, second)
    starts_at, ends_at = period(date(2027, 12, 9), time(14), time(16))
    actions.add_date(actor, plan, starts_at=starts_at, ends_at=ends_at, room=None)

    assert len(days(plan)) == 5
    assert first.kept_reason == "bewusst"
    assert plan.version > version
    assert recorded()[1:] == [
        "plan.date_changed",
        "plan.date_dropped",
        "plan.date_restored",
        "plan.date_added",
    ]


def test_a_date_does_not_leave_the_year(actor, plan):
    starts_at, ends_at = period(date(2028, 1, 1), time(0, 15), time(1))

    with pytest.raises(RuleBroken, match="im Jahr 2027"):
        actions.add_date(actor, plan, starts_at=starts_at, ends_at=ends_at, room=None)


def test_the_commit_makes_tentative_holds_without_numbers(actor, committee, plan):
    planned = plan.kept_dates[0]
    planned.kept_reason = "Der Saal ist nur dann frei."
    actions.drop_date(actor, plan.kept_dates[3])

    made = actions.commit_plan(actor, plan, now=build.NOW)

    assert [(s.date, s.number, s.state) for s in made] == [
        (FIRST, None, SittingState.PLANNED),
        (date(2027, 5, 13), None, SittingState.PLANNED),
        (date(2027, 8, 12), None, SittingState.PLANNED),
    ]
    assert made[0].kept_reason == "Der Saal ist nur dann frei."
    assert plan.state is PlanState.COMMITTED
    assert [p.sitting for p in plan.kept_dates] == made


def test_the_reason_keeps_the_warnings_it_answers(actor, committee, quarterly):
    plan = actions.propose_plan(actor, committee, replace(quarterly, ordinal=1), now=build.NOW)
    plan.kept_dates[1].kept_reason = "Der Termin ist abgestimmt."

    made = actions.commit_plan(actor, plan, now=build.NOW)

    assert [bool(s.kept_warnings) for s in made] == [False, True, False, False]
    assert any("Christi Himmelfahrt" in text for text in made[1].kept_warnings)


def test_the_kept_warnings_name_nobody(actor, committee, quarterly):
    other = build.committee("integrationsrat", short="IR")
    person = build.person("Doppel")
    for one in (committee, other):
        build.member(one, person)
    build.sitting(other, FIRST)
    both = Viewer(name="S", secretariat_of=frozenset({committee.id, other.id}))
    plan = actions.propose_plan(both, committee, quarterly, now=build.NOW)
    plan.kept_dates[0].kept_reason = "bewusst"

    [first, *_] = actions.commit_plan(both, plan, now=build.NOW)

    assert any("gehört beiden Gremien an" in text for text in first.kept_warnings)
    assert not any("Doppel" in text for text in first.kept_warnings)


def test_a_plan_is_committed_once(actor, committed):
    with pytest.raises(RuleBroken, match="schon übernommen"):
        actions.commit_plan(actor, committed, now=build.NOW)
    with pytest.raises(RuleBroken, match="schon übernommen"):
        actions.drop_date(actor, committed.kept_dates[0])


def test_the_sittings_of_a_working_group_are_its_meetings(actor, quarterly):
    group = build.committee("uag-1", kind=CommitteeKind.WORKING_GROUP)
    plan = actions.propose_plan(actor, group, quarterly, now=build.NOW)

    made = actions.commit_plan(actor, plan, now=build.NOW)

    assert {sitting.kind for sitting in made} == {SittingKind.WORKING_GROUP}


def test_undo_cancels_the_sittings_and_deletes_none(actor, committed):
    sittings = [planned.sitting for planned in committed.kept_dates]
    uids = [sitting.uid for sitting in sittings]

    actions.undo_plan(actor, committed, now=build.NOW + timedelta(hours=1))

    assert committed.state is PlanState.UNDONE
    assert {sitting.state for sitting in sittings} == {SittingState.CANCELLED}
    assert [sitting.uid for sitting in sittings] == uids
    assert {sitting.sequence for sitting in sittings} == {1}


def test_the_next_commit_gives_new_holds_with_the_same_references(actor, committed):
    former = [planned.sitting for planned in committed.kept_dates]
    references = [sitting.reference for sitting in former]
    actions.undo_plan(actor, committed, now=build.NOW)

    made = actions.commit_plan(actor, committed, now=build.NOW)

    assert {s.uid for s in made}.isdisjoint({s.uid for s in former})
    assert [sitting.reference for sitting in made] == references
    assert committed.state is PlanState.COMMITTED
    actions.undo_plan(actor, committed, now=build.NOW)
    assert db.session.query(Sitting).count() == 8


def test_undo_is_refused_as_a_whole_and_names_what_changed(actor, committed):
    committed.kept_dates[1].sitting.state = SittingState.INVITED

    with pytest.raises(RuleBroken, match=r"^Am 13\.05\.2027 hat sich"):
        actions.undo_plan(actor, committed, now=build.NOW)
    states = [planned.sitting.state for planned in committed.kept_dates]
    assert states.count(SittingState.PLANNED) == 3


def test_an_agenda_on_one_of_the_holds_keeps_the_commit_from_being_undone(actor, committed):
    build.item(committed.kept_dates[2].sitting, "Haushalt")

    with pytest.raises(RuleBroken, match=r"^Am 12\.08\.2027 hat sich"):
        actions.undo_plan(actor, committed, now=build.NOW)


def test_a_draft_is_deleted_with_its_dates(actor, plan):
    actions.delete_plan(actor, plan)

    assert db.session.query(SittingPlan).count() == db.session.query(PlannedDate).count() == 0
    assert recorded() == ["plan.proposed", "plan.deleted"]


def test_the_same_wish_sent_twice_makes_one_draft(actor, committee, quarterly, plan, db_session):
    with pytest.raises(RuleBroken, match="gibt es schon"):
        actions.propose_plan(actor, committee, quarterly, now=build.NOW)

    assert db_session.query(SittingPlan).count() == 1


def moment(day: date) -> tuple[datetime, datetime]:
    return period(day, time(14), time(16))


def test_an_item_that_was_added_and_deleted_does_not_block_the_undo(actor, committed):
    sitting = committed.kept_dates[2].sitting
    item = agenda.add_item(actor, sitting, title="Haushalt")
    agenda.remove_item(actor, item)

    actions.undo_plan(actor, committed, now=build.NOW)

    assert committed.state is PlanState.UNDONE
    assert sitting.state is SittingState.CANCELLED


def test_undo_leaves_a_date_alone_that_was_called_off_before(actor, committed):
    first, second = (planned.sitting for planned in committed.kept_dates[:2])
    cancel(actor, second, reason="Saal gesperrt", now=build.NOW)

    actions.undo_plan(actor, committed, now=build.NOW)

    assert (first.cancel_reason, second.cancel_reason) == (
        "Der Sitzungsplan 2027 wurde zurückgenommen.",
        "Saal gesperrt",
    )
    assert days(committed) == [FIRST, date(2027, 8, 12), date(2027, 11, 11)]
    made = actions.commit_plan(actor, committed, now=build.NOW)
    assert len(made) == 3


def test_the_same_date_is_refused_when_added_moved_there_or_taken_back(actor, plan):
    first, second = plan.kept_dates[:2]
    taken, free = moment(first.day), moment(date(2027, 2, 18))
    actions.drop_date(actor, second)
    actions.add_date(actor, plan, starts_at=second.starts_at, ends_at=second.ends_at, room=None)

    with pytest.raises(RuleBroken, match="steht schon in diesem Vorschlag"):
        actions.add_date(actor, plan, starts_at=taken[0], ends_at=taken[1], room=None)
    with pytest.raises(RuleBroken, match="steht schon in diesem Vorschlag"):
        actions.restore_date(actor, second)
    actions.change_date(actor, first, starts_at=free[0], ends_at=free[1], room=None, kept_reason="")
    actions.add_date(actor, plan, starts_at=taken[0], ends_at=taken[1], room=None)


def test_a_moment_at_which_the_committee_sits_already_is_refused_at_once(actor, committee, plan):
    there = build.sitting(committee, date(2027, 3, 4))

    with pytest.raises(RuleBroken, match="gibt es schon eine Sitzung"):
        actions.add_date(actor, plan, starts_at=there.starts_at, ends_at=there.ends_at, room=None)


def test_a_committee_founded_in_the_year_gets_no_earlier_dates(actor, committee, quarterly):
    committee.founded_on = date(2027, 7, 1)

    made = actions.propose_plan(actor, committee, quarterly, now=build.NOW)

    assert days(made) == [date(2027, 8, 12), date(2027, 11, 11)]
    assert made.pattern["notes"] == [
        "StAG B besteht seit dem 01.07.2027. 2 Termine davor oder danach sind ausgelassen."
    ]
    starts_at, ends_at = moment(date(2027, 6, 10))
    with pytest.raises(RuleBroken, match="besteht seit dem 01"):
        actions.add_date(actor, made, starts_at=starts_at, ends_at=ends_at, room=None)


def test_a_year_before_the_founding_says_why_no_date_is_left(actor, committee, quarterly):
    committee.founded_on = date(2028, 1, 1)

    with pytest.raises(RuleBroken, match="besteht seit dem 01"):
        actions.propose_plan(actor, committee, quarterly, now=build.NOW)


def test_the_days_outside_every_known_term_are_told(actor, committee, quarterly):
    build.term().ends_on = date(2027, 6, 30)
    made = actions.propose_plan(actor, committee, quarterly, now=build.NOW)
    assert queries.days_without_term(made) == [date(2027, 8, 12), date(2027, 11, 11)]

    sittings = actions.commit_plan(actor, made, now=build.NOW)

    assert [sitting.term is None for sitting in sittings] == [False, False, True, True]
    assert queries.days_without_term(made) == []
