"""Entries that were written before there was a chain are sealed by the upgrade."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db

INSERT = (
    "INSERT INTO audit_entry (at, actor, action, object_type, object_id, committee_id, summary, "
    "changes) VALUES ('2026-01-0{n} 10:00:00', 'Öz', 'sitting.moved', 'sitting', {n}, 1, "
    "'Verlegt {n}', '{{\"ä\": [null, {n}]}}')"
)


@pytest.mark.both_engines
def test_old_entries_are_sealed_and_new_ones_follow(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "sealed").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0002")
        for number in (1, 2, 3):
            db.session.execute(text(INSERT.format(n=number)))
        db.session.commit()

        upgrade(revision="head")
        record(SYSTEM, "test.made", summary="danach")
        db.session.commit()

        chain = db.session.query(AuditEntry).order_by(AuditEntry.seq).all()
        assert [(e.seq, e.summary) for e in chain] == [
            (1, "Verlegt 1"),
            (2, "Verlegt 2"),
            (3, "Verlegt 3"),
            (4, "danach"),
        ]
        assert verify_chain().faults == []
        db.session.remove()
        db.engine.dispose()
