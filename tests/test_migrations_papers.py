"""Papers that were there before the search read their titles are found by them afterwards."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.papers.models import PaperFile
from gremien_app.operation.cli.schema import migrate_database
from tests.test_migrations import _filled, old_office  # noqa: F401 -- a fixture

pytestmark = pytest.mark.both_engines
ROWS = {
    "sitting": {
        "committee_id": 1,
        "term_id": 1,
        "state": "planned",
        "format": "in_person",
        "kind": "ordinary",
        "ends_at": "2026-11-22 11:00:00",
    },
    "agenda_item": {"sitting_id": 1, "part": "public", "mark": "none"},
    "stored_file": {"sha256": "a", "kind": "pdf"},
    "paper": {"agenda_item_id": 1, "title": "Straßenbäume"},
    "paper_file": {
        "paper_id": 1,
        "stored_file_id": 1,
        "name": "Übersicht.pdf",
        "text": "von d’oben",
    },
}


def test_what_the_search_reads_is_made_for_papers_that_are_there(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0034")
    with db.engine.begin() as connection:
        for table, values in ROWS.items():
            filled = _filled(connection, table, {"id": 1} | values)
            names, marks = ", ".join(filled), ", ".join(f":{name}" for name in filled)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), filled)

    migrate_database()

    found = db.session.query(PaperFile).one()
    assert found.search_key == fold("Straßenbäume Übersicht.pdf von d’oben")
    assert found.paper.title == "Straßenbäume"
