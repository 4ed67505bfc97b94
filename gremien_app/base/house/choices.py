"""German labels of the values that a column of choices may hold."""

from sqlalchemy import Enum

from gremien_app.base.extensions import db


def choice_label(object_type: str, name: str, value: str) -> str | None:
    """The label of an enum's member, found by the column's own enum."""
    tables = db.metadata.tables
    own = [tables[object_type]] if object_type in tables else []
    for table in (*own, *db.metadata.sorted_tables):
        kind = table.c[name].type if name in table.c else None
        if isinstance(kind, Enum) and kind.enum_class and value in kind.enums:
            return str(getattr(kind.enum_class(value), "label", value))
    return None
