"""What stands there already is refused by the database; each constraint has its sentence here.

Two who save the same in one moment have both passed the rule that would have refused one of them.
"""

from collections.abc import Iterator
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import Engine, Index, UniqueConstraint, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import IntegrityError

from gremien_app.base.extensions import Base
from gremien_app.base.house.gathered import Unsaid, house
from gremien_app.base.kernel.errors import RuleBroken

_SQLITE = "UNIQUE constraint failed: "


def init_app(app: Flask) -> None:
    """Raise ``Unsaid`` where a sentence is of no constraint (any more)."""
    known = {name for table in Base.metadata.tables for name in _unique_in(table)}
    if unknown := app.extensions["house"].taken.keys() - known:
        raise Unsaid(f"no constraint is called like this: {sorted(unknown)}")


@event.listens_for(Engine, "handle_error")
def _refuse(context: ExceptionContext) -> None:
    if not (has_app_context() and isinstance(context.sqlalchemy_exception, IntegrityError)):
        return
    for name in _names(context.original_exception):
        if taken := house().taken.get(name):
            raise RuleBroken(taken.message, taken.field) from context.original_exception


def _names(error: Any) -> Iterator[str]:
    """The constraint that was broken; SQLite tells its columns only."""
    if diagnosis := getattr(error, "diag", None):
        yield str(diagnosis.constraint_name)
    told = str(error)
    if told.startswith(_SQLITE):
        columns = {one.partition(".")[2] for one in told.removeprefix(_SQLITE).split(", ")}
        table = told.removeprefix(_SQLITE).partition(".")[0]
        yield from (name for name, of in _unique_in(table).items() if of == columns)


def _unique_in(table: str) -> dict[str, set[str]]:
    found = Base.metadata.tables.get(table)
    if found is None:
        return {}
    unique: list[UniqueConstraint | Index] = [one for one in found.indexes if one.unique]
    unique += [one for one in found.constraints if isinstance(one, UniqueConstraint)]
    return {str(one.name): {column.name for column in one.columns} for one in unique}
