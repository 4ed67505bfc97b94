"""How the data format's keys are written down: needed, optional, or a plain text."""

from typing import Any

from gremien_app.channels.data_format.fields import text
from gremien_app.channels.data_format.read import Field, Kind


def must(kind: Kind) -> Field:
    return Field(kind, is_required=True)


def may(kind: Kind, default: Any = None) -> Field:
    return Field(kind, default=default)


def words(limit: int, *, multiline: bool = False) -> Field:
    return may(text(limit, multiline=multiline), "")
