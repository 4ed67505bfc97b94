"""A change that reaches back asks first, and the page of the attendance asks what is right."""

import re
from datetime import timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings import queries, question_queries
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.records.minutes.actions import begin
from tests import builders
from tests.proceedings.conftest import DAY

BEFORE = DAY - timedelta(days=1)
ASKS = "Die Änderung gilt auch für eine Sitzung, die schon war"


@pytest.fixture(autouse=True)
def two_days_later(freeze):
    with freeze(f"{(DAY + timedelta(days=2)).isoformat()} 10:00"):
        yield


@pytest.fixture
def held(world):
    world.mark("Ast")
    world.mark("Birke", status=AttendanceStatus.EXCUSED)
    world.sitting.state = SittingState.CLOSED
    db.session.commit()
    return world


@pytest.fixture
def desk(held, client, login):
    return login(client, builders.account(secretariat_of=[held.committee], name="Sam Büro"))


@pytest.fixture
def page(held):
    return f"/sitzungen/{held.sitting.id}/anwesenheit"


def ending(held, name="Birke", day="29.11.2026"):
    membership = held.people[name].membership
    address = f"/mitgliedschaften/{membership.id}/beenden"
    return address, {"ends_on": day, "version": membership.version, "reason": "Umzug"}


def seen(text) -> dict[str, str]:
    return {"reach_seen": re.search(r'name="reach_seen" value="([\d,]+)"', text)[1]}


def asked(held) -> list[str]:
    db.session.expire_all()
    return [one.name for one in question_queries.open_questions(held.sitting)]


def test_an_end_before_a_held_sitting_is_shown_first_and_keeps_what_was_typed(desk, held):
    address, values = ending(held)

    answer = desk.post(address, data=values)

    assert ASKS in answer.text
    assert "30.11.2026" in answer.text
    assert "Kim Birke: entschuldigt" in answer.text
    assert 'value="29.11.2026"' in answer.text
    assert "Umzug" in answer.text
    assert db.session.get(Membership, held.people["Birke"].membership_id).ends_on is None

    assert desk.post(address, data=values | seen(answer.text)).status_code == 302
    assert asked(held) == ["Kim Birke"]


def test_an_end_after_the_sitting_is_saved_without_a_question(desk, held):
    address, values = ending(held, day="30.11.2026")

    assert desk.post(address, data=values).status_code == 302


@pytest.mark.parametrize("mark", ["", "0", "x,,-1", "9" * 40])
def test_only_the_sittings_that_were_shown_are_confirmed(desk, held, mark):
    address, values = ending(held)

    assert ASKS in desk.post(address, data=values | {"reach_seen": mark}).text


def test_a_button_that_reaches_back_asks_on_a_page_of_its_own(desk, held):
    newcomer = builders.member(held.committee, builders.person("Dahlie"), starts_on=BEFORE)
    db.session.commit()
    address = f"/mitgliedschaften/{newcomer.id}/zuruecknehmen"

    answer = desk.post(address, data={})

    assert answer.status_code == 409
    assert "Bitte bestätigen: Das reicht zurück" in answer.text
    assert desk.post(address, data=seen(answer.text)).status_code == 302
    assert asked(held) == []


def test_the_attendance_asks_what_is_right_and_takes_the_answer(desk, held, page):
    address, values = ending(held)
    desk.post(address, data=values | {"reach_seen": str(held.sitting.id)})
    text = desk.get(page).text
    assert "Liste und Mitgliederverzeichnis widersprechen sich" in text
    assert "gehört zum Gremium: Liste ja (Stimmberechtigtes Mitglied)" in text
    (question,) = question_queries.open_questions(held.sitting)

    answer = desk.post(f"/anwesenheitsfragen/{question.row.id}/liste")

    assert answer.location == page
    assert "widersprechen sich" not in desk.get(page).text
    assert held.people["Birke"].status is AttendanceStatus.EXCUSED


def test_all_questions_are_answered_at_once(desk, held, page):
    for name in ("Ast", "Birke"):
        address, values = ending(held, name)
        desk.post(address, data=values | {"reach_seen": str(held.sitting.id)})

    desk.post(f"{page}/verzeichnis")

    assert asked(held) == []
    people = {a.name: a for a in queries.attendance_of(held.sitting)}
    assert "Kim Birke" not in people
    assert people["Kim Ast"].can_vote is False


