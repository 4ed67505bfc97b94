"""Corrected names reach the open lists; signed ones keep them."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.meetings.proceedings.actions import add_guest
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.people.members.merging_actions import merge_organizations
from gremien_app.people.organizations.actions import edit_organization
from gremien_app.people.persons.actions import edit_person
from gremien_app.people.persons.naming_rules import Former
from tests import builders
from tests.proceedings.conftest import DAY


@pytest.fixture(autouse=True)
def stored(world):
    """The sitting was the day before, its list stands."""
    world.sitting.starts_at -= timedelta(days=1)
    world.sitting.ends_at -= timedelta(days=1)
    db.session.commit()


def edit(person, **values):
    edit_person(SYSTEM, person, **values)
    db.session.commit()


def test_a_corrected_name_and_salutation_stand_in_the_open_list(world):
    world.mark("Ast", status=AttendanceStatus.EXCUSED)
    line = world.people["Ast"]

    edit(line.person, last_name="Ästchen", salutation="Frau", title="Dr.")

    assert (line.name, line.salutation) == ("Dr. Kim Ästchen", "Frau")
    assert (line.sort_name, line.status) == ("Ästchen, Kim", AttendanceStatus.EXCUSED)


def test_a_closed_list_keeps_a_spelling_but_no_name_that_may_not_be_told(world):
    line = world.people["Ast"]
    world.sitting.record_closed_at = utc_now()
    db.session.commit()

    seen = Former(is_visible=True, since=DAY)
    edit_person(SYSTEM, line.person, last_name="Ästchen", former=seen)
    db.session.commit()
    assert line.name == "Kim Ast"
    edit(line.person, title="Dr.")
    assert line.name == "Kim Ast"

    edit(line.person, first_name="Mika")
    assert (line.name, line.sort_name) == ("Dr. Mika Ästchen", "Ästchen, Mika")


def test_the_list_of_a_day_before_the_marriage_has_the_name_of_that_day(world):
    line = world.people["Ast"]
    seen = Former(is_visible=True, since=DAY)

    edit_person(SYSTEM, line.person, last_name="Neu", former=seen)
    db.session.commit()

    assert line.name == "Kim Ast"


def test_an_organisation_has_one_name_in_a_list_however_it_was_spelt(world):
    caritas = builders.organization("Caritas Köln")
    line = world.people["Ast"]
    line.membership.organization = caritas
    line.detail = "Caritas Köln"
    world.sitting.opened_at = utc_now()
    db.session.commit()
    guest = add_guest(SYSTEM, world.sitting, name="Gast Eins", detail="CARITAS KÖLN", now=utc_now())
    db.session.commit()
    assert guest.detail == "Caritas Köln"

    edit_organization(SYSTEM, caritas, name="Caritasverband Köln", short="", kind=caritas.kind)
    db.session.commit()
    assert (line.detail, guest.detail) == ("Caritasverband Köln", "Caritasverband Köln")

    other = builders.organization("Caritas-Verband")
    db.session.commit()
    merge_organizations(SYSTEM, other, caritas)
    db.session.commit()
    assert (line.detail, guest.detail) == ("Caritas-Verband", "Caritas-Verband")
