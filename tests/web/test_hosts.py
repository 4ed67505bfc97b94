from unittest.mock import patch

import pytest

from gremien_app.base.kernel.hosts import is_loopback, name_of
from gremien_app.base.web import forwarding
from gremien_app.base.web.origin import origin_key, shortened
from gremien_app.config import SettingsError, load_settings
from gremien_app.operation.cli.serving import require_safe_start
from gremien_app.people.accounts.models import Theme
from tests import builders as build

SECRET = "only-for-tests-" * 4


@pytest.fixture(scope="module")
def outside(new_app, new_database):
    """The application under a public name, behind one proxy."""
    app = new_app(
        new_database("sqlite", "outside"),
        public_origin="https://gremien.example.org",
        trusted_hosts=("intern.example.org",),
        proxies=1,
    )

    @app.before_request
    def note_address():
        from flask import request  # noqa: PLC0415 -- only here

        app.extensions["address"] = request.remote_addr

    return app


FOREIGN = [
    "evil.example",
    "gremien.example.org.evil.example",
    "evil.example:443",
    "gremien.example.org@evil.example",
    "evil.example/gremien.example.org",
    "localhost",
    "127.0.0.1",
    "",
    "[::1",
    "gremien.example.org\\@evil.example",
]


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/passwort-vergessen", "/anmelden", "/gibt-es-nicht"])
def test_a_foreign_name_is_refused(outside, host, path):
    answer = outside.test_client().get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "host",
    [
        "gremien.example.org",
        "gremien.example.org:443",
        "GREMIEN.example.org",
        "intern.example.org:8000",
    ],
)
def test_the_configured_names_are_answered(outside, host):
    answer = outside.test_client().get("/passwort-vergessen", headers={"Host": host})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "127.1.2.3",
        "[::ffff:127.0.0.1]",
    ],
)
def test_a_program_for_its_own_machine_is_called_by_any_of_its_names(client, host):
    assert client.get("/anmelden", headers={"Host": host}).status_code == 200
    assert client.get("/anmelden", headers={"Host": "evil.example"}).status_code == 400


NEARLY_THIS_MACHINE = [
    "127.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.1.evil.example:8000",
    "127.",
    "127.0.0.1.",
    "127.1",
    "127.0.0.256",
    "127.0.0.1x",
    "0127.0.0.1",
    "localhost.evil",
    "localhost.",
    "localhost@evil.example",
    "[::1]x",
    "[::1].evil.example",
    "[::1%25evil.example]",
    "[::ffff:192.0.2.1]",
    "::1",
    "0.0.0.0",
    "[::]",
]


@pytest.mark.parametrize("host", NEARLY_THIS_MACHINE)
def test_a_name_that_only_begins_like_this_machine_is_foreign(client, host):
    assert client.get("/anmelden", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", NEARLY_THIS_MACHINE)
def test_nothing_unencrypted_is_taken_for_this_machine_by_its_first_letters(tmp_path, host):
    assert not is_loopback(name_of(host))
    with pytest.raises(SettingsError):
        load_settings(tmp_path, secret_key=SECRET, public_origin=f"http://{host}")


def test_a_mail_server_that_begins_like_this_machine_gets_no_password_in_clear(tmp_path):
    mail = {"smtp_user": "gremien", "smtp_security": "none", "mail_from": "g@example.org"}

    load_settings(tmp_path, secret_key=SECRET, smtp_host="127.0.0.1", **mail)
    with pytest.raises(SettingsError, match="unverschlüsselt"):
        load_settings(tmp_path, secret_key=SECRET, smtp_host="127.evil.example", **mail)


@pytest.mark.parametrize("host", ["127.evil.example", "localhost.evil"])
def test_a_demonstration_is_not_offered_on_a_name_that_begins_like_this_machine(app, host):
    with pytest.raises(SystemExit), patch.dict(app.config, DEMO=True):
        require_safe_start(app, host)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.evil.example"},
        {"Origin": "http://127.0.0.1.evil.example:8000"},
        {"Origin": "http://[::1]x"},
        {"Origin": "moz-extension://localhost"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://[::1"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_that_another_site_sends_is_refused_even_with_a_token_that_fits(
    client, login, headers
):
    user = build.account()
    mine = login(client, user)

    answer = mine.post("/darstellung", data={"theme": "dark"}, headers=headers)

    assert answer.status_code == 400
    assert "kommt von einer anderen Seite" in answer.text
    assert user.theme is Theme.AUTO


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://localhost"}, {"Origin": "null"}])
def test_a_form_of_our_own_page_is_taken(client, login, headers):
    user = build.account()
    mine = login(client, user)

    assert mine.post("/darstellung", data={"theme": "dark"}, headers=headers).status_code == 302
    assert user.theme is Theme.DARK


def test_a_foreign_name_is_refused_to_feeds_too(client):
    answer = client.get("/kalender/alle.ics", headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_no_header_names_another_host(outside):
    answer = outside.test_client().get(
        "/konto",
        headers={"Host": "gremien.example.org", "X-Forwarded-Host": "evil.example"},
    )

    assert answer.location == "/anmelden?weiter=/konto"


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("10.9.9.9, 198.51.100.7", "198.51.100.7"),  # the first part is the caller's invention
        ("", "127.0.0.1"),
    ],
)
def test_behind_one_proxy_its_word_counts_and_no_other(outside, header, address):
    outside.test_client().get(
        "/passwort-vergessen", headers={"Host": "gremien.example.org", "X-Forwarded-For": header}
    )

    assert outside.extensions["address"] == address


