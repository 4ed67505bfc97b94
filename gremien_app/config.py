"""Typed settings from file and environment, checked at the start.

Order: built-in safe defaults, then ``<data dir>/gremien.toml``, then ``GREMIEN_*``.
"""

import os
import secrets
import tomllib
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parent
SETTINGS_FILE = "gremien.toml"
MIN_SECRET = 32


class SettingsError(Exception):
    """The program must not start like this; the text is German and says what to do."""


def _bundled(name: str) -> Path:
    """A folder that lies in the package when installed, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def templates_dir() -> Path:
    return _bundled("templates")


def migrations_dir() -> Path:
    return _bundled("migrations")


def default_data_dir() -> Path:
    """``GREMIEN_DATA``, else ``instance/`` in the working directory."""
    return Path(os.environ.get("GREMIEN_DATA", "instance")).absolute()


@dataclass(frozen=True)
class Settings:
    """Everything an operator may set. Lengths in seconds or bytes where not said otherwise."""

    data_dir: Path
    secret_key: str = ""
    database_url: str = ""
    public_origin: str = "http://127.0.0.1:8000"
    demo: bool = False
    session_hours: int = 9
    office_name: str = "Amt für Integration und Vielfalt"
    office_street: str = "Kleine Sandkaul 5"
    office_town: str = "50667 Köln"
    office_phone: str = "0221 221-28022"
    office_email: str = "IntegrationundVielfalt@stadt-koeln.de"
    max_body_bytes: int = 16 * 1024 * 1024
    fast_passwords: bool = False  # tests only: argon2 with the smallest parameters

    def flask_config(self) -> dict[str, Any]:
        secure = self.public_origin.startswith("https://")
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_uri(),
            "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True},
            "PUBLIC_ORIGIN": self.public_origin.rstrip("/"),
            "DEMO": self.demo,
            "DATA_DIR": self.data_dir,
            "OFFICE": {
                "name": self.office_name,
                "street": self.office_street,
                "town": self.office_town,
                "phone": self.office_phone,
                "email": self.office_email,
            },
            "FAST_PASSWORDS": self.fast_passwords,
            "MAX_CONTENT_LENGTH": self.max_body_bytes,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "MAX_FORM_PARTS": 5_000,
            "SESSION_COOKIE_NAME": "__Host-gremien" if secure else "gremien",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_REFRESH_EACH_REQUEST": False,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=self.session_hours),
            "WTF_CSRF_TIME_LIMIT": None,  # tied to the session, so a long form is not lost
            "WTF_CSRF_SSL_STRICT": secure,
        }

    def database_uri(self) -> str:
        url = self.database_url or f"sqlite:///{self.data_dir / 'gremien.db'}"
        # SQLAlchemy's name of the driver; operators write what their provider hands them.
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url


def load_settings(data_dir: Path | None = None, **overrides: Any) -> Settings:
    """Settings for a data folder; raises ``SettingsError`` when they are unsafe or unreadable."""
    folder = (data_dir or default_data_dir()).absolute()
    values: dict[str, Any] = {"data_dir": folder}
    values.update(_from_file(folder / SETTINGS_FILE))
    values.update(_from_environment())
    values.update(overrides)
    settings = Settings(**values)
    _check(settings)
    return settings


def _kinds() -> dict[str, type]:
    return {f.name: type(f.default) for f in fields(Settings) if f.name != "data_dir"}


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"Die Einstellungen in {path} sind nicht lesbar: {error}.") from error
    kinds = _kinds()
    for name, value in values.items():
        if name not in kinds:
            raise SettingsError(f"Die Einstellung „{name}“ in {path} ist unbekannt.")
        if type(value) is not kinds[name]:
            raise SettingsError(f"Die Einstellung „{name}“ in {path} hat den falschen Typ.")
    return values


def _from_environment() -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, kind in _kinds().items():
        raw = os.environ.get(f"GREMIEN_{name.upper()}")
        if name == "database_url" and raw is None:
            raw = os.environ.get("DATABASE_URL")
        if raw is None:
            continue
        if kind is bool:
            values[name] = raw.strip().lower() in {"1", "true", "ja", "yes"}
        elif kind is int:
            if not raw.strip().isdecimal():
                raise SettingsError(f"GREMIEN_{name.upper()} muss eine ganze Zahl sein.")
            values[name] = int(raw)
        else:
            values[name] = raw
    return values


def _check(settings: Settings) -> None:
    if len(settings.secret_key) < MIN_SECRET:
        raise SettingsError(
            "Es ist kein ausreichend langer geheimer Schlüssel eingestellt (secret_key, "
            f"mindestens {MIN_SECRET} Zeichen). „gremien init“ legt die Einstellungen an."
        )
    parts = urlsplit(settings.public_origin)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path not in {"", "/"}:
        raise SettingsError(
            "public_origin muss eine Adresse wie „https://gremien.example.org“ sein."
        )


def write_settings(folder: Path, **values: Any) -> Path:
    """Write a new settings file with a fresh secret, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SETTINGS_FILE
    values = {"secret_key": secrets.token_urlsafe(48), **values}
    lines = [f"{name} = {_toml(value)}" for name, value in values.items()]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("# Einstellungen von Gremien; siehe docs/betrieb.md\n")
        file.write("\n".join(lines) + "\n")
    return path


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
