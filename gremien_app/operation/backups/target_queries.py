"""What a database is called, and what it holds, whichever program it belongs to."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DatabaseError

from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.service.schema_queries import database_file, stored_revision

_OURS = {"alembic_version", "user_account", "audit_head"}


@dataclass(frozen=True)
class Content:
    """What lies in a database before something is put there."""

    revision: str | None = None  # None: no tables, or not ours
    rows: int = 0
    waiting_mails: int = 0
    origin: str | None = None  # fingerprint of the first entry of its record

    @property
    def is_empty(self) -> bool:
        return self.rows == 0


def names_of(engine: Engine) -> set[str]:
    """What an operator may type to mean this database."""
    database = database_file(engine)
    if database is not None:
        return {str(database)}
    name, host = str(engine.url.database), engine.url.host
    return {name} | ({f"{host}/{name}"} if host else set())


def shown_name(engine: Engine) -> str:
    return min(names_of(engine), key=len)


def content_of(engine: Engine) -> Content:
    """Look without changing anything; a file that does not exist is not made by looking.

    Raises ``RuleBroken`` for a database in which another program keeps its tables.
    """
    database = database_file(engine)
    if database is not None and not database.exists():
        return Content()
    revision = stored_revision(engine)
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        if names and not names >= _OURS:
            raise RuleBroken(
                f"In der Datenbank „{shown_name(engine)}“ liegen Tabellen eines anderen Programms. "
                "Bitte nehmen Sie eine eigene Datenbank. Es wurde nichts verändert."
            )
        counted = sorted(names - filled())
        rows = sum(_count(connection, name) for name in counted)
        return Content(revision, rows, waiting_mails(connection), origin_of(connection))


def filled() -> frozenset[str]:
    """Tables of one row that the migrations write: an office that has nothing else is new."""
    return house().filled | {"alembic_version"}


def _count(connection: Connection, name: str) -> int:
    return int(connection.scalar(select(func.count()).select_from(Table(name, MetaData()))) or 0)


def waiting_mails(connection: Connection) -> int:
    """Mails that were to leave and have not yet; of any revision."""
    if not inspect(connection).has_table("outbox_mail"):
        return 0
    count = "SELECT count(*) FROM outbox_mail WHERE sent_at IS NULL AND given_up_at IS NULL"
    return int(connection.scalar(text(count)) or 0)


def origin_of(connection: Connection) -> str | None:
    """Which office this is: the hash of its record's first entry, which never changes."""
    if not inspect(connection).has_table("audit_entry"):
        return None
    try:
        found = connection.scalar(text("SELECT hash FROM audit_entry WHERE seq = 1"))
    except DatabaseError:  # before the record was a chain
        return None
    return str(found) if found else None
