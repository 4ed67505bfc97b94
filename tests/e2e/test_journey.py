"""From a planned sitting to signed Word minutes and a subscribed calendar, as all three roles."""

import hashlib
import io
import re
from datetime import timedelta

import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import expect

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date

SLUG = "stag-behindertenpolitik"
DAY = today() + timedelta(days=40)
ITEMS = ("Barrierefreie Haltestellen der Linie 7", "Leitlinien für Veranstaltungen")
CLOSED_ITEM = "Vertragsangelegenheit Musterstraße"


@pytest.fixture(scope="module")
def journey():
    """What one step of the way leaves for the next."""
    return {}


@pytest.fixture
def secretary(new_page, sign_in):
    return sign_in(new_page(), "geschaeftsfuehrung")


@pytest.fixture
def chair(new_page, sign_in):
    """The chair reads on the phone."""
    return sign_in(new_page(viewport={"width": 390, "height": 844}), "vorsitz")


@pytest.fixture
def colleague(new_page, sign_in):
    return sign_in(new_page(), "assistenz")


def press(page, name):
    # The chair's answers stand above and below the text.
    page.get_by_role("button", name=name, exact=True).first.click()


def feed(page):
    response = page.request.get(f"/kalender/{SLUG}.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.body())


def event_of(page, journey):
    [event] = [
        e for e in feed(page).walk("VEVENT") if str(e.get("URL", "")).endswith(journey["path"])
    ]
    return event


def test_1_the_secretariat_plans_a_sitting(secretary, axe, journey):
    secretary.goto(f"/gremien/{SLUG}")
    expect(secretary.get_by_role("heading", level=1)).to_contain_text("Behindertenpolitik")
    expect(secretary.get_by_role("heading", name=re.compile("Stimmberechtigte"))).to_be_visible()
    axe(secretary)

    secretary.get_by_role("link", name="Sitzung planen").click()
    secretary.get_by_label("Datum").fill(format_date(DAY))
    secretary.get_by_label("Beginn").fill("14 Uhr")
    secretary.get_by_label("Ende").fill("16:30")
    secretary.get_by_label("Raum").select_option(index=1)
    axe(secretary)
    press(secretary, "Sitzung vormerken")

    secretary.wait_for_url(re.compile(r"/sitzungen/\d+$"))
    journey["path"] = re.search(r"/sitzungen/\d+$", secretary.url).group()
    expect(secretary.get_by_text("geplant, noch ohne Einladung").first).to_be_visible()
    axe(secretary)


def test_2_it_stands_in_the_calendar_as_a_hold(page, journey):
    event = event_of(page, journey)

    assert event["STATUS"] == "TENTATIVE"
    assert event["DTSTART"].dt.strftime("%d.%m.%Y %H:%M") == f"{format_date(DAY)} 14:00"


def test_3_the_agenda_is_written_and_put_in_order(secretary, axe, journey):
    secretary.goto(journey["path"] + "/tagesordnung")
    press(secretary, "Standard-Tagesordnung übernehmen")
    for title in ITEMS:
        secretary.get_by_label("Titel").fill(title)
        press(secretary, "Ergänzen")
    secretary.get_by_label("Titel").fill(CLOSED_ITEM)
    secretary.get_by_label("Wo?").select_option("closed")
    press(secretary, "Ergänzen")
    expect(_number(secretary, r"N\s1$")).to_be_visible()

    secretary.get_by_label("Titel").fill("Sachstand Nord-Süd-Strecke")
    under = secretary.get_by_label("Wo?").locator("option", has_text=ITEMS[0]).first
    secretary.get_by_label("Wo?").select_option(under.get_attribute("value"))
    press(secretary, "Ergänzen")
    expect(_number(secretary, r"Ö\s\d+\.1$")).to_be_visible()

    last = secretary.locator("#liste-public > li").last
    before = last.inner_text()
    last.get_by_role("button", name=re.compile("nach oben")).click()
    expect(secretary.locator("#liste-public > li").last).not_to_have_text(before)
    axe(secretary)


def _number(page, pattern):
    return page.locator(".g-agenda__number").filter(has_text=re.compile(pattern))


def test_the_buttons_write_the_marks_that_are_read_and_keep_what_was_typed(secretary, journey):
    secretary.goto(journey["path"] + "/tagesordnung/neu")
    box = secretary.get_by_role("textbox", name="Beschlussvorschlag")
    bar = secretary.locator(f"[data-format-for={box.get_attribute('id')}]")
    box.fill("Rampe\n15. April")
    for name, selected, written in (
        ("Nummerierte Liste", (0, 9), "1. Rampe\n2. 15. April"),
        ("Liste", (0, 12), "• Rampe\n• 15. April"),
        ("Fett", (4, 5), "• **Rampe**\n• 15. April"),
        ("Kursiv", (12, 24), "• **Rampe**\n• *15. April*"),
    ):
        box.evaluate("(area, [start, end]) => area.setSelectionRange(start, end)", list(selected))
        bar.get_by_role("button", name=name, exact=True).click()
        expect(box).to_have_value(written)
    box.fill("")  # nothing typed is left behind that the page would ask about


def test_4_the_invitation_freezes_the_agenda(secretary, page, axe, journey):
    page.goto(journey["path"] + "/tagesordnung")
    expect(page.get_by_text(ITEMS[0])).to_have_count(0)

    secretary.goto(journey["path"] + "/einladung")
    axe(secretary)
    press(secretary, "Einladung als versandt vermerken")
    secretary.goto(journey["path"])
    expect(secretary.get_by_text("eingeladen").first).to_be_visible()

    page.goto(journey["path"])
    expect(page.get_by_text(ITEMS[0])).to_be_visible()
    expect(page.get_by_text(CLOSED_ITEM)).to_have_count(0)
    axe(page)
    event = event_of(page, journey)
    assert event["STATUS"] == "CONFIRMED"
    assert ITEMS[0] in event["DESCRIPTION"]
    assert CLOSED_ITEM not in event["DESCRIPTION"]


def test_5_attendance_is_marked(secretary, chair, axe, journey):
    secretary.goto(journey["path"])
    sitting_id = journey["path"].rsplit("/", 1)[1]
    token = secretary.locator("[name=csrf_token]").first.get_attribute("value")
    # The button shows on the sitting's day; the secretariat may record it later as well.
    secretary.request.post(
        f"/sitzungen/{sitting_id}/eroeffnen",
        form={"csrf_token": token, "is_meant": "ja"},
        headers={"Referer": secretary.url},
    )
    secretary.goto(journey["path"] + "/anwesenheit")
    press(secretary, "Anwesenheitsliste anlegen")
    rows = secretary.locator(".g-attendance__row[id^=person-]")
    count = rows.count()
    assert count >= 13
    for index in range(count):
        row = rows.nth(index)
        status = "entschuldigt" if index == 2 else "da"
        row.get_by_role("radio", name=status, exact=True).check()
    expect(secretary.get_by_text(re.compile(r"1 entschuldigt"))).to_be_visible()

    chairs = secretary.locator("section", has=secretary.get_by_role("heading", name="Vorsitz in"))
    options = chairs.locator("select[name=attendance] option")
    last_name = chair.locator(".g-account__name").inner_text().split()[-1]
    wanted = options.filter(has_text=last_name).first.get_attribute("value")
    chairs.locator("select[name=attendance]").select_option(wanted)
    chairs.get_by_role("button", name="Eintragen").click()
    expect(secretary.get_by_text("während der ganzen Sitzung")).to_be_visible()
    axe(secretary)


def test_6_a_vote_is_taken(secretary, axe, journey):
    secretary.goto(journey["path"] + "/abstimmungen")
    axe(secretary)
    row = secretary.locator("li.g-agenda__item", has_text=ITEMS[1]).first
    row.get_by_role("link", name=re.compile("^Ergebnis erfassen")).click()
    secretary.get_by_label("Ja", exact=True).fill("6")
    secretary.get_by_label("Nein", exact=True).fill("2")
    secretary.get_by_label("Enthaltung", exact=True).fill("1")
    axe(secretary)
    press(secretary, "Speichern")
    expect(
        secretary.get_by_text("Mehrheitlich beschlossen bei zwei Gegenstimmen und einer Enthaltung")
    ).to_be_visible()

    row = secretary.locator("li.g-agenda__item", has_text=ITEMS[1]).first
    row.get_by_role("link", name=re.compile("^Beschlusstext")).click()
    secretary.locator("textarea[name=text]").fill(
        "Die Stadtarbeitsgemeinschaft **empfiehlt** die Leitlinien:\n\n1. Anmeldung\n2. Dolmetschen"
    )
    press(secretary, "Speichern")
    secretary.goto(journey["path"])
    secretary.get_by_role("link", name="Vor dem Sitzungstag schließen").click()
    axe(secretary)
    press(secretary, "Trotzdem heute schließen")
    expect(secretary.get_by_text("beendet").first).to_be_visible()


def test_7_the_minutes_are_written_and_put_to_the_chair(secretary, axe, journey):
    secretary.goto(journey["path"] + "/niederschrift")
    press(secretary, "Niederschrift beginnen")
    boxes = secretary.locator("textarea[name^=text_]")
    expect(boxes.first).to_have_value(re.compile("eröffnet die Sitzung"))
    for index in range(1, boxes.count()):
        boxes.nth(index).fill(f"Die Verwaltung berichtet zu Punkt {index}.")
    axe(secretary)
    press(secretary, "Speichern und ansehen")
    expect(secretary.get_by_text("Die Verwaltung berichtet zu Punkt 1.")).to_be_visible()
    axe(secretary)
    press(secretary, "Dem Vorsitz vorlegen")
    expect(secretary.get_by_text("zur Freigabe vorgelegt").first).to_be_visible()


def test_8_the_chair_returns_them_with_a_remark(chair, axe, journey):
    chair.goto("/")
    axe(chair)
    chair.goto(journey["path"] + "/niederschrift")
    axe(chair)
    chair.get_by_text("Anmerkung zu diesem Punkt").first.click()
    chair.locator("textarea[name^=remark_]").first.fill("Bitte die Uhrzeit prüfen.")
    press(chair, "Änderung erbitten")
    expect(chair.get_by_text("mit Anmerkungen zurück").first).to_be_visible()


def test_9_the_chair_releases_them_for_signing_on_paper(secretary, chair, axe, journey):
    secretary.goto(journey["path"] + "/niederschrift/bearbeiten")
    expect(secretary.get_by_text("Bitte die Uhrzeit prüfen.").first).to_be_visible()
    secretary.locator("textarea[name^=text_]").nth(1).fill("Die Verwaltung berichtet ausführlich.")
    press(secretary, "Speichern und ansehen")
    press(secretary, "Dem Vorsitz vorlegen")

    chair.goto(journey["path"] + "/niederschrift")
    expect(chair.get_by_text("Damit ist noch nichts unterzeichnet.")).to_be_visible()
    press(chair, "Zur Unterschrift freigeben")
    expect(
        chair.get_by_text("Sie haben die Niederschrift zur Unterschrift freigegeben.")
    ).to_be_visible()
    axe(chair)


def test_10_the_office_enters_the_sheet_and_a_second_person_confirms_it(
    secretary, colleague, axe, journey
):
    colleague.goto(journey["path"] + "/niederschrift")
    colleague.get_by_role("link", name="Unterschriften eintragen", exact=True).click()
    axe(colleague)
    for place in range(2):
        colleague.locator(f"select[name=answer_{place}]").select_option("signed")
        colleague.locator(f"input[name=day_{place}]").fill(format_date(today()))
    press(colleague, "Eintragen")
    expect(colleague.get_by_text("Es gilt, sobald eine zweite Person")).to_be_visible()
    expect(colleague.locator(".g-badges")).not_to_contain_text("unterzeichnet")

    secretary.goto(journey["path"] + "/niederschrift")
    secretary.get_by_role("link", name="Eintrag ansehen").click()
    axe(secretary)
    press(secretary, "Gesehen, stimmt so")
    expect(secretary.locator(".g-badges")).to_contain_text("unterzeichnet")
    axe(secretary)
    with secretary.expect_download() as download:
        secretary.get_by_role("link", name="Niederschrift als Word-Datei").click()
    data = download.value.path().read_bytes()
    text = "\n".join(p.text for p in Document(io.BytesIO(data)).paragraphs)
    assert "Die Verwaltung berichtet ausführlich." in text
    assert "Auf Papier unterzeichnet am" in text
    assert CLOSED_ITEM not in text
    again = secretary.request.get(journey["path"] + "/niederschrift.docx").body()
    assert hashlib.sha256(again).digest() == hashlib.sha256(data).digest()


def test_11_what_was_signed_on_paper_is_published(secretary, new_page, journey):
    secretary.goto(journey["path"] + "/niederschrift")
    secretary.get_by_role("link", name="Veröffentlichung ansehen").click()
    for choice in secretary.locator(".g-name-row--open select").all():
        choice.select_option("hide")
    press(secretary, "Entscheidungen speichern und Vorschau erneuern")
    press(secretary, "Veröffentlichen")
    expect(secretary.locator(".g-badges")).to_contain_text("veröffentlicht")

    public = new_page()
    public.goto(journey["path"] + "/niederschrift")
    expect(public.get_by_text("Die Verwaltung berichtet ausführlich.")).to_be_visible()


def test_a_member_subscribes_and_sees_a_move_and_a_cancellation(new_page, sign_in, secretary, axe):
    member = sign_in(new_page(viewport={"width": 390, "height": 844}), "mitglied")
    member.goto(f"/kalender/abonnieren/{SLUG}")
    axe(member)
    address = member.locator("input[readonly]").first.input_value()
    assert address.endswith(f"/kalender/{SLUG}.ics")

    path = _plan(secretary, DAY + timedelta(days=7))
    before = event_of(member, {"path": path})
    _move(secretary, path, DAY + timedelta(days=9))
    moved = event_of(member, {"path": path})
    _cancel(secretary, path)
    cancelled = event_of(member, {"path": path})

    assert before["UID"] == moved["UID"] == cancelled["UID"]
    assert before["SEQUENCE"] < moved["SEQUENCE"] < cancelled["SEQUENCE"]
    assert moved["DTSTART"].dt.date() == DAY + timedelta(days=9)
    assert cancelled["STATUS"] == "CANCELLED"
    assert cancelled["SUMMARY"].startswith("ABGESAGT: ")


def _plan(secretary, day) -> str:
    secretary.goto(f"/sitzungen/neu?gremium={SLUG}")
    secretary.get_by_label("Datum").fill(format_date(day))
    secretary.get_by_label("Raum").select_option(index=1)
    press(secretary, "Sitzung vormerken")
    secretary.wait_for_url(re.compile(r"/sitzungen/\d+$"))
    return re.search(r"/sitzungen/\d+$", secretary.url).group()


def _move(secretary, path, day) -> None:
    secretary.goto(path + "/verlegen")
    secretary.get_by_label("Neues Datum").fill(format_date(day))
    secretary.get_by_label("Grund der Verlegung").fill("Der Saal ist belegt.")
    press(secretary, "Sitzung verlegen")
    secretary.wait_for_url(re.compile(r"/sitzungen/\d+$"))


def _cancel(secretary, path) -> None:
    secretary.goto(path + "/absagen")
    secretary.get_by_label("Grund der Absage").fill("Zu wenige Anmeldungen.")
    secretary.locator("main form button[type=submit]").last.click()
    secretary.wait_for_url(re.compile(r"/sitzungen/\d+$"))
