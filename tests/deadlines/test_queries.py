from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.deadlines import queries
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.planning.queries import sittings_of_year
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build

FIRST, LAST = date(2026, 11, 1), date(2027, 1, 31)
DAY = date(2026, 12, 10)


@pytest.fixture
def committee(app):
    return build.committee(notice_days=7, motions_due_days=21, access_due_days=28)


@pytest.fixture
def secretary(committee):
    return Viewer(user_id=1, secretariat_of=frozenset({committee.id}))


def kinds(viewer, from_day=FIRST, until=LAST) -> list[DeadlineKind]:
    return [deadline.kind for deadline, _ in queries.deadlines_for(viewer, from_day, until)]


def test_the_secretariat_has_all_deadlines_of_its_committees_by_day(committee, secretary):
    build.sitting(committee, DAY)
    build.sitting(build.committee("integrationsrat"), DAY)

    assert kinds(secretary) == [
        DeadlineKind.MOTIONS,
        DeadlineKind.DISPATCH,
        DeadlineKind.MINUTES,
    ]


def test_only_days_of_the_period_are_given_both_ends_included(committee, secretary):
    build.sitting(committee, DAY)

    assert kinds(secretary, date(2026, 11, 12), date(2026, 11, 18)) == []
    assert kinds(secretary, date(2026, 11, 13), date(2026, 11, 19)) == [DeadlineKind.MOTIONS]
    assert kinds(secretary, date(2027, 1, 7), date(2027, 1, 7)) == [DeadlineKind.MINUTES]


def test_chair_and_minute_taker_have_the_minutes_and_members_have_nothing(committee):
    build.sitting(committee, DAY)
    chair = Viewer(user_id=2, chair_of=frozenset({committee.id}))
    writer = Viewer(user_id=4, minute_taker_of=frozenset({committee.id}))
    member = Viewer(user_id=3, member_of=frozenset({committee.id}))

    assert kinds(chair) == kinds(writer) == [DeadlineKind.MINUTES]
    assert kinds(member) == kinds(ANONYMOUS) == []


def test_of_a_joint_sitting_the_chairs_of_all_committees_have_the_minutes(committee):
    partner = build.committee("integrationsrat", minutes_due_days=7)
    committee.minutes_due_days = 40
    joint = build.sitting(committee, DAY)
    joint.partners.append(partner)
    db.session.flush()
    last = date(2027, 1, 19)

    def told(**rights):
        viewer = Viewer(user_id=2, **{name: frozenset({partner.id}) for name in rights})
        return kinds(viewer, last, last)

    assert told(chair_of=True) == [DeadlineKind.MINUTES]
    assert told(member_of=True) == told(secretariat_of=True) == []


def test_cancelled_sittings_have_no_deadlines_but_stay_in_the_year(committee, secretary):
    cancelled = build.sitting(committee, DAY, state=SittingState.CANCELLED)
    build.sitting(committee, date(2027, 1, 1))

    assert kinds(secretary, FIRST, date(2026, 12, 31)) == [
        DeadlineKind.MOTIONS,
        DeadlineKind.DISPATCH,
    ]
    assert sittings_of_year(secretary, 2026) == [cancelled]


def test_deadlines_cost_the_same_at_any_length(committee, secretary, query_count):
    counts = []
    for number in (1, 2):
        for index in range(number):
            build.sitting(committee, date(2026, 12, 10 + index))
        db.session.expire_all()
        with query_count() as counted:
            _ = [
                (deadline.label, sitting.committee.short)
                for deadline, sitting in queries.deadlines_for(secretary, FIRST, LAST)
            ]
        counts.append(counted.count)

    assert counts[0] == counts[1]
