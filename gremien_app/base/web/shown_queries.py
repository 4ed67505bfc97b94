"""Reads of the object that an address names."""

from typing import Any

from sqlalchemy import select

from gremien_app.base.reading import first_of


def row_of(model: type[Any], key: str, value: int | str) -> Any | None:
    """The row, whoever may know of it; None where there is none."""
    return first_of(select(model).where(getattr(model, key) == value))
