"""The pages of answers: signed in, by link, and of the office."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.replies import link_actions, queries
from gremien_app.meetings.replies.mail_rules import path_of
from gremien_app.meetings.replies.models import Answer, Reply, ReplyLink, Wish
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import Membership
from tests import builders
from tests.replies.conftest import EARLY


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(EARLY, tick=False):
        yield


@pytest.fixture
def secretary(world, login, client):
    return login(client, builders.account(secretariat_of=[world.committee]))


@pytest.fixture
def ast(world, login, new_client):
    return login(new_client(), builders.account("ast@example.org", person=world.people["Ast"]))


@pytest.fixture
def page(world):
    return f"/sitzungen/{world.sitting.id}/antwort"


@pytest.fixture
def link(world):
    token = link_actions.new_link(world.sitting, world.people["Ast"].id, EARLY)
    db.session.commit()
    return path_of(token)


def stored(world, name) -> Reply | None:
    db.session.expire_all()
    return queries.replies_to(world.sitting).get(world.people[name].id)


def test_a_member_is_asked_on_the_page_of_the_sitting_and_once_more_after_a_no(world, ast, page):
    assert "Kommen Sie?" in ast.get("/").text
    assert "Jetzt antworten" in ast.get(f"/sitzungen/{world.sitting.id}").text
    shown = ast.get(page)
    assert "Grund müssen Sie nicht nennen" in shown.text
    assert "Soll Ihre Vertretung geladen werden?" not in shown.text

    ast.post(page, data={"answer": "declines"})
    assert "Soll Ihre Vertretung geladen werden?" in ast.get(page).text
    ast.post(page, data={"wish": "not_yet"})

    assert stored(world, "Ast").wish is Wish.NOT_YET
    assert "Ihre Antwort: kommt nicht" in ast.get(f"/sitzungen/{world.sitting.id}").text
    assert "Kommen Sie?" not in ast.get("/").text


def test_a_time_that_is_missing_is_asked_for_at_its_field_and_nothing_typed_is_lost(
    world, ast, page
):
    response = ast.post(page, data={"answer": "later", "until_at": "15:30"})

    assert "Bitte geben Sie an, ab wann Sie kommen." in response.text
    assert 'value="15:30"' in response.text
    assert stored(world, "Ast") is None


def test_a_stranger_and_a_member_of_another_day_find_nothing(world, login, new_client, page):
    other = login(new_client(), builders.account("x@example.org", person=builders.person("Fremd")))

    assert other.get(page).status_code == 404


def test_a_link_shows_date_time_place_and_the_question_only(world, client, link):
    world.committee.short = "ZZGREMIUM"
    builders.item(world.sitting, "ZZPUNKT")
    db.session.commit()

    response = client.get(link)

    assert "17.12.2026" in response.text
    assert not re.search("ZZGREMIUM|ZZPUNKT|Ast|Verein", response.text)
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_scanner_that_opens_the_link_answers_nothing_and_a_press_does(world, client, link):
    client.get(link)
    assert stored(world, "Ast") is None

    client.post(link, data={"answer": "comes"})
    client.post(link, data={"answer": "declines"})
    client.post(link, data={"wish": "call"})

    assert (stored(world, "Ast").answer, stored(world, "Ast").wish) == (Answer.DECLINES, Wish.CALL)


def test_neither_a_head_nor_a_get_of_a_link_leaves_a_trace(world, app, link):
    scanner = FlaskClient(app)
    for _ in range(2):
        assert scanner.head(link).status_code == scanner.get(link).status_code == 200

    row = db.session.query(ReplyLink).one()
    assert (row.used, row.used_from, row.ended_at) == (0, None, None)
    assert stored(world, "Ast") is None


def test_a_link_of_a_cancelled_sitting_says_so_and_takes_nothing(world, client, link):
    world.sitting.state = SittingState.CANCELLED
    db.session.commit()

    response = client.post(link, data={"answer": "comes"})

    assert response.status_code == 410
    assert "Die Sitzung ist abgesagt." in response.text
    assert stored(world, "Ast") is None


def test_the_link_of_who_has_left_the_committee_since_stores_nothing(world, client, link):
    for one in db.session.query(Membership).filter_by(person_id=world.people["Ast"].id):
        one.ends_on = world.sitting.date - timedelta(days=1)
    db.session.commit()

    response = client.post(link, data={"answer": "comes"})

    assert "gehört am Tag der Sitzung nicht zum Gremium" in response.text
    assert stored(world, "Ast") is None


def test_an_altered_link_is_unknown(world, client, link):
    for changed in (link[:-1], link + "x", link.swapcase().replace("/ANTWORT", "/antwort")):
        assert client.get(changed).status_code == 404


def test_a_replaced_link_says_that_there_is_a_newer_one(world, client, link, secretary):
    address = f"/sitzungen/{world.sitting.id}/antworten/{world.people['Ast'].id}/link"
    shown = secretary.get(secretary.post(address).location)
    newer = re.search(r"/antwort/[\w-]{43}", shown.text)[0]

    ended = client.get(link)

    assert ended.status_code == 410
    assert "es gibt einen neueren" in ended.text
    assert client.get(newer).status_code == 200
    assert newer not in secretary.get(f"/sitzungen/{world.sitting.id}/antworten").text


def test_a_link_ends_when_the_sitting_begins(world, client, link):
    with time_machine.travel(world.sitting.starts_at, tick=False):
        response = client.post(link, data={"answer": "comes"})

    assert response.status_code == 410
    assert stored(world, "Ast") is None


def test_a_link_that_is_pressed_without_end_is_refused_for_an_hour(world, client, link):
    for number in range(20):
        client.post(link, data={"answer": ("comes", "declines")[number % 2]})

    response = client.post(link, data={"answer": "comes"})

    assert "sehr oft geantwortet" in response.text
    assert stored(world, "Ast").answer is Answer.DECLINES


def test_the_office_sees_the_list_reminds_and_enters_answers(world, secretary):
    address = f"/sitzungen/{world.sitting.id}/antworten"
    assert "0 zugesagt, 0 abgesagt, 3 ohne Antwort" in secretary.get(address).text

    secretary.post(f"{address}/erinnern")
    one = f"{address}/{world.people['Ast'].id}"
    version = re.search(r'name="version"[^>]*value="(\d+)"', secretary.get(one).text)[1]
    secretary.post(one, data={"answer": "declines", "wish": "not_yet", "version": version})

    text = secretary.get(address).text
    assert "vom Büro eingetragen" in text
    assert "Kim Erste: noch nicht gefragt" in " ".join(text.split())
    assert db.session.query(OutboxMail).count() == 3

    called = secretary.post(f"{address}/sitze/{world.seats['Ast'].id}/laden")
    assert "Kim Erste ist als Vertretung geladen" in secretary.get(called.location).text


def test_what_came_meanwhile_is_not_overwritten_unseen(world, secretary):
    one = f"/sitzungen/{world.sitting.id}/antworten/{world.people['Ast'].id}"
    secretary.get(one)
    world.answer("Ast")
    db.session.commit()

    late = secretary.post(one, data={"answer": "declines", "version": "0"})

    assert late.status_code == 409
    assert stored(world, "Ast").answer is Answer.COMES


def test_a_deputy_of_two_members_chooses_the_seat(world, login, new_client, page):
    for name in ("Ast", "Birke"):
        builders.reply(world.sitting, world.people[name], Answer.DECLINES)
        builders.call(world.sitting, world.deputies["Erste", name])
    deputy = login(new_client(), builders.account("e@example.org", person=world.people["Erste"]))

    assert "Bitte um Vertretung" in deputy.get("/").text
    asked = deputy.post(page, data={"answer": "comes", "seat": ""})
    assert "Bitte wählen Sie, für welchen Sitz Sie kommen." in asked.text
    deputy.post(page, data={"answer": "comes", "seat": str(world.seats["Birke"].id)})

    assert world.called() == {"Erste": "accepted"}


def test_a_committee_has_its_own_times(world, secretary):
    address = f"/gremien/{world.committee.slug}/vertretung-laden"
    secretary.get(address)
    data = {"after_hours": "4", "at_once_days": "1", "from_hour": "8", "until_hour": "18"}

    wrong = secretary.post(address, data=data | {"until_hour": "8", "version": "0"})
    secretary.post(address, data=data | {"version": "0"})

    assert "Das Ende muss nach dem Anfang liegen." in wrong.text
    assert queries.times_of(world.committee).after_hours == 4


def test_the_list_of_the_running_sitting_is_filled_from_the_answers(world, secretary):
    world.answer("Ast")
    world.sitting.state = SittingState.RUNNING
    db.session.commit()
    page = f"/sitzungen/{world.sitting.id}/anwesenheit"
    secretary.post(f"{page}/abgleichen")

    assert "Antwort: kommt" in secretary.get(page).text
    secretary.post(f"{page}/zusagen")

    assert "1 da," in " ".join(secretary.get(page).text.split())
