import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.persons.actions import add_person, edit_person
from tests import builders as build


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_new_person_is_found_by_the_name(app):
    person = add_person(SYSTEM, first_name="Jörg", last_name="Weiß", title="Dr.")

    assert person.name == "Dr. Jörg Weiß"
    assert person.search_key == "dr. jorg weiss"
    assert audited() == ["person.added"]


def test_two_persons_may_have_the_same_name(app):
    first = add_person(SYSTEM, first_name="Kim", last_name="Muster")
    second = add_person(SYSTEM, first_name="Kim", last_name="Muster")

    assert first.ref != second.ref


@pytest.mark.parametrize(
    ("last_name", "email", "field"), [("", "", "last_name"), ("Muster", "kim@ example", "email")]
)
def test_a_person_needs_a_last_name_and_a_real_address(app, last_name, email, field):
    with pytest.raises(RuleBroken) as refused:
        add_person(SYSTEM, first_name="Kim", last_name=last_name, email=email)

    assert refused.value.field == field


def test_the_record_of_changes_holds_no_contact_data(app):
    person = build.person()

    edit_person(
        SYSTEM,
        person,
        first_name="Kim",
        last_name="Neu",
        title="",
        salutation="",
        email="kim@example.org",
        phone="0221 1",
    )

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert {entry.action for entry in entries} == {"person.edited", "person.renamed"}
    assert [entry.changes for entry in entries if "example.org" in str(entry.changes)] == []
    assert person.search_key == "kim neu"
