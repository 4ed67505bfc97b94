import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import MinutesEntry, MinutesState, SignatureRole
from tests.minutes.world import NOW, held_sitting


@pytest.fixture
def world(client):
    world = held_sitting()
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    text = "Herr **Öztürk-Schäfer** dankt Frau Dr. Yıldız und Frau Schuster."
    world.minutes.entries.append(MinutesEntry(agenda_item_id=world.second.id, text=text))
    db.session.flush()
    sha = actions.submit(world.taker, world.minutes, NOW).content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    world.base = f"/sitzungen/{world.sitting.id}/niederschrift"
    world.resolution_id = world.resolution.id
    db.session.commit()
    return world


@pytest.fixture
def office(world, client, login):
    return login(client, world.accounts.taker)


def choices(page) -> dict[str, str]:
    return {one["name"]: one.get("value", "") for one in fields(page)}


def fields(page):
    return [{"name": name} for name in re.findall(r'name="(choice_\w+)"', page.text)]


def shown(page) -> str:
    return page.text.split('name="preview"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def decide_all(office, world, choice="hide") -> None:
    page = office.get(f"{world.base}/veroeffentlichen")
    data = dict.fromkeys(choices(page), choice)
    assert office.post(f"{world.base}/veroeffentlichen", data=data).status_code == 302


def test_the_preview_marks_every_name_and_offers_no_press_while_one_is_open(world, office):
    page = office.get(f"{world.base}/veroeffentlichen")

    assert "Frau Schuster<span" in page.text
    assert "(noch offen)" in page.text
    assert "Dr. Yıldız<span" in page.text
    assert "Frau Dr. Yıldız: Amt" not in page.text
    assert 'name="preview"' not in page.text
    assert world.minutes.state is MinutesState.SIGNED


def test_from_the_preview_to_the_publication_and_back(world, office, client):
    address = f"{world.base}/veroeffentlichen"
    decide_all(office, world)
    page = office.get(address)
    assert office.get(f"{world.base}/vorschau.docx").status_code == 200

    late = office.post(address, data={"preview": "anders"})
    assert late.status_code == 409
    assert "Seit der Vorschau hat sich etwas geändert" in late.text
    assert office.post(address, data={"preview": shown(page)}).status_code == 302

    stranger = client.application.test_client()
    public = stranger.get(world.base).text
    assert "[Name nicht veröffentlicht]" in public
    assert "Schuster" not in public
    assert "Öztürk" not in public
    assert stranger.get(f"/beschluesse/{world.resolution_id}").status_code == 200

    back = f"{world.base}/veroeffentlichung-zuruecknehmen"
    assert office.post(back, data={"reason": ""}).status_code == 200
    assert office.post(back, data={"reason": "Ein Name war zu viel."}).status_code == 302
    for gone in (world.base, f"{world.base}.docx", f"/beschluesse/{world.resolution_id}"):
        answer = stranger.get(gone)
        assert answer.status_code == 410
        assert "Ein Name war zu viel" not in answer.text
    assert "Ein Name war zu viel." in office.get(world.base).text
    assert office.get(f"{world.base}/veroeffentlichungen/1.docx").status_code == 200


def test_a_single_resolution_has_a_preview_of_its_own(world, office, client):
    address = f"/beschluesse/{world.resolution_id}/veroeffentlichen"
    stranger = client.application.test_client()
    assert stranger.get(f"/beschluesse/{world.resolution_id}").status_code == 404

    page = office.get(address)
    assert office.post(address, data={"preview": shown(page)}).status_code == 302

    assert stranger.get(f"/beschluesse/{world.resolution_id}").status_code == 200
    assert stranger.get(world.base).status_code == 200
    assert "noch keine Niederschrift" in stranger.get(world.base).text


def test_own_words_have_to_be_said(world, office):
    page = office.get(f"{world.base}/veroeffentlichen")
    data = dict.fromkeys(choices(page), "words")

    answer = office.post(f"{world.base}/veroeffentlichen", data=data)

    assert "Bitte schreiben Sie, was an dieser Stelle steht." in answer.text


def test_a_name_stays_by_a_consent_only_with_its_day_and_what_was_typed_is_kept(world, office):
    address = f"{world.base}/veroeffentlichen"
    page = office.get(address)
    asked = r"Was geschieht mit „Frau Schuster“\?.*?name=\"choice_(\w+)\""
    (row,) = re.findall(asked, page.text, re.DOTALL)
    typed = {f"choice_{row}": "stay:consent", f"basis_{row}": "Formular der Besucherin"}

    asked = office.post(address, data=typed)
    assert "Bitte geben Sie den Tag an, an dem eingewilligt wurde." in asked.text
    assert 'value="Formular der Besucherin"' in asked.text

    assert office.post(address, data=typed | {f"given_on_{row}": "1.12.2025"}).status_code == 302
    page = office.get(address).text
    assert "Einwilligung vom 01.12.2025: Formular der Besucherin (entschieden von" in page
