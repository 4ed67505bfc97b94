"""Runs the migrations on the database of the running application (Flask-Migrate)."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Enum

from gremien_app.extensions import Base, UtcDateTime, db


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
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=same_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrationen laufen nur gegen eine erreichbare Datenbank.")
with current_app.app_context():
    run()
