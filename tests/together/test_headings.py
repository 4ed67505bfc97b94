"""What a committee's own headings mean is remembered once, whoever says it."""

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.people.committees.models import Committee
from gremien_app.people.lists.actions import remember_headings
from gremien_app.people.lists.queries import own_headings
from tests import builders as build
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.postgresql_only


@pytest.mark.parametrize("_round", rounds)
def test_two_at_once_remember_a_heading_once(app, _round):
    council = build.committee()
    db.session.commit()
    id_ = council.id

    def say(column: str):
        def run() -> None:
            remember_headings(SYSTEM, db.session.get(Committee, id_), {"zuname": column})

        return in_own_session(app, run)

    answers = at_once(say("last_name"), say("title"))

    assert answers == [None, None]
    db.session.expire_all()
    assert own_headings(council)["zuname"] in {"last_name", "title"}
