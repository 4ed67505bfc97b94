"""``gremien demo``, ``init`` and ``serve``."""

import secrets
import sys
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import click
from flask import Flask

from gremien_app.base.audit import anchor_queries as anchors
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.transactions import commit
from gremien_app.channels.demo import actions as demo_data
from gremien_app.channels.exchange import queries
from gremien_app.config import SettingsError, default_data_dir, load_settings
from gremien_app.operation.cli import processes
from gremien_app.operation.cli.base import GermanCommand, application, data_option, fail
from gremien_app.operation.cli.data import ask_password, make_user
from gremien_app.operation.cli.owner import require_owner, require_writable
from gremien_app.operation.cli.schema import migrate_database, require_current
from gremien_app.operation.cli.serving import (
    HOST,
    PORT,
    announce,
    require_free_port,
    require_safe_start,
    serve_forever,
    tell_of_the_clock,
)
from gremien_app.operation.cli.verify import note_head
from gremien_app.operation.service import lock_actions as locks
from gremien_app.operation.service.schema_queries import database_file
from gremien_app.settings_file import SETTINGS_FILE, write_settings

_port_option = click.option(
    "--port",
    metavar="ZAHL",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="Port des Servers.",
)
_processes_option = click.option(
    "--processes",
    "count",
    metavar="ZAHL",
    type=click.IntRange(1, 64),
    default=processes.usual,
    show_default="so viele wie Rechenkerne, mindestens 2",
    help="So viele Prozesse antworten.",
)


@click.command(cls=GermanCommand)
@_port_option
@_processes_option
@data_option
@click.option("--reset", is_flag=True, help="Vorhandene Vorführdaten löschen und neu anlegen.")
@click.option("--no-serve", is_flag=True, help="Nur anlegen, keinen Server starten.")
def demo(port: int, count: int, folder: Path | None, *, reset: bool, no_serve: bool) -> None:
    """Gremien mit Vorführdaten einrichten und starten."""
    folder = (folder or default_data_dir()).absolute()
    require_owner(folder)
    if not no_serve:
        require_free_port(HOST, port)
    _prepare_demo(folder, port, reset=reset)
    app = application(folder, is_alone=True, public_origin=f"http://{HOST}:{port}")
    with app.app_context(), _alone():
        migrate_database()
        if queries.is_empty():
            click.echo("Die Vorführdaten werden angelegt …")
            demo_data.load(utc_now())
            commit()
        elif not demo_data.is_loaded():
            fail(
                "Die Datenbank enthält andere Daten. Die Vorführung braucht eine eigene: "
                "Wählen Sie mit „--data“ einen anderen Ordner."
            )
        note_head()
        db.session.remove()
        db.engine.dispose()
    if not no_serve:
        with app.app_context():
            locks.hold_service(db.engine)  # only now: until here the data were ours alone
    click.echo("\nAnmeldung (Vorführung):")
    for login in demo_data.logins():
        click.echo(f"  {login.email:<36} {login.about}")
    click.echo(f"  Passwort für alle: {demo_data.PASSWORD}\n")
    if no_serve:
        click.echo(f"Angelegt in {folder}. Starten mit: gremien demo")
        return
    announce(app, HOST, port)
    serve_forever(app, HOST, port, count)


def _prepare_demo(folder: Path, port: int, *, reset: bool) -> None:
    """Settings marked as a demo; ``reset`` deletes the database of such a folder only."""
    if not (folder / SETTINGS_FILE).exists():
        if (folder / "gremien.db").exists():
            raise SettingsError(
                f"In {folder} liegt eine Datenbank ohne Einstellungen. Wählen Sie mit „--data“ "
                "einen anderen Ordner."
            )
        write_settings(folder, demo=True, public_origin=f"http://{HOST}:{port}")
    settings = load_settings(folder)
    if not settings.demo:
        raise SettingsError(
            f"Die Einstellungen in {folder} gehören nicht zu einer Vorführung (demo = true fehlt). "
            "Wählen Sie mit „--data“ einen anderen Ordner."
        )
    if not reset:
        return
    database = folder / "gremien.db"
    if settings.database_uri() != f"sqlite:///{database}":
        raise SettingsError(
            "„--reset“ löscht nur die SQLite-Datenbank der Vorführung. Eine andere Datenbank "
            "leeren Sie bitte selbst."
        )
    _require_demo_database(folder, database)
    for name in ("gremien.db", "gremien.db-wal", "gremien.db-shm", anchors.FILE):
        (folder / name).unlink(missing_ok=True)


