"""Invited by mail, declined on the phone, a deputy stands in; moved twice; called off."""

import re
import sqlite3
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
MEMBER, DEPUTY = "Änne Süßmilch-Đorđević", "Kwame Owusu-Hövelmann"
ITEM, REASON = "Bänke am Ebertplatz", "Eilt wegen der Zuschüsse"
SITTING = """
    SELECT sitting.id, starts_at, person_id FROM sitting
    JOIN committee ON committee.id = committee_id, user_account
    WHERE slug = 'stag-behindertenpolitik' AND state = 'planned' AND user_account.email = ?
    ORDER BY starts_at DESC
"""
MAIL = "SELECT body FROM outbox_mail WHERE to_address = ? ORDER BY id DESC"
ADDRESS = "mitglied@demo.example"


def asked(live_data, query, *values):
    with sqlite3.connect(live_data / "gremien.db") as found:
        return found.execute(query, values).fetchone()


@pytest.fixture(scope="module")
def journey(live_data):
    """The last sitting planned: its address, its day and whom the office writes to."""
    id_, starts_at, member = asked(live_data, SITTING, ADDRESS)
    return {"path": f"/sitzungen/{id_}", "day": date.fromisoformat(starts_at[:10]), "who": member}


@pytest.fixture(scope="module")
def secretary(lasting_page, sign_in):
    return sign_in(lasting_page(), "geschaeftsfuehrung")


def send(page, journey, occasion):
    page.goto(f"{journey['path']}/versand/{occasion}")
    page.get_by_role("button", name="Speichern und prüfen").click()
    page.get_by_role("heading", name="Prüfung").wait_for()
    reason = page.get_by_label("Grund, trotzdem zu versenden")
    if reason.count():
        reason.fill(REASON)


def mail(live_data):
    (body,) = asked(live_data, MAIL, ADDRESS)
    return body


def test_1_the_office_invites_by_mail(secretary, axe, journey, live_data):
    page = secretary
    page.goto(f"/personen/{journey['who']}/post")
    page.get_by_label("Elektronisch einverstanden seit").fill("01.09.2026")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Die Wege der Post sind gespeichert.").first.wait_for()
    page.goto(f"{journey['path']}/tagesordnung/neu")
    page.get_by_label("Titel", exact=True).fill(ITEM)
    page.get_by_role("button", name="Ergänzen").click()
    page.get_by_text(ITEM).first.wait_for()
    send(page, journey, "invitation")
    expect(page.get_by_text("[Hier steht der persönliche Link")).to_be_visible()
    axe(page)

    page.get_by_role("button", name="Einladung versenden").click()

    expect(page.get_by_text("Noch ist nichts hinausgegangen")).to_be_visible()
    axe(page)
    assert re.search(r"/antwort/[\w-]{43}\n", mail(live_data))


def test_2_the_member_declines_on_the_phone_without_signing_in(new_page, axe, journey, live_data):
    page = new_page(**PHONE)
    page.goto(re.search(r"/antwort/[\w-]{43}", mail(live_data))[0])
    axe(page)
    page.get_by_label("ich komme nicht").check()
    page.get_by_role("button", name="Antwort speichern").click()
    question = page.get_by_role("group", name="Soll Ihre Vertretung geladen werden?")
    question.get_by_label("ja", exact=True).check()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_role("button", name="Speichern", exact=True).click()

    expect(page.get_by_text("Danke. Das ist notiert.").first).to_be_visible()
    assert MEMBER not in page.content()


def test_3_the_office_calls_the_deputy_at_once(secretary, axe, journey):
    page = secretary
    page.goto(f"{journey['path']}/antworten")
    axe(page)

    page.get_by_role("button", name=f"Vertretung laden für {MEMBER}").click()

    expect(page.get_by_text(f"{DEPUTY} ist als Vertretung geladen.").first).to_be_visible()
    axe(page)


def test_4_the_deputy_accepts_on_the_phone(new_page, sign_in, axe, journey):
    page = sign_in(new_page(**PHONE), "stellvertretung")
    page.goto(journey["path"])
    page.get_by_role("link", name="Jetzt antworten").click()
    axe(page)
    page.get_by_label("ich komme", exact=True).check()

    page.get_by_role("button", name="Antwort speichern").click()

    expect(page.get_by_text("Danke. Ihre Antwort ist da: kommt.").first).to_be_visible()


def test_5_the_list_of_the_sitting_begins_with_the_answers(secretary, axe, journey):
    page = secretary
    page.goto(f"{journey['path']}/antworten")
    expect(page.get_by_text("1 Vertretung gefragt oder zugesagt")).to_be_visible()

    page.goto(f"{journey['path']}/anwesenheit")
    page.get_by_role("button", name="Anwesenheitsliste anlegen").click()

    row = page.locator(".g-attendance__row[id^=person-]")
    away = row.filter(has_text=MEMBER)
    expect(away.get_by_role("radio", name="entschuldigt", exact=True)).to_be_checked()
    expect(row.filter(has_text=DEPUTY).get_by_text("Antwort: kommt")).to_be_visible()
    axe(page)


def moved(page, journey, days):
    page.goto(f"{journey['path']}/verlegen")
    day = journey["day"] + timedelta(days=days)
    page.get_by_label("Neues Datum").fill(f"{day:%d.%m.%Y}")
    page.get_by_label("Grund der Verlegung").fill(REASON)
    page.get_by_role("button", name="Sitzung verlegen").click()
    page.get_by_text("Die Sitzung ist verlegt auf").first.wait_for()
    return f"{day.day}. "


def test_6_moved_twice_each_reads_it_from_what_was_told_last(secretary, axe, journey, live_data):
    page = secretary
    first = moved(page, journey, 7)
    second = moved(page, journey, 14)
    send(page, journey, "move")
    axe(page)

    page.get_by_role("button", name="Verlegung versenden").click()
    page.get_by_text("Noch ist nichts hinausgegangen").wait_for()

    body = mail(live_data)
    former, now = body.split("Bisher:\n")[1].split("\n\nNeu:\n")
    assert f"{journey['day'].day}. " in former
    assert second in now.split("\n")[0]
    assert first not in former + now.split("\n")[0]
    assert re.search(r"/antwort/[\w-]{43}\n", body)
    assert REASON not in body


def test_7_called_off_everybody_is_told_and_the_items_wait(secretary, axe, journey, live_data):
    page = secretary
    page.goto(f"{journey['path']}/absagen")
    page.get_by_label("Grund der Absage").fill(REASON)
    page.get_by_role("button", name="Sitzung absagen").click()
    page.get_by_text("Die Sitzung ist abgesagt.").first.wait_for()
    send(page, journey, "cancellation")

    page.get_by_role("button", name="Absage versenden").click()
    page.get_by_text("Noch ist nichts hinausgegangen").wait_for()

    assert page.locator("table tbody tr").count() >= 13
    expect(page.get_by_role("rowheader", name=MEMBER)).to_be_visible()
    body = mail(live_data)
    assert "entfällt" in body
    assert "/antwort" not in body
    assert REASON not in body
    other = asked(live_data, SITTING, ADDRESS)[0]
    page.goto(f"/sitzungen/{other}/sammlung")
    expect(page.get_by_label(ITEM, exact=True)).to_be_visible()
    axe(page)
