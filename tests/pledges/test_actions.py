from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members.models import MemberRole
from gremien_app.people.pledges import actions, queries
from gremien_app.people.pledges.models import Pledge, PledgeKind
from tests import builders as build

ACTOR = Viewer(name="Gerda Geschäft")
TODAY, DAY = date(2026, 11, 22), date(2026, 11, 20)


@pytest.fixture
def committee(app):
    return build.committee()


def add(committee, *persons, kinds=tuple(PledgeKind), day=DAY):
    ids = [one.id for one in persons]
    return actions.add(ACTOR, committee, ids, kinds, given_on=day, today=TODAY)


def test_several_are_bound_at_once_and_nobody_twice_on_a_day(committee):
    ada, ben = (build.member(committee).person for _ in range(2))

    made = [add(committee, ada), add(committee, ada, ben)]

    assert made == [2, 2]
    assert db.session.query(Pledge).count() == 4
    assert db.session.query(AuditEntry).filter_by(action="pledge.added").count() == 4


def test_only_members_of_the_committee_are_bound_by_its_page(committee):
    stranger = build.member(build.committee("integrationsrat")).person

    assert add(committee, stranger) == 0


def test_who_is_missing_is_read_by_the_roster_of_the_day(committee):
    bound = build.member(committee)
    deputy = build.member(committee, role=MemberRole.DEPUTY, sees_closed=False)
    add(committee, bound.person)

    found = queries.missing_in([bound, deputy], DAY)

    assert [one.person_id for one in found] == [deputy.person_id]
    assert len(queries.missing_in([bound], date(2026, 11, 19))) == 1


def test_a_date_entered_by_mistake_is_taken_back(committee):
    add(committee, build.member(committee).person, kinds=[PledgeKind.DUTY])

    actions.remove(ACTOR, db.session.query(Pledge).one())

    assert db.session.query(Pledge).count() == 0
    assert db.session.query(AuditEntry).filter_by(action="pledge.removed").count() == 1
