"""The program refuses to start with settings that would open the door."""

import tomllib
from pathlib import Path

import pytest

from gremien_app.config import SettingsError, load_settings
from gremien_app.settings_file import rotate_secret, write_settings

SECRET = "Zufall-genug-fuer-einen-Test-0123456789"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("GREMIEN_PUBLIC_ORIGIN", "GREMIEN_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def load(folder: Path, **values):
    return load_settings(folder, **({"secret_key": SECRET} | values))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"secret_key": ""}, "geheimer Schlüssel"),
        ({"secret_key": "kurz"}, "geheimer Schlüssel"),
        ({"secret_key": "a" * 64}, "geheimer Schlüssel"),
        ({"secret_key_fallbacks": ("kurz",)}, "secret_key_fallbacks"),
        ({"public_origin": "http://gremien.example.org"}, "nicht verschlüsselt"),
        ({"public_origin": "gremien.example.org"}, "public_origin"),
        ({"public_origin": "https://"}, "public_origin"),
        ({"public_origin": "https://[::1"}, "public_origin"),
        ({"public_origin": "ftp://gremien.example.org"}, "public_origin"),
        ({"database_url": "mysql://name@rechner/gremien"}, "database_url"),
        ({"database_url": "quatsch"}, "database_url"),
        ({"idle_minutes": 0}, "idle_minutes"),
        ({"calling_from": 20, "calling_until": 7}, "calling_from"),
        ({"calling_until": 25}, "calling_until"),
        ({"session_hours": 0}, "session_hours"),
        ({"smtp_security": "egal"}, "smtp_security"),
        ({"smtp_host": "mail.example.org"}, "mail_from"),
        ({"smtp_host": "mail.example.org", "mail_from": "niemand"}, "mail_from"),
        (
            {"smtp_host": "mail.example.org", "mail_from": "G <g@example.org>\nBcc: x@y.de"},
            "mail_from",
        ),
        (
            {"smtp_host": "mail.example.org", "mail_from": "g@example.org", "smtp_port": 0},
            "smtp_port",
        ),
        (
            {
                "smtp_host": "mail.example.org",
                "mail_from": "g@example.org",
                "smtp_user": "g",
                "smtp_security": "none",
            },
            "unverschlüsselt",
        ),
    ],
)
def test_unsafe_settings_are_refused_with_a_sentence(tmp_path, values, told):
    with pytest.raises(SettingsError) as refused:
        load(tmp_path, **values)

    assert told in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"public_origin": "https://gremien.example.org"},
        {"public_origin": "http://localhost:8000"},
        {"public_origin": "http://gremien.intern", "allow_http": True},
        {"smtp_host": "mail.example.org", "mail_from": "Gremien <g@example.org>"},
        {"smtp_host": "localhost", "mail_from": "g@example.org", "smtp_security": "none"},
    ],
)
def test_safe_settings_are_taken(tmp_path, values):
    assert load(tmp_path, **values).secret_key == SECRET


def test_lists_come_from_the_file_and_from_the_environment(tmp_path, monkeypatch):
    write_settings(tmp_path, trusted_hosts=["eins.example", "zwei.example"])
    assert load_settings(tmp_path).trusted_hosts == ("eins.example", "zwei.example")

    monkeypatch.setenv("GREMIEN_TRUSTED_HOSTS", "drei.example, vier.example")
    assert load_settings(tmp_path).trusted_hosts == ("drei.example", "vier.example")


def test_a_demonstration_never_sends_mail(tmp_path):
    settings = load(tmp_path, smtp_host="mail.example.org", mail_from="g@example.org", demo=True)

    assert not settings.flask_config()["MAIL"].is_ready


def test_a_fresh_installation_has_a_secret_of_its_own(tmp_path):
    first = write_settings(tmp_path / "a").read_text()
    second = write_settings(tmp_path / "b").read_text()

    assert first != second
    assert load_settings(tmp_path / "a").secret_key != load_settings(tmp_path / "b").secret_key


def test_a_rotated_key_keeps_the_former_one_for_reading(tmp_path):
    path = write_settings(tmp_path, public_origin="https://gremien.example.org")
    first = load_settings(tmp_path).secret_key

    rotate_secret(path)
    second = load_settings(tmp_path)
    rotate_secret(path)
    third = load_settings(tmp_path)

    assert second.secret_key != first
    assert second.secret_key_fallbacks == (first,)
    assert third.secret_key_fallbacks == (second.secret_key,)
    assert third.public_origin == "https://gremien.example.org"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("# Einstellungen")
    assert set(tomllib.loads(path.read_text())) == {
        "secret_key",
        "secret_key_fallbacks",
        "public_origin",
    }


def test_a_misspelt_variable_of_the_environment_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("GREMIEN_PROXYS", "1")

    with pytest.raises(SettingsError, match="GREMIEN_PROXYS ist unbekannt"):
        load(tmp_path)
