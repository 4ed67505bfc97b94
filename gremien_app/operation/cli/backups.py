"""``gremien backup`` and ``copy-database``."""

from pathlib import Path

import click
from sqlalchemy import Engine, create_engine

from gremien_app.base.extensions import db
from gremien_app.base.files import queries as stored
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.numbers import format_count
from gremien_app.config import address_in_environment, database_uri
from gremien_app.operation.backups import actions
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups import target_queries as targets
from gremien_app.operation.backups.copy_actions import TableSum
from gremien_app.operation.backups.upload_actions import Uploads
from gremien_app.operation.cli.base import GermanCommand, application, data_option, fail
from gremien_app.operation.cli.machine import SET_THE_CLOCK
from gremien_app.operation.cli.places import require_folder
from gremien_app.operation.cli.schema import known_revisions, require_current
from gremien_app.operation.service import lock_actions as locks
from gremien_app.operation.service.clock_queries import clock_fault
from gremien_app.operation.service.schema_queries import database_file
from gremien_app.settings_file import SETTINGS_FILE, set_database

KEEP = 14
NOTHING_COPIED = "Es wurde nichts kopiert."


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
@click.option("--create", is_flag=True, help="Den ORDNER anlegen, wenn es ihn nicht gibt.")
@click.option("--whole", is_flag=True, help="Alles in eine Datei, auch die hochgeladenen Dateien.")
@data_option
def backup(target: Path, folder: Path | None, keep: int, *, create: bool, whole: bool) -> None:
    """Datenbank, Einstellungen und hochgeladene Dateien im laufenden Betrieb sichern.

    Es entsteht eine Datei im ORDNER, mit Prüfsummen und sofort nachgeprüft. Hochgeladene Dateien
    liegen daneben in „files“, einmal für alle Sicherungen; beides gehört zusammen. Die Sicherung
    enthält Personendaten und den geheimen Schlüssel: Bewahren Sie sie geschützt und an einem
    anderen Ort auf.
    """
    require_folder(target, create=create, what="Den Ordner")
    app = application(folder)
    with app.app_context():
        require_current()
        damaged: list[str] = []
        path = archive.write_backup(
            db.engine,
            app.config["DATA_DIR"],
            target,
            utc_now(),
            uploads=Uploads.WHOLE if whole else Uploads.BESIDE,
            told=damaged,
        )
        wrong = clock_fault()
        db.session.rollback()
    with archive.opened(path, known_revisions(), looks_inside=whole) as written:
        counted = [format_count(sum(written.rows.values()), "Zeile", "Zeilen")]
        if written.uploads.uploads:
            counted.append(format_count(len(written.uploads.uploads), "Datei", "Dateien"))
    for old in () if wrong else archive.rotate(target, keep, path):
        click.echo(f"Ältere Sicherung gelöscht: {old.name}")
    click.echo(f"Gesichert und geprüft: {path} ({', '.join(counted)})")
    if path.stat().st_dev == Path(app.config["DATA_DIR"]).stat().st_dev:
        click.echo("Hinweis: Die Sicherung liegt auf demselben Datenträger wie der Datenordner.")
    for fault in damaged:
        click.echo(f"Fehler: {fault}", err=True)
    if damaged and not wrong:
        fail(
            "Diese Dateien fehlen in der Sicherung; alles andere ist darin. Eine ältere Sicherung "
            "enthält sie vielleicht noch."
        )
    if wrong:
        fail(
            f"{wrong} {SET_THE_CLOCK} Gesichert ist alles; nur gelöscht wurde keine ältere "
            "Sicherung, denn welche das ist, sagt die Uhr."
        )


