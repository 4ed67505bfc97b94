"""The own page and the office's page of support."""

import pytest
import time_machine
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.support import actions, answer_actions, question_actions
from gremien_app.meetings.support import booking_queries as queries
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.meetings.support.queries import opened
from tests import builders as b
from tests.documents.reading import texts
from tests.support.conftest import WORD, needs

NOON = "2026-11-22T12:00:00+01:00"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def desk_of(world, login, client):
    return login(client, b.account("buero@example.org", secretariat_of=[world.committee]))


def test_a_member_says_what_is_needed_and_takes_it_back(world, login, client):
    browser = login(client, b.account("anna@example.org", "Anna Beispiel", person=world.anna))
    address = f"/meine-unterstuetzung/angeben?sitzung={world.sitting.id}"
    sent = browser.post(
        address,
        data={
            "understanding": "sign_language",
            "words": WORD,
            "way": "page",
            "version": "0",
        },
    )
    own = browser.get("/meine-unterstuetzung")
    data = browser.get("/meine-daten.txt")

    assert sent.location == "/meine-unterstuetzung"
    assert WORD in own.text
    assert "Deutsche Gebärdensprache" in own.text
    assert WORD in data.text
    (need,) = db.session.query(AccessNeed).all()
    assert (need.person_id, need.sitting_id) == (world.anna.id, world.sitting.id)
    browser.post(f"/meine-unterstuetzung/{need.id}/loeschen")
    assert db.session.query(AccessNeed).count() == 0


def test_an_account_without_a_person_is_told_whom_to_ask(world, login, client):
    browser = desk_of(world, login, client)

    assert "zu keiner Person" in browser.get("/meine-unterstuetzung").text
    assert browser.get("/meine-unterstuetzung/angeben").status_code == 302


def test_nobody_says_something_for_a_sitting_to_which_he_does_not_come(world, login, client):
    other = b.sitting(b.committee("integrationsrat", short="IR"))
    browser = login(client, b.account("anna@example.org", "Anna Beispiel", person=world.anna))

    for address in (str(other.id), "99999", "x", "²"):
        assert browser.get(f"/meine-unterstuetzung/angeben?sitzung={address}").status_code == 404


def test_the_office_enters_what_it_was_told_only_with_consent(world, login, client):
    browser = desk_of(world, login, client)
    address = f"/sitzungen/{world.sitting.id}/unterstuetzung/eintragen?person={world.bela.id}"
    fields = {"place": "step_free", "way": "mail", "version": "0"}
    refused = browser.post(address, data=fields | {"words": WORD})
    sent = browser.post(address, data=fields | {"consent": "am Telefon"})
    page = browser.get(f"/sitzungen/{world.sitting.id}/unterstuetzung")

    assert "Ohne Einwilligung" in refused.text
    assert WORD in refused.text
    assert sent.status_code == 302
    assert "1 × stufenloser Weg" in page.text
    assert opened(db.session.query(AccessNeed).one()).consent == "am Telefon"


def test_who_is_not_expected_is_not_entered(world, login, client):
    browser = desk_of(world, login, client)
    address = f"/sitzungen/{world.sitting.id}/unterstuetzung/eintragen"

    assert browser.get(f"{address}?person=99999").status_code == 404
    assert browser.get(address).location == f"/sitzungen/{world.sitting.id}/unterstuetzung"


def test_a_second_window_does_not_overwrite_what_the_first_one_saved(world, login, client):
    browser = desk_of(world, login, client)
    address = f"/sitzungen/{world.sitting.id}/unterstuetzung/eintragen?person={world.bela.id}"
    fields = {"way": "mail", "consent": "Mail", "version": "0"}
    browser.post(address, data=fields | {"words": "zuerst"})
    late = browser.post(address, data=fields | {"words": WORD})

    assert late.status_code == 409
    assert "zuerst" in late.text
    assert WORD in late.text


