from datetime import UTC, date, datetime

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.channels.concerns import actions
from gremien_app.channels.concerns.models import Concern
from gremien_app.people.persons.models import ContactConsent, ContactKind
from tests import builders as build

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B")


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


@pytest.fixture
def member(committee, new_client, login):
    person = build.person("Vogel", "Mia", email="mia@example.org", language="Türkisch")
    build.member(committee, person)
    consent = ContactConsent(
        person=person, kind=ContactKind.EMAIL, basis="Formular", given_on=date(2026, 1, 2)
    )
    db.session.add(consent)
    return login(new_client(), build.account("mia@example.org", "Mia Vogel", person=person))


def write(client, **fields):
    data = {"kind": "barrier", "text": "Das Menü geht nicht."} | fields
    return client.post("/anliegen/neu", data=data)


def lines(client, path, xpath):
    page = html.document_fromstring(client.get(path).text)
    return [" ".join(one.text_content().split()) for one in page.xpath(xpath)]


def test_what_a_stranger_writes_is_stored_mailed_and_due_in_two_weeks(client, committee):
    assert write(client, reply_to="kim@example.org").status_code == 302

    [concern] = db.session.query(Concern)
    assert (concern.due_on, concern.reply_to) == (date(2026, 12, 6), "kim@example.org")
    [mail] = db.session.query(OutboxMail)
    assert "06.12.2026" in mail.subject
    assert "Menü" not in mail.body
    assert "kim@example.org" not in mail.body


def test_the_same_message_pressed_twice_is_one(client, committee):
    write(client)
    write(client)

    assert db.session.query(Concern).count() == 1


def test_a_robot_that_fills_every_field_writes_nothing(client, committee):
    assert write(client, website="http://spam.example").status_code == 302

    assert db.session.query(Concern).count() == 0


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "http://a http://b http://c"}, "text"),
        ({"reply_to": "kein"}, "reply_to"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_the_text(client, committee, fields, field):
    page = html.document_fromstring(write(client, **fields).text)

    [control] = page.xpath(f"//*[@name='{field}']")
    assert control.get("aria-invalid") == "true"
    assert (control.get("value") or control.text or "").strip() == fields[field]


def test_after_five_in_an_hour_one_has_to_wait(client, committee, freeze):
    for number in range(5):
        write(client, text=f"Nummer {number}")

    refused = write(client, text="Nummer 6")

    assert "Bitte warten Sie eine Stunde" in refused.text
    assert db.session.query(Concern).count() == 5
    with freeze("2026-11-22 11:30"):
        assert write(client, text="Nummer 6").status_code == 302


def test_the_office_sees_what_is_open_and_settles_it(client, secretary):
    write(client)
    [concern] = db.session.query(Concern)
    assert lines(secretary, "/anliegen", "//tbody/tr/th") == [f"Barriere melden ({concern.id})"]
    path = f"/anliegen/{concern.id}"

    sent = {"answer": "Behoben.", "version": "1"}
    assert secretary.post(path, data=sent).status_code == 302

    db.session.refresh(concern)
    assert (concern.done_on, concern.answer) == (TODAY, "Behoben.")
    assert "schon erledigt" in secretary.post(path, data=sent | {"version": "2"}).text


def test_what_a_member_writes_is_unknown_to_other_secretariats(member, new_client, login):
    other = login(new_client(), build.account(secretariat_of=[build.committee("integrationsrat")]))
    write(member, kind="correction", text="Mein Name ist falsch.")
    [concern] = db.session.query(Concern)

    assert other.get(f"/anliegen/{concern.id}").status_code == 404
    assert lines(other, "/anliegen", "//tbody/tr") == []
    assert concern.due_on == date(2026, 12, 22)


def test_members_do_not_see_the_list(member):
    assert member.get("/anliegen").status_code == 403


def test_settled_concerns_go_after_half_a_year(client, committee):
    write(client)
    [concern] = db.session.query(Concern)
    concern.done_on = TODAY
    db.session.commit()

    assert actions.tidy(datetime(2027, 5, 20, tzinfo=UTC)) == 0
    assert actions.tidy(datetime(2027, 5, 23, tzinfo=UTC)) == 1


def test_the_list_tells_how_many_are_open_and_goes_on_after_fifty(secretary, committee):
    for number in range(52):
        db.session.add(
            Concern(
                kind="question",
                text="x",
                origin_hash="",
                once=str(number),
                created_at=build.NOW,
                due_on=TODAY,
                done_on=TODAY if number == 0 else None,
            )
        )
    db.session.commit()

    assert "Offen (51)" in lines(secretary, "/anliegen", "//main//a")
    assert len(lines(secretary, "/anliegen", "//tbody/tr")) == 50
    assert len(lines(secretary, "/anliegen?seite=2", "//tbody/tr")) == 1
    assert len(lines(secretary, "/anliegen?stand=erledigt", "//tbody/tr")) == 1
