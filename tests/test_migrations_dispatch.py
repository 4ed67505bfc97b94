"""What becomes of the invitations of an older database: sent when they were put on record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from tests.test_migrations import old_office  # noqa: F401 -- a fixture
from tests.test_migrations_recorded import insert

pytestmark = pytest.mark.both_engines


def test_a_dispatch_of_before_keeps_its_time_and_was_not_entered_afterwards(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0019")
    at = datetime(2026, 11, 30, 16, tzinfo=UTC)
    with db.engine.begin() as connection:
        times = {"starts_at": at, "ends_at": at.replace(hour=18), "changed_at": at}
        names = {"ref": "s1", "uid": "u1", "number": 1, "reference": "", "committee_id": 1}
        kinds = {"state": "invited", "kind": "regular", "format": "in_person"}
        insert(connection, "sitting", {"id": 1, **names, **kinds, **times})
        sent = {"sitting_id": 1, "dispatched_at": at, "invited_by": "Gerda Geschäft"}
        insert(connection, "invitation", {"id": 1, **sent, "late_reason": "", "text": "Liebe"})

    migrate_database()

    with db.engine.connect() as connection:
        query = "SELECT entered_at, note, text FROM invitation WHERE dispatched_at IS NOT NULL"
        assert connection.execute(text(query)).all() == [(None, "", "Liebe")]


def test_numbers_of_before_stay_also_of_tentative_and_called_off_sittings(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0020")
    at = datetime(2026, 11, 30, 16, tzinfo=UTC)
    with db.engine.begin() as connection:
        for number, state in enumerate(("planned", "cancelled"), start=1):
            names = {"ref": f"s{number}", "uid": f"u{number}", "number": number, "reference": ""}
            times = {"starts_at": at, "ends_at": at.replace(hour=18), "changed_at": at}
            kinds = {"state": state, "kind": "regular", "format": "in_person"}
            insert(
                connection, "sitting", {"id": number, "committee_id": 1, **names, **kinds, **times}
            )
        moved = {"old_starts_at": at, "old_ends_at": at.replace(hour=18), "moved_at": at}
        insert(connection, "sitting_move", {"id": 1, "sitting_id": 1, "reason": "Saal", **moved})

    migrate_database()

    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT number FROM sitting ORDER BY id")).all() == [
            (1,),
            (2,),
        ]
        assert connection.execute(text("SELECT old_number FROM sitting_move")).all() == [(None,)]
