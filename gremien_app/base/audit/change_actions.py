"""What of an object changes: set by name, compared, and told as its columns say.

Old and new values are taken before a flush, which forgets the old ones.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, inspect

from gremien_app.base.columns import Recorded, column_named, description_of
from gremien_app.base.extensions import db

Changes = dict[str, tuple[Any, Any]]
UNTOLD = ("…", "…")  # in an entry, of a column that changed: its values are not kept


def apply(thing: Any, values: Mapping[str, Any]) -> Changes:
    """Set what differs; answers with old and new. A name that the object has not is an error."""
    changes = differing(thing, values)
    for name, (_old, new) in changes.items():
        setattr(thing, name, new)
    return changes


def differing(thing: Any, values: Mapping[str, Any]) -> Changes:
    """Old and new of what would change; nothing is set yet."""
    unknown = values.keys() - inspect(thing).mapper.attrs.keys()
    if unknown:
        raise TypeError(f"{type(thing).__name__} has no {', '.join(sorted(unknown))}")
    pairs = {name: (getattr(thing, name), value) for name, value in values.items()}
    return {name: (old, new) for name, (old, new) in pairs.items() if old != new}


def kept(table: str, changes: Mapping[str, tuple[Any, Any]], *, is_closed: bool = False) -> Changes:
    """What the record keeps of changes: of each column of the table what that says of itself.

    What is no column was reckoned by an action and is kept as it is. Of what is closed no column
    tells its values.
    """
    found = db.metadata.tables.get(table)
    if found is None:
        return dict(changes)
    told = {name: _told(found, name) for name in changes}
    own = {name for name in changes if column_named(found, name) is not None}
    return {
        name: pair if told[name] is Recorded.VALUE and not (is_closed and name in own) else UNTOLD
        for name, pair in changes.items()
        if told[name] is not Recorded.NEVER
    }


def _told(table: Table, name: str) -> Recorded:
    column = column_named(table, name)
    if column is None:
        return Recorded.VALUE
    description = description_of(column)
    return description.recorded if description else Recorded.CHANGED
