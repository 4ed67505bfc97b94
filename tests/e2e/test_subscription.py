"""A member's own subscription, from the first click to its end."""

import re

from icalendar import Calendar
from playwright.sync_api import expect


def names_of(page, address):
    response = page.request.get(address)
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.body()).walk("VEVENT")]


def test_a_member_subscribes_reads_the_code_with_the_phone_and_ends_it(new_page, sign_in, axe):
    member = sign_in(new_page(), "mitglied")
    member.goto("/kalender/")
    member.get_by_role("link", name="Meine Kalender-Abos").click()
    member.get_by_role("link", name="Neues Abo").click()
    member.get_by_label("Name des Abos").fill("Telefon")
    member.get_by_label("zwei Stunden vorher").check()
    member.get_by_label("Neutraler Titel: nur „Termin“").check()
    member.get_by_role("button", name="Abo anlegen").click()

    expect(member.get_by_role("heading", level=1)).to_have_text("Kalender-Abo „Telefon“ einrichten")
    expect(member.get_by_role("img", name="QR-Code zum Öffnen auf dem Telefon")).to_be_visible()
    axe(member)
    address = member.get_by_label("Adresse des Kalenders").input_value()
    names = names_of(member, address)
    assert names
    assert {re.sub("^.*: ", "", name) for name in names} == {"Termin"}

    phone = new_page(viewport={"width": 390, "height": 844})
    phone.goto(address.removesuffix(".ics"))
    expect(phone.get_by_label("Adresse des Kalenders")).to_have_value(address)
    axe(phone)

    member.get_by_role("link", name="Fertig, zu meinen Abos").click()
    member.get_by_role("link", name="Beenden Telefon").click()
    axe(member)
    member.get_by_role("button", name="Abo beenden").click()
    expect(member.get_by_text("Das Abo „Telefon“ ist beendet.")).to_be_visible()
    assert names_of(member, address) == ["Kalender-Abo beendet"]
