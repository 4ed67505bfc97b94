"""A member hands in a motion on a phone, and the office brings it to the collection."""

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def member(lasting_page, sign_in):
    return sign_in(lasting_page(**PHONE), "mitglied")


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


def test_1_a_member_hands_in_a_motion_on_a_phone(member, axe):
    page = member
    page.goto("/vorlagen")
    axe(page)
    page.get_by_role("link", name="Einreichen").first.click()
    axe(page)
    page.get_by_role("button", name="Einreichen").click()
    page.get_by_text("Bitte geben Sie einen Titel an.").first.wait_for()
    page.get_by_label("Worum geht es?").fill("Blindenleitsystem am Neumarkt")
    page.get_by_label("Was soll beschlossen werden?").fill("Die Verwaltung legt einen Plan vor.")
    page.get_by_role("button", name="Als Entwurf speichern").click()
    page.get_by_text("Das ist Ihr Entwurf.").wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_role("button", name="Einreichen").click()

    page.get_by_text("Eingereicht. Das Büro prüft jetzt die Form.").wait_for()
    axe(page)


def test_2_the_office_checks_it_and_takes_it_into_the_collection(secretary, axe):
    page = secretary
    page.goto("/vorlagen")
    page.get_by_role("link", name="Antrag: Blindenleitsystem am Neumarkt").click()
    page.get_by_role("link", name="Formal prüfen").click()
    axe(page)
    page.get_by_role("button", name="Prüfung speichern").click()
    page.get_by_role("button", name="In die Sammlung aufnehmen").click()

    page.get_by_text("Die Vorlage steht in der Sammlung").wait_for()
    axe(page)


def test_3_the_member_finds_it_there(member):
    member.goto("/vorlagen?stand=collected")

    assert member.get_by_role("link", name="Antrag: Blindenleitsystem am Neumarkt").is_visible()
