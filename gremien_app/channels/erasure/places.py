"""Every column in which something of a person may stand, and what an erasure does to it.

Each room says it of its own tables (``base.house``). That nothing is left out is tested: a column
that refers to a person or account, or holds text, and has no fate, fails. What ``tick`` forgets of
those who left is part of it.
"""

from sqlalchemy import JSON, Column, String
from sqlalchemy import Enum as Choice

from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import Fate
from gremien_app.people.persons.models import Person


def emptied() -> list[str]:
    """What goes of somebody whose name stands in minutes; first and last name, title stay."""
    return [column.name for column in house().tables[Person.__tablename__].columns(Fate.EMPTIED)]


def may_tell_of_persons(column: Column[object]) -> bool:
    """Whether it refers to a person or an account, or holds any text that is no choice."""
    referred = {key.column.table.name for key in column.foreign_keys}
    is_text = isinstance(column.type, String | JSON) and not isinstance(column.type, Choice)
    return is_text or bool(referred & {"person", "user_account"})
