"""Writing the record, and finding every way of tampering with it; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import delete, select, text, update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from tests.builders import committee


def written(count=5):
    for number in range(1, count + 1):
        record(SYSTEM, "test.made", summary=f"Eintrag {number}", changes={"n": (None, number)})
        db.session.commit()


def entries():
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)))


def faults():
    db.session.expire_all()
    return verify_chain().faults


def tamper(statement):
    """As someone would with a database tool."""
    db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.commit()


def test_entries_are_numbered_without_gaps_and_sealed_to_each_other(app):
    written(2)
    record(SYSTEM, "test.made", summary="drei")
    record(SYSTEM, "test.made", summary="vier")
    db.session.commit()

    chain = entries()
    assert [(e.seq, e.summary) for e in chain] == [
        (1, "Eintrag 1"),
        (2, "Eintrag 2"),
        (3, "drei"),
        (4, "vier"),
    ]
    assert [e.previous_hash for e in chain] == ["", *(e.hash for e in chain[:-1])]
    assert faults() == []


def test_a_rolled_back_change_leaves_no_gap(app):
    written(1)
    record(SYSTEM, "test.made", summary="verworfen")
    db.session.flush()
    db.session.rollback()
    with db.session.begin_nested() as inner:
        record(SYSTEM, "test.made", summary="auch verworfen")
        db.session.flush()
        inner.rollback()
    written(1)

    assert [e.seq for e in entries()] == [1, 2]
    assert faults() == []


def test_a_savepoint_is_no_commit(app):
    with db.session.begin_nested():
        record(SYSTEM, "test.made", summary="eins")
    record(SYSTEM, "test.made", summary="zwei")
    db.session.commit()

    assert [e.seq for e in entries()] == [1, 2]
    assert faults() == []


def test_an_entry_tells_its_object_and_plain_values(app):
    made = committee()
    entry = record(
        SYSTEM,
        "test.made",
        made,
        summary="x" * 600,
        committee_id=made.id,
        changes={"day": (None, date(2026, 1, 2)), "tuple": (None, (1, 2))},
    )
    db.session.commit()

    assert (entry.object_type, entry.object_id) == ("committee", made.id)
    assert len(entry.summary) == 500
    assert entry.changes == {"day": [None, "2026-01-02"], "tuple": [None, [1, 2]]}
    assert (entry.origin, entry.request_id) == ("", "")
    assert faults() == []


def test_a_request_leaves_its_shortened_address_and_number(app):
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.77"}):
        first = record(SYSTEM, "test.made", summary="eins")
        second = record(SYSTEM, "test.made", summary="zwei")
        db.session.commit()
        db.session.refresh(first)

        assert "77" not in first.origin
        assert first.origin.startswith("192.0.2.")
        assert len(first.request_id) == 16
        assert first.request_id == second.request_id


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            update(AuditEntry).where(AuditEntry.seq == 3).values(summary="anders"),
            "Der Inhalt von Eintrag 3 wurde verändert.",
        ),
        (
            update(AuditEntry).where(AuditEntry.seq == 3).values(action="test.other"),
            "Eintrag 3 wurde verändert oder an eine andere Stelle gesetzt.",
        ),
        (
            delete(AuditEntry).where(AuditEntry.seq == 3),
            "Eintrag 3 fehlt: gelöscht oder an eine andere Stelle gesetzt.",
        ),
        (
            update(AuditEntry).where(AuditEntry.seq == 2).values(seq=None),
            "Vor Eintrag 1 steht ein Eintrag außerhalb der Kette; er wurde eingefügt.",
        ),
        (
            delete(AuditEntry).where(AuditEntry.seq == 5),
            "Das Ende passt nicht: Vermerkt sind 5 Einträge, vorhanden sind 4.",
        ),
        (
            update(AuditHead).values(seq=4),
            "Das Ende passt nicht: Vermerkt sind 4 Einträge, vorhanden sind 5.",
        ),
        (
            delete(AuditHead),
            "Das Ende passt nicht: Vermerkt sind 0 Einträge, vorhanden sind 5.",
        ),
    ],
)
def test_tampering_is_named(app, change, told):
    written()

    tamper(change)

    assert faults() == [told]


def test_an_exchanged_order_is_named(app):
    written()

    for old, new in ((2, 99), (3, 2), (99, 3)):
        tamper(update(AuditEntry).where(AuditEntry.seq == old).values(seq=new))

    assert faults() == ["Eintrag 2 wurde verändert oder an eine andere Stelle gesetzt."]


def test_an_entry_made_up_at_the_end_is_named(app):
    written(2)

    tamper(
        text(
            "INSERT INTO audit_entry (seq, at, actor, action, object_type, summary, changes, "
            "previous_hash, hash, payload_hash, salt, origin, request_id, is_erased) "
            "SELECT 3, at, actor, action, object_type, summary, changes, hash, "
            "hash, payload_hash, salt, origin, request_id, is_erased FROM audit_entry WHERE seq = 2"
        )
    )

    assert faults() == ["Eintrag 3 wurde verändert oder an eine andere Stelle gesetzt."]


def test_k6_parallel_writers_make_one_line(app):
    def write(writer):
        with app.app_context():
            for number in range(5):
                record(SYSTEM, "test.made", summary=f"{writer}/{number}")
                db.session.commit()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(16)))

    assert [e.seq for e in entries()] == list(range(1, 81))
    assert faults() == []


def test_a_large_import_reads_the_head_once(app, query_count):
    with query_count() as counted:
        for number in range(500):
            record(SYSTEM, "test.made", summary=f"Eintrag {number}")
        db.session.commit()

    assert len([r for r in counted.reads if "audit_head" in r]) <= 2  # the first makes the row
    assert len([w for w in counted.writes if w.startswith("UPDATE")]) <= 3  # in batches
    assert faults() == []
