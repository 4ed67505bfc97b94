"""A committee is formed for a new term by the keyboard alone: many named in one table, undone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_planning import arrives, enter, tab_to

SLUG = "stag-queerpolitik"
PAGE = f"/gremien/{SLUG}/neubildung"


@pytest.fixture
def term(new_page, sign_in):
    """The administration enters the next term, and takes it away at the end."""
    admin = sign_in(new_page(), "admin")
    admin.goto("/verwaltung/wahlperioden/neu")
    admin.get_by_label("Name").fill("2030/2035")
    admin.get_by_label("Erster Tag").fill("01.11.2030")
    admin.keyboard.press("Enter")
    admin.wait_for_url(re.compile(r"/verwaltung/wahlperioden$"))
    yield
    admin.goto("/verwaltung/wahlperioden")
    admin.get_by_role("link", name="Ändern der Wahlperiode 2030/2035").click()
    admin.on("dialog", lambda dialog: dialog.accept())
    admin.get_by_role("button", name=re.compile("löschen", re.IGNORECASE)).click()
    admin.wait_for_url(re.compile(r"/verwaltung/wahlperioden$"))


def test_many_are_named_with_the_keyboard_and_everything_is_taken_back(
    term, new_page, sign_in, axe
):
    desk = sign_in(new_page(), "geschaeftsfuehrung")
    desk.goto(PAGE)
    enter(desk, desk.get_by_role("button", name="Vorschau"))
    arrives(desk, "Gremium neu bilden: Vorschau")
    expect(desk.get_by_role("group", name="Wer bleibt wie bisher?")).to_be_visible()
    axe(desk)
    enter(desk, desk.get_by_role("button", name="Neu bilden"))
    arrives(desk, "Gremium neu bilden: Personen benennen")
    axe(desk)

    first = desk.get_by_role("row").nth(1)
    tab_to(desk, first.get_by_label("Nachname").first)
    desk.keyboard.type("Tastatur-Test")
    enter(desk, desk.get_by_role("button", name="Überall „wie bisher“ ankreuzen"))
    arrives(desk, "Gremium neu bilden: Personen benennen")
    expect(desk.get_by_role("row").nth(1).get_by_label("Nachname").first).to_have_value(
        "Tastatur-Test"
    )
    enter(desk, desk.get_by_role("button", name="Benennen", exact=True))
    arrives(desk, "Gremium neu bilden: Personen benennen")
    expect(desk.get_by_text("Personen sind benannt.")).to_be_visible()
    expect(desk.get_by_role("link", name="Tastatur-Test")).to_be_visible()
    axe(desk)

    desk.on("dialog", lambda dialog: dialog.accept())
    enter(desk, desk.get_by_role("button", name="Neubildung rückgängig machen"))
    expect(desk.get_by_text("Die Neubildung ist rückgängig gemacht.")).to_be_visible()
