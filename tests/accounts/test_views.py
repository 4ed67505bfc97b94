import pytest

from gremien_app.base.extensions import db
from gremien_app.people.accounts.models import LoginSession
from tests.builders import PASSWORD, account, committee
from tests.page_client import without_token

WRONG = "E-Mail-Adresse oder Passwort stimmen nicht."
PRIVATE = "/verwaltung/konten"


@pytest.fixture
def admin(app):
    return account("admin@example.org", "Admin Beispiel", is_admin=True)


def sign_in(client, email="admin@example.org", password=PASSWORD, **options):
    data = {"email": email, "password": password}
    return client.post("/anmelden", data=data, **options)


def is_signed_in(client):
    return client.get(PRIVATE).status_code == 200


def copy_cookies(client, thief):
    for cookie in client._cookies.values():
        thief.set_cookie(cookie.key, cookie.value)


def test_the_sign_in_page_helps_password_managers(client):
    page = client.get("/anmelden").text

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_the_right_password_leads_to_the_start_page(admin, client):
    response = sign_in(client)

    assert (response.status_code, response.location) == (302, "/")
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_account_are_answered_alike(admin, client):
    wrong = sign_in(client, password="falsch-falsch")
    unknown = sign_in(client, email="niemand@example.org")

    assert WRONG in wrong.text
    page = without_token(wrong.text).replace("admin@", "niemand@")
    assert page == without_token(unknown.text)
    assert (wrong.status_code, is_signed_in(client)) == (unknown.status_code, False)


def test_the_password_is_never_shown_again(admin, client):
    assert "falsch-falsch" not in sign_in(client, password="falsch-falsch").text


@pytest.mark.parametrize(
    ("email", "password", "message"),
    [
        ("", PASSWORD, "Bitte geben Sie Ihre E-Mail-Adresse ein."),
        ("admin@example.org", "", "Bitte geben Sie Ihr Passwort ein."),
        ("x" * 201, PASSWORD, "höchstens 200 Zeichen"),
        ("admin@example.org", "x" * 201, "höchstens 200 Zeichen"),
        ("<svg onload=x()>", PASSWORD, WRONG),
        ("admin@example.org\x00", "falsch", WRONG),
        ("' OR 1=1 --", "' OR 1=1 --", WRONG),
    ],
)
def test_bad_input_is_answered_calmly(admin, client, email, password, message):
    response = sign_in(client, email, password)

    assert response.status_code == 200
    assert message in response.text
    assert "<svg onload" not in response.text


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(admin, client, freeze):
    with freeze("2026-11-22 10:00"):
        for _ in range(10):
            assert WRONG in sign_in(client, password="falsch-falsch").text
        assert "zu viele Fehlversuche" in sign_in(client).text
    with freeze("2026-11-22 10:16"):
        assert sign_in(client).status_code == 302


def test_a_form_from_elsewhere_is_refused(admin, client):
    assert sign_in(client, csrf=False).status_code == 400


def test_a_copied_cookie_is_dead_after_sign_out(admin, client, new_client):
    sign_in(client)
    thief = new_client()
    copy_cookies(client, thief)
    assert is_signed_in(thief)

    client.post("/abmelden")

    assert not is_signed_in(client)
    assert not is_signed_in(thief)
    assert db.session.query(LoginSession).count() == 0


def test_signing_out_needs_a_post(admin, client):
    sign_in(client)

    assert client.get("/abmelden").status_code == 405
    assert is_signed_in(client)


def test_a_disabled_account_is_out_at_the_next_request(admin, client):
    sign_in(client)
    admin.is_disabled = True

    assert not is_signed_in(client)


def test_a_new_password_ends_the_sign_ins_on_all_devices(admin, client, new_client):
    phone = new_client()
    sign_in(client)
    sign_in(phone)
    admin.nonce = "another nonce"

    assert (is_signed_in(client), is_signed_in(phone)) == (False, False)


def test_a_sign_in_ends_by_itself(admin, client, app, freeze):
    hours = app.permanent_session_lifetime.total_seconds() / 3600
    with freeze("2026-11-22 10:00"):
        sign_in(client)
        assert is_signed_in(client)
    assert hours <= 24 * 14
    with freeze("2026-12-22 10:00"):
        assert not is_signed_in(client)


def test_a_planted_session_does_not_survive_the_sign_in(admin, client):
    with client.session_transaction() as planted:
        planted["sign_in_key"] = "planted"
        planted["other"] = "planted"
    sign_in(client)

    with client.session_transaction() as session:
        assert session["sign_in_key"] != "planted"
        assert "other" not in session


def test_a_page_that_asked_for_a_sign_in_follows_it(admin, client):
    address = client.get(PRIVATE).location

    response = client.post(address, data={"email": admin.email, "password": PASSWORD})

    assert response.location == PRIVATE


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "/%2f%2fevil.example",
        "https:evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "//[",
        "/%0d%0aX:1",
        "/\r\nX: 1",
        "." * 300,
        "/" + "x" * 3000,
        "",
    ],
)
def test_no_target_leads_off_the_site(admin, client, target):
    data = {"email": admin.email, "password": PASSWORD}
    response = client.post("/anmelden", query_string={"weiter": target}, data=data)

    assert (response.status_code, response.location) == (302, "/")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("dark", 'data-kern-theme="dark"'), ("light", 'data-kern-theme="light"'), ("bunt", "<html")],
)
def test_the_display_is_kept_in_the_account(admin, client, typed, shown):
    sign_in(client)
    response = client.post("/darstellung", data={"theme": typed})

    assert response.location == "/"
    assert shown in client.get(PRIVATE).text


def test_the_administration_sees_accounts_with_their_tasks(admin, client):
    council = committee()
    account("buero@example.org", "Sam Büro", secretariat_of=[council])
    account("weg@example.org", "Wer War").is_disabled = True
    sign_in(client)

    page = client.get(PRIVATE).text

    assert f"Geschäftsführung, {council.names[0].name}" in page
    assert "gesperrt" in page


def test_the_list_of_accounts_costs_the_same_at_any_length(admin, client, query_count):
    sign_in(client)
    council = committee()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            account(secretariat_of=[council])
        db.session.commit()
        with query_count() as counted:
            client.get(PRIVATE)
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_nobody_else_sees_accounts(client, new_client, login, app):
    secretary = login(client, account(secretariat_of=[committee()]))

    assert secretary.get(PRIVATE).status_code == 403
    assert new_client().get(PRIVATE).location == f"/anmelden?weiter={PRIVATE}"
