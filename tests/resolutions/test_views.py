from datetime import UTC, datetime

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.records.resolutions import actions, queries
from gremien_app.records.resolutions.queries import resolutions_of
from tests import builders
from tests.page_checks import heading


@pytest.fixture
def secretary(world, client, login):
    return login(client, builders.account(secretariat_of=[world.committee]))


@pytest.fixture
def address(world):
    return f"/tagesordnungspunkte/{world.items[0].id}/beschluss"


def sign(world):
    for item in world.items:
        actions.set_resolution(SYSTEM, item, text=f"Text zu {item.title}")
    actions.issue_numbers(SYSTEM, world.sitting)
    world.sitting.record_closed_at = datetime(2026, 12, 20, tzinfo=UTC)
    for one in resolutions_of(world.sitting):
        builders.published(one)
    db.session.flush()


def test_the_proposal_of_the_agenda_is_where_a_resolution_begins(world, secretary, address):
    response = secretary.get(address)

    assert heading(response.text) == "Beschluss zu TOP Ö 1"
    assert "Die StAG empfiehlt …</textarea>" in response.text


def test_a_text_is_saved_and_shown_with_its_marks(world, secretary, address):
    data = {"text": "Die StAG **empfiehlt** <b>dem</b> Rat …", "addressee": "Rat", "version": "0"}

    response = secretary.post(address, data=data)

    assert response.location.endswith(f"/abstimmungen#top-{world.items[0].id}")
    resolution = queries.resolution_on(world.items[0])
    shown = secretary.get(f"/beschluesse/{resolution.id}").text
    assert "Die StAG <strong>empfiehlt</strong> &lt;b&gt;dem&lt;/b&gt; Rat …" in shown
    assert "Entwurf" in shown


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": ""}, "Bitte geben Sie den Wortlaut des Beschlusses ein."),
        ({"text": " \n\t "}, "Bitte geben Sie den Wortlaut des Beschlusses ein."),
        ({"text": "x" * 50_001}, "höchstens 50000 Zeichen"),
        ({"text": "Text", "addressee": "x" * 300}, "höchstens 200 Zeichen"),
    ],
)
def test_bad_texts_are_refused_at_their_field(world, secretary, address, data, message):
    response = secretary.post(address, data={"version": "0", **data})

    assert message in response.text
    assert queries.resolution_on(world.items[0]) is None


def test_a_stale_text_shows_both(world, secretary, address):
    secretary.post(address, data={"text": "erster", "addressee": "", "version": "0"})

    response = secretary.post(address, data={"text": "zweiter", "addressee": "", "version": "0"})

    assert 'class="g-conflict__text">erster<' in response.text
    assert 'class="g-conflict__text">zweiter<' in response.text
    assert queries.resolution_on(world.items[0]).text == "erster"


def test_numbers_are_issued_at_a_press_after_the_sitting(world, secretary, address):
    secretary.post(address, data={"text": "Text", "addressee": "", "version": "0"})
    issue = f"/sitzungen/{world.sitting.id}/beschlussnummern"

    response = secretary.post(issue)

    assert "StAG B 1/2026" in secretary.get(response.location).text
    assert "keinen Beschluss ohne Nummer" in secretary.get(secretary.post(issue).location).text


def test_no_number_before_the_sitting_is_closed(world, secretary, address):
    world.sitting.state = SittingState.RUNNING

    response = secretary.post(f"/sitzungen/{world.sitting.id}/beschlussnummern")

    assert response.status_code == 409
    assert "stattgefunden" in response.text


def test_a_text_without_number_is_removed_and_a_numbered_one_stays(world, secretary, address):
    secretary.post(address, data={"text": "Text", "addressee": "", "version": "0"})
    secretary.post(f"{address}/loeschen")
    assert queries.resolution_on(world.items[0]) is None

    secretary.post(address, data={"text": "Text", "addressee": "", "version": "0"})
    secretary.post(f"/sitzungen/{world.sitting.id}/beschlussnummern")
    assert secretary.post(f"{address}/loeschen").status_code == 409
    assert queries.resolution_on(world.items[0]).number == 1


