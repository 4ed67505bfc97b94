"""Rights follow from facts of several rooms; each adds its own to one statement, built once.

What may differ from account to account is a parameter. The tables that such a statement reads are
those whose changes renew the value of rights (``granting_actions``).
"""

import re
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.types import TypeEngine

from gremien_app.base.extensions import Base, UtcDateTime, db
from gremien_app.base.kernel.clock import midnight
from gremien_app.people.accounts.models import Assignment, SignedIn, User

Facts = CompoundSelect[Any]
# Of each row those count that its kind gives; text columns are read as they are stored.
_COLUMNS: dict[str, TypeEngine[Any]] = {
    "committee_id": Integer(),
    "other_id": Integer(),
    "item_id": Integer(),
    "role": String(),
    "chair_office": String(),
    "sees_closed": Boolean(),
    "on": Date(),
    "at": UtcDateTime(),
}
ACCOUNT = bindparam("account", type_=Integer())
PERSON = bindparam("of_person", type_=Integer())
DAY: Any = bindparam("day", type_=Date())
BEGINNING: Any = bindparam("beginning", type_=UtcDateTime())


def fact(kind: str, **columns: Any) -> Select[Any]:
    """Rows of one kind, shaped like those of all kinds."""
    shaped = [
        cast(columns.get(name, null()), type_)
        if name not in columns or isinstance(type_, String)
        else columns[name]
        for name, type_ in _COLUMNS.items()
    ]
    named = [one.label(name) for one, name in zip(shaped, _COLUMNS, strict=True)]
    return select(literal(kind).label("kind"), *named)


TASKS = fact("task", committee_id=Assignment.committee_id, role=Assignment.role).where(
    Assignment.user_id == ACCOUNT, Assignment.running(DAY)
)


def together(*facts: Select[Any]) -> Facts:
    return union_all(*facts)


def ask(facts: Facts, account: User | SignedIn, day: date) -> dict[str, list[Row[Any]]]:
    """What holds of this account on a day, by kind."""
    given = {"account": account.id, "of_person": account.person_id, "day": day}
    found: dict[str, list[Row[Any]]] = {}
    for row in db.session.execute(facts, given | {"beginning": midnight(day)}):
        found.setdefault(row.kind, []).append(row)
    return found


def tables_of(facts: Facts) -> frozenset[str]:
    """Every table that is read for them, as the database is asked: joins of relations too."""
    words = set(re.findall(r"\w+", str(facts.compile())))
    return frozenset(words & Base.metadata.tables.keys())
