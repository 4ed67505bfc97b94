"""German labels of columns, and of the values that a column of choices may hold."""

from sqlalchemy import Enum

from gremien_app.base.columns import column_named, description_of
from gremien_app.base.extensions import db


def column_label(table_name: str, name: str) -> str | None:
    """What a column of this table is called, or the relation of that name."""
    table = db.metadata.tables.get(table_name)
    column = None if table is None else column_named(table, name)
    found = None if column is None else description_of(column)
    return found.label if found else None


def choice_label(object_type: str, name: str, value: str) -> str | None:
    """The label of an enum's member, found by the column's own enum."""
    tables = db.metadata.tables
    own = [tables[object_type]] if object_type in tables else []
    for table in (*own, *db.metadata.sorted_tables):
        kind = table.c[name].type if name in table.c else None
        if isinstance(kind, Enum) and kind.enum_class and value in kind.enums:
            return str(getattr(kind.enum_class(value), "label", value))
    return None
