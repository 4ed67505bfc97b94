"""Refusals of before: no signature and no file changes by the upgrade."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.records.minutes.models import Minutes, MinutesFile, MinutesState, Signature
from gremien_app.records.minutes.page_queries import badge
from tests.resolutions.test_migration import AT, END, insert

pytestmark = pytest.mark.both_engines


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    """Minutes that chair and minute-taker refused and that counted as signed."""
    app = new_app(new_database(engine_name, "refusals").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0013")
        with db.engine.begin() as connection:
            insert(connection, "committee", id=1, slug="ir", short="IR")
            sitting = {"ref": "IR/0001/2026", "state": "closed", "ends_at": END}
            insert(connection, "sitting", id=1, committee_id=1, **sitting)
            insert(connection, "minutes", id=1, sitting_id=1, state="signed", signed_at=AT)
            insert(connection, "minutes_version", id=1, minutes_id=1, number=1, content="{}")
            for number, role in enumerate(("chair", "minute_taker"), start=1):
                values = {"role": role, "is_refused": True, "is_repetition": False}
                insert(connection, "signature", id=number, version_id=1, **values)
            file = {"part": "public", "kind": "signed", "data": b"x", "sha256": "x"}
            insert(connection, "minutes_file", id=1, version_id=1, **file)
        yield app
        db.session.remove()
        db.engine.dispose()


def test_what_was_refused_by_all_stays_as_it_is_and_says_so(old_office):
    migrate_database()

    minutes = db.session.scalars(select(Minutes)).one()
    assert minutes.state is MinutesState.SIGNED
    assert badge(minutes).label == "unterzeichnet, alle Unterschriften verweigert"
    rows = db.session.scalars(select(Signature).order_by(Signature.id)).all()
    assert [(one.is_refused, one.taken_back_at) for one in rows] == [(True, None)] * 2
    file = db.session.scalars(select(MinutesFile)).one()
    assert (file.edition, file.data) == (1, b"x")
