"""B: sign-in and session, from outside."""

import itertools

import pytest

from gremien_app.people.accounts.models import User
from tests import builders as build
from tests.abuse.browser import Browser

_numbers = itertools.count(1)


@pytest.fixture
def account(server, stored):
    """A new account for each test: it will be locked, guessed at, signed out."""
    with stored() as session:
        user = build.account(f"probe{next(_numbers)}@example.org", "Probe")
        session.commit()
        email, number = user.email, user.id
    return email, number


def signed_in(server, email) -> Browser:
    browser = Browser(server.port)
    assert browser.sign_in(email, build.PASSWORD).status == 302
    return browser


def test_b1_a_copied_cookie_is_dead_after_sign_out(server, account):
    browser = signed_in(server, account[0])
    thief = Browser(server.port)
    thief.cookies = dict(browser.cookies)
    assert thief.get("/konto").status == 200

    browser.post("/abmelden")

    assert thief.get("/konto").status == 302


def test_b2_a_locked_account_is_out_at_the_next_request(server, account, stored):
    browser = signed_in(server, account[0])

    with stored() as session:
        session.get(User, account[1]).is_disabled = True
        session.commit()

    assert browser.get("/konto").status == 302


def test_b3_a_new_password_ends_the_other_sessions(server, account):
    here, elsewhere = signed_in(server, account[0]), signed_in(server, account[0])
    new = "ein ganz neuer Satz 2027"

    changed = here.post(
        "/konto/passwort",
        {"current": build.PASSWORD, "password": new, "repeated": new},
        token=here.token("/konto/passwort"),
    )

    assert changed.status == 302, changed.text
    assert elsewhere.get("/konto").status == 302
    assert here.get("/konto").status == 200


def test_b5_guessing_is_slowed_and_said(server, account):
    browser = Browser(server.port)

    answers = [browser.sign_in(account[0], "falsch") for _ in range(12)]

    assert {a.status for a in answers} <= {200, 429}
    assert "zu viele Fehlversuche" in answers[-1].text
    assert browser.sign_in(account[0], build.PASSWORD).status != 302


def test_b6_known_and_unknown_accounts_are_answered_alike(server, account):
    browser = Browser(server.port)

    known = browser.sign_in(account[0], "falsch")
    unknown = browser.sign_in("niemand@example.org", "falsch")

    assert (known.status, known.title) == (unknown.status, unknown.title)
    assert abs(len(known.body) - len(unknown.body)) < 200


@pytest.mark.parametrize("email", ["admin", "admin@example.org", "admin@demo.example", "root"])
def test_b7_there_are_no_accounts_out_of_the_box(server, email):
    for password in ("admin", "gremien-demo", "password"):
        assert Browser(server.port).sign_in(email, password).status != 302


def test_b13_a_sign_in_needs_its_token(server, account):
    data = {"email": account[0], "password": build.PASSWORD}

    assert Browser(server.port).post("/anmelden", data, token="").status == 400
    stranger = Browser(server.port).token()
    assert Browser(server.port).post("/anmelden", data, token=stranger).status == 400
