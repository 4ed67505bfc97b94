"""Typed settings from file and environment, checked at the start.

Order: built-in safe defaults, then ``<data dir>/gremien.toml``, then ``GREMIEN_*``.
"""

import os
import tomllib
from dataclasses import dataclass, fields
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gremien_app.base.kernel.hosts import as_sent, is_loopback, name_of
from gremien_app.base.kernel.text import is_email_address
from gremien_app.settings_file import SETTINGS_FILE

PACKAGE = Path(__file__).resolve().parent
MIN_SECRET, MIN_DIFFERENT = 32, 8  # characters, different ones among them
# A server that is gone without a word (power, network) is noticed in half a minute; without these
# of libpq every request would wait for two hours.
_PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}


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


def deploy_dir() -> Path:
    """Templates for web servers, systemd and cron."""
    return _bundled("deploy")


def default_data_dir() -> Path:
    """``GREMIEN_DATA``, else ``instance/`` in the working directory."""
    return Path(os.environ.get("GREMIEN_DATA", "instance")).absolute()


@dataclass(frozen=True)
class MailSettings:
    """How mails leave; without a host they wait in the outbox (always so in a demonstration)."""

    host: str
    port: int
    security: str  # "starttls", "tls" or "none"
    user: str
    password: str
    sender: str

    @property
    def is_ready(self) -> bool:
        return bool(self.host)


_SAME = (
    *("log_format", "demo", "proxies", "allow_http", "contact_months", "support_days"),
    *("support_lead_days", "data_dir", "fast_passwords", "max_file_bytes"),
)
_OFFICE = ("name", "street", "town", "phone", "email")


@dataclass(frozen=True)
class Settings:
    """Everything an operator may set. Lengths in seconds or bytes where not said otherwise."""

    data_dir: Path
    secret_key: str = ""
    database_url: str = ""
    public_origin: str = "http://127.0.0.1:8000"
    demo: bool = False
    secret_key_fallbacks: tuple[str, ...] = ()  # former keys, still good for reading
    trusted_hosts: tuple[str, ...] = ()  # further names under which the server is called
    proxies: int = 0  # servers in front that add to X-Forwarded-For
    allow_http: bool = False  # an unencrypted public address, against advice
    session_hours: int = 9
    idle_minutes: int = 60
    contact_months: int = 12  # so long private contact data outlives the last membership
    support_days: int = 14  # so long what somebody needs outlives the sitting
    calling_hours: int = 2  # so long after an absence was told a deputy is called
    calling_days: int = 2  # so many days before the sitting at once, at whatever hour
    calling_from: int = 7  # full hours of working days, as committees do not say otherwise
    calling_until: int = 20
    support_lead_days: tuple[str, ...] = ()  # "sign_language=21": to be ordered earlier than usual
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = ""
    office_name: str = "Amt für Integration und Vielfalt"
    office_street: str = "Kleine Sandkaul 5"
    office_town: str = "50667 Köln"
    office_phone: str = "0221 221-28022"
    office_email: str = "IntegrationundVielfalt@stadt-koeln.de"
    max_body_bytes: int = 16 * 1024 * 1024
    max_file_bytes: int = 32 * 1024 * 1024  # of one uploaded file
    log_format: str = "text"  # or "json": one object for each line
    fast_passwords: bool = False  # tests only: argon2 with the smallest parameters

    def flask_config(self) -> dict[str, Any]:
        secure = self.public_origin.startswith("https://")
        return {name.upper(): getattr(self, name) for name in _SAME} | {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_uri(),
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database_uri()),
            "PUBLIC_ORIGIN": self.public_origin.rstrip("/"),
            "SECRET_KEY_FALLBACKS": list(self.secret_key_fallbacks),
            "TRUSTED_NAMES": self.trusted_hosts,
            "IDLE_LIMIT": timedelta(minutes=self.idle_minutes),
            "MAIL": self.mail(),
            "CALLING": [getattr(self, f"calling_{n}") for n in ("hours", "days", "from", "until")],
            "OFFICE": {name: getattr(self, f"office_{name}") for name in _OFFICE},
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

    def mail(self) -> MailSettings:
        """How mails leave; from a demonstration none does."""
        return MailSettings(
            host="" if self.demo else self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            user=self.smtp_user,
            password=self.smtp_password,
            sender=self.mail_from or self.office_email,
        )

    def database_uri(self) -> str:
        return database_uri(self.database_url or f"sqlite:///{self.data_dir / 'gremien.db'}")


