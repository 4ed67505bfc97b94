"""What was done is told: in the title, aloud after loading, with the focus where it can be seen."""

import re

import pytest
from playwright.sync_api import expect

COMMITTEE = "/gremien/stag-queerpolitik"


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


def focused(page):
    """The address of what has the focus, or its name."""
    return page.evaluate(
        "document.activeElement.getAttribute('href') || document.activeElement.localName"
    )


def test_who_edits_a_line_of_a_list_lands_on_that_line(secretary):
    page = secretary
    page.goto(f"{COMMITTEE}/sitzverteilung")
    link = page.locator("main a[href^='/sitze/'][href$='/bearbeiten']").nth(1)
    address = link.get_attribute("href")
    link.click()
    page.get_by_label("Organisation, die diesen Sitz besetzt").fill("Verein am Rhein")
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_role("status").filter(has_text="Gespeichert.")).to_have_count(1)
    expect(page).to_have_title(re.compile("^Gespeichert. – Sitzverteilung – "))
    assert focused(page) == address


def test_without_a_place_on_the_page_the_focus_is_on_its_heading(secretary):
    page = secretary
    page.goto("/aemter/neu")
    page.get_by_label("Name des Amtes").fill("Sprecher*in des Rates")
    page.get_by_role("button", name="Speichern").click()

    told = "Das Amt „Sprecher*in des Rates“ ist angelegt."
    expect(page.get_by_role("status").filter(has_text=told)).to_have_count(1)
    assert focused(page) == "h1"


def test_without_scripts_the_message_stands_on_the_page(new_page, sign_in):
    page = sign_in(new_page(java_script_enabled=False), "geschaeftsfuehrung")
    page.goto("/aemter/neu")
    page.get_by_label("Name des Amtes").fill("Sprecher*in der Räte")
    page.get_by_role("button", name="Speichern").click()

    assert (
        page.locator("[data-flash]").inner_text() == "Das Amt „Sprecher*in der Räte“ ist angelegt."
    )
    assert page.locator("[data-told] *").count() == 0