def _require_demo_database(folder: Path, database: Path) -> None:
    """The mark in the settings is not enough: other people's accounts are never deleted."""
    if not database.exists():
        return
    app = application(folder, is_alone=True)
    with app.app_context(), _alone():
        is_demo = demo_data.is_loaded() or queries.is_empty()
        db.session.remove()
        db.engine.dispose()
    if not is_demo:
        raise SettingsError(
            f"Die Datenbank in {folder} enthält keine Vorführdaten. Sie wird nicht gelöscht."
        )


@click.command(cls=GermanCommand)
@data_option
@click.option(
    "--origin", default="", help="Öffentliche Adresse, z. B. https://gremien.example.org."
)
@click.option("--admin-email", default="", help="E-Mail-Adresse der ersten Verwaltungsperson.")
@click.option("--admin-name", default="", help="Ihr Name, wie er angezeigt wird.")
@click.option("--password-stdin", is_flag=True, help="Das Passwort von der Standardeingabe lesen.")
@click.option(
    "--first-counts",
    is_flag=True,
    help="Haben zwei als Schriftführung unterzeichnet, gilt die erste Unterschrift.",
)
def init(
    folder: Path | None,
    origin: str,
    admin_email: str,
    admin_name: str,
    *,
    password_stdin: bool,
    first_counts: bool,
) -> None:
    """Einstellungen und Datenbank anlegen oder auf den neuesten Stand bringen.

    Der Befehl kann gefahrlos wiederholt werden; nach einer neuen Fassung des Programms muss er
    einmal laufen.
    """
    folder = (folder or default_data_dir()).absolute()
    require_owner(folder)
    click.echo(_settings_of(folder, origin))
    app = application(folder, is_alone=True)
    with app.app_context(), _alone():
        migrate_database(first_counts=first_counts)
        click.echo("Die Datenbank ist auf dem neuesten Stand.")
        if queries.has_admin():
            if admin_email:
                click.echo(
                    f"Ein Konto für die Verwaltung gibt es schon; für {admin_email} wurde keines "
                    "angelegt. Weitere legt „gremien create-user“ an."
                )
            return
        if not admin_email and not sys.stdin.isatty():
            click.echo(
                "Es gibt noch kein Konto für die Verwaltung. Legen Sie eines an mit: "
                "gremien create-user --admin E-MAIL --name NAME"
            )
            return
        admin_email = admin_email or click.prompt("E-Mail-Adresse der Verwaltungsperson")
        admin_name = admin_name or click.prompt("Name")
        user = make_user(
            admin_email, admin_name, ask_password(from_stdin=password_stdin), is_admin=True
        )
        click.echo(f"Konto angelegt: {user.email}")


def _settings_of(folder: Path, origin: str) -> str:
    """Make the settings unless they are there; two that do so at once make them once."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        wanted = origin or f"http://{HOST}:{PORT}"
        load_settings(folder, secret_key=secrets.token_urlsafe(48), public_origin=wanted)
        with suppress(FileExistsError):
            return f"Einstellungen angelegt: {write_settings(folder, public_origin=wanted)}"
    _require_same_origin(folder, origin)
    return f"Einstellungen: {path} (unverändert)"


def _alone() -> AbstractContextManager[None]:
    return locks.alone(db.engine, "Die Datenbank wurde nicht verändert.")


def _require_same_origin(folder: Path, origin: str) -> None:
    known = load_settings(folder).public_origin.rstrip("/")
    if origin and origin.rstrip("/") != known:
        fail(
            f"Eingestellt ist schon die öffentliche Adresse {known}. Wenn sie sich ändern soll, "
            f"tragen Sie sie in {folder / SETTINGS_FILE} unter „public_origin“ ein."
        )


def _database_files(app: Flask) -> list[Path]:
    with app.app_context():
        path = database_file(db.engine)
    return [] if path is None else [path.parent, path]


@click.command(cls=GermanCommand)
@click.option("--host", default=HOST, show_default=True, help="Adresse, auf der gehorcht wird.")
@_port_option
@_processes_option
@data_option
def serve(host: str, port: int, count: int, folder: Path | None) -> None:
    """Den Server starten."""
    app = application(folder, is_alone=True)
    require_safe_start(app, host)
    require_writable(app.config["DATA_DIR"], *_database_files(app))
    require_free_port(host, port)
    with app.app_context():
        require_current()
        note_head()
        tell_of_the_clock()
        db.engine.dispose()
        locks.hold_service(db.engine)
    announce(app, host, port)
    serve_forever(app, host, port, count)
