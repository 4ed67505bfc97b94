"""Who works on the data: services share them, commands too, and some commands need them alone.

Two locks belong to every database: one that running services hold together, one that short
commands hold together. Whoever changes everything (init, restore, copy-database) takes both for
itself: it waits for commands and refuses while a service runs. SQLite's locks are two files beside
the database, held by ``flock``; PostgreSQL's are advisory locks of a session. Both end with the
process, however it ends.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from gremien_app.base.kernel import version
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.service.schema_queries import database_file

if os.name == "posix":
    import fcntl

WAIT_SECONDS = 60.0  # for commands
START_SECONDS = 2.0  # `is_served` holds the lock for a moment
_STEP = 0.1
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}  # some network drives
_SPACE = 0x6772656D  # "grem": other programs use advisory locks of the same database too


class Kind(Enum):
    """Whose lock it is."""

    SERVICE = ("dienst", 1)
    COMMAND = ("befehl", 2)


class UnderMaintenance(RuleBroken):
    """A command has the data for itself just now."""

    def __init__(self) -> None:
        super().__init__(
            "An der Datenbank wird gerade gearbeitet (aktualisiert oder wiederhergestellt). Bitte "
            "versuchen Sie es in einigen Minuten noch einmal."
        )


def files_of(database: Path) -> list[Path]:
    """An SQLite database with all that lies beside it, as far as it is there."""
    ends = ("", "-wal", "-shm", "-journal", *(f"-{kind.value[0]}.lock" for kind in Kind))
    paths = [database.with_name(database.name + end) for end in ends]
    return [path for path in paths if path.exists()]


def lock_file(database: Path, kind: Kind) -> Path:
    return database.with_name(f"{database.name}-{kind.value[0]}.lock")


def hold_service(engine: Engine) -> None:
    """The service's lock, until the process ends. Raises ``UnderMaintenance``, ``OSError``."""
    database = database_file(engine)
    if database is None:
        event.listen(engine, "connect", _share_with_services)
        engine.connect().close()  # and stays open in the pool
        return
    path = lock_file(database, Kind.SERVICE)
    handle = _open(path)
    end = time.monotonic() + START_SECONDS
    while not _flock(handle, alone=False):
        if time.monotonic() > end:
            os.close(handle)
            raise UnderMaintenance
        time.sleep(_STEP)
    path.write_text(f"{version.this().version}\n", encoding="utf-8")


def served_version(engine: Engine) -> str | None:
    """The program of the service that runs on an SQLite database, None when none does."""
    database = database_file(engine)
    if database is None or not is_served(engine):
        return None
    return lock_file(database, Kind.SERVICE).read_text(encoding="utf-8").strip()


def _share_with_services(connection: Any, _record: Any) -> None:
    """Every connection of a service says that it is there, also after the server was restarted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_lock_shared(%s, %s)", (_SPACE, Kind.SERVICE.value[1])
        )
        is_free = cursor.fetchone()[0]
    connection.commit()
    if not is_free:
        connection.close()
        raise UnderMaintenance


@contextmanager
def working(engine: Engine) -> Iterator[None]:
    """A command among others, beside services; waits for one that needs the data alone."""
    with ExitStack() as held:
        _take(held, engine, Kind.COMMAND, alone=False)
        yield


@contextmanager
def alone(engine: Engine, undone: str) -> Iterator[None]:
    """Nobody else works on this database. Waits for commands, refuses while a service runs.

    ``undone`` ends the refusal: what was not done.
    """
    with ExitStack() as held:
        _take(held, engine, Kind.COMMAND, alone=True)
        if not _try(held, engine, Kind.SERVICE, alone=True):
            raise _running(engine, undone)
        yield


def refuse_served(engine: Engine, undone: str) -> None:
    """Ask before somebody answers questions in vain; ``alone`` asks again."""
    if is_served(engine):
        raise _running(engine, undone)


def _running(engine: Engine, undone: str) -> RuleBroken:
    return RuleBroken(
        f"Der Dienst läuft noch mit der {described(engine)}. Bitte halten Sie ihn zuerst an (etwa "
        f"„systemctl stop gremien“) und rufen Sie den Befehl dann noch einmal auf. {undone}"
    )


def is_served(engine: Engine) -> bool:
    with ExitStack() as held:
        return not _try(held, engine, Kind.SERVICE, alone=True)


def described(engine: Engine) -> str:
    """Which database this is and where it lies; never its password."""
    database = database_file(engine)
    if database is not None:
        return f"SQLite-Datenbank {database}"
    host = engine.url.host or engine.url.query.get("host") or "localhost"
    name = host if isinstance(host, str) else ", ".join(host)
    port = f":{engine.url.port}" if engine.url.port else ""
    return f"PostgreSQL-Datenbank „{engine.url.database}“ auf {name}{port}"


def _take(held: ExitStack, engine: Engine, kind: Kind, *, alone: bool) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not _try(held, engine, kind, alone=alone):
        if time.monotonic() > end:
            raise RuleBroken(
                "Ein anderer Befehl arbeitet schon länger mit dieser Datenbank. Sie wurde nicht "
                "verändert. Bitte warten Sie, bis er fertig ist."
            )
        time.sleep(_STEP)


def _try(held: ExitStack, engine: Engine, kind: Kind, *, alone: bool) -> bool:
    """Take a lock that ``held`` gives back, unless somebody has it."""
    database = database_file(engine)
    with ExitStack() as attempt:
        if database is None:
            is_taken = _advise(attempt, engine, kind, alone=alone)
        else:
            try:
                handle = _open(lock_file(database, kind))
            except OSError:
                return True  # no folder or no right: the command itself will say so
            attempt.callback(os.close, handle)
            is_taken = _flock(handle, alone=alone)
        if is_taken:
            held.push(attempt.pop_all())
    return is_taken


def _open(path: Path) -> int:
    with suppress(FileNotFoundError, PermissionError):
        return os.open(path, os.O_RDONLY)
    return os.open(path, os.O_RDONLY | os.O_CREAT, 0o600)


def _flock(handle: int, *, alone: bool) -> bool:
    if os.name != "posix":
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True


def _advise(held: ExitStack, engine: Engine, kind: Kind, *, alone: bool) -> bool:
    """The same on PostgreSQL, by a connection of its own."""
    own = create_engine(engine.url, poolclass=NullPool)
    connection: Connection = held.enter_context(
        own.connect().execution_options(isolation_level="AUTOCOMMIT")
    )
    function = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
    return bool(
        connection.scalar(
            text(f"SELECT {function}(:space, :kind)"), {"space": _SPACE, "kind": kind.value[1]}
        )
    )
