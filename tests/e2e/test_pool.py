"""By keyboard alone: what waits in the collection comes onto an agenda, nothing is typed again."""

import sqlite3

import pytest

MOTION = "Mehr Bänke mit Armlehnen in der Innenstadt"
SITTINGS = """
    SELECT sitting.id FROM sitting JOIN committee ON committee.id = committee_id
    WHERE committee.slug = ? AND sitting.state = ? ORDER BY starts_at
"""


@pytest.fixture(scope="module")
def first(live_data):
    """The first sitting of a committee in a state, by its number."""
    database = sqlite3.connect(live_data / "gremien.db")
    yield lambda slug, state: database.execute(SITTINGS, (slug, state)).fetchone()[0]
    database.close()


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


def reach(page, wanted) -> None:
    """With the Tab key, as somebody does who uses no mouse."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("the Tab key does not lead there")


def press(page, wanted, key="Enter") -> None:
    reach(page, wanted)
    page.keyboard.press(key)


def test_1_a_motion_comes_onto_an_agenda_together_with_an_adjourned_item(secretary, first, axe):
    page = secretary
    page.goto(f"/sitzungen/{first('stag-behindertenpolitik', 'invited')}/tagesordnung")
    items = page.locator("main ol").first.get_by_role("link")
    title = items.nth(1).inner_text().strip()
    press(page, items.nth(1))
    press(page, page.get_by_role("button", name="Vertagen"))
    page.get_by_text("Der Punkt ist vertagt.").wait_for()

    page.goto(f"/sitzungen/{first('stag-behindertenpolitik', 'planned')}/sammlung")
    axe(page)
    for label in (title, MOTION):
        press(page, page.get_by_label(label, exact=True), "Space")
    press(page, page.get_by_role("button", name="Auf die Tagesordnung nehmen"))

    page.get_by_text("2 Punkte stehen jetzt auf der Tagesordnung.").wait_for()
    for label in (title, MOTION):
        assert page.locator("main ol").get_by_role("link", name=label, exact=True).is_visible()


def test_2_the_items_of_a_cancelled_sitting_reach_the_next_one_without_typing(secretary, first):
    page = secretary
    page.goto(f"/sitzungen/{first('runder-tisch', 'planned')}/sammlung")
    button = page.locator("button[name=group]").first
    assert "aus der abgesagten Sitzung" in button.inner_text()

    press(page, button)

    page.get_by_text("Punkte stehen jetzt auf der Tagesordnung.").wait_for()
