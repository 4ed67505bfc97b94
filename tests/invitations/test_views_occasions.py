"""The office's page of occasions, and a person's own choice."""

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.mail import occasion_actions
from gremien_app.base.mail.models import OccasionSetting
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.sittings.occasions import PLANNED
from gremien_app.people.persons.reader_queries import readers
from tests import builders as build

PAGE = "/anlaesse-der-post/date_planned"
WORDS = {"subject": "Vormerken: {anzahl}", "text": "Es gibt etwas:\n{termine}"}


@pytest.fixture
def clerk(client, login):
    committee = build.committee()
    user = build.account("buero@example.org", "Gerda Geschäft", secretariat_of=[committee])
    db.session.commit()
    login(client, user)
    return client


@pytest.fixture
def member(client, login):
    committee = build.committee()
    who = build.person("Beispiel", "Kim")
    build.member(committee, who)
    user = build.account("kim@example.org", "Kim Beispiel", person=who)
    db.session.commit()
    login(client, user)
    return who


def test_the_table_shows_every_occasion_with_its_readers(clerk):
    page = clerk.get("/anlaesse-der-post")

    rows = html.document_fromstring(page.text).xpath("//tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    by_name = {row[0]: row[1:] for row in cells}
    assert by_name["Absage"][1:] == ["immer", "mitgeliefert"]
    assert by_name["Termin geplant"] == [
        "Mitglieder und Stellvertretungen des Gremiums", "nur auf Wunsch", "mitgeliefert",
    ]  # fmt: skip


def test_a_preview_fills_in_examples_and_saves_nothing(clerk):
    page = clerk.post(PAGE, data=WORDS | {"version": "0", "vorschau": "1"})

    assert "Vormerken: 1 Termin" in page.text
    assert "Es gibt etwas:" in page.text
    assert db.session.query(OccasionSetting).count() == 0


def test_the_office_changes_a_text_and_turns_an_occasion_on(clerk):
    clerk.post(PAGE, data=WORDS | {"version": "0", "is_on": "on"})

    setting = db.session.query(OccasionSetting).one()
    assert (setting.subject, setting.is_on) == ("Vormerken: {anzahl}", True)
    assert "wenn nicht abbestellt" in clerk.get("/anlaesse-der-post").text


def test_an_unknown_placeholder_is_refused_at_its_field_and_stays(clerk):
    page = clerk.post(PAGE, data=WORDS | {"text": "Zu {titel}: {termine}", "version": "0"})

    shown = html.document_fromstring(page.text)
    said = shown.get_element_by_id("text-fehler").text_content()
    assert "Im Text steht {titel}, das gibt es nicht." in said
    assert shown.get_element_by_id("text").text_content().strip() == "Zu {titel}: {termine}"
    assert db.session.query(OccasionSetting).count() == 0


def test_two_who_change_the_same_text_see_both(clerk):
    clerk.post(PAGE, data=WORDS | {"version": "0"})

    page = clerk.post(PAGE, data=WORDS | {"text": "Anders: {termine}", "version": "0"})

    assert page.status_code == 409
    assert db.session.query(OccasionSetting).one().text == "Es gibt etwas:\n{termine}"


def test_going_back_to_the_words_that_came_along(clerk):
    clerk.post(PAGE, data=WORDS | {"version": "0"})

    clerk.post(f"{PAGE}/zuruecksetzen")

    assert db.session.query(OccasionSetting).one().text == ""
    assert "Neu geplant: 1 Termin" in clerk.get(PAGE).text


def test_an_occasion_that_does_not_exist_is_not_found(clerk):
    assert clerk.get("/anlaesse-der-post/geheim").status_code == 404


def test_a_member_changes_no_words(client, member):
    assert client.get("/anlaesse-der-post").status_code == 403


def test_a_person_chooses_mails_and_gets_them_once_a_day(client, member):
    client.post(
        "/meine-post",
        data={"occasions": ["date_planned"], "gets_digest": "y", "version": "0"},
    )

    wishes = db.session.query(Correspondence).one()
    assert wishes.occasions["date_planned"]
    assert not wishes.occasions["mover_asked"]
    [reader] = readers([member.id])
    to_write = occasion_actions.writing(PLANNED, [member.id])
    assert to_write.goes_to(reader)
    assert to_write.wishes_of(reader).gets_digest


def test_what_always_comes_is_named_and_cannot_be_ticked_off(client, member):
    page = client.get("/meine-post")

    assert "Ladung der Vertretung" in page.text
    values = html.document_fromstring(page.text).xpath("//input[@name='occasions']/@value")
    assert "date_planned" in values
    assert "deputy_called" not in values


def test_what_is_no_occasion_cannot_be_chosen(client, member):
    client.post("/meine-post", data={"occasions": ["deputy_called"], "version": "0"})

    assert db.session.query(Correspondence).count() == 0
