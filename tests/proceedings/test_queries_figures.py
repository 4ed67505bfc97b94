from datetime import date, time

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.proceedings import figure_queries
from gremien_app.meetings.proceedings.actions import seed_attendance
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.sittings.models import SittingState
from tests import builders


def hold(committee, day, *, state=SittingState.CLOSED):
    sitting = builders.sitting(committee, day, time(17), state=state)
    seed_attendance(SYSTEM, sitting)
    return sitting


def mark(sitting, person, status):
    found = db.session.query(Attendance).filter_by(sitting_id=sitting.id, person_id=person.id)
    found.one().status = status
    db.session.flush()


def secretary_of(committee) -> Viewer:
    return Viewer(user_id=1, name="S", secretariat_of=frozenset({committee.id}))


def test_only_closed_sittings_within_the_membership_count(app):
    committee = builders.committee()
    person = builders.person()
    builders.member(committee)
    builders.member(committee, person, starts_on=date(2026, 5, 1))
    hold(committee, date(2026, 3, 1))
    mark(hold(committee, date(2026, 6, 1)), person, AttendanceStatus.PRESENT)
    hold(committee, date(2026, 9, 1))
    hold(committee, date(2026, 10, 1), state=SittingState.RUNNING)
    builders.sitting(committee, date(2026, 10, 9), state=SittingState.CLOSED)  # no list

    (found,) = figure_queries.attendance_figures(secretary_of(committee), person.id)

    assert (found.committee, found.invited, found.present, found.rate) == (committee, 2, 1, 50)


def test_everybody_reads_the_own_figures_and_the_secretariat_its_committees(app):
    committee = builders.committee()
    person = builders.person()
    builders.member(committee, person)
    hold(committee, date(2026, 3, 1))
    other = builders.committee("integrationsrat")

    assert figure_queries.attendance_figures(Viewer(user_id=2, person_id=person.id), person.id)
    assert figure_queries.attendance_figures(secretary_of(other), person.id) == []
    assert figure_queries.attendance_figures(ANONYMOUS, person.id) == []


def test_the_figures_cost_the_same_with_one_and_with_three_committees(app, query_count):
    person = builders.person()
    counts, committees = [], []
    for number in range(3):
        committees.append(builders.committee(f"gremium-{number}"))
        builders.member(committees[-1], person)
        hold(committees[-1], date(2026, 3, 1))
        viewer = Viewer(user_id=1, secretariat_of=frozenset(c.id for c in committees))
        person_id = person.id
        db.session.expire_all()
        with query_count() as counted:
            found = figure_queries.attendance_figures(viewer, person_id)
            assert [one.committee.name_on(date(2026, 1, 1)) for one in found]
        counts.append(counted.count)

    assert counts == [3, 3, 3]
