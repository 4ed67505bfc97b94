"""The record's pages, and what is put on record by asking."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from gremien_app.base.audit import watch_actions as watch
from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from tests import builders as build
from tests.minutes.world import SECRET, held_sitting


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    at = world.committee.id
    record(world.taker, "sitting.edited", world.sitting, summary="Saal getauscht", committee_id=at)
    world.accounts.admin = build.account("admin@example.org", "Ada", is_admin=True)
    db.session.commit()
    return world


@pytest.fixture
def as_role(world, new_client, login):
    return lambda role: login(new_client(), getattr(world.accounts, role))


def actions():
    db.session.expire_all()
    found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(e.action, e.summary, e.actor) for e in found if e.action.startswith(NOTED)]


NOTED = ("access.", "download.")


def test_the_secretariat_reads_its_committee(as_role):
    page = as_role("taker").get("/protokoll").text

    assert "Saal getauscht" in page
    assert "Kim Protokoll" in page


def test_the_administration_reads_no_details_of_a_committee(as_role):
    page = as_role("admin").get("/protokoll").text

    assert "Saal getauscht" not in page
    assert "Einzelheiten sieht die Geschäftsführung des Gremiums." in page


def test_members_and_strangers_read_nothing(as_role, client):
    assert as_role("member").get("/protokoll").status_code == 403
    assert as_role("chair").get("/protokoll").status_code == 403
    assert client.get("/protokoll").status_code == 302


def test_the_history_of_a_sitting(as_role, world):
    address = f"/protokoll/sitzung/{world.sitting.id}"

    assert "Saal getauscht" in as_role("taker").get(address).text
    assert "keine Einträge" in as_role("taker").get("/protokoll/sitzung/99999").text
    assert as_role("taker").get(f"/protokoll/unsinn/{world.sitting.id}").status_code == 404


def test_a_filter_that_cannot_be_read_is_named(as_role):
    page = as_role("taker").get("/protokoll?von=gestern&bereich=sitting").text

    assert "Fehler" in page
    assert "Saal getauscht" not in page


def test_nothing_found_is_said(as_role):
    assert "Dazu gibt es keine Einträge." in as_role("taker").get("/protokoll?wer=Nemo").text


def test_a_long_record_has_further_pages(as_role, world):
    for number in range(60):
        at = world.committee.id
        record(world.taker, "test.made", summary=f"Nr-{number:02}", committee_id=at)
    db.session.commit()
    client = as_role("taker")

    first = client.get("/protokoll?wer=Kim").text
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(address.replace("&amp;", "&")).text

    assert ("Nr-59" in first, "Nr-09" in first) == (True, False)
    assert ("Nr-59" in second, "Nr-09" in second) == (False, True)
    for odd in ("0", "x", "-1", "9" * 20):
        assert client.get(f"/protokoll?vor={odd}").status_code == 404


def test_what_was_typed_stands_as_text(as_role, world):
    evil = '"><svg onload=alert(1)>'
    at = world.committee.id
    record(world.taker, "test.made", summary=evil, committee_id=at, changes={evil: (evil, evil)})
    db.session.commit()

    page = as_role("taker").get("/protokoll").text

    assert "<svg" not in page
    assert "&lt;svg onload=alert(1)&gt;" in page


def test_a_refused_attempt_is_put_on_record(as_role, world):
    as_role("member").get(f"/sitzungen/{world.sitting.id}/bearbeiten")

    assert actions() == [
        (
            "access.refused",
            f"Abgewiesen: GET /sitzungen/{world.sitting.id}/bearbeiten",
            "Jürgen Öztürk",
        )
    ]


def test_a_refused_form_is_put_on_record_and_nothing_else(as_role, world):
    as_role("member").post(f"/sitzungen/{world.sitting.id}/absagen", data={"reason": "x"})

    assert [action for action, _, _ in actions()] == ["access.refused"]


def test_what_is_not_found_or_asks_to_sign_in_is_not_put_on_record(as_role, client):
    as_role("member").get("/sitzungen/99999")
    client.get("/verwaltung/konten")

    assert actions() == []


def test_the_download_of_a_draft_is_put_on_record(as_role, world):
    client = as_role("taker")
    client.post(f"/sitzungen/{world.sitting.id}/niederschrift/beginnen")

    client.get(f"/sitzungen/{world.sitting.id}/niederschrift.docx")
    client.get(f"/sitzungen/{world.sitting.id}/niederschrift-nichtoeffentlich.docx")

    told = actions()
    assert [action for action, _, _ in told] == ["download.sent"] * 2
    assert told[1][1].startswith("Heruntergeladen: entwurf-niederschrift-")
    assert SECRET not in str(told)


def test_a_page_comes_also_when_the_record_cannot_be_written(as_role, world, monkeypatch):
    client = as_role("member")

    def broken(*_args, **_kwargs):
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(watch, "record", broken)

    assert client.get(f"/sitzungen/{world.sitting.id}/bearbeiten").status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_k4_the_record_has_no_way_in(as_role, world, method):
    record(SYSTEM, "test.made", summary="fest", committee_id=world.committee.id)
    db.session.commit()
    client = as_role("admin")

    for address in ("/protokoll", f"/protokoll/sitzung/{world.sitting.id}"):
        assert getattr(client, method)(address).status_code == 405
