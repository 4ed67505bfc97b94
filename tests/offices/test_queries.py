from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.offices import actions, queries
from tests import builders as build

ACTOR = Viewer(name="Sam Büro")
DAY = date(2026, 11, 22)


@pytest.fixture
def office(db_session):
    made = Office(title="Oberbürgermeister*in")
    db.session.add(made)
    db.session.flush()
    return made


def chaired(office, slug):
    return build.committee(slug, chair_mode=ChairMode.MAYOR, office_id=office.id)


def test_an_office_is_changed_by_who_serves_all_its_committees(office):
    first, second = chaired(office, "eins"), chaired(office, "zwei")
    both = Viewer(user_id=1, secretariat_of=frozenset({first.id, second.id}))

    assert queries.changeable(both, office.id, DAY) is office
    with pytest.raises(Forbidden):
        queries.changeable(Viewer(user_id=1, secretariat_of=frozenset({first.id})), office.id, DAY)
    with pytest.raises(NotFound):
        queries.changeable(both, office.id + 1, DAY)
    with pytest.raises(NotFound):
        queries.changeable_tenure(both, 1, DAY)


def test_a_closed_committee_is_not_affected(office):
    chaired(office, "eins").closed_on = date(2026, 1, 1)
    running = chaired(office, "zwei")
    db.session.flush()

    found = queries.effects(office, build.person(), DAY, is_deputy=False)

    assert [one.committee for one in found] == [running]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_office_costs_the_same_for_any_number_of_committees(
    office, query_count, count
):
    for number in range(count):
        chaired(office, f"gremium-{number}")
    actions.change_holder(ACTOR, office, build.person(), title="OB", starts_on=date(2026, 1, 1))
    db.session.commit()
    number = office.id
    db.session.expunge_all()

    with query_count() as counted:
        found = queries.chairs_by_committee(queries.get_office(number), DAY)

    assert [len(chairs) for _, chairs in found] == [1] * count
    assert counted.count <= 6
