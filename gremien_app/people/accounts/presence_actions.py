"""When a sign-in was last used: the one thing that a GET writes, and why it may.

The idle limit needs it. It is written at most every few minutes, after the answer is complete,
on a connection of its own that gives up at once when somebody else is writing; a page neither
waits for it nor fails with it.
"""

from flask import Flask, g
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.transactions import note_aside
from gremien_app.people.accounts import actions
from gremien_app.people.accounts.models import SignedIn
from gremien_app.people.accounts.rules import seen_long_ago


def note(sign_in: SignedIn) -> None:
    """Remember for the end of this request that somebody is here."""
    now = utc_now()
    if seen_long_ago(sign_in.last_seen_at, now):
        g.seen = (sign_in.sign_in_id, now)


def init_app(app: Flask) -> None:
    @app.teardown_request
    def write_down(_error: BaseException | None) -> None:
        seen = g.pop("seen", None)
        if seen is None:
            return
        try:
            db.session.rollback()  # the request's own lock, if it was left with one
            note_aside(actions.seen(*seen))
        except SQLAlchemyError:
            app.logger.info("Der letzte Besuch wurde nicht vermerkt; gerade schreibt jemand.")
