"""A paper goes up from a phone, is replaced, published, read by everybody and withdrawn."""

import random
import re
import sqlite3
from contextlib import closing

import pytest

from tests.files import samples

PHONE = {"viewport": {"width": 390, "height": 844}}
SHOWN = re.compile(r"/unterlagen/\d+$")


@pytest.fixture(scope="module")
def phone(lasting_page, sign_in):
    return sign_in(lasting_page(**PHONE), "geschaeftsfuehrung")


@pytest.fixture(scope="module")
def public(lasting_page):
    return lasting_page()


@pytest.fixture(scope="module")
def agenda(live_data) -> str:
    """The papers of a public sitting whose agenda was dispatched."""
    invited = """
        SELECT sitting_id FROM agenda_item JOIN sitting ON sitting.id = sitting_id
        WHERE sitting.state = 'invited' AND sitting.is_public AND agenda_item.printed_number = '1'
        AND agenda_item.part = 'public' ORDER BY starts_at LIMIT 1
    """
    with closing(sqlite3.connect(live_data / "gremien.db")) as database:
        return f"/sitzungen/{database.execute(invited).fetchone()[0]}/unterlagen"


def handed_in(page, folder, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    page.get_by_label("Datei", exact=True).set_input_files(path)
    page.get_by_role("button", name="Hochladen").click()


def test_a_paper_from_the_phone_to_the_public_and_back(phone, public, agenda, axe, tmp_path):
    page = phone
    page.goto(agenda)
    page.get_by_role("link", name=re.compile("Unterlage ergänzen zu TOP Ö 1$")).click()
    axe(page)

    handed_in(page, tmp_path, "plan.jpg", samples.photo())
    page.get_by_text("„plan.jpg“ ist schon hochgeladen und geprüft").wait_for()
    axe(page)
    page.get_by_label("Text der Datei").fill("Ein roter Plan, von oben gesehen")
    page.get_by_role("button", name="Hochladen").click()
    page.wait_for_url(SHOWN)
    axe(page)
    address = page.url

    page.get_by_role("link", name="Neufassung hochladen").click()
    # Large enough for the bar of progress: 2 MB that cannot be packed.
    noise = random.Random(7).randbytes(2_000_000)
    big = samples.with_part(samples.docx("Radweg in Nippes"), "word/media/x.bin", noise)
    handed_in(page, tmp_path, "plan.docx", big)
    page.wait_for_url(SHOWN)
    page.get_by_text("Die Neufassung ist da.").wait_for()
    assert page.get_by_text("Frühere Fassungen").is_visible()

    public.goto(address)
    assert public.get_by_role("heading", level=1).inner_text() != "plan"
    page.get_by_role("link", name="Veröffentlichen", exact=True).click()
    axe(page)
    page.get_by_label("Ich habe alles durchgesehen").check()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_text("Die Unterlage ist öffentlich.").wait_for()

    public.goto(agenda)
    axe(public)
    with public.expect_download() as loaded:
        public.get_by_role("link", name="plan", exact=True).click()
    assert loaded.value.suggested_filename == "plan.docx"
    assert loaded.value.path().read_bytes() == big

    page.get_by_role("button", name="Veröffentlichung zurücknehmen").click()
    page.get_by_text("Die Unterlage ist nicht mehr öffentlich.").wait_for()
    public.goto(agenda)
    assert public.get_by_role("link", name="plan", exact=True).count() == 0


def test_a_large_file_that_is_refused_says_so_on_the_page_and_keeps_what_was_typed(
    phone, agenda, axe, tmp_path
):
    phone.goto(agenda)
    phone.get_by_role("link", name=re.compile("Unterlage ergänzen zu TOP Ö 1$")).click()
    phone.get_by_label("Titel").fill("Mein Titel")

    handed_in(phone, tmp_path, "programm.pdf", samples.program() + bytes(900_000))

    phone.get_by_text("Diese Art von Datei wird nicht angenommen.").first.wait_for()
    assert phone.get_by_label("Titel").input_value() == "Mein Titel"
    axe(phone)
