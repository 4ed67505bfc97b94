"""An office from its first holder to the change, on every page with axe."""

import re

import pytest

SLUG = "rat-der-religionen"


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def look(page, axe):
    for width, height, scheme in ((1280, 900, "light"), (390, 844, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_office_changes_hands_in_its_committees(secretary, axe):
    page = secretary
    page.goto("/aemter/neu")
    page.get_by_label("Name des Amtes").fill("Stadtdirektor*in")
    press(page, "Speichern")
    office = re.search(r"/aemter/\d+", page.url)[0]
    look(page, axe)
    page.goto(f"/gremien/{SLUG}/bearbeiten")
    page.get_by_label("Amt, das den Vorsitz führt").select_option("Stadtdirektor*in")
    press(page, "Speichern")

    page.goto(f"{office}/wechsel")
    look(page, axe)
    page.get_by_label("Vorname").fill("Zeynep")
    page.get_by_label("Nachname").fill("Musterfrau")
    page.get_by_label("Amtsbezeichnung").fill("Stadtdirektorin")
    page.get_by_label("Ab", exact=True).fill("01.12.2025")
    press(page, "Weiter")
    assert page.get_by_role("heading", name="Diese Gremien sind betroffen").is_visible()
    look(page, axe)
    press(page, "Eintragen")

    assert page.get_by_text("Zeynep Musterfrau ist ab dem 01.12.2025 eingetragen.").is_visible()
    look(page, axe)
    page.get_by_role("link", name="Ändern der Amtszeit von Zeynep Musterfrau").click()
    look(page, axe)
    page.get_by_role("link", name="Amtszeit beenden").click()
    look(page, axe)
    page.goto(f"{office}/stellvertretung")
    look(page, axe)
    page.goto(f"{office}/frueher")
    look(page, axe)
