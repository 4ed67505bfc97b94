"""Rows as they stand in the database, for the way out and to find again what is there."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, func, select

from gremien_app.base.extensions import db
from gremien_app.base.files.queries import store
from gremien_app.channels.data_format.row_models import FILE_DATA
from gremien_app.channels.data_format.table_models import columns_of, exchanged
from gremien_app.channels.exchange.row_rules import Held, keys_of

BATCH = 200


def held() -> dict[str, Held]:
    """By table the numbers that are taken, and what each of these rows is known by."""
    found = {}
    for table in exchanged():
        if "id" not in table.c:
            found[table.name] = Held()
            continue
        names = keys_of(table)
        query = select(table.c.id, *(table.c[name] for name in names))
        keys = {row[0]: tuple(row[1:]) for row in db.session.execute(query)}
        found[table.name] = Held(keys)
    return found


def pairs(table: Table) -> set[tuple[Any, ...]]:
    """Of a table without numbers: its keys."""
    return {tuple(row) for row in db.session.execute(select(*table.primary_key.columns))}


def last_number(table: Table) -> int | None:
    found: int | None = db.session.scalar(select(func.max(table.c.id)))
    return found


def outgoing(table: Table) -> Iterator[dict[str, Any]]:
    """Row by row in the order of their keys, a few at a time; an upload with its bytes."""
    query = select(*columns_of(table)).order_by(*table.primary_key.columns)
    for row in db.session.execute(query, execution_options={"yield_per": BATCH}):
        values = dict(row._mapping)  # noqa: SLF001 -- the public name of it
        if table.name == "stored_file":
            values[FILE_DATA] = store().path(values["sha256"]).read_bytes()
        yield values
