import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.accounts.models import OneTimeLink
from tests import builders as build
from tests.web.test_typed import KEPT

NEW = "mia.neu@example.org"


def ask(client, email=NEW, current=build.PASSWORD, **fields):
    data = {"email": email, "current": current} | fields
    return client.post("/meine-daten/adresse", data=data)


def mails() -> dict[str, OutboxMail]:
    found = db.session.query(OutboxMail).order_by(OutboxMail.id)
    return {one.to_address: one for one in found}


def link() -> str:
    body = mails()[NEW].body
    return re.search(r"http://127\.0\.0\.1:8000(/meine-daten/adresse/[\w-]+)", body)[1]


def test_the_address_changes_only_when_its_mailbox_confirms_it(member, account, client):
    assert ask(member).status_code == 302
    db.session.refresh(account)
    assert account.email == "mia@example.org"
    assert NEW in member.get("/konto").text
    assert NEW not in mails()["mia@example.org"].body
    path = link()

    assert client.get(path).status_code == 200
    db.session.refresh(account)
    assert account.email == "mia@example.org"
    assert client.post(path).status_code == 302

    db.session.refresh(account)
    assert account.email == NEW
    assert "bestätigt" in mails()["mia@example.org"].body
    assert member.get("/konto").status_code == 200
    assert client.get(path).status_code == 404


def test_the_contact_address_follows_where_that_was_wished(member, account, person):
    ask(member, also_contact="y")

    member.post(link())

    db.session.refresh(person)
    assert (account.email, person.email) == (NEW, NEW)
    assert [one.revoked_on is None for one in person.consents] == [False]


def test_the_contact_address_stays_where_nobody_wished_it(member, person):
    ask(member)

    member.post(link())

    db.session.refresh(person)
    assert person.email == "mia@example.org"


def test_nothing_tells_that_another_account_has_the_address(member, account, client):
    build.account(NEW, "Kim Muster")

    taken = ask(member)
    free = ask(member, email="frei@example.org")

    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert "Mia" not in mails()[NEW].body
    assert "/meine-daten/adresse/" not in mails()[NEW].body
    assert "schon zu einem Konto" in " ".join(mails()[NEW].body.split())


def test_an_address_that_was_taken_meanwhile_is_refused(member, account):
    ask(member)
    path = link()
    build.account(NEW, "Kim Muster")

    refused = member.post(path)

    assert "meldet sich inzwischen ein anderes Konto an" in refused.text
    db.session.refresh(account)
    assert account.email == "mia@example.org"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"current": "falsch"}, "Das Passwort stimmt nicht."),
        ({"email": "keine"}, "Bitte geben Sie eine E-Mail-Adresse ein"),
        ({"email": "MIA@example.org"}, "Mit dieser Adresse melden Sie sich schon an."),
        ({"email": ""}, "Bitte geben Sie die neue Adresse ein."),
    ],
)
def test_a_refusal_sends_nothing(member, fields, message):
    refused = ask(member, **fields)

    assert message in refused.text
    assert db.session.query(OutboxMail).count() == 0
    assert db.session.query(OneTimeLink).count() == 0


def test_wrong_passwords_are_counted(member):
    for _attempt in range(10):
        ask(member, current="falsch")

    assert "zu viele Fehlversuche" in ask(member).text


def test_after_three_in_an_hour_one_has_to_wait(member, freeze):
    for number in range(3):
        ask(member, email=f"neu{number}@example.org")

    assert "Bitte warten Sie eine Stunde" in ask(member).text
    with freeze("2026-11-22 11:30"):
        assert ask(member).status_code == 302


def test_the_link_lasts_a_day(member, freeze):
    ask(member)
    path = link()

    with freeze("2026-11-23 10:01"):
        assert member.get(path).status_code == 404


def test_the_link_opens_no_password(member, client):
    ask(member)
    key = link().rpartition("/")[2]

    assert client.get(f"/passwort/{key}").status_code == 404


def test_a_change_that_was_asked_for_can_be_given_up(member, account):
    ask(member)
    path = link()

    assert member.post("/meine-daten/adresse/abbrechen").status_code == 302

    assert member.get(path).status_code == 404
    assert NEW not in member.get("/konto").text


def test_the_administration_and_the_secretariat_see_that_it_was_asked_for(
    member, account, person, secretary, new_client, login
):
    admin = login(new_client(), build.account("admin@example.org", is_admin=True))
    ask(member)

    assert f"{NEW}, noch nicht bestätigt" in admin.get(f"/verwaltung/konten/{account.id}").text
    page = secretary.get(f"/personen/{person.id}").text
    assert "eine andere E-Mail-Adresse ist gewünscht" in page
    assert NEW not in page


def test_the_password_of_a_form_that_came_too_late_is_offered_to_nobody(member):
    data = {"email": NEW, "current": build.PASSWORD}

    late = member.post(
        "/meine-daten/adresse", data=data, csrf=False, headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert late.status_code == 400
    assert KEPT not in late.text
    assert NEW not in late.text
