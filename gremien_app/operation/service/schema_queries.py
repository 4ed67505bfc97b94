"""Which state a database is in, and which ones this program knows."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from gremien_app.base.extensions import Base
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.config import migrations_dir

_CHAIN = re.compile(r"""^(down_)?revision = ["'](\w+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Revisions:
    newest: str | None
    all: frozenset[str]


@cache
def known() -> Revisions:
    """Read once: an update exchanges the files under a running service.

    From the files themselves: Alembic is 11 MB that no page needs. They stand in one line, which
    the tests compare with what Alembic finds.
    """
    texts = [path.read_text("utf-8") for path in migrations_dir().glob("versions/*.py")]
    before = {found[2] for text in texts for found in _CHAIN.finditer(text) if found[1]}
    own = {found[2] for text in texts for found in _CHAIN.finditer(text) if not found[1]}
    return Revisions(max(own - before, default=None), frozenset(own))


def is_known(revision: str | None) -> bool:
    """Whether this program can read, or bring up to date, a database of this revision."""
    return revision is None or revision in known().all


def stored_revision(engine: Engine) -> str | None:
    """The database's own word, None when it has none; asked past SQLAlchemy, in no transaction.

    Raises the driver's errors.
    """
    raw: Any = engine.raw_connection()
    try:
        cursor = raw.cursor()
        # Asking for the table first: PostgreSQL logs a question about a missing one as an error.
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
            if engine.dialect.name == "sqlite"
            else "SELECT count(to_regclass('alembic_version'))"
        )
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT version_num FROM alembic_version")
        row = cursor.fetchone()
        return str(row[0]) if row else None
    finally:
        raw.close()  # gives it back to the pool, which ends what PostgreSQL has begun


def build(connection: Connection, revision: str | None = None) -> None:
    """All tables in an empty database, in the caller's transaction; for the newest revision."""
    require_utf8(connection)
    Base.metadata.create_all(connection)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:revision)"),
        {"revision": revision or known().newest},
    )


def require_utf8(connection: Connection) -> None:
    """Refuse a PostgreSQL database that cannot keep every name."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise RuleBroken(
            f"Die Datenbank „{connection.engine.url.database}“ ist mit der Zeichenkodierung "
            f"{encoding} angelegt und kann nicht alle Namen speichern; nötig ist UTF8. Legen Sie "
            "eine andere an, etwa mit „createdb -E UTF8 -T template0 gremien“. Es wurde nichts "
            "angelegt."
        )


def database_file(engine: Engine) -> Path | None:
    """The file of an SQLite database, None for a server."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name else None
