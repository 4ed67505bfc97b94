from datetime import date, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.channels.portal import queries
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.planning.models import SittingPlan
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, ChairPeriod
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import ChairOffice
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion
from tests import builders as build

TODAY = date(2026, 11, 22)


@pytest.fixture
def committee(app):
    return build.committee(notice_days=7, minutes_due_days=28, access_due_days=None)


@pytest.fixture
def secretary(committee):
    return Viewer(user_id=1, name="S", secretariat_of=frozenset({committee.id}))


def minutes(sitting, state, due_on=date(2026, 12, 1)) -> Minutes:
    made = Minutes(
        sitting=sitting, state=state, due_on=due_on, created_at=build.NOW, submitted_at=build.NOW
    )
    made.versions.append(
        MinutesVersion(
            number=1,
            format=2,
            content={},
            content_sha256="0" * 64,
            created_at=build.NOW,
            created_by="S",
        )
    )
    db.session.add(made)
    db.session.flush()
    return made


def presided_by(person, sitting) -> None:
    attendance = Attendance(
        sitting=sitting, person=person, name=person.name, group=AttendanceGroup.CHAIR
    )
    db.session.add(attendance)
    db.session.flush()
    db.session.add(ChairPeriod(sitting_id=sitting.id, attendance=attendance))
    db.session.flush()


def texts(viewer) -> list[tuple[str, date | None, bool]]:
    return [(t.text, t.due, t.is_overdue) for t in queries.tasks_of(viewer, TODAY)]


def test_the_invitation_is_due_on_the_last_day_of_dispatch(committee, secretary):
    build.sitting(committee, date(2026, 12, 10))

    assert texts(secretary) == [("Einladung versenden", date(2026, 12, 3), False)]


def test_an_invitation_inside_the_notice_period_is_overdue(committee, secretary):
    build.sitting(committee, date(2026, 11, 25), state=SittingState.MOVED)

    assert texts(secretary) == [("Einladung versenden", date(2026, 11, 18), True)]


def test_a_date_that_passed_without_invitation_asks_for_a_decision(committee, secretary):
    build.sitting(committee, TODAY - timedelta(1))

    assert texts(secretary) == [
        (
            "Termin verstrichen: Einladung nachtragen, verlegen oder absagen",
            date(2026, 11, 21),
            True,
        )
    ]


def test_a_sitting_is_opened_on_its_day(committee, secretary):
    build.sitting(committee, TODAY, state=SittingState.INVITED)
    build.sitting(committee, TODAY + timedelta(1), state=SittingState.INVITED)

    assert texts(secretary) == [("Sitzung eröffnen", TODAY, False)]


def test_minutes_that_nobody_began_become_overdue(committee, secretary):
    build.sitting(committee, date(2026, 10, 1), state=SittingState.CLOSED)

    assert texts(secretary) == [("Niederschrift beginnen", date(2026, 10, 29), True)]


def test_returned_minutes_come_back_to_the_secretariat(committee, secretary):
    sitting = build.sitting(committee, date(2026, 11, 2), state=SittingState.CLOSED)
    minutes(sitting, MinutesState.RETURNED, due_on=date(2026, 11, 20))

    assert texts(secretary) == [("Anmerkungen des Vorsitzes bearbeiten", date(2026, 11, 20), True)]


def test_signed_minutes_ask_for_nothing(committee, secretary):
    sitting = build.sitting(
        committee, date(2026, 11, 2), state=SittingState.CLOSED, record_closed_at=build.NOW
    )
    minutes(sitting, MinutesState.SIGNED)

    assert texts(secretary) == []


