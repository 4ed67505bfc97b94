"""``gremien restore``: everything is looked at first, then named, confirmed, and done at once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlalchemy.exc import DatabaseError

from gremien_app import create_app
from gremien_app.base.audit import anchor_queries as anchors
from gremien_app.base.extensions import db
from gremien_app.base.files.store import Store
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.dates import format_datetime
from gremien_app.base.kernel.numbers import format_count
from gremien_app.config import (
    Settings,
    SettingsError,
    address_in_environment,
    database_uri,
    default_data_dir,
    load_settings,
)
from gremien_app.operation.backups import actions
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups import target_queries as targets
from gremien_app.operation.backups.settings import for_folder, of_backup
from gremien_app.operation.backups.upload_actions import Uploads
from gremien_app.operation.cli.base import GermanCommand, data_option, fail, reason_of
from gremien_app.operation.cli.halves import no_half_database, no_half_files
from gremien_app.operation.cli.owner import require_owner
from gremien_app.operation.cli.places import made_folder, require_folder
from gremien_app.operation.cli.schema import known_revisions, migrate_database
from gremien_app.operation.service import lock_actions as locks
from gremien_app.operation.service import schema_queries as schema
from gremien_app.operation.service.schema_queries import database_file
from gremien_app.settings_file import SETTINGS_FILE, settings_text, write_whole

UNTOUCHED = "Es wurde nichts verändert."
ASIDE = "vor-wiederherstellung"


@dataclass(frozen=True)
class Wishes:
    replace: bool
    foreign: bool
    name: str  # typed beforehand, to confirm the database


@dataclass(frozen=True)
class Plan:
    """What will be written where; nothing is yet."""

    folder: Path
    settings: Settings
    new_files: dict[str, str]  # name → text; files that are missing in the folder


@click.command(cls=GermanCommand)
@click.argument("file", metavar="DATEI", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@click.option("--create", is_flag=True, help="Den Datenordner anlegen, wenn es ihn nicht gibt.")
@click.option(
    "--replace", is_flag=True, help="Vorhandene Daten ersetzen; sie werden vorher gesichert."
)
@click.option(
    "--database",
    metavar="ADRESSE",
    default="",
    help="Die Datenbank eines neuen Datenordners (sonst eine neue SQLite-Datenbank darin).",
)
@click.option(
    "--with-settings",
    is_flag=True,
    help="Auch Datenbank-, Mail- und öffentliche Adresse und den Schlüssel übernehmen.",
)
@click.option("--foreign", is_flag=True, help="Auch die Sicherung einer anderen Einrichtung.")
@click.option(
    "--yes", "name", metavar="NAME", default="", help="Name der Datenbank, statt ihn einzutippen."
)
def restore(
    file: Path,
    folder: Path | None,
    database: str,
    name: str,
    *,
    create: bool,
    replace: bool,
    with_settings: bool,
    foreign: bool,
) -> None:
    """Eine Sicherung einspielen.

    Die Sicherung wird zuerst ganz geprüft, dann steht da, wohin sie geht, und Sie bestätigen den
    Namen der Datenbank. In einem Datenordner ohne Einstellungen entsteht eine neue
    SQLite-Datenbank; Datenbank, Mailserver und Adresse der Sicherung gelten nur mit
    „--with-settings“. Alle müssen sich danach neu anmelden.
    """
    if not file.is_file():
        fail(f"Die Datei {file} gibt es nicht.")
    folder = (folder or default_data_dir()).absolute()
    require_folder(folder, create=create, what="Den Datenordner")
    require_owner(folder)
    wishes = Wishes(replace, foreign, name)
    with archive.opened(file, known_revisions()) as found:
        plan = _plan(found, folder, database, with_settings=with_settings)
        app = create_app(plan.settings)
        with app.app_context():
            try:
                _restore(found, plan, wishes)
            finally:
                db.engine.dispose()


def _restore(found: archive.Backup, plan: Plan, wishes: Wishes) -> None:
    present = targets.content_of(db.engine)
    mails, line = _bring_up_to_date(found)
    _tell(found, plan, present)
    _require_consent(found, present, wishes)
    with (
        made_folder(plan.folder),
        no_half_files(plan.folder),
        no_half_database(db.engine),
        locks.alone(db.engine, UNTOUCHED),
        _staged(plan, line) as files,
    ):
        secured = _secure_the_present(plan.folder, present)
        # Before the database: a file that no row knows harms nobody, and is swept away in time.
        brought = found.uploads.bring(Store(plan.folder))
        aside = _put_back(found, secured)
        for staged, target in files.items():
            staged.replace(target)
    for name in plan.new_files:
        click.echo(f"Angelegt: {plan.folder / name}")
    if found.uploads.uploads:
        count = format_count(
            len(found.uploads.uploads), "hochgeladene Datei", "hochgeladene Dateien"
        )
        click.echo(f"{count}, davon kopiert: {brought}")
    if aside:
        click.echo(f"Der bisherige Stand ist gesichert: {aside}")
    click.echo(f"Eingespielt ist der Stand vom {format_datetime(found.created_at)}.")
    _tell_mails(mails, present.waiting_mails)
    click.echo("Alle melden sich neu an. „gremien doctor“ prüft das Ergebnis.")


# What goes where


def _plan(found: archive.Backup, folder: Path, database: str, *, with_settings: bool) -> Plan:
    new_files = {}
    heads = found.file(archive.HEADS)
    if heads is not None and not (folder / archive.HEADS).exists():
        new_files[archive.HEADS] = heads.read_text(encoding="ascii", errors="replace")
    if (folder / SETTINGS_FILE).exists():
        if database or with_settings:
            fail(
                f"{folder / SETTINGS_FILE} gibt es schon; „--database“ und „--with-settings“ "
                f"gelten nur für einen neuen Datenordner. {UNTOUCHED}"
            )
        return Plan(folder, load_settings(folder), new_files)
    packed = found.file(SETTINGS_FILE)
    values = for_folder(
        of_backup(packed.read_text(encoding="utf-8")) if packed else {},
        database,
        take_all=with_settings,
    )
    lists = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    settings = load_settings(folder, **{"database_url": ""} | lists)
    _require_no_other_address(settings)
    return Plan(folder, settings, {SETTINGS_FILE: settings_text(values)} | new_files)


def _require_no_other_address(settings: Settings) -> None:
    """What the environment says would win afterwards, and be meant by nobody now."""
    name, url = address_in_environment()
    if url and database_uri(url) != settings.database_uri():
        fail(
            f"Die Umgebungsvariable {name} nennt eine andere Datenbank, als dieser Datenordner "
            f"bekäme. Nehmen Sie sie weg oder geben Sie dieselbe mit „--database“ an. {UNTOUCHED}"
        )


def _bring_up_to_date(found: archive.Backup) -> tuple[int, str]:
    """Migrate the unpacked copy, so that nothing half migrated ever stands in the real place.

    Answers with the mails that waited in it, and the line that notes the restore.
    """
    settings = Settings(
        data_dir=found.folder,
        secret_key="only-to-migrate-a-copy-of-the-data",  # noqa: S106 -- signs nothing
        database_url=f"sqlite:///{found.database}",
    )
    with create_app(settings).app_context():
        migrate_database()
        with db.engine.begin() as connection:
            mails = targets.waiting_mails(connection)
            actions.forget_what_must_not_return(connection, utc_now())
        line = anchors.restore_line(utc_now())
        db.session.remove()
        db.engine.dispose()
    return mails, line


# Naming and consent


def _tell(found: archive.Backup, plan: Plan, present: targets.Content) -> None:
    counted = (n for name, n in found.rows.items() if name not in targets.filled())
    rows = format_count(sum(counted), "Zeile", "Zeilen")
    click.echo(f"Sicherung: vom {format_datetime(found.created_at)}, {rows}")
    place = locks.described(db.engine)
    there = (
        f"darin {format_count(present.rows, 'Zeile', 'Zeilen')}, die ersetzt werden"
        if not present.is_empty
        else "leer"
    )
    click.echo(f"Ziel: {place} ({there})")
    if SETTINGS_FILE in plan.new_files:
        mail = plan.settings.smtp_host or "keiner"
        click.echo(f"Neue Einstellungen: Adresse {plan.settings.public_origin}, Mailserver {mail}")


def _require_consent(found: archive.Backup, present: targets.Content, wishes: Wishes) -> None:
    if database_file(db.engine) is None or not present.is_empty:
        locks.refuse_served(db.engine, UNTOUCHED)
    if not present.is_empty and not wishes.replace:
        fail(
            "In der Datenbank sind schon Daten. Mit „--replace“ werden sie ersetzt; vorher "
            f"wird der jetzige Stand gesichert. {UNTOUCHED}"
        )
    _require_same_office(found, present, wishes)
    if database_file(db.engine) is None or not present.is_empty:
        _require_name(wishes.name)


def _require_same_office(found: archive.Backup, present: targets.Content, wishes: Wishes) -> None:
    with archive.sqlite_file(found.database) as connection:
        origin = targets.origin_of(connection)
    if present.is_empty or origin == present.origin or wishes.foreign:
        return
    click.echo(
        "Die Sicherung stammt von einer anderen Einrichtung als die Daten in der Datenbank: Ihre "
        "Protokolle haben nicht denselben Anfang."
    )
    if _asked("Trotzdem einspielen? Dann „ja“ eintippen", "--foreign").lower() != "ja":
        fail(f"Abgebrochen. {UNTOUCHED}")


def _require_name(given: str) -> None:
    shown = targets.shown_name(db.engine)
    question = f"Zur Bestätigung den Namen der Datenbank eintippen ({shown})"
    typed = given or _asked(question, f"--yes {shown}")
    if typed.strip() not in targets.names_of(db.engine):
        fail(f"„{typed}“ ist nicht der Name der Datenbank. {UNTOUCHED}")


def _asked(question: str, option: str) -> str:
    try:
        return str(click.prompt(question))
    except click.Abort:
        fail(f"Es fehlt die Bestätigung; in Skripten steht dafür „{option}“. {UNTOUCHED}")


# Doing it


@contextmanager
def _staged(plan: Plan, line: str) -> Iterator[dict[Path, Path]]:
    """All files, written and on the disk, but not under their names yet."""
    heads = plan.folder / archive.HEADS
    texts = dict(plan.new_files)
    former = texts.get(archive.HEADS)
    if former is None:
        former = heads.read_text(encoding="ascii") if heads.exists() else ""
    texts[archive.HEADS] = former + line
    with TemporaryDirectory(dir=plan.folder, prefix=".unfertig-") as name:
        staged = {}
        for target, text in texts.items():
            write_whole(Path(name) / target, text)
            staged[Path(name) / target] = plan.folder / target
        yield staged


def _secure_the_present(folder: Path, present: targets.Content) -> str:
    """A backup of what will be replaced, unless its place keeps it by itself (``put_back``)."""
    is_readable = present.revision == schema.known().newest
    if present.is_empty or (database_file(db.engine) is None and not is_readable):
        return ""
    place = folder / ASIDE
    was_there = place.exists()
    try:
        return str(
            archive.write_backup(db.engine, folder, place, utc_now(), uploads=Uploads.LINKED)
        )
    except BaseException:
        if not was_there and place.exists():
            shutil.rmtree(place)
        raise


def _put_back(found: archive.Backup, secured: str) -> str:
    """Replace the database; a fault leaves it as it was, and this is said."""
    try:
        schema_beside = actions.put_back(found, db.engine, utc_now())
    except (DatabaseError, sqlite3.Error, OSError) as error:
        kept = f" Gesichert ist er unter {secured}." if secured else ""
        raise SettingsError(
            f"Das Einspielen ist abgebrochen ({reason_of(error)}). In der Datenbank steht "
            f"unverändert der bisherige Stand.{kept}"
        ) from error
    if schema_beside:
        return f"im Schema {schema_beside} derselben Datenbank"
    return secured


def _tell_mails(from_backup: int, from_present: int) -> None:
    if from_backup:
        waited = format_count(from_backup, "Mail wartete", "Mails warteten")
        click.echo(
            f"{waited} beim Sichern auf den Versand. Von selbst geht keine davon hinaus; unter "
            "Verwaltung → Postausgang lassen sie sich ansehen und einzeln versenden."
        )
    if from_present:
        waited = format_count(from_present, "Mail wartete", "Mails warteten")
        click.echo(f"{waited} in den ersetzten Daten; nur noch deren Sicherung enthält sie.")
