"""What a room says of each of its tables, so that no list elsewhere has to name them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

from gremien_app.base.columns import descriptions, table_of
from gremien_app.base.house.keeping import Keeping


class Fate(Enum):
    """What an erasure does to a column in which something of a person may stand.

    ``GOES``: the row is deleted, or its own text; ``EMPTIED``: only the column is.
    ``REPLACED``: another text in its place, wherever the name stands. ``TOLD``: texts of the
    office, named on the page and changed by nobody but the office. ``STAYS``: the record of the
    committees, signed or published. ``NOBODY``: made by the program, or of a thing.
    """

    GOES = "goes"
    EMPTIED = "emptied"
    REPLACED = "replaced"
    TOLD = "told"
    STAYS = "stays"
    NOBODY = "nobody"


@dataclass(frozen=True)
class InCalendars:
    """Whether calendars show anything of a table: a save then makes all stored ones old.

    ``stamping``: what of a row the entry of a sitting shows; a change stamps that sitting.
    """

    is_shown: bool
    stamping: tuple[str, ...] = ()


SILENT, SHOWN = InCalendars(is_shown=False), InCalendars(is_shown=True)


def stamping(*attributes: str) -> InCalendars:
    return InCalendars(is_shown=True, stamping=attributes)


@dataclass(frozen=True, kw_only=True)
class RecordedAs:
    """A table whose rows the record tells of: the word for one, and the piece of its address.

    ``committee``: the way to the committee whose business it is: "sitting.committee_id";
    ``is_shared``: without one of its own, but the daily work of every secretariat.
    ``is_closed``: of which of them no values may be told; a stand-in for what is gone has none.
    ``belongs_by``: the column to whoever's texts take its own along when they are erased.
    ``begun_by``: the action that tells of a row's making.
    """

    label: str
    slug: str
    committee: str = ""
    is_shared: bool = False
    is_closed: Callable[[Any], bool] = lambda _thing: False
    belongs_by: str = ""
    begun_by: str = ""


@dataclass(frozen=True, kw_only=True)
class GoesWith:
    """Rows that an erasure deletes whole, with the person or account to whom ``column`` refers.

    ``label`` and ``order``: how the page says so before; ``field``: their count in the record.
    """

    column: str
    label: str = ""
    order: int = 0
    field: str = ""


@dataclass(frozen=True)
class TableFacts:
    """One table: what of it the calendars show, how long it is kept, what it tells of persons.

    ``persons`` has every column that refers to a person or an account, or holds text. ``word``:
    what a row is called where the record tells of none. ``is_content``: whether a row is content
    of what it hangs on (``has_content``), so that this cannot simply be taken back; to be said by
    every table that points there; ``unless``: of which of its rows that is not so, as of those in
    a waste basket. ``is_filled``: the migrations write its one row.
    ``one_name``: columns that hold one name and nothing else, besides those that end in "_by".
    """

    model: type[Any] | Table
    calendars: InCalendars = field(kw_only=True)
    keeping: Keeping = field(kw_only=True)
    persons: Mapping[Fate, tuple[str, ...]] = field(kw_only=True, default_factory=dict)
    goes_with: GoesWith | None = field(kw_only=True, default=None)
    recorded: RecordedAs | None = field(kw_only=True, default=None)
    word: str = field(kw_only=True, default="")
    has_content: bool = field(kw_only=True, default=False)
    is_content: bool | None = field(kw_only=True, default=None)
    unless: ColumnElement[bool] | None = field(kw_only=True, default=None)
    is_filled: bool = field(kw_only=True, default=False)
    one_name: tuple[str, ...] = field(kw_only=True, default=())

    @property
    def table(self) -> Table:
        return table_of(self.model)

    @property
    def name(self) -> str:
        return self.table.name

    def pointing_to(self, name: str) -> list[Column[Any]]:
        """The columns that refer to rows of another table."""
        return [
            key.parent
            for key in sorted(self.table.foreign_keys, key=lambda one: one.parent.name)
            if key.column.table.name == name
        ]

    def columns(self, *fates: Fate) -> list[Column[Any]]:
        """The columns of these fates, as the room says it, or the columns themselves."""
        said = [
            self.table.c[name]
            for fate, names in self.persons.items()
            if fate in fates
            for name in names
        ]
        return said + [
            self.table.c[name] for name, one in descriptions(self.table) if one.fate in fates
        ]