def test_submitted_minutes_wait_for_whoever_presided(committee):
    chair, deputy = build.person("Vorsitz"), build.person("Vertretung")
    for person in (chair, deputy):
        build.member(committee, person, chair_office=ChairOffice.CHAIR)
    sitting = build.sitting(committee, date(2026, 11, 2), state=SittingState.CLOSED)
    presided_by(deputy, sitting)
    minutes(sitting, MinutesState.SUBMITTED)

    def viewer(person):
        return Viewer(user_id=person.id, person_id=person.id, chair_of=frozenset({committee.id}))

    assert texts(viewer(deputy)) == [("Niederschrift lesen und unterzeichnen", None, False)]
    assert texts(viewer(chair)) == []


def test_a_minute_taker_has_what_is_to_be_recorded_and_no_more(committee):
    committee.access_due_days = 28
    build.sitting(committee, TODAY, state=SittingState.RUNNING)
    build.sitting(committee, TODAY + timedelta(5))
    build.sitting(committee, date(2026, 10, 1), state=SittingState.CLOSED)
    writer = Viewer(user_id=3, minute_taker_of=frozenset({committee.id}))

    assert texts(writer) == [
        ("Niederschrift beginnen", date(2026, 10, 29), True),
        ("Anwesenheit und Abstimmungen erfassen", TODAY, False),
    ]


def test_members_and_strangers_have_no_tasks(committee):
    build.sitting(committee, TODAY, state=SittingState.INVITED)
    member = Viewer(user_id=1, member_of=frozenset({committee.id}))

    assert texts(member) == []
    assert texts(ANONYMOUS) == []


def test_support_to_be_ordered_vanishes_once_it_is_ticked(committee, secretary):
    committee.access_due_days = 28
    sitting = build.sitting(committee, date(2026, 12, 10), state=SittingState.INVITED)

    assert texts(secretary) == [
        ("Nach Unterstützung fragen", date(2026, 11, 5), True),
    ]
    db.session.add(
        DeadlineDone(
            sitting_id=sitting.id, kind=DeadlineKind.ACCESS, done_by="S", done_at=build.NOW
        )
    )
    db.session.flush()
    assert texts(secretary) == []


def test_a_draft_of_a_year_plan_waits_for_its_secretariat(committee, secretary):
    chair = Viewer(user_id=9, chair_of=frozenset({committee.id}))
    for year, committed_at in ((2025, None), (2027, None), (2027, build.NOW)):
        db.session.add(
            SittingPlan(
                committee=committee,
                year=year,
                created_by="S",
                created_at=build.NOW,
                committed_at=committed_at,
            )
        )
    db.session.flush()

    assert texts(secretary) == [("Sitzungsplan prüfen und übernehmen", None, False)]
    assert texts(chair) == []


def test_the_list_of_tasks_costs_the_same_at_any_length(committee, secretary, query_count):
    counts = []
    for _ in range(2):
        for state in (SittingState.PLANNED, SittingState.CLOSED):
            minutes(build.sitting(committee, TODAY + timedelta(9), state=state), MinutesState.DRAFT)
        db.session.expire_all()
        with query_count() as counted:
            _ = [t.about for t in queries.tasks_of(secretary, TODAY)]
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_one_sees_the_next_sittings_of_the_own_committees(committee, secretary):
    other = build.committee("integrationsrat")
    own = build.sitting(committee, TODAY + timedelta(9))
    foreign = [build.sitting(other, TODAY + timedelta(day)) for day in range(1, 8)]
    build.sitting(committee, TODAY - timedelta(1))

    assert queries.next_sittings(secretary, TODAY) == [own]
    assert queries.next_sittings(ANONYMOUS, TODAY) == foreign[:6]


def test_the_state_of_the_minutes_is_for_those_who_write_them(committee, secretary):
    sitting = build.sitting(committee, state=SittingState.CLOSED)
    minutes(sitting, MinutesState.DRAFT)

    assert queries.minutes_state(secretary, sitting) is MinutesState.DRAFT
    assert queries.minutes_state(ANONYMOUS, sitting) is None


def test_a_removed_item_makes_no_agenda(committee):
    sitting = build.sitting(committee)
    assert not queries.has_agenda(sitting)

    build.item(sitting)

    assert queries.has_agenda(sitting)
