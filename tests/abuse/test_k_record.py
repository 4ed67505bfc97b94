"""K: the record of changes, from outside."""

import pytest
from click.testing import CliRunner

from gremien_app.base.audit.models import AuditEntry
from gremien_app.operation.cli import cli
from tests import builders as build
from tests.web.planted import MARK


def test_k1_a_change_leaves_exactly_one_entry(as_role, server, recorded):
    staff = as_role("staff")
    at = f"/sitzungen/{server.fresh}"
    token = staff.token("/konto")
    recorded()

    staff.post(f"{at}/tagesordnung/neu", {"title": "Ein Punkt"}, token=token)
    assert recorded() == ["agenda.item_added"]

    staff.post(f"{at}/frist", {"kind": "access", "done": "y"}, token=token)
    assert len(recorded()) <= 1

    staff.post(f"{at}/tagesordnung/neu", {"title": ""}, token=token)
    assert recorded() == []

    page = staff.get(f"{at}/bearbeiten").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    same = {"publicity": "ja", "kind": "regular", "format": "in_person", "room": "0"}
    noted = same | {"number": "901", "version": version, "note": "streng vertraulich"}
    assert staff.post(f"{at}/bearbeiten", noted, token=token).status == 302
    assert recorded() == ["sitting.noted"]


def test_k1_refused_attempts_and_confidential_downloads_leave_one_too(as_role, server, recorded):
    member, staff = as_role("member"), as_role("staff")
    at = f"/sitzungen/{server.sitting}"
    recorded()

    assert member.get(f"{at}/bearbeiten").status == 403
    assert recorded() == ["access.refused"]

    assert staff.get(f"{at}/niederschrift-nichtoeffentlich.docx").status == 200
    assert recorded() == ["download.sent"]

    assert staff.get(f"{at}/niederschrift.docx").status == 200  # what everybody may fetch
    assert recorded() == []


def test_k1_sign_ins_leave_an_entry(server, anonymous, recorded):
    recorded()
    anonymous.sign_in(server.emails.member, build.PASSWORD)
    assert len(recorded()) == 1

    anonymous.sign_in("niemand@example.org", "falsch")
    assert len(recorded()) <= 1


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_k4_the_record_takes_nothing_in(as_role, server, recorded, method):
    admin = as_role("admin")
    recorded()

    for path in ("/protokoll", f"/protokoll/sitzung/{server.sitting}"):
        assert admin.ask(method, path, b"actor=x", {}).status == 405

    assert recorded() == []


def test_k4_nobody_writes_in_anothers_name(as_role, server, stored):
    staff = as_role("staff")
    staff.post(
        f"/sitzungen/{server.fresh}/tagesordnung/neu",
        {"title": "Fremder Name", "actor": "Jemand", "user_id": "1", "at": "2020-01-01"},
    )

    with stored() as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry.actor == "Kim Protokoll"
        assert entry.at.year > 2020
        assert entry.origin == "127.0.0.x"


def test_k7_neither_record_nor_log_hold_secrets(server, stored, as_role):
    cookie = next(iter(as_role("staff").cookies.values()))
    with stored() as session:
        told = " ".join(
            f"{e.summary} {e.changes} {e.actor} {e.origin}" for e in session.query(AuditEntry)
        ).lower()
    told += (server.folder / "server.log").read_text().lower()

    for secret in (build.PASSWORD, cookie.lower(), "argon2", f"{MARK}-titel", f"{MARK}-begründung"):
        assert secret not in told, secret


def test_k_the_record_is_whole_after_all_this(server):
    done = CliRunner().invoke(cli, ["verify", "--data", str(server.folder)])

    assert done.exit_code == 0, done.output