def test_from_what_is_needed_to_who_comes(world, login, client, new_client):
    actions.save(world.office, world.anna, None, needs(Measure.SIGN_LANGUAGE), day=b.NOW)
    browser = desk_of(world, login, client)
    at = f"/sitzungen/{world.sitting.id}/unterstuetzung"
    anna = login(new_client(), b.account("anna@example.org", "Anna Beispiel", person=world.anna))
    assert "2 × Deutsche Gebärdensprache: zu bestellen bis 26.11.2026" in " ".join(
        browser.get(at).text.split()
    )

    browser.post(f"{at}/vormerken")
    browser.post(
        "/anbieter/neu",
        data={"name": "Hand e. V.", "version": "", "cancel_terms": "ab 3 Tagen vorher kostenlos"},
    )
    first, second = queries.services_of(world.sitting)
    (provider,) = queries.providers()
    for one in (first, second):
        sent = browser.post(
            f"/unterstuetzung/bestellungen/{one.id}",
            data={
                "state": "confirmed",
                "provider": str(provider.id),
                "who": "Eva Hand",
                "version": "1",
            },
        )
        assert sent.location == at

    assert "ab 3 Tagen vorher kostenlos" in browser.get(sent.request.path).text
    card = browser.get(f"{at}/tageskarte").text
    assert "Eva Hand, Hand e. V." in card
    assert "Anna Beispiel" in card
    told = " ".join(anna.get("/meine-unterstuetzung").text.split())
    assert "Deutsche Gebärdensprache: bestätigt: Eva Hand" in told
    assert browser.get("/anbieter").status_code == 200


def test_a_no_without_a_reason_stays_in_the_form(world, login, client):
    browser = desk_of(world, login, client)
    browser.post(f"/sitzungen/{world.sitting.id}/unterstuetzung/anbieten", data={"measure": "loop"})
    (one,) = queries.services_of(world.sitting)

    refused = browser.post(
        f"/unterstuetzung/bestellungen/{one.id}",
        data={"state": "impossible", "provider": "0", "who": "niemand frei", "version": "1"},
    )

    assert "Bitte schreiben Sie, warum nicht" in refused.text
    assert "niemand frei" in refused.text


def test_the_page_behind_a_link_takes_and_never_shows(world, login, client, new_client):
    actions.save(world.office, world.anna, None, needs(Measure.BRAILLE, words=WORD), day=b.NOW)
    keys: list[str] = []
    question_actions.ask(world.office, world.sitting, lambda key: keys.append(key) or key, b.NOW)
    stranger, page = new_client(), f"/unterstuetzung/frage/{keys[0]}"

    shown = stranger.get(page)
    assert WORD not in shown.text
    ticked = "//input[@type='checkbox'][@checked]"
    assert html.document_fromstring(shown.text).xpath(ticked) == []
    wrong = stranger.post(page, data={"understanding": "interpreting", "words": "leise"})
    assert "in welche Sprache" in wrong.text
    assert "leise" in wrong.text
    thanks = stranger.post(page, data={"says": "wie-zuletzt"})

    assert WORD not in thanks.text
    assert "Danke" in thanks.text
    assert WORD not in stranger.get(page).text
    kept = db.session.query(AccessNeed).filter_by(sitting_id=world.sitting.id).one()
    assert opened(kept).words == WORD
    assert stranger.get("/unterstuetzung/frage/unbekannt").status_code == 404


def test_the_answer_behind_its_link_names_who_comes(world, login, client, new_client):
    actions.save(world.office, world.anna, None, needs(Measure.LOOP), day=b.NOW)
    keys: list[str] = []
    answer_actions.tell(world.office, world.sitting, lambda key: keys.append(key) or key, b.NOW)

    told = new_client().get(f"/unterstuetzung/antwort/{keys[0]}").text

    assert "Induktionsanlage oder FM-Anlage: wir kümmern uns darum" in told
    assert new_client().get(f"/unterstuetzung/frage/{keys[0]}").status_code == 404


def test_a_visitor_registers_and_the_office_reads_it(world, login, client, new_client):
    visitor = new_client()
    page = f"/sitzungen/{world.sitting.id}/unterstuetzung-anmelden"
    assert page in visitor.get(f"/sitzungen/{world.sitting.id}").text

    empty = visitor.post(page, data={"name": "Eva Gast"})
    sent = visitor.post(page, data={"place": "step_free", "name": "Eva Gast"})
    robot = visitor.post(page, data={"place": "quiet_room", "website": "x"})

    assert "Eva Gast" in empty.text
    assert "Danke" in sent.text
    assert "Danke" in robot.text
    read = desk_of(world, login, client).get(f"/sitzungen/{world.sitting.id}/unterstuetzung").text
    assert "Besuch 1, Eva Gast" in read
    assert "1 × stufenloser Weg" in read
    assert "1 × Ruheraum" not in read


