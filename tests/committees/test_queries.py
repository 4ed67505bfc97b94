from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.people.committees import queries
from gremien_app.people.committees.models import CommitteeKind, CommitteeName
from tests.builders import committee

DAY = date(2026, 11, 22)


@pytest.fixture
def council(db_session):
    return committee("stag-queerpolitik", position=2)


@pytest.fixture
def group(council):
    return committee("uag-1", kind=CommitteeKind.WORKING_GROUP, parent_id=council.id, position=1)


def secretary(*committees):
    return Viewer(user_id=1, secretariat_of=frozenset(c.id for c in committees))


def test_everybody_knows_a_committee(council):
    assert queries.get_committee(ANONYMOUS, "stag-queerpolitik") is council


def test_an_unknown_address_is_not_found(council):
    with pytest.raises(NotFound):
        queries.get_committee(ANONYMOUS, "stag-unbekannt")


@pytest.mark.parametrize("kind", [k for k in CommitteeKind if k is not CommitteeKind.COMMITTEE])
def test_internal_bodies_are_secret_to_strangers(db_session, kind):
    body = committee("intern", kind=kind)

    with pytest.raises(NotFound):
        queries.get_committee(ANONYMOUS, "intern")
    assert queries.get_committee(Viewer(user_id=1, member_of={body.id}), "intern") is body


def test_members_of_the_parent_know_its_groups(council, group):
    member = Viewer(user_id=1, member_of=frozenset({council.id}))

    assert queries.get_committee(member, "uag-1") is group
    assert queries.working_groups_visible_to(member, council) == [group]
    assert queries.working_groups_visible_to(ANONYMOUS, council) == []


def test_only_its_secretariat_manages_a_committee(council):
    other = committee("integrationsrat")

    assert queries.manageable(secretary(council), council.slug) is council
    with pytest.raises(Forbidden):
        queries.manageable(secretary(other), council.slug)


def test_managing_a_secret_group_is_not_even_forbidden(group):
    other = committee("integrationsrat")

    with pytest.raises(NotFound):
        queries.manageable(secretary(other), "uag-1")


def test_the_list_holds_existing_top_level_committees_by_position(council, group):
    first = committee("integrationsrat", position=1)
    committee("aufgeloest", position=0, closed_on=date(2026, 11, 21))
    last_day = committee("letzter-tag", position=3, closed_on=DAY)
    committee("rat", kind=CommitteeKind.OUTSIDE)

    assert queries.committees_visible_to(ANONYMOUS, DAY) == [first, council, last_day]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries_at_any_length(db_session, query_count, count):
    for number in range(count):
        made = committee(f"gremium-{number}")
        made.names.append(
            CommitteeName(name="Neu", genitive="des Neuen", valid_from=date(2026, 1, 1))
        )
    db.session.commit()
    db.session.expunge_all()

    with query_count() as counted:
        names = [c.name_on(DAY).name for c in queries.committees_visible_to(ANONYMOUS, DAY)]

    assert names == ["Neu"] * count
    assert counted.count == 2


def test_former_committees_are_those_closed_before_the_day(council):
    gone = committee("aufgeloest", closed_on=date(2026, 11, 21))
    committee("letzter-tag", closed_on=DAY)

    assert queries.former_committees(ANONYMOUS, DAY) == [gone]
