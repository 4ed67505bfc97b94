import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.accounts.models import LoginSession, OneTimeLink
from tests.builders import PASSWORD, account

NEW = "Mein Hund frisst gern Äpfel"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def user(app):
    return account("kim@example.org", "Kim Muster")


@pytest.fixture
def own(user, client, login):
    login(client, user)
    return client


def is_signed_in(client):
    return client.get("/konto").status_code == 200


def link_in_the_mail():
    mail = db.session.query(OutboxMail).order_by(OutboxMail.id.desc()).first()
    return re.search(r"http://127\.0\.0\.1:8000(/passwort/[\w-]+)", mail.body)[1]


def forget(client, email="kim@example.org"):
    return client.post("/passwort-vergessen", data={"email": email})


def choose(client, path, password=NEW, repeated=None):
    return client.post(path, data={"password": password, "repeated": repeated or password})


def change(client, current=PASSWORD, password=NEW, repeated=None):
    data = {"current": current, "password": password, "repeated": repeated or password}
    return client.post("/konto/passwort", data=data)


def test_the_account_lists_its_devices(user, client, new_client):
    data = {"email": user.email, "password": PASSWORD}
    client.post("/anmelden", data=data, headers={"User-Agent": WINDOWS})
    new_client().post("/anmelden", data=data, headers={"User-Agent": PHONE})

    page = client.get("/konto").text

    assert "Firefox unter Windows" in page
    assert "Safari auf dem iPhone" in page
    assert page.count("127.0.0.x") == 2
    assert page.count("dieses Gerät") == 1


def test_a_lost_device_is_signed_out(own, user, new_client, login):
    phone = login(new_client(), user)
    there = db.session.query(LoginSession).order_by(LoginSession.id.desc()).first().id

    own.post(f"/konto/anmeldungen/{there}/beenden")

    assert (is_signed_in(own), is_signed_in(phone)) == (True, False)


def test_nobody_ends_the_sign_ins_of_others(own, user, new_client, login):
    stranger = login(new_client(), account("fremd@example.org", is_admin=True))
    row = db.session.query(LoginSession).filter_by(user_id=user.id).one()

    assert stranger.post(f"/konto/anmeldungen/{row.id}/beenden").status_code == 404
    assert is_signed_in(own)


def test_signing_out_everywhere_includes_here(own, user, new_client, login):
    phone = login(new_client(), user)

    own.post("/konto/ueberall-abmelden")

    assert (is_signed_in(own), is_signed_in(phone)) == (False, False)