def test_a_day_that_is_over_is_not_offered_as_one_to_come(world, client):
    page = f"/sitzungen/{world.sitting.id}"

    with time_machine.travel("2026-11-01T12:00:00+01:00", tick=False):
        assert "Unterstützung bis " in client.get(page).text
    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        told = client.get(page).text
    assert "Die Zeit zum Bestellen war bis " in told
    assert "Unterstützung bis " not in told


def test_a_sitting_that_is_not_public_takes_no_visitors(world, new_client):
    world.sitting.is_public = False
    db.session.commit()

    page = f"/sitzungen/{world.sitting.id}/unterstuetzung-anmelden"
    sent = new_client().post(page, data={"place": "step_free"})

    assert "lässt sich nichts anmelden" in new_client().get(page).text
    assert "lässt sich nichts anmelden" in sent.text
    assert db.session.query(AccessNeed).count() == 0


def test_the_office_asks_reminds_prints_and_tells(world, login, client):
    actions.save(world.office, world.anna, None, needs(Measure.LOOP), day=b.NOW)
    browser, at = desk_of(world, login, client), f"/sitzungen/{world.sitting.id}/unterstuetzung"
    assert "soll bis 05.11.2026 hinaus: Das ist vorbei" in " ".join(browser.get(at).text.split())

    browser.post(f"{at}/fragen")
    letters = browser.post(f"{at}/briefe")
    again = browser.post(f"{at}/briefe")

    told = "\n".join(texts(letters.data))
    assert "Guten Tag Bela Muster" in told
    assert "/unterstuetzung/frage/" in told
    assert letters.data != again.data
    assert browser.post(f"{at}/erinnern").location == at
    assert browser.post(f"{at}/bescheid").location == at
    assert "Gefragt: 2, davon 1 mit Antwort" in " ".join(browser.get(at).text.split())


def test_before_a_sitting_is_moved_or_cancelled_its_orders_and_their_terms_are_read(
    world, login, client
):
    browser, at = desk_of(world, login, client), f"/sitzungen/{world.sitting.id}"
    browser.post("/anbieter/neu", data={"name": "Hand e. V.", "cancel_terms": "3 Tage vorher frei"})
    browser.post(f"{at}/unterstuetzung/anbieten", data={"measure": "loop"})
    (one,), (provider,) = queries.services_of(world.sitting), queries.providers()
    sent = {"state": "confirmed", "provider": str(provider.id), "version": "1"}
    browser.post(f"/unterstuetzung/bestellungen/{one.id}", data=sent)

    for page in (f"{at}/verlegen", f"{at}/absagen"):
        assert "Bedingungen: 3 Tage vorher frei" in browser.get(page).text
    assert "gilt noch für den früheren Termin" not in browser.get(at).text
    answer = browser.post(f"{at}/absagen", data={"reason": "Krankheit", "version": "1"})
    assert answer.status_code == 302, answer.text

    told = " ".join(browser.get(at).text.split())
    assert "1 Bestellung gilt noch für den früheren Termin" in told


def test_a_question_asked_elsewhere_is_noted_and_taken_back(world, login, client):
    browser, at = desk_of(world, login, client), f"/sitzungen/{world.sitting.id}"
    tick = {"kind": "access", "is_done": "ja"}
    assert "Schon auf anderem Weg gefragt" in browser.get(f"{at}/unterstuetzung").text

    assert browser.post(f"{at}/frist", data=tick).location == f"{at}/unterstuetzung"
    assert "Doch noch nicht gefragt" in browser.get(f"{at}/unterstuetzung").text
    browser.post(f"{at}/frist", data=tick | {"is_done": ""})
    assert "Schon auf anderem Weg gefragt" in browser.get(f"{at}/unterstuetzung").text
