"""Two who work on one agenda at once: every item stands there once, at a place of its own."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda import actions, queries
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("_round", rounds)
def test_two_who_reorder_at_once_lose_no_item_and_give_no_place_twice(app, _round):
    sitting = build.sitting(build.committee())
    office = viewer_of(build.account(secretariat_of=[sitting.committee]), NOW.date())
    ids = [build.item(sitting, title).id for title in ("A", "B", "C", "D")]
    known = sitting.id

    def step(number, direction):
        return lambda: actions.move_step(office, db.session.get(AgendaItem, number), direction)

    def to_front(number):
        return lambda: actions.move_to(office, db.session.get(AgendaItem, number))

    works = (step(ids[1], "up"), to_front(ids[3]), step(ids[2], "down"))
    answers = at_once(*(in_own_session(app, work) for work in works))

    assert answers == [None, None, None]
    db.session.expire_all()
    items = queries.all_items(db.session.get(type(sitting), known))
    assert sorted(one.title for one in items) == ["A", "B", "C", "D"]
    assert sorted(one.position for one in items) == [1, 2, 3, 4]
