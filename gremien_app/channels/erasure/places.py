"""Every column in which something of a person may stand, and what an erasure does to it.

Each room says it of its own tables (``base.house``). That nothing is left out is tested: a column
that refers to a person or account, or holds text, and has no fate, fails. What ``tick`` forgets of
those who left is part of it.
"""

from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import Fate
from gremien_app.people.persons.models import Person


def emptied() -> list[str]:
    """What goes of somebody whose name stands in minutes; first and last name, title stay."""
    return [column.name for column in house().tables[Person.__tablename__].columns(Fate.EMPTIED)]
