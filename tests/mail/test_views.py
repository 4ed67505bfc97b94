import contextvars

import pytest
from flask.testing import FlaskClient

from gremien_app.base.extensions import db
from gremien_app.base.kernel.version import this
from gremien_app.base.mail import actions
from gremien_app.base.mail.models import OutboxMail
from tests.builders import NOW, account, committee


@pytest.fixture
def admin(app, client, login):
    user = account("admin@example.org", "Admin Beispiel", is_admin=True)
    login(client, user)
    return client


def put(key="link", **values):
    values = {
        "to_address": "kim@example.org",
        "subject": "Ihr Zugang",
        "body": "Bitte hier: https://example.org/passwort/geheimer-schluessel",
        "now": NOW,
        "holds_secret": True,
    } | values
    mail = actions.enqueue(key=key, **values)
    db.session.commit()
    return mail


def test_the_empty_outbox_says_so(admin):
    assert "Bisher wurde keine Mail geschrieben." in admin.get("/postausgang").text


def test_the_administration_sees_what_waits_and_why(admin):
    put()
    mail = actions.claim_next(NOW)
    actions.mark_failed(mail, "450 Bitte später", NOW)

    assert "wird wieder versucht" in admin.get("/postausgang").text
    page = admin.get(f"/postausgang/{mail.id}").text
    assert "Seine Antwort: 450 Bitte später" in page


def test_without_a_mail_server_the_link_can_be_passed_on(admin):
    mail = put()

    assert "Es ist kein Mailserver eingerichtet." in admin.get("/postausgang").text
    page = admin.get(f"/postausgang/{mail.id}").text
    assert 'href="https://example.org/passwort/geheimer-schluessel"' in page


def test_where_mails_are_sent_the_link_is_the_addressees_alone(admin, unreachable):
    mail = put()

    page = admin.get(f"/postausgang/{mail.id}").text

    assert "geheimer-schluessel" not in page
    assert "Lesen kann ihn nur, wer die Mail bekommt." in page


def test_a_mail_is_tried_again_by_hand(admin, unreachable):
    mail = put()
    actions.mark_failed(mail, "550 Unbekannt", NOW, is_final=True)

    response = admin.post(f"/postausgang/{mail.id}/erneut")

    assert response.location == f"/postausgang/{mail.id}"
    assert db.session.get(OutboxMail, mail.id).given_up_at is None


def test_the_outbox_is_paged(admin, app):
    for number in range(52):
        put(f"mail-{number}", subject=f"Betreff {number}.")

    first = admin.get("/postausgang").text
    assert ("Betreff 51." in first, "Betreff 1." in first) == (True, False)
    oldest_shown = db.session.query(OutboxMail).filter_by(key="mail-2").one().id
    second = admin.get(f"/postausgang?vor={oldest_shown}").text
    assert ("Betreff 1." in second, "Betreff 51." in second) == (True, False)


def test_the_outbox_costs_the_same_at_any_length(admin, query_count):
    counts = []
    for number in (1, 3):
        for one in range(number):
            put(f"{number}-{one}")
        with query_count() as counted:
            admin.get("/postausgang")
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_nobody_else_reads_the_outbox(app, new_client, login):
    mail = put()
    secretary = login(new_client(), account(secretariat_of=[committee()]))

    assert secretary.get("/postausgang").status_code == 403
    assert secretary.get(f"/postausgang/{mail.id}").status_code == 403
    assert secretary.post(f"/postausgang/{mail.id}/erneut").status_code == 403
    assert new_client().get("/postausgang").status_code == 302


def test_in_a_demonstration_the_secretariat_reads_it_too(app, new_client, login, monkeypatch):
    put()
    monkeypatch.setitem(app.config, "DEMO", True)
    secretary = login(new_client(), account(secretariat_of=[committee()]))
    member = login(new_client(), account())

    page = secretary.get("/postausgang").text

    assert "In der Vorführung wird nichts versandt." in page
    assert 'href="/postausgang"' in secretary.get("/").text
    assert member.get("/postausgang").status_code == 403


def forget_password(app, monkeypatch):
    """By a plain client: the sending afterwards commits once more, on purpose."""
    account("kim@example.org", "Kim Muster")
    db.session.commit()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    browser, data = FlaskClient(app), {"email": "kim@example.org"}
    return contextvars.Context().run(browser.post, "/passwort-vergessen", data=data, buffered=True)


def test_a_new_mail_leaves_as_soon_as_the_request_is_answered(app, sending, monkeypatch):
    answer = forget_password(app, monkeypatch)

    assert answer.status_code == 200
    [message] = sending.messages
    assert message["To"] == "Kim Muster <kim@example.org>"
    assert "http://127.0.0.1:8000/passwort/" in message.get_content()


def test_a_silent_mail_server_harms_no_request(app, unreachable, monkeypatch):
    answer = forget_password(app, monkeypatch)

    mail = db.session.query(OutboxMail).one()
    assert (answer.status_code, mail.attempts, mail.sent_at) == (200, 0, None)


def test_pages_of_the_administration_alone_name_version_and_commit(admin, new_client):
    told = admin.get("/postausgang").text
    elsewhere = admin.get("/").text
    stranger = new_client().get("/").text

    assert f"Gremien {this().version}" in told
    assert this().commit[:10] in told
    assert this().version not in elsewhere + stranger
