"""A column is described once, beside itself: ``mapped_column(…, info=described("Vorname"))``.

Forms (``web.bound``), the record of changes (``audit``) and lists read it from there. What a column
does not say is not told: its changes are recorded without their values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Column, ForeignKey, MetaData, Table
from sqlalchemy.orm import mapped_column

_KEY = "described"


class Recorded(Enum):
    """What the record of changes keeps of a column: it is never deleted.

    ``VALUE``: what stood there and what stands there now. ``CHANGED``: only that it changed.
    ``NEVER``: nothing, as another entry tells of it.
    """

    VALUE = "value"
    CHANGED = "changed"
    NEVER = "never"


@dataclass(frozen=True)
class Listed:
    """A column of lists and of their import; ``others``: how else offices head it.

    ``hint`` explains it in the template; without a ``heading`` it is headed by its label.
    """

    example: str = ""
    hint: str = ""
    others: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Description:
    """``label`` as it stands inside a sentence; forms begin it with a capital letter.

    ``fate``: what an erasure does to it (``house.tables.Fate``); else the table's facts say that.
    """

    label: str
    recorded: Recorded = Recorded.CHANGED
    listed: Listed | None = None
    fate: Enum | None = None


def described(
    label: str,
    recorded: Recorded = Recorded.CHANGED,
    *,
    listed: Listed | None = None,
    fate: Enum | None = None,
) -> dict[str, Any]:
    """For ``info=`` of a column; a foreign key describes its relation along."""
    return {_KEY: Description(label=label, recorded=recorded, listed=listed, fate=fate)}


def recorded(
    label: str, *, listed: Listed | None = None, fate: Enum | None = None
) -> dict[str, Any]:
    """As ``described``, and the record keeps its values."""
    return described(label, Recorded.VALUE, listed=listed, fate=fate)


def recorded_column(label: str, *kind: Any, fate: Enum | None = None, **stated: Any) -> Any:
    """A mapped column whose values the record keeps; its type only where that of Python is open."""
    return mapped_column(*kind, info=recorded(label, fate=fate), **stated)


def part_of(key: str, label: str = "", **stated: Any) -> Any:
    """The ``key`` ("committee.id") of what this belongs to, and goes with."""
    return refers_to(key, label, ondelete="CASCADE", **stated)


def refers_to(key: str, label: str = "", *, ondelete: str | None = None, **stated: Any) -> Any:
    """The key of a row of another table, found by it; with a ``label`` the record keeps it."""
    told = {"index": "unique" not in stated} | ({"info": recorded(label)} if label else {})
    return mapped_column(ForeignKey(key, ondelete=ondelete), **(told | stated))


def description_of(column: Column[Any]) -> Description | None:
    found = column.info.get(_KEY)
    assert found is None or isinstance(found, Description)
    return found


def column_named(table: Table, name: str) -> Column[Any] | None:
    """The column of that name, or the foreign key of the relation of that name."""
    return table.c.get(name, table.c.get(f"{name}_id"))


def table_of(model: type[Any] | Table) -> Table:
    found = model if isinstance(model, Table) else model.__table__
    assert isinstance(found, Table)
    return found


def descriptions(model: type[Any] | Table) -> Iterator[tuple[str, Description]]:
    """What the columns of a table say of themselves, in their order."""
    for column in table_of(model).c:
        description = description_of(column)
        if description is not None:
            yield column.name, description


def labels(metadata: MetaData) -> dict[str, str]:
    """How columns of a name are called, whose table nobody knows; the first table wins."""
    found: dict[str, str] = {}
    for table in metadata.tables.values():
        for name, description in descriptions(table):
            found.setdefault(name, description.label)
            found.setdefault(name.removesuffix("_id"), description.label)
    return found
