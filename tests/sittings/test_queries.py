from datetime import date, time

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.sittings import queries
from gremien_app.people.committees.models import CommitteeKind
from tests import builders as build


def secretary_of(*committees) -> Viewer:
    return Viewer(user_id=1, name="S", secretariat_of=frozenset(c.id for c in committees))


@pytest.fixture
def committee(app):
    return build.committee()


def test_everyone_sees_the_dates_of_public_and_of_closed_committees(committee):
    closed = build.committee("rat-der-religionen", is_public=False)
    first, second = build.sitting(committee), build.sitting(closed, start=time(16))

    assert queries.sittings_visible_to(ANONYMOUS) == [first, second]


@pytest.mark.parametrize(
    "kind", [CommitteeKind.WORKING_GROUP, CommitteeKind.PROJECT_GROUP, CommitteeKind.OUTSIDE]
)
def test_working_groups_and_outside_bodies_are_internal(app, kind):
    group = build.committee("uag-1", kind=kind)
    sitting = build.sitting(group)
    member = Viewer(user_id=1, name="M", member_of=frozenset({group.id}))

    assert queries.sittings_visible_to(ANONYMOUS) == []
    assert queries.sittings_visible_to(member) == [sitting]
    with pytest.raises(NotFound):
        queries.get_sitting(ANONYMOUS, sitting.id)
    assert queries.get_sitting(member, sitting.id) == sitting


def test_members_of_the_parent_committee_see_its_working_groups(committee):
    group = build.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, parent_id=committee.id)
    sitting = build.sitting(group)

    member = Viewer(user_id=1, name="M", member_of=frozenset({committee.id}))

    assert queries.get_sitting(member, sitting.id) == sitting


def test_sittings_come_in_the_order_of_time_with_a_tie_breaker(committee):
    late = build.sitting(committee, date(2026, 12, 20))
    twin_a = build.sitting(committee, date(2026, 12, 10))
    twin_b = build.sitting(committee, date(2026, 12, 10))

    assert queries.sittings_visible_to(ANONYMOUS) == [twin_a, twin_b, late]
    assert queries.sittings_visible_to(ANONYMOUS, order="desc") == [late, twin_b, twin_a]


def test_a_period_includes_its_last_day_until_midnight_in_koeln(committee):
    build.sitting(committee, date(2026, 12, 9), time(23), hours=0.5)
    inside = build.sitting(committee, date(2026, 12, 10), time(0, 15), hours=1)
    last = build.sitting(committee, date(2026, 12, 10), time(23, 30), hours=1)
    build.sitting(committee, date(2026, 12, 11), time(0, 15))

    day = date(2026, 12, 10)
    assert queries.sittings_visible_to(ANONYMOUS, from_day=day, until=day) == [inside, last]


def test_a_committee_filters_the_list(committee):
    other = build.committee("integrationsrat")
    sitting = build.sitting(committee)
    build.sitting(other)

    assert queries.sittings_visible_to(ANONYMOUS, committee_id=committee.id) == [sitting]


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_takes_four_queries_at_any_length(db_session, query_count, number):
    for index in range(number):
        build.sitting(build.committee(f"c{index}"), room=build.room(f"R{index}"))
    db_session.commit()
    db_session.expunge_all()

    with query_count() as counted:
        found = queries.sittings_visible_to(ANONYMOUS)
        shown = [(s.committee_name, s.place, s.moves, s.term.name) for s in found]

    assert len(shown) == number
    assert counted.count == 4


def test_only_the_secretariat_manages_a_sitting(committee):
    other = build.committee("integrationsrat")
    sitting = build.sitting(committee)

    assert queries.manageable(secretary_of(committee), sitting.id) == sitting
    with pytest.raises(Forbidden):
        queries.manageable(secretary_of(other), sitting.id)
    with pytest.raises(Forbidden):
        queries.manageable(ANONYMOUS, sitting.id)


def test_an_unknown_sitting_is_not_found(app):
    with pytest.raises(NotFound):
        queries.get_sitting(ANONYMOUS, 2_147_483_647)


def joint_sitting(first, *others, **values):
    sitting = build.sitting(first, **values)
    sitting.partners = list(others)
    db.session.flush()
    return sitting


def test_a_joint_sitting_stands_in_the_lists_of_all_its_committees(committee):
    other, third = build.committee("integrationsrat"), build.committee("stag-queerpolitik")
    sitting = joint_sitting(committee, other)

    lists = [
        queries.sittings_visible_to(ANONYMOUS, committee_id=one.id)
        for one in (committee, other, third)
    ]

    assert lists == [[sitting], [sitting], []]
    assert queries.sittings_visible_to(ANONYMOUS) == [sitting]
    assert queries.years_visible_to(ANONYMOUS, other.id) == [2026]
    assert queries.committees_with_sittings(ANONYMOUS) == [committee, other]


def test_a_joint_sitting_of_working_groups_is_seen_by_the_members_of_each(committee):
    kind = CommitteeKind.WORKING_GROUP
    first, second = build.committee("uag-1", kind=kind), build.committee("uag-2", kind=kind)
    sitting = joint_sitting(first, second)
    member = Viewer(user_id=1, name="M", member_of=frozenset({second.id}))

    assert queries.get_sitting(member, sitting.id) == sitting
    with pytest.raises(NotFound):
        queries.get_sitting(ANONYMOUS, sitting.id)


def test_a_joint_sitting_is_managed_by_the_committee_that_invites(committee):
    other = build.committee("integrationsrat")
    sitting = joint_sitting(committee, other)

    assert queries.manageable(secretary_of(committee), sitting.id) == sitting
    with pytest.raises(Forbidden):
        queries.manageable(secretary_of(other), sitting.id)


def test_the_roster_of_a_joint_sitting_has_the_people_of_all_its_committees(committee):
    other = build.committee("integrationsrat")
    mine, yours = build.member(committee), build.member(other)
    sitting = joint_sitting(committee, other)

    assert queries.roster_of(sitting) == [mine, yours]


def test_the_next_reference_is_the_committees_own(committee):
    build.sitting(committee, reference=f"{committee.short}/0007/2026")
    build.sitting(build.committee("integrationsrat"), reference="integrationsrat/0009/2026")

    assert queries.next_reference(committee, 2026) == f"{committee.short}/0008/2026"
    assert queries.next_reference(committee, 2027) == f"{committee.short}/0001/2027"


def test_the_years_reach_from_the_first_to_the_last_sitting(committee):
    build.sitting(committee, date(2024, 5, 5))
    build.sitting(committee, date(2026, 5, 5))

    assert queries.years_visible_to(ANONYMOUS) == [2026, 2025, 2024]
    assert queries.years_visible_to(ANONYMOUS, committee.id + 1) == []


def test_closed_committees_and_outside_bodies_are_not_planned(committee):
    closed = build.committee("alt", closed_on=date(2020, 1, 1))
    outside = build.committee("rat", kind=CommitteeKind.OUTSIDE)

    assert queries.committees_planned_by(secretary_of(committee, closed, outside)) == [committee]


def test_the_usual_room_is_the_last_one(committee):
    old, new = build.room("Alt"), build.room("Neu")
    build.sitting(committee, date(2026, 1, 1), room=old)
    build.sitting(committee, date(2026, 6, 1), room=new)

    assert queries.usual_room(committee.id) == new


def test_rooms_come_by_venue_and_name(app):
    b, c, a = (
        build.room("B", venue="Rathaus"),
        build.room("C", venue="Rathaus"),
        build.room("X", venue="Bezirksrathaus"),
    )

    assert queries.rooms() == [a, b, c]