def test_everyone_finds_published_resolutions_and_no_others(world, client):
    sign(world)

    text = client.get("/beschluesse").text
    closed = queries.resolution_on(world.items[2])

    assert heading(text) == "Beschlüsse"
    assert "Öffentliche Straßenbänke" in text
    assert "Personalangelegenheit" not in text
    assert client.get(f"/beschluesse/{closed.id}").status_code == 404
    found = client.get("/beschluesse?suche=Personalangelegenheit").text
    assert "Dazu gibt es keinen Beschluss." in found
    opened = queries.resolution_on(world.items[0])
    assert heading(client.get(f"/beschluesse/{opened.id}").text) == "Beschluss StAG B 1/2026"


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("suche=strassenbanke", 1),
        ("suche=text", 2),
        ("suche=nirgends", 0),
        ("suche=%25", 0),
        ("suche=')%20OR%201=1--", 0),
        ("suche=" + "a" * 5000, 0),
        ("gremium=stag-behindertenpolitik&jahr=2026", 2),
        ("gremium=unbekannt&jahr=quatsch", 2),
        ("seite=2", 0),
        ("seite=-1", 2),
        ("seite=99999999999999", 2),
    ],
)
def test_the_list_is_searched_and_filtered(world, client, query, hits):
    sign(world)

    response = client.get(f"/beschluesse?{query}")

    assert response.status_code == 200
    assert response.text.count("g-list__title") == hits


def test_strangers_cannot_write_resolutions(world, address, client, new_client, login):
    assert client.post(address, data={"text": "x"}).status_code == 302
    stranger = login(new_client(), builders.account())
    world.sitting.state = SittingState.PLANNED
    assert stranger.post(address, data={"text": "x"}).status_code == 404
    assert stranger.post(f"/sitzungen/{world.sitting.id}/beschlussnummern").status_code == 404


def test_the_list_needs_the_same_queries_for_one_and_for_many(world, client, query_count):
    def count():
        db.session.commit()
        with query_count() as counted:
            client.get("/beschluesse")
        return counted.count

    sign(world)
    few = count()
    sitting = builders.sitting(
        world.committee,
        state=SittingState.CLOSED,
    )
    for number in range(5):
        actions.set_resolution(
            SYSTEM, builders.item(sitting, f"Punkt {number}", outcome=Outcome.ADOPTED), text="Text"
        )
    actions.issue_numbers(SYSTEM, sitting)
    sitting.record_closed_at = datetime(2026, 12, 24, tzinfo=UTC)
    for one in resolutions_of(sitting):
        builders.published(one)

    assert count() == few


def test_the_office_finds_what_is_to_be_clarified_and_nobody_else(world, client, login, secretary):
    sign(world)
    world.items[0].outcome = Outcome.REJECTED
    db.session.commit()

    page = secretary.get("/beschluesse/zu-klaeren")
    listed = secretary.get("/beschluesse").text
    entry = secretary.get(f"/beschluesse/{queries.resolution_on(world.items[0]).id}")

    assert heading(page.text) == "Beschlüsse, die zu klären sind"
    assert "Barrierefreie Haltestellen" in page.text
    assert "Kein Beschluss: abgelehnt." in page.text
    assert "Öffentliche Straßenbänke" not in page.text
    assert "/beschluesse/zu-klaeren" in listed
    assert "kein Beschluss: abgelehnt" in listed
    assert heading(entry.text) == "Nr. StAG B 1/2026"
    assert "Kein Beschluss: abgelehnt. Die Nummer war schon vergeben und bleibt es." in entry.text
    other = login(client, builders.account())
    assert other.get("/beschluesse/zu-klaeren").status_code == 403


def test_the_public_register_hides_what_turned_out_to_be_rejected(world, client):
    sign(world)
    world.items[0].outcome = Outcome.REJECTED
    db.session.commit()

    text = client.get("/beschluesse").text

    assert "Öffentliche Straßenbänke" in text
    assert "Barrierefreie Haltestellen" not in text
    hidden = queries.resolution_on(world.items[0])
    assert client.get(f"/beschluesse/{hidden.id}").status_code == 404
