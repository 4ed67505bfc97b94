"""All reads of stored files; which of them a person may read, rooms above decide."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app
from sqlalchemy import Column, ColumnElement, Connection, Table, false, func, or_, select
from sqlalchemy.orm import undefer

from gremien_app.base.extensions import db
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.store import Store
from gremien_app.base.house.gathered import house
from gremien_app.base.reading import all_of, first_of

_TABLE = cast("Table", StoredFile.__table__)


@dataclass(frozen=True)
class Stock:
    """How many files there are and how many bytes they take."""

    files: int
    size: int


def store() -> Store:
    """Where the files of this application lie."""
    return Store(current_app.config["DATA_DIR"])


def stored(sha256: str) -> StoredFile | None:
    return first_of(select(StoredFile).where(StoredFile.sha256 == sha256))


def by_id(id: int) -> StoredFile | None:
    return db.session.get(StoredFile, id)


def references() -> list[Column[object]]:
    """Every column by which an object of a room above has a file."""
    return [
        column for facts in house().tables.values() for column in facts.pointing_to(_TABLE.name)
    ]


def is_used() -> ColumnElement[bool]:
    """Whether anything refers to a file: a condition on ``StoredFile``."""
    return or_(false(), *(select(c).where(c == StoredFile.id).exists() for c in references()))


def gone(before: datetime) -> list[StoredFile]:
    """Files that nothing has referred to since that moment."""
    return all_of(
        select(StoredFile)
        .where(StoredFile.unused_since < before, ~is_used())
        .order_by(StoredFile.id)
        .with_for_update(skip_locked=True)
    )


def known(hashes: Iterable[str]) -> set[str]:
    """Those of the hashes that belong to a row."""
    return set(
        db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(list(hashes))))
    )


def without_words(limit: int) -> list[StoredFile]:
    """Files whose text has not been taken yet, the newest last."""
    return all_of(
        select(StoredFile).where(StoredFile.words_at.is_(None)).order_by(StoredFile.id).limit(limit)
    )


def count_without_words() -> int:
    query = select(func.count(StoredFile.id)).where(StoredFile.words_at.is_(None))
    return db.session.scalar(query) or 0


def words_of(id: int) -> str:
    query = select(StoredFile).where(StoredFile.id == id).options(undefer(StoredFile.words))
    return db.session.scalars(query).one().words


def stock() -> Stock:
    row = db.session.execute(
        select(func.count(StoredFile.id), func.coalesce(func.sum(StoredFile.size), 0))
    ).one()
    return Stock(int(row[0]), int(row[1]))


def listed(connection: Connection) -> Iterator[tuple[str, int]]:
    """Hash and size of every file of any database with this table, in the order of the hashes."""
    query = select(_TABLE.c.sha256, _TABLE.c.size).order_by(_TABLE.c.sha256)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield str(row[0]), int(row[1])


def faults(*, looks_inside: bool) -> tuple[int, list[str]]:
    """How many files there are, and a sentence for each that is not what it was.

    ``looks_inside``: every byte is read again, not only the length.
    """
    rows: Sequence[tuple[str, int]] = list(listed(db.session.connection()))
    here = store()
    found = (here.fault(sha256, size, looks_inside=looks_inside) for sha256, size in rows)
    return len(rows), [one for one in found if one]
