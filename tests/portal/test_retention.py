"""Every table has a time for which it is kept, and the documents say it."""

from collections import Counter
from pathlib import Path

from gremien_app.base.extensions import db
from gremien_app.config import Settings
from gremien_app.operation.cli.retention import as_table, kinds_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "datenschutz.md"


def defaults(**values):
    return kinds_of(Settings(data_dir=Path(), **values))


def test_every_table_belongs_to_one_kind():
    named = Counter(table for kind in defaults() for table in kind.tables)

    assert set(named) == set(db.metadata.tables)
    assert max(named.values()) == 1


def test_the_document_holds_the_table_as_it_is_generated():
    text = DOCUMENT.read_text(encoding="utf-8")
    written = text.partition("<!-- gremien retention -->\n")[2].partition("\n<!-- Ende -->")[0]

    assert written == as_table(defaults())


def test_the_lengths_come_from_the_settings(client, app, monkeypatch):
    assert "30 Monate" in as_table(defaults(contact_months=30))
    assert "11 Stunden" in as_table(defaults(session_hours=11))

    monkeypatch.setitem(app.config, "CONTACT_MONTHS", 31)
    assert "31 Monate nach der letzten Mitgliedschaft" in client.get("/datenschutz").text
