"""All rows from one database to another, and checksums that are equal on both engines."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, select, update

from gremien_app.base.extensions import Base
from gremien_app.operation.backups.target_queries import filled

BATCH = 500


@dataclass(frozen=True)
class TableSum:
    """How many rows a table holds, and the SHA-256 over them in the order of their keys."""

    rows: int
    sha256: str


def tables() -> list[Table]:
    """All tables, each after those it points to."""
    return list(Base.metadata.sorted_tables)


def is_empty(connection: Connection) -> bool:
    """Whether nobody has saved anything yet."""
    return all(
        connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        for table in tables()
        if table.name not in filled()
    )


def copy_rows(source: Connection, target: Connection) -> dict[str, TableSum]:
    """Copy every row into empty tables; answers with the sums of what was read.

    Commits nothing: the caller decides when all is well.
    """
    sums = {table.name: _copy_table(table, source, target) for table in tables()}
    if target.dialect.name == "postgresql":
        _continue_numbering(target)
    return sums


def empty(connection: Connection) -> None:
    """Delete every row."""
    for table in reversed(tables()):
        for column in _own_references(table):
            connection.execute(update(table).values({column: None}))
        connection.execute(table.delete())


def sums(connection: Connection) -> dict[str, TableSum]:
    """Count and checksum of every table."""
    return {table.name: _sum(_batches(connection, table)) for table in tables()}


def _copy_table(table: Table, source: Connection, target: Connection) -> TableSum:
    own = _own_references(table)
    later: list[dict[str, Any]] = []

    def write(batches: Iterator[Sequence[Row[Any]]]) -> Iterator[Sequence[Row[Any]]]:
        for rows in batches:
            values = [dict(row._mapping) for row in rows]  # noqa: SLF001 -- the public name of it
            if own:
                # A row may point to a later one of its table: all rows first, then the pointers.
                later.extend(value for value in values if any(value[c] is not None for c in own))
                values = [value | dict.fromkeys(own) for value in values]
            target.execute(table.insert(), values)
            yield rows

    result = _sum(write(_batches(source, table)))
    if later:
        target.execute(
            update(table)
            .where(table.c.id == bindparam("row"))
            .values({column: bindparam(f"new_{column}") for column in own}),
            [
                {"row": one["id"]} | {f"new_{column}": one[column] for column in own}
                for one in later
            ],
        )
    return result


def _own_references(table: Table) -> list[str]:
    return sorted(key.parent.name for key in table.foreign_keys if key.column.table is table)


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    rows = connection.execution_options(yield_per=BATCH).execute(
        select(table).order_by(*table.primary_key)
    )
    yield from rows.partitions()


def _sum(batches: Iterator[Sequence[Row[Any]]]) -> TableSum:
    digest, count = hashlib.sha256(), 0
    for rows in batches:
        for row in rows:
            line = json.dumps([_plain(value) for value in row], sort_keys=True, ensure_ascii=True)
            digest.update(line.encode() + b"\n")
            count += 1
    return TableSum(count, digest.hexdigest())


def _plain(value: Any) -> Any:
    """The same text for the same value, whichever engine it was read from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Enum):
        return value.value
    return value


def _continue_numbering(connection: Connection) -> None:
    """PostgreSQL's sequences know nothing of rows that brought their number along."""
    for table in tables():
        if "id" not in table.c:
            continue
        highest = select(func.max(table.c.id)).scalar_subquery()
        connection.execute(
            select(
                func.setval(
                    func.pg_get_serial_sequence(table.name, "id"),
                    func.coalesce(highest, 1),
                    highest.is_not(None),
                )
            )
        )
