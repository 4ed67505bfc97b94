"""``gremien doctor``: does everything stand as it should?"""

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import psycopg
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.files import queries as stored
from gremien_app.base.files.rules import size_in_words
from gremien_app.base.kernel import version
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.mail import transport
from gremien_app.base.mail.queries import count_given_up, count_waiting
from gremien_app.base.mail.rules import MAIL_IS_LATE
from gremien_app.base.web import forwarding
from gremien_app.config import SettingsError
from gremien_app.meetings.support import queries as support
from gremien_app.meetings.support.sealing import KEY_FILE
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups.upload_actions import Uploads
from gremien_app.operation.cli import stock
from gremien_app.operation.cli.base import (
    GermanCommand,
    application,
    data_option,
    json_option,
    reason_of,
)
from gremien_app.operation.cli.files import faults
from gremien_app.operation.cli.machine import (
    ERROR,
    OK,
    WARNING,
    Finding,
    clock,
    disk,
    fonts,
    time_zone,
)
from gremien_app.operation.cli.schema import INSTALL_NEWER, known_revisions, revisions
from gremien_app.operation.cli.verify import examine, summary_of
from gremien_app.operation.service.lock_actions import described, served_version
from gremien_app.operation.service.schema_queries import is_known

_MARKS = {OK: "in Ordnung", WARNING: "Hinweis", ERROR: "Fehler"}


@click.command(cls=GermanCommand)
@data_option
@json_option
def doctor(folder: Path | None, *, as_json: bool) -> None:
    """Prüfen, ob alles richtig eingerichtet ist.

    Endet mit 0, wenn nichts oder nur Hinweise zu melden sind, sonst mit 1.
    """
    findings = _examine(folder)
    if as_json:
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for found in findings:
            click.echo(f"{_MARKS[found.state]:<11} {found.check}: {found.message}")
            if found.advice:
                click.echo(f"{'':<11} {found.advice}")
    sys.exit(1 if any(f.state == ERROR for f in findings) else 0)


def _examine(folder: Path | None) -> list[Finding]:
    try:
        app = application(folder)
    except SettingsError as error:
        return [Finding("Einstellungen", ERROR, str(error)), time_zone()]
    except DatabaseError as gone:
        return _without_database(application(folder, is_alone=True), reason_of(gone))
    with app.app_context():
        findings = [_settings(app), *(_guarded(name, check) for name, check in _CHECKS.items())]
        db.session.remove()
        db.engine.dispose()
    return findings


def _without_database(app: Flask, reason: str) -> list[Finding]:
    """What can still be looked at when nothing can be asked."""
    with app.app_context():
        gone = Finding(
            "Datenbank",
            ERROR,
            f"{described(db.engine)} ist nicht erreichbar ({reason}).",
            "Läuft sie, und stimmt database_url? Eine neue richtet „gremien init“ ein.",
        )
        return [_settings(app), _forwarding(), gone, disk(), time_zone(), fonts()]


def _guarded(name: str, check: Callable[[], Finding]) -> Finding:
    db.session.rollback()  # SQLite gives one writer's lock at a time
    try:
        return check()
    except (SQLAlchemyError, psycopg.Error, sqlite3.Error, OSError) as error:
        return Finding(
            name, ERROR, reason_of(error), "„gremien init“ richtet Ordner und Datenbank ein."
        )


def _settings(app: Flask) -> Finding:
    origin = app.config["PUBLIC_ORIGIN"]
    if app.config["DEMO"]:
        return Finding(
            "Einstellungen",
            WARNING,
            f"Vorführung unter {origin}",
            "Nicht für echte Daten benutzen.",
        )
    if not origin.startswith("https://"):
        return Finding(
            "Einstellungen",
            WARNING,
            f"Die öffentliche Adresse {origin} ist nicht verschlüsselt.",
            "Im Betrieb gehört in public_origin eine Adresse mit https://.",
        )
    return Finding("Einstellungen", OK, origin)


def _forwarding() -> Finding:
    config = current_app.config
    told = forwarding.noted(config["DATA_DIR"]) or forwarding.sentence_at_start(
        config["PUBLIC_ORIGIN"], config["PROXIES"]
    )
    if told:
        return Finding("Webserver", WARNING, told, "Danach den Dienst neu starten.")
    return Finding("Webserver", OK, f"proxies = {config['PROXIES']}")


def _program() -> Finding:
    served, here = served_version(db.engine), version.this()
    if served is None or served == here.version:
        return Finding("Programm", OK, f"Gremien {here}")
    return Finding(
        "Programm",
        WARNING,
        f"Installiert ist {here}, der laufende Dienst ist {served}.",
        "Bitte starten Sie den Dienst neu.",
    )


def _database() -> Finding:
    name = db.engine.dialect.name
    if name != "sqlite":
        db.session.execute(text("SELECT 1"))
        return Finding("Datenbank", OK, f"{name} ist erreichbar")
    result = db.session.scalar(text("PRAGMA quick_check"))
    synchronous = db.session.scalar(text("PRAGMA synchronous"))
    if result != "ok":
        return Finding(
            "Datenbank", ERROR, f"SQLite meldet: {result}", "Bitte die letzte Sicherung einspielen."
        )
    if synchronous != 2:
        return Finding(
            "Datenbank", ERROR, "SQLite schreibt nicht sicher (synchronous)", "Bitte melden."
        )
    return Finding("Datenbank", OK, "SQLite ist erreichbar und unversehrt")


