"""The page on which the administration takes texts out of the record."""

import re

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from tests import builders as build

REASON = "Antrag nach Art. 17 DSGVO"


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def world(app):
    committee = build.committee()
    admin = build.account("admin@example.org", "Ada", is_admin=True)
    staff = build.account("gs@example.org", "Kim Protokoll", secretariat_of=[committee])
    person = build.person("Geheim")
    build.member(committee, person)
    record(viewer_for(staff, committee), "person.edited", person, summary="Frau Geheim")
    sitting = build.sitting(committee)
    noted = {"note": (None, "Frau Geheim fehlt")}
    record(
        viewer_for(staff, committee),
        "sitting.noted",
        sitting,
        summary="Vermerk geändert",
        changes=noted,
        committee_id=committee.id,
    )
    db.session.commit()
    return {"admin": admin, "staff": staff, "person": person.id, "sitting": sitting.id}


def viewer_for(user, committee):
    return Viewer(user_id=user.id, name=user.name, secretariat_of=frozenset({committee.id}))


@pytest.fixture
def admin(world, new_client, login):
    return login(new_client(), world["admin"])


@pytest.fixture
def staff(world, new_client, login):
    return login(new_client(), world["staff"])


def page_of(world, kind="sitting"):
    slug = {"sitting": "sitzung", "person": "person"}[kind]
    return f"/protokoll/{slug}/{world[kind]}/texte-loeschen"


def send(client, path, **values):
    until = re.search(r'name="until"[^>]*value="(\d+)"', client.get(path).text)
    data = {"until": until[1] if until else "", "reason": REASON} | values
    return client.post(path, data=data)


def test_k8_the_administration_erases_the_texts_of_a_persons_record(admin, world):
    record_page = f"/protokoll/person/{world['person']}"
    path = page_of(world, "person")
    assert f'href="{path}"' in admin.get(record_page).text
    page = admin.get(path).text
    assert "Das lässt sich nicht rückgängig machen" in page
    assert "Frau Geheim" in page

    answer = send(admin, path)

    assert answer.location == record_page
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "audit.erased")).all()
    assert [(one.actor, one.object_type) for one in told] == [("Ada", "person")]
    page = admin.get(record_page).text
    assert "Frau Geheim" not in page
    assert f"Text gelöscht am 22.11.2026 ({REASON})" in page
    assert "Kim Protokoll" in page
    assert verify_chain().faults == []


def test_a_committees_texts_stay_unread_while_they_are_erased(admin, staff, world):
    page = admin.get(page_of(world)).text
    assert "Frau Geheim" not in page
    assert "Vermerk geändert" not in page
    assert "Kim Protokoll" in page

    send(admin, page_of(world))

    for client in (admin, staff):
        told = client.get(f"/protokoll/sitzung/{world['sitting']}").text
        assert f"Text gelöscht am 22.11.2026 ({REASON})" in told
        assert f"Text von 1 Eintrag gelöscht: {REASON}" in told
        assert "Frau Geheim" not in told


def test_a_reason_is_asked_for(admin, world):
    page = send(admin, page_of(world), reason="").text

    assert "Bitte nennen Sie den Grund der Löschung." in page
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.is_erased)).all() == []


@pytest.mark.parametrize("until", ["", "0", "x", "9" * 20])
def test_without_what_the_page_showed_nothing_is_erased(admin, world, until):
    page = send(admin, page_of(world), until=until).text

    assert "Hier ist kein Text zu löschen." in page
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.is_erased)).all() == []


def test_where_nothing_is_left_the_page_says_so(admin, world):
    send(admin, page_of(world))

    page = admin.get(page_of(world)).text

    assert "Hier ist kein Text zu löschen." in page
    assert "endgültig löschen" not in page


def test_the_secretariat_may_not_and_is_not_offered_it(staff, world):
    for path in (page_of(world), page_of(world, "person")):
        assert staff.get(path).status_code == 403
        assert send(staff, path).status_code == 403
    assert "texte-loeschen" not in staff.get(f"/protokoll/sitzung/{world['sitting']}").text


def test_what_is_no_kind_of_object_is_not_found(admin, world):
    assert admin.get("/protokoll/unsinn/1/texte-loeschen").status_code == 404
