"""How often the database is asked while minutes are signed, and how often the document is made."""

from types import SimpleNamespace

import pytest

from gremien_app.base.extensions import db
from gremien_app.records.minutes import actions, assembly, queries
from gremien_app.records.minutes.models import MinutesState
from tests.databases import traced
from tests.minutes.world import NOW, held_sitting

# Who asks (3), the sitting and its lock (5), its minutes (10), their record (17), the chain.
MOST_READS = 36


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    minutes = actions.begin(world.taker, world.sitting, NOW)
    for item in (world.second, world.closed):
        actions.write_entry(world.taker, minutes, item.id, "Besprochen.", 0)
    actions.submit(world.taker, minutes, NOW)
    db.session.commit()
    world.minutes, world.sha256 = minutes, minutes.current_version.content_sha256
    return world


@pytest.fixture
def counted(monkeypatch):
    """How often the record is read and a part of the document made."""
    found = SimpleNamespace(records=0, documents=0)

    def counting(name, kind, function):
        def count(*args, **kwargs):
            setattr(found, name, getattr(found, name) + 1)
            return function(*args, **kwargs)

        monkeypatch.setattr(kind, function.__name__, count)

    counting("records", queries, queries.record_of)
    counting("documents", assembly, assembly.minutes_document)
    return found


@pytest.fixture
def press(world, new_client, login):
    """Press a button as somebody; the reads of that request."""

    def send(who, where, **data):
        page = login(new_client(), getattr(world.accounts, who))
        address = f"/sitzungen/{world.sitting.id}/niederschrift/{where}"
        data = {"sha256": world.sha256} | data
        db.session.rollback()
        with traced() as trace:
            answer = page.post(address, data=data)
        assert answer.status_code == 302
        return len(trace.reads)

    return send


def test_a_signature_reads_the_record_once_and_makes_no_document_anew(world, press, counted):
    assert press("chair", "entscheiden", decision="sign") <= MOST_READS

    assert (counted.records, counted.documents) == (1, 0)


def test_the_last_signature_closes_the_minutes_by_one_look_at_the_record(world, press, counted):
    press("chair", "entscheiden", decision="sign")
    counted.records = 0

    assert press("taker", "unterzeichnen") <= MOST_READS

    assert (counted.records, counted.documents) == (1, 0)
    db.session.expire_all()
    assert world.minutes.state is MinutesState.SIGNED


def test_a_refusal_and_its_return_read_the_record_once_each(world, press, counted):
    assert press("chair", "verweigern", reason="Der Ort fehlt.") <= MOST_READS
    assert (counted.records, counted.documents) == (1, 0)

    press("taker", "zurueckholen")
    assert (counted.records, counted.documents) == (1, 0)
