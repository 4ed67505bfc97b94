"""Runs the migrations on the database of the running application (Flask-Migrate)."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum

from gremien_app.base.extensions import Base, UtcDateTime, db


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Migrations stand for themselves: they name plain column types, not today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def same_type(
    _context: Any, _column: Any, _inspected: Any, wanted: Any, _render: Any
) -> bool | None:
    """Instants and enums are stored as plain types; only a length can differ."""
    return False if isinstance(wanted, UtcDateTime) else None


def run() -> None:
    with db.engine.connect() as connection:
        # SQLite changes a table by copying it: with foreign keys on, dropping the old one would
        # delete every row that hangs on it. The setting is ignored inside a transaction.
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _pragma(connection, "foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=same_type,
            transaction_per_migration=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            _pragma(connection, "foreign_keys=ON")
            if _pragma(connection, "foreign_key_check"):
                raise RuntimeError("the migration left rows that point to nothing")


def _pragma(connection: Connection, text: str) -> list[Any]:
    """Ask the driver itself: SQLAlchemy would begin a transaction first."""
    raw = connection.connection.cursor()
    try:
        raw.execute(f"PRAGMA {text}")
        return list(raw.fetchall())
    finally:
        raw.close()


if context.is_offline_mode():
    raise SystemExit("Migrationen laufen nur gegen eine erreichbare Datenbank.")
with current_app.app_context():
    run()
