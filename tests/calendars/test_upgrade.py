"""Subscriptions of before get a key of their own for the UIDs under a neutral title."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.extensions import db

USER = (
    "INSERT INTO user_account (id, email, name, password_hash, nonce, is_disabled, is_admin, "
    "theme, created_at) VALUES (1, 'a@b.example', 'Kim', 'x', 'y', false, false, "
    "'auto', '2026-01-01 10:00:00')"
)
FEED = (
    "INSERT INTO calendar_feed (user_id, name, kind, token_hash, reminder, has_neutral_title, "
    "has_agenda, shows_cancelled, shows_holds, created_at, changed_at, version) "
    "VALUES (1, '{name}', 'sittings', '{name}', 'none', true, true, true, true, "
    "'2026-01-01', '2026-01-01', 1)"
)


@pytest.mark.both_engines
def test_each_subscription_gets_a_key_and_shows_no_place(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "neutral").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0005")
        db.session.execute(text(USER))
        for name in ("Telefon", "Rechner"):
            db.session.execute(text(FEED.format(name=name)))
        db.session.commit()

        upgrade(revision="head")

        rows = db.session.execute(text("SELECT uid_key, has_place FROM calendar_feed")).all()
        assert len({row.uid_key for row in rows if len(row.uid_key) > 40}) == 2
        assert [bool(row.has_place) for row in rows] == [False, False]
        db.session.remove()
        db.engine.dispose()
