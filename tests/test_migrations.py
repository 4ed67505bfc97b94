"""An upgrade that is cut off leaves the old state, and the rows; the next one succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Connection, event, inspect, text

from gremien_app.base.extensions import db
from gremien_app.config import SettingsError, migrations_dir
from gremien_app.operation.cli.schema import migrate_database, require_current, revisions
from gremien_app.operation.service.schema_queries import known
from tests.databases import is_reachable

pytestmark = pytest.mark.both_engines
TABLES = ("term", "committee", "committee_name", "person", "seat", "membership")


@pytest.fixture
def old_office(
    engine_name: str, new_database: Callable[[str, str], str], new_app: Callable[..., Flask]
) -> Iterator[Flask]:
    """A database of the first version with rows that hang on each other."""
    app = new_app(new_database(engine_name, "old").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            insert_rows(connection)
        yield app
        db.session.remove()
        db.engine.dispose()


def insert_rows(connection: Connection) -> None:
    """As the first version wrote them; its models are gone."""
    today = date(2026, 11, 22)
    rows: dict[str, dict[str, Any]] = {
        "term": {"name": "2025/2030", "starts_on": today},
        "committee": {
            "slug": "ir",
            "short": "IR",
            "kind": "committee",
            "chair_mode": "elected",
            "quorum_rule": "none",
            "decision_rule": "majority",
            "notice_unit": "calendar_days",
            "seat_groups": "[]",
            "to_check": "[]",
        },
        "committee_name": {"committee_id": 1, "name": "Rat", "genitive": "des Rates"},
        "person": {"ref": "eins", "first_name": "Ömer", "last_name": "Łukasz", "search_key": "x"},
        "seat": {"committee_id": 1, "term_id": 1, "position": 1},
        "membership": {
            "committee_id": 1,
            "person_id": 1,
            "seat_id": 1,
            "role": "voting",
            "can_vote": True,
            "starts_on": today,
        },
    }
    for table, values in rows.items():
        filled = _filled(connection, table, {"id": 1} | values)
        names = ", ".join(filled)
        marks = ", ".join(f":{name}" for name in filled)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), filled)


def _filled(connection: Connection, table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values, with something plain in every other column that needs one."""
    plain = {"VARCHAR": "", "TEXT": "", "INTEGER": 1, "BOOLEAN": True, "JSON": "[]"}
    plain |= {"BIGINT": 1, "DATE": "2026-01-01"}
    plain |= dict.fromkeys(("DATETIME", "TIMESTAMP"), "2026-11-22 09:00:00")
    for column in inspect(connection).get_columns(table):
        kind = str(column["type"]).partition("(")[0]
        if not column["nullable"] and column["name"] not in values:
            values[str(column["name"])] = plain[kind]
    return values


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in TABLES
        }


def test_rows_of_the_first_version_survive_the_upgrade(old_office: Flask) -> None:
    migrate_database()

    current, newest = revisions()
    assert current == newest
    assert counts() == dict.fromkeys(TABLES, 1)
    with db.engine.connect() as connection:
        row = connection.execute(
            text("SELECT counts_for_quorum, gets_papers FROM membership")
        ).one()
        key = connection.execute(text("SELECT sort_key FROM person")).scalar_one()
    assert [bool(value) for value in row] == [True, True]
    assert key == "lukasz omer"


def test_an_upgrade_that_is_cut_off_changes_nothing(old_office: Flask) -> None:
    def cut_off(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("UPDATE membership SET counts_for_quorum"):
            raise OSError("power cut")

    event.listen(db.engine, "before_cursor_execute", cut_off)
    with pytest.raises(OSError, match="power cut"):
        migrate_database()
    event.remove(db.engine, "before_cursor_execute", cut_off)

    assert revisions()[0] == "0001"
    assert counts() == dict.fromkeys(TABLES, 1)
    columns = {column["name"] for column in inspect(db.engine).get_columns("membership")}
    assert "counts_for_quorum" not in columns
    assert "office_tenure" not in inspect(db.engine).get_table_names()
    migrate_database()
    assert revisions()[0] == revisions()[1]
    assert counts() == dict.fromkeys(TABLES, 1)


def test_a_database_of_a_newer_program_is_refused(old_office: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for refuses in (migrate_database, require_current):
        with pytest.raises(SettingsError, match="neueren Fassung") as refusal:
            refuses()
        # It leads nowhere: this program cannot go back.
        assert "gremien init" not in str(refusal.value)

    assert counts() == dict.fromkeys(TABLES, 1)
    assert is_reachable(str(db.engine.url.render_as_string(hide_password=False)))


def test_the_files_tell_the_revisions_as_alembic_does(app: Flask) -> None:
    scripts = ScriptDirectory(str(migrations_dir()))

    assert known().newest == scripts.get_current_head()
    assert known().all == {one.revision for one in scripts.walk_revisions()}