def test_without_proxies_nobody_invents_an_address(app, client):
    assert app.config["PROXIES"] == 0
    assert type(app.wsgi_app).__name__ != "ProxyFix"


@pytest.mark.parametrize(
    ("address", "short", "key"),
    [
        ("192.0.2.17", "192.0.2.x", "192.0.2.17"),
        ("2001:db8:1:2::5", "2001:db8:1::/48", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.17", "192.0.2.x", "192.0.2.17"),
        ("fe80::1%eth0", "fe80::/48", "fe80::/64"),
        ("unbekannt", "", ""),
        ("", "", ""),
    ],
)
def test_addresses_are_shortened_before_they_are_kept(address, short, key):
    assert (shortened(address), origin_key(address)) == (short, key)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a.example", "a.example"),
        ("A.example:80", "a.example"),
        ("[::1]:80", "::1"),
        ("a@b", ""),
        ("[::1]x", ""),
    ],
)
def test_the_name_is_read_from_the_header(host, name):
    assert name_of(host) == name


@pytest.mark.parametrize(
    ("proxies", "values", "word"),
    [
        (0, [], ""),
        (1, ["198.51.100.7"], ""),
        (1, ["10.0.0.1, 198.51.100.7"], ""),
        (2, ["198.51.100.7", "10.0.0.1"], ""),
        (0, ["198.51.100.7"], "proxies = 0"),
        (1, [], "über 0"),
        (1, [""], "über 0"),
        (2, ["198.51.100.7"], "über 1"),
    ],
)
def test_the_number_of_proxies_is_compared_with_what_comes(proxies, values, word):
    told = forwarding.fault_of(proxies, values)

    assert (word in told) if word else not told


def test_what_does_not_fit_is_logged_once_and_noted_for_doctor(new_app, new_database, caplog):
    app = new_app(new_database("sqlite", "proxied"), proxies=1)
    folder = app.config["DATA_DIR"]
    app.test_client().get("/healthz")
    assert forwarding.noted(folder) == ""

    for _ in range(3):
        app.test_client().get("/passwort-vergessen")

    assert len([one for one in caplog.messages if "proxies = 1" in one]) == 1
    assert "proxies = 1" in forwarding.noted(folder)
    forwarding.forget(folder)
    assert forwarding.noted(folder) == ""


def test_a_forwarded_header_that_nobody_asked_for_is_told(app, client, caplog):
    client.get("/anmelden", headers={"X-Forwarded-For": "198.51.100.7"})
    client.get("/anmelden", headers={"Forwarded": "for=198.51.100.7"})

    assert len([one for one in caplog.messages if "proxies = 0" in one]) == 1
    forwarding.forget(app.config["DATA_DIR"])