@click.command("copy-database", cls=GermanCommand)
@click.argument("target", metavar="DATENBANK")
@data_option
@click.option(
    "--retire",
    is_flag=True,
    help="Danach die neue Datenbank einstellen und die alte SQLite-Datei löschen.",
)
def copy_database(target: str, folder: Path | None, *, retire: bool) -> None:
    """Alle Daten in eine leere andere DATENBANK kopieren und vergleichen.

    Zum Beispiel von SQLite nach PostgreSQL: postgresql://name:passwort@rechner/gremien. Der Dienst
    muss dafür stehen. Sonderzeichen im Passwort werden umgeschrieben: @ als %40, / als %2F.
    """
    new = create_engine(database_uri(target))
    app = application(folder, is_alone=True)
    with app.app_context():
        settings = Path(app.config["DATA_DIR"]) / SETTINGS_FILE
        if retire:
            _require_retirable(settings)
        if new.url == db.engine.url:
            fail(f"Quelle und Ziel sind dieselbe Datenbank. {NOTHING_COPIED}")
        old = db.engine
        with locks.alone(old, NOTHING_COPIED):
            for name, one in (sums := _copied(old, new)).items():
                if one.rows:
                    click.echo(f"{one.rows:>8}  {name}")
            total = format_count(sum(one.rows for one in sums.values()), "Zeile", "Zeilen")
            click.echo(f"{total} kopiert; Anzahl und Prüfsumme jeder Tabelle stimmen überein.")
            _tell_uploads()
            _end_the_old(settings, target, retire=retire)


def _tell_uploads() -> None:
    """They belong to the data folder, not to the database; so they stay where they are."""
    count, faults = stored.faults(looks_inside=False)
    db.session.rollback()
    if count:
        shown = format_count(count, "hochgeladene Datei bleibt", "hochgeladene Dateien bleiben")
        click.echo(f"{shown} im Datenordner unter „files“ und gilt für beide Datenbanken.")
    for fault in faults:
        click.echo(f"Hinweis: {fault}", err=True)


def _copied(old: Engine, new: Engine) -> dict[str, TableSum]:
    path = database_file(new)
    if path is not None and not path.parent.is_dir():
        fail(f"Den Ordner {path.parent} gibt es nicht. {NOTHING_COPIED}")
    is_new = path is not None and not path.exists()
    whole = False
    try:
        with locks.alone(new, NOTHING_COPIED):
            require_current()
            targets.content_of(new)  # refuses another program's
            sums = actions.copy_all(old, new)
            whole = True
            return sums
    finally:
        new.dispose()
        if path is not None and is_new and not whole:
            for beside in locks.files_of(path):
                beside.unlink()


def _require_retirable(settings: Path) -> None:
    """Before anything is copied: afterwards nobody may look for the old file."""
    variable, _value = address_in_environment()
    if variable or not settings.is_file():
        fail(
            "Mit „--retire“ wird die neue Adresse in gremien.toml eingetragen; hier steht sie in "
            f"der Umgebungsvariablen {variable or 'GREMIEN_DATABASE_URL'}. Ändern Sie sie dort und "
            f"löschen Sie die alte Datei danach selbst. {NOTHING_COPIED}"
        )
    if database_file(db.engine) is None:
        fail(
            f"„--retire“ löscht nur eine SQLite-Datei, keine PostgreSQL-Datenbank. {NOTHING_COPIED}"
        )


def _end_the_old(settings: Path, target: str, *, retire: bool) -> None:
    """Whose data still lie where: said always, cleared away when told."""
    old, shown = database_file(db.engine), locks.described(db.engine)
    if not retire or old is None:
        click.echo(
            f"Eingestellt ist noch die bisherige: {shown}. Tragen Sie die neue als database_url in "
            f"{settings} ein. Die bisherige bleibt liegen, mit allen Personendaten; löschen Sie "
            "sie, sobald der Dienst mit der neuen läuft."
        )
        return
    set_database(settings, target)
    click.echo(f"Eingestellt ist die neue Datenbank: {settings}")
    db.session.remove()
    db.engine.dispose()
    for path in locks.files_of(old):
        path.unlink()
    click.echo(f"Gelöscht ist die alte: {old}")
