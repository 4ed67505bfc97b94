"""What axe cannot see: forced colours, letters of double size, a phone, the end of a sign-in."""

import sqlite3

import pytest
from playwright.sync_api import expect

SLUG = "stag-behindertenpolitik"
PHONE = {"width": 390, "height": 844}
RUNNING = "SELECT id FROM sitting WHERE state = 'running'"


@pytest.fixture(scope="module")
def running(live_data):
    database = sqlite3.connect(live_data / "gremien.db")
    [found] = database.execute(RUNNING).fetchone()
    database.close()
    return found


@pytest.fixture
def secretary(new_page, sign_in):
    return sign_in(new_page(), "geschaeftsfuehrung")


@pytest.mark.parametrize(
    "path", ["/kalender/abos/neu", "/sitzungsplan/neu", "/sitzungen/{running}/anwesenheit"]
)
def test_with_forced_colours_a_choice_looks_different_from_none(secretary, running, path):
    secretary.emulate_media(forced_colors="active")
    secretary.goto(path.format(running=running))
    secretary.mouse.move(0, 0)
    inputs = secretary.locator("main input:is([type=checkbox], [type=radio])").all()

    assert inputs
    for one in inputs[:3] + inputs[-3:]:
        # What is seen: the box itself, or the label that lies under it.
        segment = secretary.locator(".g-segment", has=one)
        seen = segment if segment.count() else one
        pictures = set()
        for is_checked in (False, True):
            one.evaluate("(input, value) => { input.checked = value; }", is_checked)
            pictures.add(seen.screenshot())
        assert len(pictures) == 2, one.get_attribute("id")


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("geschaeftsfuehrung", "/"),
        ("geschaeftsfuehrung", "/sitzungen"),
        ("geschaeftsfuehrung", "/sitzungen/neu"),
        ("geschaeftsfuehrung", "/sitzungen/{running}"),
        ("geschaeftsfuehrung", "/sitzungen/{running}/tagesordnung"),
        ("geschaeftsfuehrung", "/sitzungen/{running}/anwesenheit"),
        ("geschaeftsfuehrung", "/sitzungen/{running}/abstimmungen"),
        ("geschaeftsfuehrung", "/niederschriften"),
        ("geschaeftsfuehrung", "/beschluesse"),
        ("geschaeftsfuehrung", "/sitzungsplan"),
        ("geschaeftsfuehrung", f"/gremien/{SLUG}"),
        ("geschaeftsfuehrung", "/kalender/"),
        ("geschaeftsfuehrung", "/kalender/abonnieren"),
        ("geschaeftsfuehrung", "/konto"),
    ],
)
def test_letters_of_double_size_do_not_scroll_sideways_on_a_phone(lasting, running, role, path):
    page = lasting(role)
    page.goto(path.format(running=running))

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.fixture(scope="module")
def lasting(lasting_page, sign_in):
    pages = {}

    def open_once(role):
        if role not in pages:
            pages[role] = sign_in(lasting_page(viewport=PHONE), role)
        return pages[role]

    return open_once


def test_the_menu_of_a_phone_is_a_button_that_tells_whether_it_is_open(new_page):
    page = new_page(viewport=PHONE)
    page.goto("/")
    button = page.get_by_role("button", name="Menü")

    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")

    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_visible()


def test_without_scripts_the_menu_is_a_link(new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/")

    page.get_by_role("link", name="Menü").click()

    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_visible()


def test_on_a_phone_the_month_is_a_list_that_names_the_weekday(new_page):
    page = new_page(viewport=PHONE)

    page.goto("/kalender/?monat=2026-12")

    expect(page.get_by_role("table")).to_have_count(0)
    days = page.get_by_role("list", name="Sitzungen und Feiertage im Dezember 2026")
    expect(days.get_by_role("listitem").filter(has_text="Weihnachtstag").first).to_contain_text(
        "Freitag, 25."
    )


def test_the_end_of_a_sign_in_is_announced_and_can_be_put_off(new_page, sign_in):
    page = sign_in(new_page(), "mitglied")
    page.clock.install()
    page.goto("/")
    told = page.get_by_role("alert").filter(has_text="Ihre Anmeldung endet um")

    expect(told).to_be_hidden()
    page.clock.fast_forward("56:00")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Angemeldet bleiben").click()

    expect(told).to_be_hidden()
    page.clock.fast_forward("01:01:00")
    expect(page.get_by_role("alert")).to_contain_text("Ihre Anmeldung ist beendet.")
    expect(page.get_by_role("link", name="Neu anmelden")).to_be_visible()


def test_autosave_speaks_once(secretary, live_data):
    database = sqlite3.connect(live_data / "gremien.db")
    [sitting] = database.execute(
        "SELECT sitting_id FROM minutes WHERE state = 'draft' ORDER BY id"
    ).fetchone()
    database.close()
    secretary.goto(f"/sitzungen/{sitting}/niederschrift/bearbeiten")
    box = secretary.locator("form[data-autosave] textarea").first
    spoken = secretary.locator("#ansage")
    state = secretary.locator("[data-save-state]")

    box.press_sequentially("a")
    expect(spoken).to_contain_text("Gespeichert um")
    secretary.evaluate("document.getElementById('ansage').textContent = ''")
    box.press_sequentially("b")
    expect(state).to_contain_text("noch nicht gespeichert")
    expect(state).to_contain_text("Gespeichert um")

    expect(spoken).to_be_empty()
    assert state.get_attribute("role") is None
