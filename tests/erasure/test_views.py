"""The pages: what would be deleted, the deletion, what was done."""

from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.people.persons.models import Person
from tests import builders
from tests.erasure.world import LAST, NAME, planted, signed

REASON = "Antrag nach Art. 17 DSGVO"


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def world(app):
    committee = builders.committee("stag-planted")
    world = planted(committee, builders.sitting(committee, date(2026, 12, 10)))
    world.admin = builders.account("admin@example.org", "Ada", is_admin=True)
    world.staff = builders.account("kim@example.org", "Kim", secretariat_of=[committee])
    db.session.commit()
    return world


@pytest.fixture
def admin(world, new_client, login):
    return login(new_client(), world.admin)


@pytest.fixture
def staff(world, new_client, login):
    return login(new_client(), world.staff)


def last_form(world):
    return f"/personen/{world.id}/endgueltig-loeschen"


def text_of(client, path):
    return client.get(path).get_data(as_text=True)


def test_the_secretariat_reads_what_would_go_and_who_may_do_it(world, staff):
    page = text_of(staff, f"/personen/{world.id}/loeschen")

    assert "Die Person wird ganz gelöscht" in page
    assert "Kalender-Abos: 1" in page
    assert "Löschen kann nur die Verwaltung" in page
    assert f"/sitzungen/{world.sitting.id}" in page
    assert staff.get(last_form(world)).status_code == 403
    assert f"/personen/{world.id}/loeschen" in text_of(staff, f"/personen/{world.id}")


def test_the_administration_deletes_after_a_last_question_and_reads_what_was_done(world, admin):
    asked = admin.post(last_form(world), data={"reason": REASON})
    assert "Bitte bestätigen Sie" in asked.get_data(as_text=True)
    assert db.session.get(Person, world.id) is not None

    answer = admin.post(
        last_form(world), data={"reason": REASON, "is_confirmed": "y"}, follow_redirects=True
    )

    page = answer.get_data(as_text=True)
    assert "Löschung ausgeführt" in page
    assert "Kalender-Abos: 1" in page
    assert LAST not in page
    db.session.expire_all()
    assert db.session.get(Person, world.id) is None
    assert admin.get(last_form(world)).status_code == 404
    assert LAST not in text_of(admin, f"/protokoll/person/{world.id}")


def test_whoever_is_emptied_keeps_a_page_that_shows_what_is_left(world, admin, staff):
    signed(world)

    admin.post(last_form(world), data={"reason": REASON, "is_confirmed": "y"})

    page = text_of(staff, f"/personen/{world.id}")
    assert f"Dr. {NAME}" in page
    assert "Angaben gelöscht, die Akten bleiben" in page
    assert "planted.example" not in page
    assert text_of(staff, f"/personen/{world.id}/loeschen").count("bleiben") > 1


def test_what_stands_in_the_way_is_said_instead_of_the_form(world, admin):
    builders.member(world.committee, world.person, starts_on=date(2026, 8, 1))
    db.session.commit()

    page = text_of(admin, last_form(world))

    assert "Das geht noch nicht" in page
    assert 'name="reason"' not in page


def test_a_reason_with_the_name_is_refused_at_its_field(world, admin):
    answer = admin.post(last_form(world), data={"reason": NAME, "is_confirmed": "y"})

    assert "keinen Namen" in answer.get_data(as_text=True)
    assert db.session.query(AuditEntry).filter_by(action="person.erased").count() == 0
