"""Rights are remembered as long as one value stands; whatever grants or ends one renews it.

In the same transaction, by whatever way: objects, statements, commands. So a right that was taken
ends with the next click, in every process.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, event, text, update
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.extensions import Base, db
from gremien_app.people.accounts.models import LoginSession, OneTimeLink, RightsVersion

_CHANGED, _CONNECTION = "rights_changed", "rights_connection"
_WRITES = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|(DELETE)\s+FROM)\s+"?(\w+)', re.IGNORECASE
)
# The row may be missing: nothing writes it before the first change.
_NEW_VALUE = text(
    "INSERT INTO rights_version (id, value) VALUES (1, :value) "
    "ON CONFLICT (id) DO UPDATE SET value = excluded.value"
)
_granting: set[str] = set()
_taking_along: set[str] = set()


def watch(tables: Iterable[str]) -> None:
    """Whoever writes one of these changes what somebody may do, or deletes what they hang on."""
    _granting.update(tables)
    _taking_along.update(*map(_above, tables))


def _above(name: str) -> set[str]:
    """Tables whose deleted rows take rows of this one along, or empty its keys; the database does.

    What hangs on those in turn is found on the way.
    """
    found: set[str] = set()
    left = {name}
    while left:
        keys = Base.metadata.tables[left.pop()].foreign_keys
        new = {key.column.table.name for key in keys if key.ondelete} - found
        found |= new
        left |= new
    return found


@event.listens_for(Engine, "before_cursor_execute")
def _notice(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    written = _WRITES.match(statement)
    if written is None:
        return
    is_deleted, table = written.groups()
    if table in _granting or (is_deleted and table in _taking_along):
        connection.info[_CHANGED] = True


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # its memory went with it
        connection.info.pop(_CHANGED, None)


@event.listens_for(db.session, "after_begin")
def _begun(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    session.info[_CONNECTION] = connection


def renew(session: Session) -> None:
    """A step before the commit. Random and no counter: after a backup old numbers would come again.

    Begins nothing itself: where nothing was asked or written, there is nothing to renew.
    """
    connection = session.info.get(_CONNECTION)
    if connection is None or connection.closed:
        return
    if connection.info.pop(_CHANGED, False):
        connection.execute(_NEW_VALUE, {"value": secrets.token_hex(16)})


def end_restored(connection: Connection, _now: datetime) -> None:
    """Sign-ins and links of a backup have ended since: they must not revive, nor its rights."""
    connection.execute(delete(LoginSession))
    connection.execute(delete(OneTimeLink))
    connection.execute(update(RightsVersion).values(value=secrets.token_hex(16)))
