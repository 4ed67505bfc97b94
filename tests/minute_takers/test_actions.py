from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.minute_takers import actions, queries
from gremien_app.meetings.minute_takers.models import MinuteTaker
from tests import builders as build

ACTOR = Viewer(name="Gerda Geschäft")
DAY = date(2026, 12, 10)


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B")


def test_minute_takers_are_appointed_with_deputies_and_found_by_the_day(committee):
    sitting = build.sitting(committee)
    [first, second] = [
        actions.appoint(
            ACTOR, committee, build.person(name), starts_on=DAY, is_deputy=deputy, sitting=sitting
        )
        for name, deputy in (("Bos", True), ("Acht", False))
    ]

    assert queries.appointed_on(committee.id, DAY) == [second, first]
    assert queries.appointed_on(committee.id, date(2026, 12, 9)) == []
    actions.end(ACTOR, second, DAY)
    assert queries.appointed_on(committee.id, date(2026, 12, 11)) == [first]
    assert [e.action for e in db.session.query(AuditEntry).order_by(AuditEntry.id)] == [
        "minute_taker.appointed",
        "minute_taker.appointed",
        "minute_taker.ended",
    ]


def test_nobody_is_appointed_twice_for_a_time(committee):
    person = build.person()
    actions.appoint(ACTOR, committee, person, starts_on=DAY)

    with pytest.raises(RuleBroken, match="schon bestellt"):
        actions.appoint(ACTOR, committee, person, starts_on=DAY)


def test_an_appointment_entered_by_mistake_is_taken_back(committee):
    made = actions.appoint(ACTOR, committee, build.person(), starts_on=DAY)

    actions.remove(ACTOR, made)

    assert db.session.query(MinuteTaker).count() == 0


def test_each_committee_of_a_joint_sitting_is_asked_for(committee):
    other = build.committee("integrationsrat", short="IR")
    sitting = build.sitting(committee, DAY, partners=[other])
    person = build.person("Acht")
    actions.appoint(ACTOR, committee, person, starts_on=DAY)
    writer = Viewer(name="Cem", person_id=build.person("Cem").id)

    assert queries.notes_about(sitting, writer) == [
        "Cem ist für StAG B nicht bestellt. Bestellt: Kim Acht.",
        "Für IR ist zum 10.12.2026 niemand für die Schriftführung bestellt (§ 52 GO NRW).",
    ]
