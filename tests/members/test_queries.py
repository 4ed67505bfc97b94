from datetime import date

import pytest

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members import person_queries, queries, seat_queries
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.people.roles import CommitteeRole
from tests import builders as build

DAY = date(2026, 11, 22)


@pytest.fixture
def committee(app):
    return build.committee()


def secretary_of(*committees) -> Viewer:
    return Viewer(user_id=1, name="S", secretariat_of=frozenset(c.id for c in committees))


def names(persons) -> list[str]:
    return [person.last_name for person in persons]


def test_the_roster_shows_who_belonged_on_that_day(committee):
    build.member(committee, build.person("Früher"), ends_on=date(2026, 1, 31))
    build.member(committee, build.person("Später"), starts_on=date(2026, 2, 1))

    assert names(m.person for m in queries.roster(committee.id, date(2026, 1, 31))) == ["Früher"]
    assert names(m.person for m in queries.roster(committee.id, date(2026, 2, 1))) == ["Später"]


def test_the_roster_stands_in_the_order_of_the_minutes(committee):
    guest = build.member(committee, role=MemberRole.STANDING_GUEST)
    second = build.member(committee, build.person("Zander"))
    first = build.member(committee, build.person("Ahrens"))

    assert queries.roster(committee.id, DAY) == [first, second, guest]


def test_the_roster_costs_one_query_at_any_length(committee, query_count):
    counts = []
    for _ in range(3):
        build.member(committee, seat=build.seat(committee, build.organization()))
        build.db.session.expire_all()
        committee_id = committee.id
        with query_count() as counted:
            found = queries.roster(committee_id, DAY)
            _ = [(m.person.on(DAY).name, m.organization.name, m.seat.position) for m in found]
        counts.append(counted.count)

    assert counts == [1, 1, 1]


def test_seats_are_counted_as_of_a_day(committee):
    build.member(committee, seat=build.seat(committee), ends_on=date(2026, 1, 31))

    before = queries.seat_counts(committee, date(2026, 1, 31))
    after = queries.seat_counts(committee, date(2026, 2, 1))

    assert (before.statutory, before.filled, before.vacant) == (13, 1, 12)
    assert (after.statutory, after.filled, after.vacant) == (13, 0, 13)


def test_memberships_in_foreign_committees_stay_hidden(committee):
    other = build.committee("integrationsrat")
    person = build.person()
    own = build.member(committee, person)
    foreign = build.member(other, person)
    viewer = secretary_of(committee)

    assert person_queries.memberships_of(viewer, person) == [own]
    assert person_queries.memberships_by_person(viewer, [person], DAY) == {person.id: [own]}
    assert queries.manageable_membership(viewer, own.id) is own
    with pytest.raises(NotFound):
        queries.manageable_membership(viewer, foreign.id)


def test_nobody_without_an_account_has_rights(app):
    assert queries.viewer_of(None, DAY) is ANONYMOUS


def test_rights_follow_the_roster_of_the_day(committee):
    person = build.person()
    build.member(
        committee, person, chair_office=ChairOffice.DEPUTY_CHAIR, ends_on=date(2026, 10, 31)
    )
    user = build.account(person=person)

    during = queries.viewer_of(user, date(2026, 10, 31))
    after = queries.viewer_of(user, date(2026, 11, 1))

    assert (during.chair_of, during.member_of) == ({committee.id}, {committee.id})
    assert (after.chair_of, after.member_of, after.closed_of) == (set(), set(), set())


def test_who_presides_ex_officio_has_the_rights_of_the_chair(committee):
    mayor = build.person()
    build.member(committee, mayor, role=MemberRole.CHAIR, can_vote=False)

    assert queries.viewer_of(build.account(person=mayor), DAY).chairs(committee.id)


def test_an_advisor_may_be_kept_from_the_closed_part(committee):
    person = build.person()
    build.member(committee, person, role=MemberRole.ADVISORY, sees_closed=False)

    viewer = queries.viewer_of(build.account(person=person), DAY)

    assert viewer.belongs_to(committee.id)
    assert not viewer.sees_closed(committee.id)


def test_the_secretariat_serves_the_working_groups_too(committee):
    group = build.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, parent_id=committee.id)
    user = build.account(secretariat_of=[committee])

    assert queries.viewer_of(user, DAY).secretariat_of == {committee.id, group.id}


def test_an_assignment_ends(committee):
    user = build.account()
    user.assignments.append(
        Assignment(
            committee=committee,
            role=CommitteeRole.MINUTE_TAKER,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 6, 30),
        )
    )
    build.db.session.flush()

    assert queries.viewer_of(user, date(2026, 6, 30)).minute_taker_of == {committee.id}
    assert queries.viewer_of(user, date(2026, 7, 1)).minute_taker_of == set()


def test_a_term_is_taken_by_seats_and_by_whoever_joined_without_an_office(committee):
    first = build.term()
    build.term("2030/2035", starts_on=date(2030, 11, 1))
    build.seat(committee)
    build.member(committee, starts_on=date(2026, 2, 1))

    assert seat_queries.terms_with_seats(committee.id) == {first.id}
    assert queries.days_of_joining(committee.id) == {date(2026, 2, 1)}
