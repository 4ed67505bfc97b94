import pytest

from tests import builders as build


@pytest.mark.parametrize("path", ["/anmelden", "/gibt-es-nicht", "/static/css/gremien.css"])
def test_every_answer_carries_the_security_headers(client, path):
    with client.get(path) as response:
        headers = response.headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_by_caches(client):
    assert client.get("/anmelden").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_for_this_site_and_no_script(client):
    cookie = client.get("/anmelden").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_cache_on_the_way_keeps_a_file_that_is_not_for_all(client, login):
    committee = build.committee()
    desk = login(client, build.account(secretariat_of=[committee]))

    answer = desk.get(f"/gremien/{committee.slug}/listen/mitglieder.csv")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_with_https_the_cookie_is_locked_to_the_host(new_app, new_database):
    app = new_app(new_database("sqlite", "https"), public_origin="https://gremien.example.org")

    assert app.config["SESSION_COOKIE_NAME"] == "__Host-gremien"
    assert app.config["SESSION_COOKIE_SECURE"] is True
