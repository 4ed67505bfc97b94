"""The Flask extensions and the base of all models: what every room stands on."""

import re
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask import Flask, g, has_request_context, request
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import DateTime, Dialect, Engine, Enum, Index, MetaData, event, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, declared_attr, mapped_column, registry
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: stored in UTC, read back aware. A naive value is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: instants carry a time zone")
        value = value.astimezone(UTC)
        # SQLite keeps no offset; the text must be UTC for every row to compare.
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], *, length: int = 20) -> Enum:
    """A column of an enum's values as text, readable in both databases."""
    return Enum(
        kind, native_enum=False, length=length, values_callable=lambda e: [m.value for m in e]
    )


def once(name: str, condition: str, *columns: str) -> Index:
    """Among the rows that fulfil the condition, each set of these values stands once."""
    where = text(condition)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Base(DeclarativeBase):
    """Base of every model, its table named like it: ``StoredFile`` is kept in "stored_file".

    Names of constraints follow one convention on both databases.
    """

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime, StrEnum: choice(StrEnum)},
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    @property
    def in_record(self) -> str:
        """What the record of changes keeps of it where another row refers to it."""
        raise NotImplementedError(type(self).__name__)

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 -- SQLAlchemy passes the class
        return re.sub(r"(?<!^)([A-Z])", r"_\1", cls.__name__).lower()


class Counted:
    """What two people may edit: the form carries ``version`` (``web.forms.VersionField``).

    ``saved_by`` is the account that saved this version, as a plain number like the record's: who
    comes too late is told whether it was somebody else. By itself ``touch`` alone counts.
    """

    version: Mapped[int] = mapped_column(default=1, nullable=False)
    saved_by: Mapped[int | None] = mapped_column()


class Versioned(Counted):
    """Counted at each save; a stale one raises ``StaleDataError`` instead of overwriting.

    The column alone would let a second browser tab overwrite what the first one saved.
    """

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy passes the class
        return {"version_id_col": cls.version}


def touch(thing: Counted) -> None:
    """What belongs to it was changed: forms opened before are told so, as if it had been itself."""
    if isinstance(thing, Versioned):
        thing.saved_by = thing.saved_by  # read, should it be unread
        flag_modified(thing, "saved_by")  # the mapper counts
    else:
        thing.version += 1


@event.listens_for(Counted, "before_insert", propagate=True)
@event.listens_for(Counted, "before_update", propagate=True)
def _note_who_saves(mapper: Mapper[Any], _connection: Connection, thing: Counted) -> None:
    attributes = inspect(thing, raiseerr=True).attrs
    names = mapper.column_attrs.keys() if isinstance(thing, Versioned) else ["version"]
    if any(attributes[name].history.has_changes() for name in names):
        viewer = g.get("viewer") if has_request_context() else None
        thing.saved_by = viewer.user_id if viewer else None


class LateMigrations:
    """What Flask-Migrate leaves in an application, made when a command asks for it."""

    def __init__(self, app: Flask, folder: str) -> None:
        self._app, self._folder = app, folder

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate  # noqa: PLC0415 -- Alembic: 11 MB that no page needs

        Migrate().init_app(self._app, db, directory=self._folder, render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)


# An option of a connection that asks one thing: on SQLite without a transaction, which costs a
# calendar's fetch a tenth of its time.
SINGLE_READ = "single_read"

db = SQLAlchemy(model_class=Base)
login_manager = LoginManager()
csrf = CSRFProtect()

# How long a writer waits for another one, on both databases; then it is told so.
_WAIT_SECONDS = 15


@event.listens_for(Engine, "connect")
def _configure(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        _configure_sqlite(connection)
    else:
        connection.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
        connection.commit()


def _configure_sqlite(connection: sqlite3.Connection) -> None:
    # The driver must not open transactions itself: `_begin_sqlite` chooses the kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what was erased is overwritten, not only marked as free
        f"busy_timeout={_WAIT_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite" or connection.get_execution_options().get(SINGLE_READ):
        return
    # A deferred transaction that upgrades to a write fails at once with "database is
    # locked" in spite of the busy timeout; whoever may write takes the lock first.
    reading = has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}
    reading = reading and not g.get("writes_after_reading")  # set by audit.watch_actions alone
    # The page that tells of a full disk looks up who is signed in; it can take no lock either.
    reading = reading or (has_request_context() and g.get("only_reads_now", False))
    # What is saved without a button reads first, and begins anew to write (access.write_now).
    reading = reading or (has_request_context() and g.get("reads_first", False))
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
