"""Rows of tables in the data format: the keys are the columns, the values as the column holds them.

So a whole data set goes out and comes in exactly, signed versions included. People write the
lists of ``nouns`` and ``sittings``; programs write these.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum as PythonEnum
from typing import Annotated, Any, Optional

from pydantic import Field, create_model
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Enum,
    Integer,
    LargeBinary,
    String,
    Table,
)

from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR
from gremien_app.base.kernel.text import is_storable
from gremien_app.channels.data_format.model import Keyed
from gremien_app.channels.data_format.sentences import wrong
from gremien_app.channels.data_format.table_models import columns_of, exchanged
from gremien_app.channels.data_format.values import Context, Day, Flag, Number, Value, require_kind

FILE_DATA = "data"  # beside the columns of a stored file: its bytes
_INT = 2**31 - 1
_BIG = 2**63 - 1
_DEEPEST = 60


@dataclass(frozen=True)
class Kept(Value):
    """A text as it is; nobody types it here."""

    limit: int | None

    def read(self, value: Any, context: Context) -> str:
        require_kind(value, str)
        if self.limit is not None and len(value) > self.limit:
            raise wrong("too_long", length=len(value), limit=self.limit)
        if not is_storable(value):
            raise wrong("signs")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} | ({"maxLength": self.limit} if self.limit else {})


@dataclass(frozen=True)
class Moment(Value):
    """ "2026-03-10T13:00:00Z": always with its zone."""

    def read(self, value: Any, context: Context) -> datetime:
        require_kind(value, str)
        try:
            found = datetime.fromisoformat(value)
            if found.tzinfo is None:
                raise wrong("no_moment")
            found = found.astimezone(UTC)
        except (ValueError, OverflowError):
            raise wrong("no_moment") from None
        if not FIRST_YEAR - 1 <= found.year <= LAST_YEAR + 1:
            raise wrong("years", first=FIRST_YEAR, last=LAST_YEAR)
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Choice(Value):
    kind: type[PythonEnum]

    def read(self, value: Any, context: Context) -> PythonEnum:
        require_kind(value, str)
        try:
            return self.kind(value)
        except ValueError:
            allowed = ", ".join(f"„{one.value}“" for one in self.kind)
            raise wrong("choice", allowed=allowed) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [one.value for one in self.kind]}


@dataclass(frozen=True)
class Bytes(Value):
    """In Base64."""

    def read(self, value: Any, context: Context) -> bytes:
        require_kind(value, str)
        try:
            return base64.b64decode(value, validate=True)
        except (ValueError, binascii.Error):
            raise wrong("base64") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "contentEncoding": "base64"}


@dataclass(frozen=True)
class Json(Value):
    """A value of its own, as deep as anything that the program writes."""

    def read(self, value: Any, context: Context) -> Any:
        rest = [(value, 0)]
        while rest:
            one, depth = rest.pop()
            if depth > _DEEPEST:
                raise wrong("nested")
            if isinstance(one, dict):
                rest += [(entry, depth + 1) for pair in one.items() for entry in pair]
            elif isinstance(one, list):
                rest += [(entry, depth + 1) for entry in one]
            elif isinstance(one, str) and not is_storable(one):
                raise wrong("signs")
            elif isinstance(one, int | float) and not abs(one) <= _BIG:  # so is what is no number
                raise wrong("range", low=-_BIG, high=_BIG)
        return value

    def schema(self) -> dict[str, Any]:
        return {}


def _value(column: Column[Any]) -> Value:
    kind = column.type
    if column.primary_key or column.foreign_keys:
        return Number(1, _INT)
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return Choice(kind.enum_class)
    simple: tuple[tuple[type[Any], Value], ...] = (
        (Boolean, Flag()),
        (BigInteger, Number(-_BIG, _BIG)),
        (Integer, Number(-_INT, _INT)),
        (Date, Day()),
        (LargeBinary, Bytes()),
        (JSON, Json()),
    )
    for one, value in simple:
        if isinstance(kind, one):
            return value
    if isinstance(kind, String):
        return Kept(kind.length)
    return Moment()


def plain(value: Any) -> Any:
    """As it stands in a file; the way back is ``_value``."""
    if isinstance(value, PythonEnum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _is_needed(column: Column[Any]) -> bool:
    has_default = column.default is not None or column.server_default is not None
    return not (column.nullable or has_default)


def _row(table: Table) -> type[Keyed]:
    fields: dict[str, Any] = {}
    for column in columns_of(table):
        kind = Annotated[Optional[Any], _value(column)]  # noqa: UP045 -- made at run time
        default = ... if _is_needed(column) else None
        # Under a name of its own: "copy" and "json" are methods of every model.
        fields[f"{column.name}_"] = (kind, Field(default, alias=column.name))
    if table.name == "stored_file":
        fields[FILE_DATA] = (Annotated[bytes, Bytes()], ...)
    return create_model(f"{table.name}_row", __base__=Keyed, **fields)


def rows_model() -> type[Keyed]:
    """One list per exchanged table, by its name."""
    lists: dict[str, Any] = {table.name: (list[_row(table)], []) for table in exchanged()}  # type: ignore[misc]
    return create_model("Rows", __base__=Keyed, **lists)


def line(table: Table, values: dict[str, Any]) -> str:
    """One row as JSON in one line."""
    told = {
        column.name: plain(values[column.name])
        for column in columns_of(table)
        if values[column.name] is not None
    }
    if FILE_DATA in values and FILE_DATA not in told:
        told[FILE_DATA] = base64.b64encode(values[FILE_DATA]).decode()
    return json.dumps(told, ensure_ascii=False, allow_nan=False)
