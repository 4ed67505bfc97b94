"""Two who put the same item from the pool on two agendas at once."""

from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.pool import actions
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW
from tests.simultaneous import at_once, in_own_session


@pytest.mark.both_engines
def test_an_item_from_the_pool_is_put_on_one_of_two_agendas(app):
    council = build.committee()
    held = build.sitting(council, date(2026, 3, 4), state=SittingState.CLOSED)
    item = build.item(held, "Haltestellen", mark=ItemMark.ADJOURNED, printed_number="1")
    office = viewer_of(build.account(secretariat_of=[council]), NOW.date())
    targets = [build.sitting(council, date(2027, month, 4)).id for month in (1, 2)]
    key = f"vertagt-{item.id}"

    answers = at_once(
        *(
            in_own_session(
                app, lambda to=target: len(actions.take(office, db.session.get(Sitting, to), [key]))
            )
            for target in targets
        )
    )

    assert sum(isinstance(one, RuleBroken) for one in answers) == 1, answers
    assert db.session.query(AgendaItem).filter_by(carried_from_id=item.id).count() == 1
