from datetime import date

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.members import actions, queries
from gremien_app.people.members.models import MemberRole
from gremien_app.people.organizations.models import Organization
from tests import builders as build

DAY = date(2026, 11, 22)


@pytest.fixture
def committee(app):
    return build.committee(seats=2)


def join(committee, person, **values):
    values = {"role": MemberRole.VOTING, "can_vote": True, "starts_on": DAY} | values
    return actions.add_membership(SYSTEM, committee, person, **values)


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_voting_member_takes_a_seat_of_the_organisation(committee):
    membership = join(committee, build.person(), organization="Gehörlosenverband")

    assert membership.seat.organization.name == "Gehörlosenverband"
    assert membership.organization is membership.seat.organization
    assert audited()[-1] == "membership.added"


def test_an_organisation_is_one_however_it_is_spelt(committee):
    join(committee, build.person(), organization="Gehörlosenverband")
    join(committee, build.person(), organization="GEHÖRLOSENVERBAND ")

    assert db.session.query(Organization).count() == 1


def test_a_successor_takes_the_vacant_seat(committee):
    first = join(committee, build.person(), organization="Verein")
    actions.end_membership(SYSTEM, first, date(2026, 11, 30))

    second = join(committee, build.person(), organization="Verein", starts_on=date(2026, 12, 1))

    assert second.seat is first.seat


def test_a_deputy_shares_the_seat_of_the_principal(committee):
    principal = join(committee, build.person(), organization="Verein")

    deputy = join(committee, build.person(), role=MemberRole.DEPUTY, principal=principal)

    assert (deputy.seat, deputy.organization) == (principal.seat, principal.organization)


def test_a_deputy_may_come_from_another_organisation(committee):
    principal = join(committee, build.person(), organization="Verein")

    deputy = join(
        committee,
        build.person(),
        role=MemberRole.DEPUTY,
        principal=principal,
        organization="Bund",
    )

    assert deputy.organization.name == "Bund"
    assert deputy.seat is principal.seat


def test_an_advisor_takes_no_seat(committee):
    advisor = join(committee, build.person(), role=MemberRole.ADVISORY, can_vote=False)

    assert advisor.seat is None


def test_it_refuses_a_third_vote_on_two_seats(committee):
    join(committee, build.person())
    join(committee, build.person())

    with pytest.raises(RuleBroken):
        join(committee, build.person())


def test_it_refuses_to_be_a_member_twice_at_a_time(committee):
    person = build.person()
    join(committee, person)

    with pytest.raises(RuleBroken):
        join(committee, person, role=MemberRole.ADVISORY, can_vote=False)


def test_leaving_and_returning_are_two_memberships(committee):
    person = build.person()
    first = join(committee, person)
    actions.end_membership(SYSTEM, first, date(2026, 12, 31))

    second = join(committee, person, starts_on=date(2027, 2, 1))

    assert [m.person for m in queries.roster(committee.id, date(2027, 1, 15))] == []
    assert queries.roster(committee.id, date(2027, 2, 1)) == [second]


def test_an_ended_membership_keeps_its_past(committee):
    membership = join(committee, build.person())

    last_day = actions.end_membership(SYSTEM, membership, date(2026, 12, 31))

    assert last_day == date(2026, 12, 31)
    assert queries.roster(committee.id, DAY) == [membership]
    assert audited()[-1] == "membership.ended"


def test_a_longer_membership_must_not_reach_into_the_next_one(committee):
    person = build.person()
    first = join(committee, person, ends_on=date(2026, 12, 31))
    join(committee, person, starts_on=date(2027, 1, 1))

    with pytest.raises(RuleBroken):
        actions.end_membership(SYSTEM, first, date(2027, 1, 1))

    assert first.ends_on == date(2026, 12, 31)


def test_who_joins_stands_where_the_former_one_stood_else_last(committee):
    seat = build.seat(committee)
    build.member(committee, build.person("Zander"), position=11, seat=build.seat(committee))
    former = build.member(committee, build.person("Alt"), position=10, seat=seat, ends_on=DAY)

    heir = join(committee, build.person("Neu"), seat=seat, starts_on=date(2026, 12, 1))
    actions.end_membership(SYSTEM, heir, date(2026, 12, 31))
    advisor = join(committee, build.person(), role=MemberRole.ADVISORY, can_vote=False)

    assert (former.position, heir.position, advisor.position) == (10, 10, 0)
    other = join(committee, build.person("Ahrens"), organization="Bund", starts_on=date(2027, 1, 1))
    assert other.position == 12
