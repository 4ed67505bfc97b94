"""What becomes of other bodies' sittings that an older database read."""

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


def test_an_end_that_was_read_before_counts_as_said(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0021")
    at = datetime(2026, 11, 30, 16, tzinfo=UTC)
    with db.engine.begin() as connection:
        told = {"id": 1, "name": "Rat", "source": "", "imported_at": at}
        insert(connection, "outside_calendar", told)
        times = {"starts_at": at, "ends_at": at.replace(hour=18)}
        sitting = {"id": 1, "calendar_id": 1, "uid": "a", "summary": "Rat", **times}
        insert(connection, "outside_sitting", sitting)

    migrate_database()

    with db.engine.connect() as connection:
        query = "SELECT summary, is_end_known FROM outside_sitting"
        assert connection.execute(text(query)).all() == [("Rat", True)]
