"""Writes rows as they were, with their numbers; what is there already stays."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, insert, text, update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.files.actions import put_back
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.data_format.row_models import FILE_DATA
from gremien_app.channels.data_format.table_models import columns_of, exchanged, own_references
from gremien_app.channels.exchange import fact_queries, row_queries
from gremien_app.channels.exchange.row_rules import path
from gremien_app.people.accounts.secrets import new_key
from gremien_app.records.minutes.seal_queries import CLOSING, PUBLISHING
from gremien_app.records.publication.seal_queries import TEXT
from gremien_app.records.resolutions.rules import SHOWN, published_sha256

BATCH = 500
# What stays behind and must not be empty; a password that nobody has opens nothing.
_FILLED: dict[str, Callable[[], dict[str, Any]]] = {
    "user_account": lambda: {"password_hash": "", "nonce": new_key()}
}


@dataclass
class Written:
    """Which rows are new: by table their numbers, with their places in the file."""

    placed: dict[str, dict[int, str]] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)


def write(rows: Mapping[str, list[Data]]) -> Written:
    """All rows that are not there yet, each table after those it refers to."""
    written = Written()
    held = row_queries.held()
    for table in exchanged():
        known = held[table.name].keys if "id" in table.c else row_queries.pairs(table)
        new = {}
        for index, row in enumerate(rows[table.name]):
            key = row["id"] if "id" in table.c else tuple(row[c.name] for c in table.primary_key)
            if key in known:
                written.kept[table.name] = written.kept.get(table.name, 0) + 1
            else:
                new[index] = row
        if new:
            _insert(table, list(new.values()))
            written.added[table.name] = len(new)
            if "id" in table.c:
                places = {row["id"]: path(table, index) for index, row in new.items()}
                written.placed[table.name] = places
    _continue_numbering()
    db.session.expire_all()
    return written


def _insert(table: Table, rows: list[Data]) -> None:
    own = own_references(table)
    filled = _FILLED.get(table.name, dict)
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        values = [_values(table, row) | dict.fromkeys(own) | filled() for row in some]
        db.session.execute(insert(table), values)
    # A row may refer to a later one of its table: all rows first, then the references.
    for column in own:
        later = [{"row": row["id"], "to": row[column]} for row in rows if row[column] is not None]
        if later:
            statement = update(table).where(table.c.id == bindparam("row"))
            db.session.connection().execute(statement.values({column: bindparam("to")}), later)


def _values(table: Table, row: Data) -> dict[str, Any]:
    """All rows of a statement have the same columns; what has a default takes it."""
    found = {}
    for column in columns_of(table):
        value = row[column.name]
        if value is None and not column.nullable and column.default is not None:
            default: Any = column.default
            value = default.arg if default.is_scalar else default.arg({})
        found[column.name] = value
    return found


def _continue_numbering() -> None:
    """PostgreSQL counts by itself, past the numbers that came with the rows."""
    if db.session.connection().dialect.name != "postgresql":
        return
    for table in exchanged():
        if "id" not in table.c:
            continue
        last = row_queries.last_number(table)
        if last is not None:
            db.session.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                {"name": table.name, "last": last},
            )


def keep_files(rows: Iterable[Data]) -> None:
    """The bytes of uploads, beside the database; one that is there already stays."""
    for row in rows:
        put_back(row[FILE_DATA])


def put_on_record(written: Written) -> None:
    """With what ``gremien verify`` compares later: the record they had stayed behind."""
    for minutes in fact_queries.sealed_minutes(written.placed.get("minutes", {})):
        version = minutes.current_version
        if version is None:
            continue
        hashes = {
            f"sha256_{one.kind.value}_{one.part.value}_{one.edition}": (None, one.sha256)
            for one in version.files
        }
        record(
            SYSTEM,
            CLOSING[-1],
            minutes,
            committee_id=minutes.sitting.committee_id,
            summary=f"Unterzeichnete Niederschrift zu {minutes.sitting.ref} übernommen",
            changes={"content_sha256": (None, version.content_sha256), **hashes},
        )
    for publication in fact_queries.publications(written.placed.get("minutes_publication", {})):
        minutes = publication.version.minutes
        record(
            SYSTEM,
            PUBLISHING,
            minutes,
            committee_id=minutes.sitting.committee_id,
            summary=f"Veröffentlichung der Niederschrift zu {minutes.sitting.ref} übernommen",
            changes={TEXT: (None, publication.content_sha256)},
        )
    for public in fact_queries.shown(written.placed.get("published_resolution", {})):
        record(
            SYSTEM,
            SHOWN[0],
            public.resolution,
            summary="Veröffentlichter Beschluss übernommen",
            changes={"sha256": (None, published_sha256(public))},
        )
