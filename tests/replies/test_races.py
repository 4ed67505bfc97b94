"""Two at once: the deputies of one seat, the member and the deputy, two ticks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.transactions import commit
from gremien_app.meetings.replies import actions, calling_queries, queries
from gremien_app.meetings.replies.models import Answer, CallState, Way, Wish
from gremien_app.meetings.replies.rules import Given
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person
from tests import builders
from tests.replies.conftest import EARLY
from tests.simultaneous import at_once, in_own_session

pytestmark = pytest.mark.postgresql_only


def says(app: Flask, ids: dict[str, int], name: str) -> Callable[[], object]:
    sitting_id, person_id, given = ids["sitting"], ids[name], Given(Answer.COMES)

    def work() -> None:
        sitting, person = db.session.get(Sitting, sitting_id), db.session.get(Person, person_id)
        assert sitting is not None
        assert person is not None
        actions.answer(SYSTEM, sitting, person, given, way=Way.LINK, now=EARLY)

    return in_own_session(app, work)


@pytest.fixture
def ids(world):
    world.answer("Ast", Answer.DECLINES, wish=Wish.NOT_YET)
    for name in ("Erste", "Zweite"):
        builders.call(world.sitting, world.deputies[name, "Ast"])
    commit()
    people = {name: one.id for name, one in world.people.items()}
    return {"sitting": world.sitting.id, **people}


def states(ids) -> list[str]:
    db.session.expire_all()
    sitting = db.session.get(Sitting, ids["sitting"])
    assert sitting is not None
    return sorted(one.state.value for one in queries.callings_to(sitting))


def test_of_two_deputies_who_answer_at_once_one_stands_in(app, ids):
    told = at_once(says(app, ids, "Erste"), says(app, ids, "Zweite"))

    (refused,) = [one for one in told if one is not None]
    assert isinstance(refused, RuleBroken)
    assert refused.message.startswith("Für diesen Sitz kommt schon jemand anderes.")
    assert states(ids) == ["accepted", "called"]


def test_a_member_who_comes_after_all_while_the_deputy_says_yes_leaves_no_right(app, ids):
    at_once(says(app, ids, "Ast"), says(app, ids, "Erste"))

    assert states(ids) == ["ended", "ended"]
    assert calling_queries.called_to(ids["Erste"]) == set()


def test_two_ticks_at_once_call_one_deputy(app, world):
    world.answer("Ast", Answer.DECLINES, wish=Wish.CALL)
    commit()
    sitting_id, late = world.sitting.id, EARLY + timedelta(hours=3)

    def tick() -> None:
        actions.call_due_at(sitting_id, late)

    told = at_once(in_own_session(app, tick), in_own_session(app, tick))

    assert told == [None, None]
    assert states({"sitting": sitting_id}) == [CallState.CALLED.value]
