"""Restoring a backup, and moving all data to another database."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, inspect, text

from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.backups import copy_actions as copies
from gremien_app.operation.backups.archive_actions import Backup, sqlite_file
from gremien_app.operation.backups.copy_actions import TableSum
from gremien_app.operation.service import schema_queries as schema


@dataclass(frozen=True)
class Difference:
    """A table that is not the same on both sides after copying."""

    table: str
    source: TableSum
    target: TableSum


def put_back(backup: Backup, engine: Engine, now: datetime) -> str:
    """Replace the whole database by the backup's (which is of the newest revision), or nothing.

    PostgreSQL's tables of another revision are moved into a schema beside; answers with its name.
    """
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            with closing(sqlite3.connect(backup.database)) as source:
                # One transaction of SQLite: a full disk leaves what was there.
                source.backup(raw.driver_connection)  # type: ignore[arg-type]  # sqlite3's own
        finally:
            raw.close()
        return ""
    with sqlite_file(backup.database) as source, engine.begin() as target:
        aside = _make_room(target, now)
        copies.empty(target)
        copies.copy_rows(source, target)
    return aside


def _make_room(target: Connection, now: datetime) -> str:
    tables = inspect(target).get_table_names()
    if not tables:
        schema.build(target)
        return ""
    if _revision(target) == schema.known().newest:
        return ""
    # This program can't read them: they stay as they are, for the one that can.
    name = f"vor_wiederherstellung_{now.astimezone(UTC):%Y%m%dt%H%M%Sz}"
    target.execute(text(f'CREATE SCHEMA "{name}"'))
    for table in tables:
        target.execute(text(f'ALTER TABLE "{table}" SET SCHEMA "{name}"'))
    schema.build(target)
    return name


def forget_what_must_not_return(connection: Connection, now: datetime) -> None:
    """Sign-ins and links that have ended since must not revive, nor mails be sent twice.

    What must not, each room says of its own rows.
    """
    for forget in house().restored:
        forget(connection, now)


def copy_all(source: Engine, target: Engine) -> dict[str, TableSum]:
    """Copy every row into an empty database and compare both sides; makes the tables.

    All or nothing. Raises ``RuleBroken`` when the target holds rows or a table differs.
    """
    reading = source.connect()
    if source.dialect.name == "postgresql":
        reading = reading.execution_options(isolation_level="REPEATABLE READ")
    with reading, target.begin() as writing:
        if not inspect(writing).get_table_names():
            schema.build(writing)
        schema.require_utf8(writing)
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


def _revision(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
