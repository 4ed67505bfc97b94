from datetime import date, time

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.planning import actions, queries
from gremien_app.meetings.sittings.queries import sittings_visible_to
from tests import builders as build


@pytest.fixture
def secretary(committee):
    return Viewer(name="S", secretariat_of=frozenset({committee.id}))


@pytest.fixture
def plan(secretary, committee, quarterly):
    return actions.propose_plan(secretary, committee, quarterly, now=build.NOW)


def test_only_the_committees_secretariat_knows_of_a_draft(secretary, committee, plan):
    member = Viewer(
        user_id=2,
        is_admin=True,
        member_of=frozenset({committee.id}),
        chair_of=frozenset({committee.id}),
        minute_taker_of=frozenset({committee.id}),
        secretariat_of=frozenset({build.committee("integrationsrat").id}),
    )

    assert queries.plans_of_year(secretary, 2027) == [plan]
    assert queries.plans_of_year(secretary, 2026) == []
    assert queries.manageable_plan(secretary, plan.id) is plan
    assert queries.manageable_date(secretary, plan.dates[0].id) is plan.dates[0]
    for viewer in (member, ANONYMOUS):
        assert queries.plans_of_year(viewer, 2027) == []
        with pytest.raises(NotFound):
            queries.manageable_plan(viewer, plan.id)
        with pytest.raises(NotFound):
            queries.manageable_date(viewer, plan.dates[0].id)


def test_a_draft_is_in_no_list_of_sittings(secretary, plan):
    assert sittings_visible_to(secretary) == []
    assert queries.sittings_of_year(secretary, 2027) == []


def test_conflicts_are_found_for_every_kept_date(secretary, committee, plan):
    build.sitting(committee, date(2027, 5, 13), time(10))
    actions.drop_date(secretary, plan.kept_dates[3])

    found = queries.conflicts_by_date(secretary, plan)

    assert set(found) == {planned.id for planned in plan.kept_dates}
    texts = [conflict.text for conflict in found[plan.kept_dates[1].id]]
    assert "Am selben Tag tagt das Gremium schon: 10:00 bis 12:00 Uhr." in texts


def test_conflicts_of_a_plan_without_dates_are_none(secretary, committee, plan):
    for planned in list(plan.dates):
        actions.drop_date(secretary, planned)

    assert queries.conflicts_by_date(secretary, plan) == {}


def test_the_models_of_a_copy_are_those_of_the_year_on_the_clock_of_cologne(committee):
    # Half past midnight on New Year's Day is still the old year in UTC.
    build.sitting(committee, date(2026, 1, 1), time(0, 30))
    build.sitting(committee, date(2027, 1, 1), time(0, 30))

    assert [m.day for m in queries.precedents_of(committee.id, 2026)] == [date(2026, 1, 1)]


def test_a_plans_page_costs_the_same_at_any_length(secretary, committee, plan, query_count):
    counts = []
    for keep in (1, 3):
        for index, planned in enumerate(list(plan.dates)):
            planned.is_dropped = index >= keep
        db.session.flush()
        db.session.expire_all()
        with query_count() as counted:
            found = queries.manageable_plan(secretary, plan.id)
            queries.conflicts_by_date(secretary, found)
            _ = [planned.room for planned in found.dates]
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_what_hangs_on_a_sitting_is_found_whatever_room_it_belongs_to(committee):
    bare, with_item = build.sitting(committee), build.sitting(committee)
    build.item(with_item)

    assert queries.with_content([bare.id, with_item.id]) == {with_item.id}
