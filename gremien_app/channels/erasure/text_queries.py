"""Where the office's own texts speak of somebody, whatever room they stand in."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table, Text, cast, or_, select

from gremien_app.base.audit.words import field_label
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import Fate
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.sittings.models import Sitting

_MADE = frozenset({"search_key"})  # follows another column


@dataclass(frozen=True)
class Mention:
    """``sitting`` where it belongs to one; ``is_hidden``: to one the viewer does not work for."""

    what: str
    count: int
    sitting: Sitting | None = None
    is_hidden: bool = False


def mentions_of(viewer: Viewer, words: Sequence[str]) -> list[Mention]:
    """The texts that nobody changes but the office, by what they are and by their sitting."""
    found: list[tuple[str, int | None]] = []
    for table, group in groupby(house().columns(Fate.TOLD), key=lambda column: column.table):
        for column in group:
            if column.name not in _MADE:
                what = f"{_label(table)}, {field_label(column.name)}"
                found += [(what, sitting) for sitting in _sittings(table, column, words)]
    ids = {sitting for _, sitting in found if sitting}
    known = {one.id: one for one in db.session.scalars(select(Sitting).where(Sitting.id.in_(ids)))}
    counted: dict[tuple[str, int | None], int] = {}
    hidden = 0
    for what, id_ in found:
        sitting = known.get(id_ or 0)
        if sitting is not None and not any(map(viewer.manages, sitting.committee_ids)):
            hidden += 1
        else:
            counted[what, id_] = counted.get((what, id_), 0) + 1
    told = [Mention(what, count, known.get(id_ or 0)) for (what, id_), count in sorted_by(counted)]
    if hidden:
        told.append(
            Mention("Texte von Gremien, für die Sie nicht arbeiten", hidden, is_hidden=True)
        )
    return told


def sorted_by(
    counted: dict[tuple[str, int | None], int],
) -> list[tuple[tuple[str, int | None], int]]:
    return sorted(counted.items(), key=lambda one: (one[0][0], one[0][1] or 0))


def _label(table: FromClause) -> str:
    facts = house().tables[str(getattr(table, "name", ""))]
    return facts.recorded.label if facts.recorded else facts.word


def _sittings(table: FromClause, column: Column[Any], words: Sequence[str]) -> Sequence[int | None]:
    """One entry for each row that holds one of the words: the number of its sitting, or None."""
    assert isinstance(table, Table), "the list names columns of tables"
    way, sitting_id = _home(table)
    query = select(sitting_id if sitting_id is not None else cast(None, Text)).select_from(way)
    return all_of(query.where(contains_one(column, words)))


def _home(table: Table) -> tuple[FromClause, ColumnElement[Any] | None]:
    """The table joined up to where its sitting stands, by the keys that no row is without."""
    ways: deque[tuple[FromClause, Table]] = deque([(table, table)])
    known = {table.name}
    while ways:
        way, here = ways.popleft()
        if here.name == Sitting.__tablename__:
            return way, here.c.id
        if "sitting_id" in here.c:
            return way, here.c.sitting_id
        for key in sorted(here.foreign_keys, key=lambda one: one.parent.name):
            above = key.column.table
            if above.name not in known and not key.parent.nullable:
                known.add(above.name)
                ways.append((way.join(above, key.parent == key.column, isouter=True), above))
    return table, None


def contains_one(column: Column[Any], words: Collection[str]) -> ColumnElement[bool]:
    text = cast(column, Text)
    return or_(*(text.icontains(word, autoescape=True) for word in words))