def _migrations() -> Finding:
    current, newest = revisions()
    if current == newest:
        return Finding("Migrationen", OK, f"Stand {newest}")
    return Finding(
        "Migrationen",
        ERROR,
        f"Stand {current or 'leer'}, nötig ist {newest}",
        "„gremien init“ bringt die Datenbank auf den Stand."
        if is_known(current)
        else f"Die Datenbank stammt von einer neueren Fassung des Programms. {INSTALL_NEWER}",
    )


def _stock() -> Finding:
    with db.engine.connect() as connection:
        questions, mended = stock.undecided(connection), stock.mended(connection)
    if questions:
        return Finding(
            "Bestand",
            ERROR,
            " ".join(questions),
            "„gremien init“ ändert nichts, bevor das entschieden ist, und sagt, wie.",
        )
    if mended:
        return Finding(
            "Bestand", WARNING, " ".join(mended), "„gremien init“ tut das und vermerkt es."
        )
    return Finding("Bestand", OK, "nichts steht doppelt, was einmal stehen soll")


def _mail() -> Finding:
    settings, waiting = current_app.config["MAIL"], count_waiting()
    if not settings.is_ready:
        return Finding(
            "Mail",
            WARNING,
            f"Es ist kein Mailversand eingerichtet. Mails im Postausgang: {waiting}.",
            "In gremien.toml gehören smtp_host und mail_from; bis dahin stehen die Mails auf der "
            "Seite Postausgang.",
        )
    late = count_waiting(older_than=utc_now() - MAIL_IS_LATE)
    where = f"{settings.host}:{settings.port}"
    try:
        with transport.connection(settings):
            pass
    except transport.NotSent as refusal:
        return Finding(
            "Mail",
            ERROR,
            f"{where} nimmt keine Mail an. {refusal.reason} Es warten: {waiting}.",
            "„gremien mail-test ADRESSE“ versucht es noch einmal.",
        )
    if late:
        return Finding(
            "Mail",
            ERROR,
            f"Mails, die seit über einer Stunde warten: {late}.",
            "Läuft „gremien tick“ regelmäßig? „gremien mail-test ADRESSE“ prüft den Mailserver.",
        )
    given_up, told = count_given_up(), f"über {where}; es warten {waiting}"
    if given_up:
        told = f"{told}, aufgegeben wurden {given_up}"
        return Finding("Mail", WARNING, told, "Der Postausgang nennt Empfänger und Grund.")
    return Finding("Mail", OK, told)


def _record() -> Finding:
    verdict = examine()
    if verdict.faults:
        more = len(verdict.faults) - 1
        told = verdict.faults[0] + (f" (und {more} weitere)" if more else "")
        return Finding("Protokoll", ERROR, told, "„gremien verify“ nennt alles.")
    return Finding("Protokoll", OK, summary_of(verdict))


def _files() -> Finding:
    found = list(faults(current_app.config["DATA_DIR"]))
    if not found:
        return Finding("Dateien", OK, "gehören dem Dienst und sind nur für ihn lesbar")
    return Finding(
        "Dateien", ERROR, " ".join(one for one, _ in found), "; ".join(do for _, do in found)
    )


def _store() -> Finding:
    stock, waiting = stored.stock(), stored.count_without_words()
    shown = f"{format_count(stock.files, 'Datei', 'Dateien')}, {size_in_words(stock.size)}"
    if waiting:
        shown += f"; ohne Text für die Suche: {waiting}"
    return Finding("Ablage", OK, shown)


def _support() -> Finding:
    kept, lost = support.count_needs(), support.count_unreadable()
    if lost:
        return Finding(
            "Unterstützung",
            ERROR,
            f"{format_count(lost, 'Angabe ist', 'Angaben sind')} nicht mehr lesbar: Der Schlüssel "
            f"in {KEY_FILE} fehlt oder passt nicht.",
            "Legen Sie die Datei zurück in den Datenordner. Ist sie verloren, fragen Sie die "
            "Personen noch einmal; ihre Seite sagt es ihnen.",
        )
    told = "noch nichts gespeichert" if not kept else "verschlüsselt und lesbar"
    return Finding("Unterstützung", OK, told)


def _rehearsal() -> Finding:
    """Back up and open the backup again: the day it is needed is too late to try."""
    with TemporaryDirectory(prefix="gremien-") as name:
        try:
            path = archive.write_backup(
                db.engine,
                current_app.config["DATA_DIR"],
                Path(name),
                utc_now(),
                uploads=Uploads.NONE,  # perhaps gigabytes; "verify" reads them
            )
            with archive.opened(path, known_revisions()) as found:
                rows = sum(found.rows.values())
        except RuleBroken as refused:
            return Finding("Sicherung", ERROR, refused.message, "Bitte prüfen Sie die Datenbank.")
        size = path.stat().st_size / 1024**2
    shown = f"Probe gelungen: {rows} Zeilen, {size:.1f} MB".replace(".", ",")
    return Finding("Sicherung", OK, shown)


_CHECKS: dict[str, Callable[[], Finding]] = {
    "Webserver": _forwarding,
    "Programm": _program,
    "Datenbank": _database,
    "Migrationen": _migrations,
    "Bestand": _stock,
    "Mail": _mail,
    "Protokoll": _record,
    "Dateien": _files,
    "Ablage": _store,
    "Unterstützung": _support,
    "Sicherung": _rehearsal,
    "Speicherplatz": disk,
    "Zeitzone": time_zone,
    "Uhr": clock,
    "Schriften": fonts,
}
