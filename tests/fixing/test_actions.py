from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.agenda.actions import add_item
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.fixing import actions, due_queries, queries
from gremien_app.meetings.fixing.models import FixingWay
from gremien_app.meetings.fixing.rules import Stage
from gremien_app.people.committees.models import FixingRule
from gremien_app.people.members.models import MemberRole
from tests import builders as build

ACTOR = Viewer(name="Gerda Geschäft")
ADDRESS = "https://gremien.example/sitzungen/1/festsetzung"


@pytest.fixture
def sitting(app):
    committee = build.committee(agenda_fixing=FixingRule.CHAIR)
    sitting = build.sitting(committee, today() + timedelta(days=30))
    build.item(sitting, "Haltestellen")
    return sitting


@pytest.fixture
def chair(sitting):
    return build.member(sitting.committee, build.person("Vorsitz"), role=MemberRole.CHAIR).person


def fix(sitting, *, chair_id=None, seen=None, day=None) -> None:
    actions.fix(
        ACTOR,
        sitting,
        seen=queries.standing_of(sitting).seen if seen is None else seen,
        chair_id=chair_id,
        way=FixingWay.PHONE,
        day=day or today(),
        now=utc_now(),
    )


def ask(sitting, account=None, at=None) -> None:
    actions.ask(ACTOR, sitting, account, at or utc_now(), ADDRESS)


def stage(sitting) -> Stage:
    return queries.standing_of(sitting).stage


def office(sitting) -> Viewer:
    return Viewer(user_id=1, secretariat_of=frozenset({sitting.committee_id}))


def due(viewer) -> list[str]:
    return [one.text for one in due_queries.due(Asked(viewer, today()))]


def test_what_the_chair_said_by_phone_is_on_record(sitting, chair):
    fix(sitting, chair_id=chair.id)

    entry = db.session.query(AuditEntry).filter_by(action="agenda.fixed").one()
    assert stage(sitting) is Stage.FIXED
    assert entry.summary == "Tagesordnung: telefonisch festgesetzt"
    assert chair.name in queries.standing_of(sitting).told


def test_an_item_more_asks_for_setting_anew(sitting):
    fix(sitting)

    add_item(ACTOR, sitting, title="Radwege", part=Part.CLOSED)

    assert stage(sitting) is Stage.CHANGED


def test_an_agenda_that_changed_under_the_chairs_eyes_is_not_set(sitting):
    seen = queries.standing_of(sitting).seen
    add_item(ACTOR, sitting, title="Radwege")

    with pytest.raises(RuleBroken, match="hat sich geändert"):
        fix(sitting, seen=seen)

    assert stage(sitting) is not Stage.FIXED


def test_nobody_has_set_an_agenda_tomorrow(sitting):
    with pytest.raises(RuleBroken) as refusal:
        fix(sitting, day=today() + timedelta(days=1))

    assert refusal.value.field == "fixed_on"


def test_the_chair_gets_one_mail_a_day_that_names_neither_committee_nor_item(sitting, chair):
    account = build.account(person=chair)

    ask(sitting, account)
    ask(sitting, account)

    (mail,) = db.session.query(OutboxMail).all()
    assert ADDRESS in mail.body
    assert not any(
        word in mail.subject + mail.body for word in ("Haltestellen", sitting.committee.short)
    )


def test_it_waits_since_it_was_put_before_the_chair_first(sitting):
    first = utc_now() - timedelta(days=3)
    ask(sitting, at=first)

    ask(sitting)

    assert queries.fixing_of(sitting).asked_at == first
    assert "(3 Tage)" in queries.standing_of(sitting).told


def test_what_was_noted_by_mistake_is_taken_back(sitting):
    fix(sitting)

    actions.take_back(ACTOR, sitting)

    assert stage(sitting) is Stage.OPEN
    with pytest.raises(RuleBroken, match="nicht festgesetzt"):
        actions.take_back(ACTOR, sitting)


def test_the_check_before_a_dispatch_says_what_is_open(sitting):
    sitting.committee.agenda_fixing = FixingRule.WITH_MAYOR
    assert [one.text for one in queries.hints(sitting)] == [
        "Der Vorsitz hat die Tagesordnung noch nicht festgesetzt.",
        "Das Benehmen zur Tagesordnung ist noch nicht vermerkt.",
    ]

    fix(sitting)
    actions.agree(ACTOR, sitting, day=date(2026, 1, 2), note="Büro OB", now=utc_now())

    assert queries.hints(sitting) == []


def test_a_committee_whose_rules_do_not_ask_hears_nothing(sitting):
    sitting.committee.agenda_fixing = FixingRule.NONE

    assert queries.hints(sitting) == []
    assert due(office(sitting)) == []
    with pytest.raises(RuleBroken, match="wird nicht"):
        fix(sitting)


def test_office_and_chair_read_what_is_to_be_done(sitting, chair):
    leads = Viewer(user_id=2, person_id=chair.id, chair_of=frozenset({sitting.committee_id}))
    assert due(office(sitting)) == ["Tagesordnung dem Vorsitz zur Festsetzung vorlegen"]
    assert due(leads) == []

    ask(sitting)
    told = queries.standing_of(sitting).told
    assert (due(office(sitting)), due(leads)) == ([told], ["Tagesordnung ansehen und festsetzen"])

    fix(sitting)
    assert (due(office(sitting)), due(leads)) == ([], [])


def test_due_things_ask_as_often_for_three_sittings_as_for_one(sitting, query_count):
    viewer = office(sitting)
    due(viewer)  # what is known of the committee is known
    with query_count() as one:
        due(viewer)
    for day in (31, 32):
        build.item(build.sitting(sitting.committee, today() + timedelta(days=day)), "Radwege")

    with query_count() as three:
        assert len(due(viewer)) == 3

    assert three.count == one.count
