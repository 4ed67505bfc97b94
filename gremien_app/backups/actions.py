"""Restoring a backup, and moving all data to another database."""

import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, inspect, text, update

from gremien_app.accounts.models import LoginSession, OneTimeLink
from gremien_app.backups import copies
from gremien_app.backups.archive import Backup, sqlite_file
from gremien_app.backups.copies import TableSum
from gremien_app.calendars.models import CalendarVersion
from gremien_app.kernel.errors import RuleBroken
from gremien_app.mail.models import OutboxMail


@dataclass(frozen=True)
class Difference:
    """A table that is not the same on both sides after copying."""

    table: str
    source: TableSum
    target: TableSum


def put_back(backup: Backup, engine: Engine) -> None:
    """Replace the whole database by the backup's, in one transaction.

    A running server sees the restored rows with its next query. Brings no revision up to date.
    """
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            with closing(sqlite3.connect(backup.database)) as source:
                source.backup(raw.driver_connection)  # type: ignore[arg-type]  # sqlite3's own
        finally:
            raw.close()
        return
    with sqlite_file(backup.database) as source, engine.begin() as target:
        copies.empty(target)
        copies.copy_rows(source, target)


def forget_what_must_not_return(connection: Connection, now: datetime) -> None:
    """Sign-ins and links that have ended since must not revive, nor mails be sent twice."""
    connection.execute(delete(LoginSession))
    connection.execute(delete(OneTimeLink))
    connection.execute(
        update(OutboxMail)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.given_up_at.is_(None))
        .values(given_up_at=now, last_error="aus einer Sicherung; nicht noch einmal versandt")
    )
    connection.execute(update(CalendarVersion).values(value=secrets.token_hex(16)))


def copy_all(source: Engine, target: Engine) -> dict[str, TableSum]:
    """Copy every row into an empty, migrated database and compare both sides.

    All or nothing. Raises ``RuleBroken`` when the target holds rows or a table differs.
    """
    reading = source.connect()
    if source.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    with reading, target.begin() as writing:
        if _revision(reading) != _revision(writing):
            raise RuleBroken(
                "Die beiden Datenbanken sind nicht auf demselben Stand des Programms. "
                "„gremien init“ bringt die Quelle auf den Stand."
            )
        if not copies.is_empty(writing):
            raise RuleBroken(
                "Die Zieldatenbank ist nicht leer. Es wurde nichts kopiert. Bitte geben Sie eine "
                "leere Datenbank an."
            )
        copies.empty(writing)
        read = copies.copy_rows(reading, writing)
        for difference in differences(read, copies.sums(writing)):
            raise RuleBroken(
                f"Die Tabelle „{difference.table}“ ist nach dem Kopieren nicht dieselbe "
                f"({difference.source.rows} Zeilen gelesen, {difference.target.rows} geschrieben). "
                "Es wurde nichts kopiert."
            )
    return read


def differences(source: dict[str, TableSum], target: dict[str, TableSum]) -> list[Difference]:
    """The tables whose count or checksum differs."""
    return [
        Difference(name, one, target[name]) for name, one in source.items() if target[name] != one
    ]


def holds_data(engine: Engine) -> bool:
    """Whether somebody works with this database; one without tables is new."""
    with engine.connect() as connection:
        return inspect(connection).has_table("user_account") and not copies.is_empty(connection)


def _revision(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def give_back_files(backup: Backup, data_dir: Path, names: tuple[str, ...]) -> list[str]:
    """Put back the settings and the like where they are missing; answers with what was written."""
    written = []
    data_dir.mkdir(parents=True, exist_ok=True)
    for name in names:
        packed, path = backup.file(name), data_dir / name
        if packed is None or path.exists():
            continue
        path.touch(mode=0o600)
        path.write_bytes(packed.read_bytes())
        written.append(name)
    return written
