"""The way of a dispatch through the pages: draft, check, send, stop or hand over, proof."""

import io

import docx
import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.invitations.dispatch_models import Dispatch, DispatchState
from tests import builders as build
from tests.invitations.world import NOW, SECRET, invited_world, sent


@pytest.fixture
def world(app, freeze):
    with freeze("2026-11-23 10:00"):
        made = invited_world()
        db.session.commit()
        yield made


@pytest.fixture
def office(world, client, login):
    return login(client, world.clerk)


def address(world, rest="") -> str:
    return f"/sitzungen/{world.sitting.id}/versand/invitation{rest}"


def drafted(office, world) -> None:
    office.post(address(world), data={"text": "Hiermit lade ich Sie ein.", "version": "0"})


def field(page, name: str) -> str:
    return html.fromstring(page.text).xpath(f"//form//input[@name='{name}']/@value")[0]


def pressed(office, world, **values):
    page = office.get(address(world, "/pruefung"))
    fields = {name: field(page, name) for name in ("seen", "version")}
    return office.post(address(world, "/pruefung"), data=fields | {"reason": "Eilt"} | values)


def test_the_draft_is_kept_and_leads_to_the_check(office, world):
    answer = office.post(
        address(world), data={"text": "Hiermit lade ich ein.", "version": "0", "weiter": "1"}
    )

    assert answer.location == address(world, "/pruefung")
    page = office.get(answer.location).text
    assert "Die Öffentlichkeit ist noch nicht unterrichtet." in page
    assert "per E-Mail an 4 Personen, spätestens Donnerstag, 10. Dezember 2026" in page
    assert "möchte keine Post mehr" in page
    assert "kein Zugang für den nichtöffentlichen Teil" in page


def test_the_preview_of_the_mail_is_neutral(office, world):
    drafted(office, world)

    page = office.get(address(world, "/pruefung")).text

    assert "Einladung zur Sitzung am 17.12.2026" in page
    assert SECRET not in page


def test_sent_it_waits_and_can_be_stopped(office, world):
    drafted(office, world)

    answer = pressed(office, world)
    page = office.get(answer.location).text
    assert "Noch ist nichts hinausgegangen" in page
    office.post(f"{answer.location}/anhalten")

    assert db.session.query(Dispatch).one().state is DispatchState.STOPPED
    assert "Dieser Versand ist angehalten" in office.get(answer.location).text


def test_a_roster_that_changed_since_the_check_is_told(office, world):
    drafted(office, world)
    page = office.get(address(world, "/pruefung"))
    fields = {name: field(page, name) for name in ("seen", "version")}
    world.neutral.gets_papers = False
    db.session.commit()

    answer = office.post(address(world, "/pruefung"), data=fields | {"reason": "Eilt"})

    assert "Seit der Prüfung haben sich die Empfänger*innen" in answer.text
    assert db.session.query(Dispatch).one().state is DispatchState.DRAFT


def test_a_stale_draft_shows_both_texts(office, world):
    drafted(office, world)

    answer = office.post(address(world), data={"text": "Ganz anders", "version": "0"})

    assert answer.status_code == 409
    assert "Hiermit lade ich Sie ein." in answer.text


def test_an_unknown_occasion_is_no_page(office, world):
    assert office.get(f"/sitzungen/{world.sitting.id}/versand/quatsch").status_code == 404


def test_proof_and_letters_are_word_files(office, world):
    drafted(office, world)
    place = pressed(office, world).location

    proof = docx.Document(io.BytesIO(office.get(f"{place}/nachweis.docx").data))
    letters = docx.Document(io.BytesIO(office.get(f"{place}/briefe.docx").data))

    told = "\n".join(cell.text for row in proof.tables[0].rows for cell in row.cells)
    assert "Kim Brief" in told
    assert "noch nicht übergeben" in told
    written = [one.text for one in letters.paragraphs]
    before = written[: written.index("Kim Brief\nMusterweg 1\n50667 Köln")]
    assert not any("Stadtarbeitsgemeinschaft" in one for one in before)
    assert "Einladung mit Tagesordnung, mit nichtöffentlichem Teil" in written


def test_strangers_find_no_dispatch(world, new_client, login):
    dispatch = sent(world, now=NOW)
    other = build.account(secretariat_of=[build.committee("zweites", short="Z2")])
    db.session.commit()

    assert login(new_client(), other).get(f"/versand/{dispatch.id}").status_code == 404


def test_the_wishes_of_a_person_are_kept(office, world):
    person = world.neutral.person
    page = office.get(f"/personen/{person.id}/post")

    answer = office.post(
        f"/personen/{person.id}/post",
        data={"version": field(page, "version"), "address_kind": "official", "has_stopped": "y"},
    )

    assert answer.status_code == 302
    page = html.fromstring(office.get(f"/personen/{person.id}/post").text)
    assert [box.name for box in page.xpath("//input[@type='checkbox'][@checked]")] == [
        "has_stopped"
    ]


def test_how_the_public_was_told_is_noted_once(office, world):
    data = {"way": "Aushang", "given_on": "23.11.2026"}

    for _ in range(2):
        office.post(f"/sitzungen/{world.sitting.id}/unterrichtung", data=data)

    page = office.get(f"/sitzungen/{world.sitting.id}/unterrichtung").text
    assert page.count("vermerkt von Gerda Geschäft") == 1


def test_the_notice_to_post_tells_no_closed_item(office, world):
    answer = office.get(f"/sitzungen/{world.sitting.id}/aushang.docx")

    written = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)
    assert "Öffentliche Bekanntmachung" in written
    assert "Mitteilungen" in written
    assert SECRET not in written
