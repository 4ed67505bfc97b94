"""The plan of a year by the keyboard alone: proposed, looked through, taken over, undone."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

SLUG = "stag-behindertenpolitik"


@pytest.fixture(scope="module")
def way():
    """What one step of the way leaves for the next."""
    return {}


@pytest.fixture
def secretary(new_page, sign_in):
    return sign_in(new_page(), "geschaeftsfuehrung")


def tab_to(page, locator):
    """Go on with the Tab key until the focus is there."""
    for _ in range(400):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key never came there")


def enter(page, locator):
    tab_to(page, locator)
    page.keyboard.press("Enter")


def arrives(page, title):
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.wait_for_load_state()


def days_in_feed(page, year):
    body = page.request.get(f"/kalender/{SLUG}.ics").body()
    events = Calendar.from_ical(body).walk("VEVENT")
    return {
        event.decoded("DTSTART").strftime("%d.%m."): str(event["STATUS"])
        for event in events
        if event.decoded("DTSTART").year == year
    }


def test_1_a_wish_becomes_a_proposal(secretary, axe, way):
    secretary.goto(f"/sitzungsplan/neu?jahr=2028&gremium={SLUG}")
    axe(secretary)

    tab_to(secretary, secretary.get_by_label("Wochentag", exact=True))
    secretary.keyboard.type("Dienstag")
    tab_to(secretary, secretary.get_by_label("August"))
    secretary.keyboard.press("Space")
    enter(secretary, secretary.get_by_role("button", name="Termine vorschlagen"))

    expect(secretary.get_by_text("Der Vorschlag hat 3 Termine.")).to_be_visible()
    expect(secretary.get_by_text("Dienstag, 8. Februar 2028")).to_be_visible()
    assert days_in_feed(secretary, 2028) == {}
    way["path"] = re.sub(r"^https?://[^/]+", "", secretary.url)


def test_2_its_dates_are_looked_through(secretary, axe, way):
    secretary.goto(way["path"])
    axe(secretary)
    rows = secretary.get_by_role("row")

    enter(secretary, rows.nth(1).get_by_role("button"))
    expect(secretary.get_by_role("heading", name="Weggelassene Termine")).to_be_visible()
    enter(secretary, secretary.get_by_role("link", name=re.compile("Ändern 09.05.2028")))
    arrives(secretary, "Termin ändern")
    axe(secretary)
    tab_to(secretary, secretary.get_by_label("Datum"))
    secretary.keyboard.press("Control+A")
    secretary.keyboard.type("25.5.2028")
    tab_to(secretary, secretary.get_by_label("Warum dieser Termin"))
    secretary.keyboard.type("Der Saal ist nur dann frei.")
    secretary.keyboard.press("Enter")

    expect(secretary.get_by_text("An diesem Tag ist Christi Himmelfahrt")).to_be_visible()
    expect(secretary.get_by_text("Bleibt, weil: Der Saal ist nur dann frei.")).to_be_visible()


def test_3_it_is_taken_over_as_a_whole(secretary, axe, way):
    secretary.goto(way["path"])
    enter(secretary, secretary.get_by_role("link", name="Weiter zum Übernehmen"))
    arrives(secretary, "Sitzungsplan übernehmen")
    axe(secretary)
    enter(secretary, secretary.get_by_role("button", name="Alle 2 Sitzungen vormerken"))

    expect(secretary.get_by_text("2 Sitzungen sind geplant")).to_be_visible()
    assert days_in_feed(secretary, 2028) == {"25.05.": "TENTATIVE", "14.11.": "TENTATIVE"}


def test_4_the_year_shows_them_in_every_view(secretary):
    for view in ("", "gremien", "monate"):
        secretary.goto(f"/sitzungsplan?jahr=2028&ansicht={view}")
        expect(secretary.locator("main")).to_contain_text("25.")


def test_5_undone_they_stand_as_cancelled_in_the_calendars(secretary, axe, way):
    secretary.goto(way["path"])
    enter(secretary, secretary.get_by_role("link", name="Übernahme zurücknehmen"))
    arrives(secretary, "Übernahme zurücknehmen")
    axe(secretary)
    enter(secretary, secretary.get_by_role("button", name="Übernahme zurücknehmen"))

    expect(secretary.get_by_text("Die Übernahme ist zurückgenommen.")).to_be_visible()
    assert days_in_feed(secretary, 2028) == {"25.05.": "CANCELLED", "14.11.": "CANCELLED"}
