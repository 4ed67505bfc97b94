"""A guest is invited by the secretariat and reads the own items on a phone."""

import pytest

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
def guest(lasting_page, sign_in):
    return sign_in(lasting_page(**PHONE), "gast")


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


@pytest.fixture(scope="module")
def agenda(guest) -> str:
    """The address of the agenda to which the start page leads."""
    guest.goto("/")
    guest.locator("section", has_text="Als Gast eingeladen").get_by_role("link").first.click()
    guest.wait_for_url("**/tagesordnung")
    return guest.url


def test_1_a_guest_reads_the_own_items_on_a_phone(guest, agenda, axe):
    assert guest.get_by_text("Sie sind als Gast eingeladen: TOP Ö 3.2 und TOP N 1").is_visible()
    assert guest.get_by_text("Die Jury hat 23 Bewerbungen gelesen").is_visible()
    assert guest.get_by_text("Sie sind eingeladen", exact=True).count() == 2
    axe(guest)
    guest.goto("/")
    axe(guest)


def enter(page, role, name, then):
    """Press the thing with the keyboard, and wait for what the next page says."""
    page.get_by_role(role, name=name, exact=True).press("Enter")
    page.get_by_text(then).first.wait_for()


def test_2_the_secretariat_invites_and_uninvites_with_the_keyboard(secretary, agenda, axe):
    page = secretary
    page.goto(agenda)
    enter(page, "link", "Gäste", "Gäste lesen die Punkte")
    axe(page)
    enter(page, "link", "Gast einladen", "Neue Person")
    axe(page)
    page.get_by_label("Vorname").fill("Ines")
    page.get_by_label("Nachname").fill("Abendroth")
    enter(page, "button", "Einladen", "Bitte wählen Sie mindestens einen Punkt")
    axe(page)
    assert page.get_by_label("Nachname").input_value() == "Abendroth"
    page.get_by_label("Haltestelle Barbarossaplatz").press("Space")
    enter(page, "button", "Einladen", "Ines Abendroth ist als Gast eingeladen.")

    enter(page, "button", "Ausladen Ines Abendroth", "liest ab sofort nichts mehr")
    axe(page)
    enter(page, "button", "Wieder einladen Ines Abendroth", "ist wieder eingeladen")
    enter(page, "link", "Ändern Einladung von Ines Abendroth", "Zu welchen Punkten")
    axe(page)


def test_3_who_is_uninvited_reads_nothing_from_the_next_click_on(secretary, guest, agenda):
    secretary.goto(agenda.replace("tagesordnung", "gaeste"))
    enter(secretary, "button", "Ausladen Prof. Dr. Thea Wiegand-Ilić", "liest ab sofort")
    guest.goto(agenda)

    assert guest.get_by_text("Die Jury hat 23 Bewerbungen gelesen").count() == 0
    assert guest.get_by_text("Innovationspreis").count() == 0