def test_a_new_password_ends_all_others_and_stays_here(own, user, new_client, login):
    phone = login(new_client(), user)
    with own.session_transaction() as session:
        former = session["sign_in_key"]

    response = change(own)

    with own.session_transaction() as session:
        assert session["sign_in_key"] != former
    assert response.location == "/konto"
    assert (is_signed_in(own), is_signed_in(phone)) == (True, False)
    login(phone, user, NEW)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"current": "falsch-falsch"}, "Das bisherige Passwort stimmt nicht."),
        ({"password": "xq7-w"}, "mindestens 8 Zeichen"),
        ({"password": "passwort1"}, "zuerst ausprobiert"),
        ({"password": "Koeln2024"}, "naheliegenden Wörtern"),
        ({"password": "kim-muster1"}, "naheliegenden Wörtern"),
        ({"repeated": NEW + "!"}, "stimmen nicht überein"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(
    own, user, new_client, login, typed, message
):
    response = change(own, **typed)

    assert (response.status_code, message in response.text) == (200, True)
    assert not any(value in response.text for value in typed.values())
    login(new_client(), user)


def test_a_forgotten_password_is_replaced_by_a_link(own, user, new_client, login):
    forget(new_client())
    path = link_in_the_mail()
    other = new_client()

    page = other.get(path)
    response = choose(other, path)

    assert "kim@example.org" in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert response.location == "/anmelden"
    assert not is_signed_in(own)
    login(other, user, NEW)


def test_looking_at_the_link_does_not_use_it(user, client):
    forget(client)
    path = link_in_the_mail()

    for _ in range(3):
        assert client.get(path).status_code == 200
    assert choose(client, path, "passwort1").status_code == 200
    assert choose(client, path).status_code == 302


@pytest.mark.parametrize("dead", ["used", "late", "newer", "changed", "locked", "made up"])
def test_a_dead_link_opens_nothing_and_says_what_to_do(
    user, client, new_client, login, freeze, dead
):
    with freeze("2026-11-22 10:00"):
        forget(client)
        path = link_in_the_mail()
        if dead == "used":
            choose(client, path)
        elif dead == "newer":
            forget(client)
        elif dead == "changed":
            change(login(new_client(), user))
        elif dead == "locked":
            user.is_disabled = True
        elif dead == "made up":
            path = "/passwort/" + "A" * 43
    with freeze("2026-11-22 11:30" if dead == "late" else "2026-11-22 10:05"):
        shown, sent = client.get(path), choose(client, path, "Ein ganz anderer Satz")

    assert (shown.status_code, sent.status_code) == (404, 404)
    assert "Dieser Link gilt nicht mehr" in shown.text


def test_a_known_and_an_unknown_address_are_answered_alike(user, client):
    account("weg@example.org").is_disabled = True
    answers = [
        forget(client, name) for name in ("kim@example.org", "x@example.org", "weg@example.org")
    ]

    texts = {
        re.sub(r"(kim|x|weg)@example\.org|value=\"[^\"]*\"", "", answer.text) for answer in answers
    }
    assert {answer.status_code for answer in answers} == {200}
    assert len(texts) == 1
    assert db.session.query(OneTimeLink).count() == 1


def test_a_reset_for_a_strange_host_links_to_our_own(user, client):
    client.post(
        "/passwort-vergessen",
        data={"email": user.email},
        headers={"X-Forwarded-Host": "evil.example"},
    )

    assert link_in_the_mail().startswith("/passwort/")
    assert "evil" not in db.session.query(OutboxMail).one().body


def test_an_idle_sign_in_ends_and_a_used_one_goes_on(user, client, new_client, login, freeze):
    idle = new_client()
    with freeze("2026-11-22 09:00"):
        login(client, user)
        login(idle, user)
    with freeze("2026-11-22 09:50"):
        assert is_signed_in(client)
    with freeze("2026-11-22 10:40"):
        assert (is_signed_in(client), is_signed_in(idle)) == (True, False)


@pytest.mark.both_engines
def test_the_last_visit_is_written_rarely_and_never_stands_in_the_way(user, client, login, freeze):
    def seen():
        db.session.rollback()
        return db.session.query(LoginSession).one().last_seen_at

    with freeze("2026-11-22 09:00"):
        login(client, user)
        first = seen()
    with freeze("2026-11-22 09:04"):
        is_signed_in(client)
    assert seen() == first
    with freeze("2026-11-22 09:06"):
        is_signed_in(client)
    assert (seen() - first).total_seconds() == 360


def test_a_visit_goes_on_while_somebody_else_writes(user, client, login, freeze):
    with freeze("2026-11-22 09:00"):
        login(client, user)
    writer = db.engine.raw_connection()
    writer.cursor().execute("BEGIN IMMEDIATE")
    try:
        with freeze("2026-11-22 09:10"):
            assert is_signed_in(client)
    finally:
        writer.rollback()
        writer.close()


def test_ones_own_pages_need_a_sign_in(client):
    for path in ("/konto", "/konto/passwort"):
        assert client.get(path).location == f"/anmelden?weiter={path}"


def test_the_list_of_devices_costs_the_same_at_any_length(
    own, user, new_client, login, query_count
):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            login(new_client(), user)
        with query_count() as counted:
            own.get("/konto")
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_to_stay_signed_in_is_a_visit_like_any_other(user, client, login, freeze):
    with freeze("2026-11-22 09:00"):
        login(client, user)
    with freeze("2026-11-22 09:55"):
        assert client.get("/konto/anmeldung").json["ends_in"] == 3600
    with freeze("2026-11-22 10:50"):
        assert client.get("/konto").status_code == 200


def test_whose_sign_in_has_ended_cannot_put_the_end_off(client):
    assert client.get("/konto/anmeldung").status_code == 302
