"""Two at once with papers: numbers of their own, and a change while an agenda is dispatched."""

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.meetings.papers import stage_actions
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper, PaperSeries
from tests import builders as build
from tests.builders import NOW
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.postgresql_only


@pytest.mark.parametrize("_round", rounds)
def test_two_received_at_once_get_two_own_numbers(app, _round):
    council = build.committee()
    db.session.add(PaperSeries(committee=council, sign="IR-V"))
    papers = [
        build.motion(council, title, state=PaperState.DRAFT, by=[build.person(title)])
        for title in ("Eins", "Zwei")
    ]
    db.session.commit()

    def receiving(id_: int):
        def run() -> None:
            stage_actions.receive(SYSTEM, db.session.get(Paper, id_), NOW, NOW)

        return in_own_session(app, run)

    answers = at_once(*(receiving(one.id) for one in papers))

    assert answers == [None, None]
    db.session.expire_all()
    numbers = sorted(one.own_number for one in papers)
    assert numbers == [f"IR-V 1/{NOW.year}", f"IR-V 2/{NOW.year}"]
