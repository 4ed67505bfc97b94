"""Who needs something is asked, answers on the phone, and knows who comes; visitors register."""

import re
import sqlite3
from contextlib import closing

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}}
COMING = """
    SELECT sitting.id FROM sitting JOIN committee ON committee.id = committee_id
    WHERE committee.slug = 'stag-behindertenpolitik' AND sitting.state = 'planned'
    AND sitting.is_public AND starts_at > CURRENT_TIMESTAMP ORDER BY starts_at LIMIT 1
"""
LINK = re.compile(r"/unterstuetzung/(?:frage|antwort)/\S+")


@pytest.fixture(scope="module")
def at(live_data) -> str:
    return f"/sitzungen/{_one(live_data, COMING)[0]}"


@pytest.fixture(scope="module")
def office(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


@pytest.fixture(scope="module")
def phone(lasting_page):
    return lasting_page(**PHONE)


def _one(folder, query: str, *values) -> tuple:
    with closing(sqlite3.connect(folder / "gremien.db")) as database:
        return database.execute(query, values).fetchone()


def _link(folder, subject: str, address: str = "%") -> tuple[str, str]:
    query = """
        SELECT to_address, body FROM outbox_mail
        WHERE subject LIKE ? AND to_address LIKE ? ORDER BY id DESC
    """
    to, body = _one(folder, query, subject, address)
    return to, LINK.search(body)[0]


def test_1_a_deaf_member_is_asked_answers_on_the_phone_and_is_told(
    office, phone, live_data, at, axe
):
    office.goto(f"{at}/unterstuetzung")
    axe(office)
    office.get_by_role("button", name="Alle fragen, die noch nicht gefragt sind").click()
    office.get_by_text(re.compile("Gefragt: \\d+ per Mail")).wait_for()
    to, link = _link(live_data, "Was brauchen Sie%")

    phone.goto(link)
    axe(phone)
    phone.get_by_label("Deutsche Gebärdensprache").check()
    phone.get_by_role("button", name="Absenden").click()
    phone.get_by_role("heading", name=re.compile("Danke")).wait_for()

    office.goto(f"{at}/unterstuetzung")
    office.get_by_role("button", name="Alles vormerken").click()
    office.get_by_text("Alles Nötige ist vorgemerkt.").wait_for()
    while office.get_by_role("row").filter(has_text="nötig").count():
        row = office.get_by_role("row").filter(has_text="nötig").first
        row.get_by_role("link", name=re.compile("^Bearbeiten")).click()
        office.get_by_label("Stand").select_option(label="bestätigt")
        office.get_by_label(re.compile("Wer kommt")).fill("Eva Hand")
        office.get_by_role("button", name="Speichern").click()
        office.get_by_text("Die Bestellung ist gespeichert.").wait_for()
    office.get_by_role("button", name="Bescheid per Mail schicken").click()
    office.get_by_text(re.compile("Bescheid per Mail: \\d+")).wait_for()

    phone.goto(_link(live_data, "Nachricht zur Sitzung%", to)[1])
    phone.get_by_text(re.compile("Deutsche Gebärdensprache: bestätigt: Eva Hand")).wait_for()
    axe(phone)
    office.goto(f"{at}/unterstuetzung/tageskarte")
    office.get_by_role("cell", name=re.compile("Eva Hand")).first.wait_for()
    axe(office)


def test_2_a_blind_member_takes_the_agenda_as_a_page_and_in_large_print(phone, live_data, axe):
    invited = _one(live_data, COMING.replace("'planned'", "'invited'"))[0]
    phone.goto(f"/sitzungen/{invited}/tagesordnung")
    phone.get_by_text("In anderer Form").click()
    axe(phone)

    for name, ending in (("Webseite zum Vorlesen", ".html"), ("Großdruck", "-Grossdruck.docx")):
        with phone.expect_download() as started:
            phone.get_by_role("link", name=name, exact=True).click()
        assert started.value.suggested_filename.endswith(ending)


def test_3_a_visitor_registers_and_the_office_reads_it(phone, office, at, axe):
    phone.goto(at)
    phone.get_by_role("link", name=re.compile("anmelden")).last.click()
    axe(phone)
    phone.get_by_label("stufenloser Weg").check()
    phone.get_by_role("button", name="Anmelden").click()
    phone.get_by_role("heading", name=re.compile("Danke")).wait_for()

    office.goto(f"{at}/unterstuetzung")
    office.get_by_role("heading", name="Besuch 1").wait_for()
    axe(office)