def test_minutes_wait_for_the_answer(desk, held):
    begin(SYSTEM, held.sitting, builders.NOW)
    address, values = ending(held)
    desk.post(address, data=values | {"reach_seen": str(held.sitting.id)})

    text = desk.get(f"/sitzungen/{held.sitting.id}/niederschrift").text

    assert "Kim Birke – Liste und Mitgliederverzeichnis widersprechen sich" in text


def test_questions_are_the_minute_takers(desk, held, page, new_client, login):
    address, values = ending(held)
    desk.post(address, data=values | {"reach_seen": str(held.sitting.id)})
    (question,) = question_queries.open_questions(held.sitting)
    member = login(new_client(), builders.account(person=held.people["Ast"].person))
    stranger = login(
        new_client(), builders.account(secretariat_of=[builders.committee("ir")], email="s@x.de")
    )

    assert "widersprechen sich" not in member.get(page).text
    for path in (f"/anwesenheitsfragen/{question.row.id}/liste", f"{page}/liste"):
        assert member.post(path).status_code == 403
        assert stranger.post(path).status_code == 404
    assert asked(held) == ["Kim Birke"]


def test_the_preview_of_a_late_change_of_office_lists_the_sitting(desk, held):
    office = Office(title="Stadtspitze")
    db.session.add(office)
    db.session.flush()
    held.committee.chair_mode, held.committee.office_id = ChairMode.MAYOR, office.id
    held.committee.chair_votes = False
    db.session.commit()
    values = {
        "first_name": "Torsten", "last_name": "Burmester", "held_as": "OB",
        "starts_on": "29.11.2026",
    }  # fmt: skip

    preview = desk.post(f"/aemter/{office.id}/wechsel", data=values).text
    assert "Sitzungen, die schon waren" in preview

    confirmed = values | {"is_confirmed": "ja"} | seen(preview)
    assert desk.post(f"/aemter/{office.id}/wechsel", data=confirmed).status_code == 302
    assert db.session.query(OfficeTenure).count() == 1
    assert asked(held) == ["Torsten Burmester"]


def test_the_preview_of_a_new_beginning_lists_the_sitting_with_what_is_recorded(desk, held):
    term = builders.term("2026/2031", starts_on=BEFORE)
    builders.term().ends_on = BEFORE - timedelta(days=1)
    db.session.commit()
    address = f"/gremien/{held.committee.slug}/neubildung?term={term.id}&first_day=29.11.2026"

    preview = desk.get(address).text

    assert "Kim Ast: da" in preview
    values = dict.fromkeys(re.findall(r'name="(seats_\d+)"', preview), "1") | seen(preview)
    assert desk.post(address, data=values).status_code == 302
    assert len(asked(held)) == 5


def test_a_late_name_of_the_committee_is_shown_first_and_stands_on_record(desk, held):
    address = f"/gremien/{held.committee.slug}/namen"
    values = {"name": "Neu", "genitive": "des Neuen", "valid_from": "29.11.2026"}

    answer = desk.post(address, data=values)

    assert ASKS in answer.text
    assert desk.post(address, data=values | seen(answer.text)).status_code == 302
    entry = db.session.query(AuditEntry).filter_by(action="attendance.master_data_changed").one()
    assert (entry.object_id, entry.actor) == (held.sitting.id, "Sam Büro")


def test_the_page_tells_with_how_many_seats_the_sitting_reckoned(desk, held, page):
    address = f"/gremien/{held.committee.slug}/sitze"
    text = desk.get(address).text
    field = re.search(r'name="(term_\d+)"', text)[1]
    version = re.search(r'name="version"[^>]*value="(\d+)"', text)[1]
    values = {field: "40", "version": version}
    desk.post(address, data=values | {"reach_seen": str(held.sitting.id)})
    text = desk.get(page).text
    assert "mit 2 Sitzen gerechnet" in " ".join(text.split())
    (question,) = question_queries.seats_questions(held.sitting)

    desk.post(f"/sitzzahlen/{question.row.id}/uebernehmen")

    assert "Sitzen gerechnet" not in desk.get(page).text
    assert queries.quorum_of(held.sitting, [], 1).seats == 40