def _engine_options(uri: str) -> dict[str, Any]:
    # Without parameters: what was typed would stand in the log of a failure.
    options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    url = make_url(uri)
    if url.drivername.startswith("postgresql"):
        options["connect_args"] = {k: v for k, v in _PATIENCE.items() if k not in url.query}
    return options


def database_uri(url: str) -> str:
    """An operator's address as SQLAlchemy writes it; raises ``SettingsError``, never tells it."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            "database_url muss eine Adresse wie „postgresql://name:passwort@rechner/gremien“ "
            "oder „sqlite:////srv/gremien/gremien.db“ sein."
        )
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):  # their texts repeat what was typed
        parts = None
    if parts is None or _is_misread(parts):
        raise SettingsError(
            "Die Adresse der Datenbank lässt sich nicht lesen. Sie sieht so aus: "
            "„postgresql://name:passwort@rechner/gremien“. Sonderzeichen im Namen und im Passwort "
            "werden darin umgeschrieben: @ als %40, / als %2F, : als %3A, ? als %3F, # als %23, "
            "% als %25."
        )
    return url


def _is_misread(parts: URL) -> bool:
    """With an @ in the password its rest is taken for host and database, and told in errors."""
    if parts.drivername.startswith("sqlite"):
        return not parts.database
    name = parts.database or ""
    return not name or "/" in name or "@" in f"{parts.host or ''}{name}"


def load_settings(data_dir: Path | None = None, **overrides: Any) -> Settings:
    """Settings for a data folder; raises ``SettingsError`` when they are unsafe or unreadable."""
    folder = (data_dir or default_data_dir()).absolute()
    values: dict[str, Any] = {"data_dir": folder}
    values.update(_from_file(folder / SETTINGS_FILE))
    values.update(_from_environment())
    values.update(overrides)
    require_safe(settings := Settings(**values))
    return settings


def address_in_environment() -> tuple[str, str]:
    """The variable that names the database, and what it says; both empty when none does."""
    for name in ("GREMIEN_DATABASE_URL", "DATABASE_URL"):
        if os.environ.get(name):
            return name, os.environ[name]
    return "", ""


def _kinds() -> dict[str, type]:
    return {f.name: type(f.default) for f in fields(Settings) if f.name != "data_dir"}


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except PermissionError as error:
        raise SettingsError(
            f"Die Einstellungen in {path} darf dieser Benutzer nicht lesen. Rufen Sie den Befehl "
            "als der Benutzer auf, dem die Datei gehört, oder geben Sie sie ihm zurück (als root: "
            f"chown BENUTZER {path})."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"Die Einstellungen in {path} sind nicht lesbar: {error}.") from error
    kinds = _kinds()
    for name, value in values.items():
        if name not in kinds:
            raise SettingsError(f"Die Einstellung „{name}“ in {path} ist unbekannt.")
        if kinds[name] is tuple and type(value) is list:
            values[name] = tuple(str(one) for one in value)
        elif type(value) is not kinds[name]:
            raise SettingsError(f"Die Einstellung „{name}“ in {path} hat den falschen Typ.")
    return values


def _from_environment() -> dict[str, Any]:
    known = {f"GREMIEN_{name.upper()}" for name in _kinds()} | {"GREMIEN_DATA"}
    unknown = sorted({name for name in os.environ if name.startswith("GREMIEN_")} - known)
    if unknown:
        raise SettingsError(f"Die Umgebungsvariable {unknown[0]} ist unbekannt.")
    values: dict[str, Any] = {}
    for name, kind in _kinds().items():
        raw = os.environ.get(f"GREMIEN_{name.upper()}")
        if name == "database_url" and raw is None:
            raw = address_in_environment()[1] or None
        if raw is None:
            continue
        if kind is bool:
            values[name] = raw.strip().lower() in {"1", "true", "ja", "yes"}
        elif kind is int:
            if not raw.strip().isdecimal():
                raise SettingsError(f"GREMIEN_{name.upper()} muss eine ganze Zahl sein.")
            values[name] = int(raw)
        elif kind is tuple:
            values[name] = tuple(raw.replace(",", " ").split())
        else:
            values[name] = raw
    return values


def require_safe(settings: Settings) -> None:
    """Refuse what would open the door; every sentence says what to do instead."""
    settings.database_uri()  # refuses what is neither SQLite nor PostgreSQL
    _check_secrets(settings)
    _check_origin(settings)
    _check_mail(settings)
    if settings.log_format not in {"text", "json"}:
        raise SettingsError("log_format muss „text“ oder „json“ sein.")


def _check_secrets(settings: Settings) -> None:
    names, found = ("secret_key", "secret_key_fallbacks"), settings.secret_key_fallbacks
    for name, keys in zip(names, ((settings.secret_key,), found), strict=True):
        if any(len(key) < MIN_SECRET or len(set(key)) < MIN_DIFFERENT for key in keys):
            raise SettingsError(
                f"Es ist kein ausreichend langer geheimer Schlüssel eingestellt ({name}, "
                f"mindestens {MIN_SECRET} Zeichen, zufällig gewählt). „gremien init“ legt die "
                "Einstellungen an, „gremien rotate-key“ wechselt den Schlüssel."
            )


def _check_origin(settings: Settings) -> None:
    parts = _split(settings.public_origin)
    is_web = parts is not None and parts.scheme in {"http", "https"} and parts.path in {"", "/"}
    if parts is None or not is_web or not name_of(as_sent(parts.netloc)):
        raise SettingsError(
            "public_origin muss eine Adresse wie „https://gremien.example.org“ sein."
        )
    if parts.scheme == "http" and not (is_loopback(name_of(parts.netloc)) or settings.allow_http):
        raise SettingsError(
            f"Die öffentliche Adresse {settings.public_origin} ist nicht verschlüsselt: Passwörter "
            "wären unterwegs lesbar. Bitte stellen Sie eine Adresse mit https:// ein. Wenn das "
            "Netz wirklich vertrauenswürdig ist, erlaubt „allow_http = true“ den Betrieb ohne "
            "Verschlüsselung."
        )
    lengths = ("session_hours", "idle_minutes", "contact_months", "support_days")
    for name in (*lengths, "max_body_bytes", "max_file_bytes"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"Die Einstellung {name} muss mindestens 1 sein.")
    if not 0 <= settings.calling_from < settings.calling_until <= 24:
        raise SettingsError("calling_from und calling_until sind volle Stunden, von 0 bis 24.")


def _check_mail(settings: Settings) -> None:
    if settings.smtp_security not in {"starttls", "tls", "none"}:
        raise SettingsError("smtp_security muss „starttls“, „tls“ oder „none“ sein.")
    if not settings.smtp_host:
        return
    if not 1 <= settings.smtp_port <= 65535:
        raise SettingsError("smtp_port muss zwischen 1 und 65535 liegen.")
    _name, address = parseaddr(settings.mail_from)
    if not is_email_address(address) or "\n" in settings.mail_from or "\r" in settings.mail_from:
        raise SettingsError(
            "Zum Mailversand gehört ein Absender: mail_from, zum Beispiel "
            "„Gremien <gremien@example.org>“."
        )
    in_clear = settings.smtp_security == "none" and not is_loopback(settings.smtp_host)
    if settings.smtp_user and in_clear:
        raise SettingsError(
            "Das Passwort des Mailservers würde unverschlüsselt übertragen. Bitte stellen Sie "
            "smtp_security auf „starttls“ oder „tls“."
        )


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
