"""When a sign-in was last used: the one thing that a GET writes, and why it may.

The idle limit needs it. It is written at most every few minutes, after the answer is complete,
on a connection of its own that gives up at once when somebody else is writing; a page neither
waits for it nor fails with it.
"""

from datetime import datetime

from flask import Flask, g
from sqlalchemy import Connection, text, update
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.people.accounts.models import LoginSession
from gremien_app.people.accounts.rules import seen_long_ago

PATIENCE_MS = 100


def note(sign_in: LoginSession) -> None:
    """Remember for the end of this request that somebody is here."""
    now = utc_now()
    if seen_long_ago(sign_in.last_seen_at, now):
        g.seen = (sign_in.id, now)


def init_app(app: Flask) -> None:
    @app.teardown_request
    def write_down(_error: BaseException | None) -> None:
        seen = g.pop("seen", None)
        if seen is None:
            return
        try:
            db.session.rollback()  # the request's own lock, if it was left with one
            _write(*seen)
        except SQLAlchemyError:
            app.logger.info("Der letzte Besuch wurde nicht vermerkt; gerade schreibt jemand.")


def _write(id: int, now: datetime) -> None:
    with db.engine.connect() as connection:
        patience = _wait_briefly(connection)
        try:
            connection.execute(
                update(LoginSession)
                .where(LoginSession.id == id, LoginSession.last_seen_at < now)
                .values(last_seen_at=now)
            )
            connection.commit()
        finally:
            if patience is not None:
                connection.rollback()
                connection.execute(text(f"PRAGMA busy_timeout={patience}"))
                connection.rollback()


def _wait_briefly(connection: Connection) -> int | None:
    """The connection's former patience on SQLite, to be restored before it goes back."""
    if connection.dialect.name == "sqlite":
        former = int(connection.scalar(text("PRAGMA busy_timeout")) or 0)
        connection.execute(text(f"PRAGMA busy_timeout={PATIENCE_MS}"))
        connection.rollback()
        return former
    connection.execute(text(f"SET LOCAL lock_timeout={PATIENCE_MS}"))
    return None
