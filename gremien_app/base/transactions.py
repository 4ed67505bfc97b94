"""One transaction: which rows it holds, and what happens at its end.

Two transactions that take the same locks in two orders wait for each other for ever (PostgreSQL
ends one of them). So both orders are written down once, beside ``create_app``: ``LOCK_ORDER``, and
the steps before a commit.
"""

import warnings
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Executable, event, func, inspect, select, text
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.extensions import Base, Counted, db
from gremien_app.base.kernel.errors import StaleVersion

CommitStep = Callable[[Session], None]
Row = TypeVar("Row", bound=Base)
_PATIENCE_MS = 100
_HELD, _KEPT, _SEEN = "locks_held", "rows_held", "versions_seen"
_REFUSAL = "refused_at_commit"


def init_app(app: Flask, lock_order: Sequence[str], steps: Sequence[CommitStep]) -> None:
    """Rows are locked in the order of these tables, and these steps end every transaction.

    What one step changed is written before the next one looks. A step is no listener of its own:
    listeners run in the order of imports.
    """
    app.extensions["lock_order"] = tuple(lock_order)
    app.extensions["before_commit"] = tuple(steps)


@event.listens_for(db.session, "before_commit")
def _run_steps(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint: the real commit is still to come
    for step in current_app.extensions["before_commit"]:
        session.flush()
        step(session)


def commit() -> None:
    """End this transaction: the steps of ``create_app`` in their order, then all is stored.

    The one place that does. Raises what a step or the database refuses, and what
    ``refuse_at_commit`` was told; nothing is stored then.
    """
    refusal = g.pop(_REFUSAL, None) if has_request_context() else None
    if refusal is not None:
        raise refusal
    db.session.commit()


def refuse_at_commit(refusal: Exception) -> None:
    """Nothing of this request is stored; whatever refuses it before that says so itself."""
    setattr(g, _REFUSAL, refusal)


def let_go() -> None:
    """End what was read so far: others may write while this request works at something long.

    Only where nothing is changed yet; what was loaded is asked for again.
    """
    assert not db.session.new, "something would be lost"
    assert not db.session.dirty, "something would be lost"
    db.session.rollback()


def note_aside(statement: Executable) -> None:
    """Write one small note beside the request, on a connection of its own, and give up at once.

    For the few things that a GET writes: neither waits the answer for it nor does it fail with it.
    Raises ``SQLAlchemyError`` where the database is locked (after 0.1 s), full or read-only.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"SET LOCAL lock_timeout={_PATIENCE_MS}"))
            connection.execute(statement)
            connection.commit()
            return
        former = int(connection.scalar(text("PRAGMA busy_timeout")) or 0)
        connection.execute(text(f"PRAGMA busy_timeout={_PATIENCE_MS}"))
        connection.rollback()
        try:
            connection.execute(statement)
            connection.commit()
        finally:  # the connection goes back to the pool
            connection.rollback()
            connection.execute(text(f"PRAGMA busy_timeout={former}"))
            connection.rollback()


def locked(kind: type[Row], id: int) -> Row:
    """The row for this transaction alone: whoever else locks it waits until this one has ended.

    What was read before is read again when it is used next; it may have changed meanwhile. Where
    a form was compared with a version before (``note_comparison``), an object that has moved on
    since is not saved: ``StaleVersion``, as for a row that is gone. SQLite needs no row lock: a
    writing request holds the whole database from its first look on.
    """
    session = db.session()
    is_held = _keep_order(session, str(kind.__tablename__), id)
    if is_held or session.get_bind().dialect.name == "sqlite":
        found = session.get(kind, id)
    else:
        session.flush()
        _remember_versions(session)
        session.expire_all()
        # "Key share": rows that only refer to this one may be added meanwhile.
        row = select(kind).where(inspect(kind).primary_key[0] == id)
        row = row.with_for_update(key_share=True, of=kind)
        found = session.scalars(row.execution_options(populate_existing=True)).first()
    if found is None:
        raise StaleVersion
    session.info.setdefault(_KEPT, []).append(found)  # else it is read anew at the next look
    return found


def held(thing: Row) -> Row:
    """The object of a page: locked by a request that writes, before it looks any further."""
    if not is_writing():
        return thing
    identity = inspect(thing, raiseerr=True).identity
    assert identity is not None, "only what is stored can be locked"
    return locked(type(thing), identity[0])


def is_writing() -> bool:
    """Whether this is a request that may change something, and does not only read first."""
    if not has_request_context() or g.get("reads_first"):
        return False
    return request.method not in {"GET", "HEAD", "OPTIONS"}


class Turn(IntEnum):
    """What has no row to lock: one after the other writes it. The values are only keys."""

    PERSONS = 20_261_122  # a form sent twice makes one person
    TERMS = 20_261_123  # two terms never overlap
    ATTEMPTS = 20_261_124  # sign-ins and forgotten passwords, up to a number
    CONCERNS = 20_261_126  # what strangers write to the office, up to a number
    OUTSIDE = 20_261_125  # calendars of other bodies, replaced as a whole


def take_turns(turn: Turn) -> None:
    """Wait until whoever else took this turn has ended; on SQLite a writer holds all there is.

    Rows come first: nothing of the order of locks is locked after a turn.
    """
    session = db.session()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(turn.value)))
        session.expire_all()


def note_comparison() -> None:
    """The form of this request was found to be built on the versions that are loaded now."""
    g.has_compared = True


def _keep_order(session: Session, table: str, id: int) -> bool:
    """Whether this transaction holds the row already."""
    order: tuple[str, ...] = current_app.extensions["lock_order"]
    if table not in order:
        return False
    rows: set[tuple[int, int]] = session.info.setdefault(_HELD, set())
    place = (order.index(table), id)
    if place in rows:
        return True
    # A command that writes whole files locks what it needs at its beginning.
    if rows and place[0] < max(rows)[0] and has_request_context():
        warnings.warn(f"{table} {id} is locked out of order", stacklevel=3)
    rows.add(place)
    return False


def _remember_versions(session: Session) -> None:
    if not has_request_context() or not g.get("has_compared"):
        return
    seen: dict[Any, int] = session.info.setdefault(_SEEN, {})
    for thing in session.identity_map.values():
        state = inspect(thing)
        if isinstance(thing, Counted) and "version" in state.dict:
            seen.setdefault(state.key, thing.version)


@event.listens_for(db.session, "before_flush")
def _refuse_what_moved_on(session: Session, _context: Any, _instances: Any) -> None:
    seen: dict[Any, int] = session.info.get(_SEEN, {})
    if not seen:
        return
    changed = [*filter(session.is_modified, session.dirty), *session.deleted]
    for thing in changed:
        key = inspect(thing, raiseerr=True).key
        if isinstance(thing, Counted) and seen.pop(key, thing.version) != thing.version:
            raise StaleVersion(thing.saved_by)


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        for name in (_HELD, _KEPT, _SEEN):
            session.info.pop(name, None)


@event.listens_for(db.session, "after_soft_rollback")
def _forget_locks(session: Session, _ended: SessionTransaction) -> None:
    session.info.pop(_HELD, None)  # a savepoint that is rolled back gives its locks up
