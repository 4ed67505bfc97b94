"""Reads the rows of a query: all, the first, or the one without which there is no page."""

from typing import TypeVar

from sqlalchemy import Select

from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.errors import required

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=Base)


def all_of(query: Select[Thing]) -> list[Thing]:
    return list(db.session.scalars(query))


def first_of(query: Select[Thing]) -> Thing | None:
    return db.session.scalars(query).first()


def one_of(query: Select[Thing]) -> Thing:
    """The first, or ``NotFound``."""
    return required(first_of(query))


def by_id(kind: type[Row], id: int) -> Row:
    """The row of that number, whoever asks, or ``NotFound``."""
    return required(db.session.get(kind, id))
