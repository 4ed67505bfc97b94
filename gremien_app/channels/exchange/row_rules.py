"""What must fit together in rows of tables: numbers, references, fingerprints; pure."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Index, Table, UniqueConstraint

from gremien_app.channels.data_format.read import Data, Problem
from gremien_app.channels.data_format.row_models import FILE_DATA
from gremien_app.channels.data_format.table_models import exchanged
from gremien_app.records.minutes import frozen

_CLASH = (
    "diese Nummer hat im Bestand schon etwas anderes. Zeilen passen in eine leere Datenbank oder "
    "in die, aus der sie stammen"
)


_ELSEWHERE = "gibt es im Bestand schon unter einer anderen Nummer"


@dataclass
class Held:
    """What the database has of one table: number → what it is known by (``keys_of``)."""

    keys: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)


def keys_of(table: Table) -> list[str]:
    """By what a row is known again: what is unique beside its number, else to what it belongs."""
    unique = _unique_in(table)
    if unique:
        return min(unique, key=lambda names: (len(names), names))
    return sorted(key.parent.name for key in table.foreign_keys)


def _unique_in(table: Table) -> list[list[str]]:
    return [
        sorted(column.name for column in one.columns)
        for one in (*table.constraints, *table.indexes)
        if isinstance(one, UniqueConstraint) or (isinstance(one, Index) and _is_of_all(one))
    ]


def _is_of_all(index: Index) -> bool:
    """Unique among all rows, not among some."""
    return bool(index.unique) and index.dialect_options["sqlite"]["where"] is None


def path(table: Table, index: int) -> str:
    return f"rows.{table.name}[{index}]"


def problems(rows: Mapping[str, list[Data]], held: Mapping[str, Held]) -> list[Problem]:
    """Every contradiction; a value that was wrong in itself is None and passed over."""
    found: list[Problem] = []
    numbers = {
        table.name: {one["id"] for one in rows[table.name] or () if one and one.get("id")}
        | set(held[table.name].keys)
        for table in exchanged()
        if "id" in table.c
    }
    for table in exchanged():
        found += _twice(table, rows[table.name] or ())
        found += _clashes(table, rows[table.name] or (), held[table.name])
        for index, row in enumerate(rows[table.name] or ()):
            found += _references(table, path(table, index), row, numbers)
    found += _altered(rows)
    return found


def _twice(table: Table, rows: Any) -> Iterator[Problem]:
    first: dict[Any, str] = {}
    for index, row in enumerate(rows):
        key = tuple(row[column.name] for column in table.primary_key)
        if None in key:
            continue
        where = path(table, index)
        if key in first:
            yield Problem(where, f"ist doppelt, ebenso bei {first[key]}", " / ".join(map(str, key)))
        first.setdefault(key, where)


def _clashes(table: Table, rows: Any, held: Held) -> Iterator[Problem]:
    names = keys_of(table)
    taken = {key: number for number, key in held.keys.items()} if _unique_in(table) else {}
    for index, row in enumerate(rows):
        number, key = row.get("id"), tuple(row.get(name) for name in names)
        known = held.keys.get(number or 0)
        if known is not None and known != key:
            yield Problem(f"{path(table, index)}.id", _CLASH, str(number))
        elif None not in key and taken.get(key, number) != number:
            yield Problem(f"{path(table, index)}.{names[0]}", _ELSEWHERE, str(key[0]))


def settle_accounts(rows: Mapping[str, list[Data]], accounts: Mapping[str, int]) -> None:
    """Whoever set this database up has an account here already; numbers of accounts mean nothing.

    An address that is known is that account; another number is given where it is taken. (Whom a
    signature is by is told by the person and the name.)
    """
    taken = {*accounts.values(), *(one["id"] or 0 for one in rows["user_account"] or ())}
    numbers = {}
    for one in rows["user_account"] or ():
        known = accounts.get(one["email"] or "")
        if known is None and one["id"] in accounts.values():
            known = max(taken) + 1
            taken.add(known)
        if known is not None and one["id"] is not None:
            numbers[one["id"]] = known
            one["id"] = known
    for table in exchanged():
        names = [k.parent.name for k in table.foreign_keys if k.column.table.name == "user_account"]
        for row in rows[table.name] or () if names else ():
            row |= {name: numbers.get(row[name], row[name]) for name in names}


def _references(
    table: Table, where: str, row: Data, numbers: Mapping[str, set[int]]
) -> Iterator[Problem]:
    for key in sorted(table.foreign_keys, key=lambda one: one.parent.name):
        value = row.get(key.parent.name)
        target = key.column.table.name
        if value is not None and value not in numbers.get(target, ()):
            yield Problem(
                f"{where}.{key.parent.name}",
                f"verweist auf „{target}“; dort gibt es diese Nummer weder in der Datei noch im "
                "Bestand",
                str(value),
            )


def _altered(rows: Mapping[str, list[Data]]) -> Iterator[Problem]:
    """What was signed or uploaded is what it was: text and files carry their fingerprints."""
    for index, one in enumerate(rows["minutes_version"] or ()):
        content, told = one["content"], one["content_sha256"]
        if content is not None and told and told not in _fingerprints(content, one["format"]):
            yield Problem(f"rows.minutes_version[{index}].content", _ALTERED, told)
    for name in ("minutes_file", "stored_file"):
        for index, one in enumerate(rows[name] or ()):
            data = one[FILE_DATA]
            if data is not None and hashlib.sha256(data).hexdigest() != one["sha256"]:
                yield Problem(f"rows.{name}[{index}].{FILE_DATA}", _ALTERED, str(one["sha256"]))


_ALTERED = "ist nicht, was unter diesem Fingerabdruck abgelegt wurde"


def _fingerprints(content: Any, number: int | None) -> set[str]:
    try:
        return frozen.fingerprints(content, number or 0)
    except (TypeError, ValueError, AttributeError):
        return set()
