"""What an upgrade does to the calendars that are subscribed already."""

from datetime import timedelta

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.channels.calendars.models import CalendarVersion
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests import builders

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

        columns = "uid_key, has_place, has_dial_in, shows_signing, shows_motions"
        rows = db.session.execute(text(f"SELECT {columns} FROM calendar_feed")).all()
        assert len({row.uid_key for row in rows if len(row.uid_key) > 40}) == 2
        assert [bool(row.has_place) for row in rows] == [False, False]
        assert [tuple(map(bool, row[2:])) for row in rows] == [(False, True, False)] * 2
        db.session.remove()
        db.engine.dispose()


@pytest.mark.both_engines
def test_coming_agendas_are_stamped_as_their_numbers_change(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "numbers").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="head")
        now = utc_now()
        states = {"held": (SittingState.CLOSED, -9), "invited": (SittingState.INVITED, 9)}
        states["planned"] = (SittingState.PLANNED, 19)
        of = builders.committee()
        for name, (state, days) in states.items():
            day = (now + timedelta(days=days)).date()
            builders.sitting(of, day, ref=name, state=state, changed_at=now - timedelta(days=30))
        db.session.add(CalendarVersion(id=1, value="before"))
        db.session.commit()

        db.session.execute(text("UPDATE alembic_version SET version_num = '0007'"))
        db.session.commit()
        upgrade(revision="0008")

        db.session.expire_all()
        stamped = {one.ref for one in db.session.query(Sitting) if one.changed_at >= now}
        assert stamped == {"invited"}
        assert db.session.query(CalendarVersion.value).scalar() != "before"
        db.session.remove()
        db.engine.dispose()
