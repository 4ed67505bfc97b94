"""A last look, decisions about names, one press, everybody reads it; then it is taken back.

The demo's minutes call its people by many spellings, and name strangers that no list knows.
"""

import sqlite3

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
HIDDEN = "[Name nicht veröffentlicht]"
KNOWN = ("Trần", "Goldschmidt", "Giulia", "WÓJCIK", "Süßmilch", "Brüggen", "Đorđević")
DOUBTFUL = ("Renate Sommerfeld", "Lindenstraße 12", "0221 555-0199",
            "Herr Dr. Klee", "Abdel-Rahman")  # fmt: skip
SIGNED = """
    SELECT minutes.sitting_id FROM minutes_entry
    JOIN minutes ON minutes.id = minutes_entry.minutes_id
    WHERE minutes_entry.text LIKE '%Aufzügen am Ebertplatz%' AND minutes.state = 'signed'
"""


@pytest.fixture(scope="module")
def address(live_data) -> str:
    """Signed minutes that are not public yet."""
    database = sqlite3.connect(live_data / "gremien.db")
    [(number,)] = database.execute(SIGNED).fetchall()
    database.close()
    return f"/sitzungen/{number}/niederschrift"


@pytest.fixture(scope="module")
def clerk(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


@pytest.fixture(scope="module")
def anybody(lasting_page):
    return lasting_page(**PHONE)


def row(page, text):
    return page.locator(".g-name-row").filter(has_text=text).first


def save(page):
    page.get_by_role("button", name="Entscheidungen speichern").press("Enter")
    page.get_by_text("Die Entscheidungen sind gespeichert.").wait_for()


def test_1_the_preview_marks_every_name_and_asks_about_the_doubtful_ones(clerk, address, axe):
    clerk.goto(address)
    clerk.get_by_role("link", name="Veröffentlichung ansehen").press("Enter")
    clerk.get_by_role("heading", level=1, name="Vorschau vor der Veröffentlichung").wait_for()

    for text in DOUBTFUL:
        assert row(clerk, text).get_by_text("zu entscheiden").is_visible(), text
    assert clerk.get_by_text("Noch nicht möglich").is_visible()
    assert clerk.get_by_role("button", name="Veröffentlichen", exact=True).count() == 0
    axe(clerk)
    clerk.set_viewport_size({"width": 390, "height": 844})
    axe(clerk)
    clerk.set_viewport_size({"width": 1280, "height": 900})


def test_2_decisions_renew_the_preview_until_it_can_be_published(clerk, axe):
    for text in DOUBTFUL:
        row(clerk, text).get_by_role("combobox").select_option("hide")
    stranger = row(clerk, "Herr Dr. Klee")
    stranger.get_by_role("combobox").select_option("words")
    stranger.get_by_text("Eigene Worte").first.click()
    stranger.get_by_role("textbox").fill("der Betreiber")
    save(clerk)

    shown = clerk.locator(".g-preview").inner_text()
    assert "Der Betreiber sagt für den Aufzugbetrieb" in shown
    assert "[Anschrift nicht veröffentlicht]" in shown
    for name in KNOWN:
        assert name not in shown, name
    assert clerk.get_by_text("0 zu entscheiden").is_visible()
    axe(clerk)


def test_3_one_press_makes_it_public_for_everybody(clerk, anybody, address, axe):
    anybody.goto(address)
    assert anybody.get_by_text("Aufzügen am Ebertplatz").count() == 0
    clerk.get_by_role("button", name="Veröffentlichen", exact=True).press("Enter")
    clerk.get_by_text("Der öffentliche Teil der Niederschrift ist veröffentlicht.").wait_for()

    assert anybody.goto(address).status == 200
    text = anybody.locator("main").inner_text()
    assert HIDDEN in text
    for name in (*KNOWN, *DOUBTFUL):
        assert name not in text, name
    axe(anybody)


def test_4_it_is_taken_back_with_a_reason_and_is_gone_for_everybody(clerk, anybody, address, axe):
    clerk.goto(address)
    clerk.get_by_role("link", name="Veröffentlichung zurücknehmen").press("Enter")
    clerk.get_by_label("Grund").wait_for()
    axe(clerk)
    clerk.get_by_role("button", name="Veröffentlichung zurücknehmen").press("Enter")
    clerk.get_by_text("Bitte nennen Sie den Grund").first.wait_for()
    clerk.get_by_label("Grund").fill("Eine Anlage fehlte.")
    clerk.get_by_role("button", name="Veröffentlichung zurücknehmen").press("Enter")
    clerk.get_by_text("Die Veröffentlichung ist zurückgenommen.").wait_for()

    assert anybody.goto(address).status == 410
    axe(anybody)
    assert anybody.goto(f"{address}.docx").status in {404, 410}
    clerk.goto(address)
    assert clerk.get_by_text("Eine Anlage fehlte.").is_visible()
