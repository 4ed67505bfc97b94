"""What becomes of the attendance lines of an older database: recorded or never touched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, text

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from tests.test_migrations import _filled, old_office  # noqa: F401 -- a fixture

pytestmark = pytest.mark.both_engines
# sitting: state, then its lines: status, note
SITTINGS = {1: "planned", 2: "running", 3: "closed"}
LINES = {1: (1, "absent", ""), 2: (1, "excused", ""), 3: (1, "absent", "kommt später"),
         4: (2, "absent", ""), 5: (3, "absent", "")}  # fmt: skip


def insert(connection: Connection, table: str, values: dict[str, Any]) -> None:
    filled = _filled(connection, table, values)
    names, marks = ", ".join(filled), ", ".join(f":{name}" for name in filled)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), filled)


def test_what_was_entered_or_held_is_recorded_and_what_was_prepared_is_not(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0008")
    starts_at = datetime(2026, 11, 30, 16, tzinfo=UTC)
    times = {"starts_at": starts_at, "ends_at": starts_at.replace(hour=18), "changed_at": starts_at}
    with db.engine.begin() as connection:
        rules = {"chair_mode": "elected", "quorum_rule": "none", "decision_rule": "majority"}
        words = {"notice_unit": "calendar_days", "minutes_wording": "resolution"}
        body = {"id": 2, "slug": "zwei", "short": "ZW", "kind": "committee"}
        insert(connection, "committee", body | rules | words)
        for id_, state in SITTINGS.items():
            names = {"ref": f"s{id_}", "uid": f"u{id_}", "number": id_, "reference": ""}
            kinds = {"state": state, "kind": "regular", "format": "in_person", "committee_id": 1}
            insert(connection, "sitting", {"id": id_, **names, **kinds, **times})
        connection.execute(
            text("INSERT INTO sitting_partner (sitting_id, committee_id) VALUES (3, 2)")
        )
        for id_, (sitting_id, status, note) in LINES.items():
            person = {"person_id": 1, "membership_id": 1} if id_ == 5 else {}
            line = {"sitting_id": sitting_id, "status": status, "note": note, "group": "voting"}
            values = _filled(connection, "attendance", {"id": id_, **person, **line})
            names_ = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join(f":{name}" for name in values)
            connection.execute(text(f"INSERT INTO attendance ({names_}) VALUES ({marks})"), values)

    migrate_database()

    with db.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT id, is_recorded, sits_for FROM attendance ORDER BY id")
        )
        found = {row.id: (bool(row.is_recorded), row.sits_for) for row in rows}
    assert {id_: recorded for id_, (recorded, _) in found.items()} == {
        1: False, 2: True, 3: True, 4: True, 5: True,
    }  # fmt: skip
    assert found[5][1] in ({"1": True}, '{"1": true}')
    assert found[1][1] in ({}, "{}")
