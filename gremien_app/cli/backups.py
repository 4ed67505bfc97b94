"""``gremien backup``, ``restore`` and ``copy-database``."""

from pathlib import Path

import click
from flask import Flask

from gremien_app import create_app
from gremien_app.audit import anchors
from gremien_app.backups import actions, archive
from gremien_app.cli.base import GermanCommand, application, data_option, fail
from gremien_app.cli.schema import known_revisions, migrate_database, require_current
from gremien_app.config import SETTINGS_FILE, Settings, default_data_dir
from gremien_app.extensions import db
from gremien_app.kernel.clock import utc_now
from gremien_app.kernel.dates import format_datetime
from gremien_app.kernel.numbers import format_count

KEEP = 14


@click.command(cls=GermanCommand)
@click.argument("target", metavar="ORDNER", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep",
    metavar="ZAHL",
    type=click.IntRange(1, 10_000),
    default=KEEP,
    show_default=True,
    help="So viele Sicherungen bleiben im Ordner, ältere werden gelöscht.",
)
@data_option
def backup(target: Path, folder: Path | None, keep: int) -> None:
    """Datenbank und Einstellungen im laufenden Betrieb sichern.

    Es entsteht eine Datei im ORDNER, mit Prüfsummen und sofort nachgeprüft. Sie enthält
    Personendaten und den geheimen Schlüssel: Bewahren Sie sie geschützt und an einem anderen
    Ort auf.
    """
    app = application(folder)
    with app.app_context():
        require_current()
        path = archive.write_backup(db.engine, app.config["DATA_DIR"], target, utc_now())
    with archive.opened(path, known_revisions()) as written:
        rows = sum(written.rows.values())
    for old in archive.rotate(target, keep):
        click.echo(f"Ältere Sicherung gelöscht: {old.name}")
    click.echo(f"Gesichert und geprüft: {path} ({format_count(rows, 'Zeile', 'Zeilen')})")


@click.command(cls=GermanCommand)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@click.option(
    "--replace", is_flag=True, help="Vorhandene Daten ersetzen; sie werden vorher gesichert."
)
def restore(file: Path, folder: Path | None, *, replace: bool) -> None:
    """Eine Sicherung einspielen.

    Die Sicherung wird zuerst ganz geprüft. Fehlen im Datenordner Einstellungen, kommen auch sie
    aus der Sicherung. Alle müssen sich danach neu anmelden.
    """
    if not file.is_file():
        fail(f"Die Datei {file} gibt es nicht.")
    folder = (folder or default_data_dir()).absolute()
    with archive.opened(file, known_revisions()) as found:
        _bring_up_to_date(found)
        written = actions.give_back_files(found, folder, (SETTINGS_FILE, archive.HEADS))
        app = application(folder)
        with app.app_context():
            if actions.holds_data(db.engine):
                _secure_the_present(app, folder, replace=replace)
            migrate_database()
            actions.put_back(found, db.engine)
            require_current()
            anchors.note_restore(folder, utc_now())
    for name in written:
        click.echo(f"Aus der Sicherung übernommen: {folder / name}")
    click.echo(f"Eingespielt ist der Stand vom {format_datetime(found.created_at)}.")
    click.echo("Alle melden sich neu an. „gremien doctor“ prüft das Ergebnis.")


def _bring_up_to_date(found: archive.Backup) -> None:
    """Migrate the unpacked copy, so that nothing half migrated ever stands in the real place."""
    settings = Settings(
        data_dir=found.folder,
        secret_key="only-to-migrate-a-copy-of-the-data",  # noqa: S106 -- signs nothing
        database_url=f"sqlite:///{found.database}",
    )
    with create_app(settings).app_context():
        migrate_database()
        with db.engine.begin() as connection:
            actions.forget_what_must_not_return(connection, utc_now())
        db.engine.dispose()


def _secure_the_present(app: Flask, folder: Path, *, replace: bool) -> None:
    if not replace:
        fail(
            "In der Datenbank sind schon Daten. Mit „--replace“ werden sie ersetzt; vorher "
            "wird der jetzige Stand gesichert. Es wurde nichts verändert."
        )
    path = archive.write_backup(
        db.engine, app.config["DATA_DIR"], folder / "vor-wiederherstellung", utc_now()
    )
    click.echo(f"Der bisherige Stand ist gesichert: {path}")


@click.command("copy-database", cls=GermanCommand)
@click.argument("target", metavar="DATENBANK")
@data_option
def copy_database(target: str, folder: Path | None) -> None:
    """Alle Daten in eine leere andere DATENBANK kopieren und vergleichen.

    Zum Beispiel von SQLite nach PostgreSQL: postgresql://name:passwort@rechner/gremien. Danach
    gehört diese Adresse als database_url in die Einstellungen.
    """
    app = application(folder)
    other = create_app(
        Settings(
            data_dir=app.config["DATA_DIR"],
            secret_key=app.config["SECRET_KEY"],
            database_url=target,
        )
    )
    with other.app_context():
        migrate_database()
        new = db.engine
    with app.app_context():
        require_current()
        sums = actions.copy_all(db.engine, new)
    new.dispose()
    for name, one in sums.items():
        if one.rows:
            click.echo(f"{one.rows:>8}  {name}")
    total = format_count(sum(one.rows for one in sums.values()), "Zeile", "Zeilen")
    click.echo(f"{total} kopiert; Anzahl und Prüfsumme jeder Tabelle stimmen überein.")
