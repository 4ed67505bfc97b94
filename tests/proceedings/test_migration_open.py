"""Lists from before "offen": what nobody touched in a sitting to come is open now."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.operation.cli.schema import migrate_database
from tests.test_migrations import _filled, old_office  # noqa: F401 -- a fixture

pytestmark = pytest.mark.both_engines
SITTING = {"committee_id": 1, "term_id": 1, "format": "in_person", "kind": "ordinary"}
SITTING |= {"ends_at": "2027-01-22 11:00:00"}
LINES = [  # sitting, status, marked by somebody, what becomes of it
    (1, "absent", False, "open"),
    (1, "absent", True, "absent"),
    (1, "excused", True, "excused"),
    (2, "absent", False, "absent"),
    (3, "absent", False, "absent"),
]


def test_only_untouched_lines_of_sittings_not_opened_become_open(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0038")
    with db.engine.begin() as connection:

        def insert(table: str, values: dict[str, object]) -> None:
            filled = _filled(connection, table, values)
            names = ", ".join(f'"{name}"' for name in filled)
            marks = ", ".join(f":{name}" for name in filled)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), filled)

        for number, state in enumerate(("invited", "running", "closed"), start=1):
            insert(
                "sitting",
                SITTING | {"id": number, "state": state, "uid": f"u{number}", "ref": f"r{number}"},
            )
        for number, (sitting_id, status, is_recorded, _) in enumerate(LINES, start=1):
            insert(
                "attendance",
                {
                    "id": number,
                    "sitting_id": sitting_id,
                    "group": "voting",
                    "status": status,
                    "is_recorded": is_recorded,
                },
            )

    migrate_database()

    found = db.session.query(Attendance).order_by(Attendance.id)
    assert [one.status.value for one in found] == [after for *_, after in LINES]
