"""A person is called otherwise: the former name goes everywhere, or stays where it is wanted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.administration.actions import edit_user
from gremien_app.people.persons.actions import add_person, edit_person, hide_former_names
from gremien_app.people.persons.naming_rules import Former
from tests import builders as build

OFFICE = Viewer(user_id=None, name="Das Büro")
MARRIED = Former(is_visible=True, since=date(2026, 5, 1))


@pytest.fixture
def person(app):
    return add_person(OFFICE, salutation="Herr", first_name="Jürgen", last_name="Altenau")


def told() -> str:
    """Everything that the record of changes holds, as text."""
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return "\n".join(f"{one.actor} {one.summary} {one.changes}" for one in entries)


def rename(person, **values):
    edit_person(OFFICE, person, **{"first_name": "Jana", "salutation": "Frau"} | values)
    db.session.commit()
    db.session.refresh(person)


def test_a_new_name_hides_the_former_one_unless_somebody_wants_it_seen(person):
    rename(person)

    assert person.on(date(2020, 1, 1)).name == "Jana Altenau"
    assert person.former_names == []
    assert "jurgen" not in person.ref
    assert "juergen" not in person.ref
    assert "Name geändert" in told()
    assert "Jana" not in told()


def test_a_name_that_stays_visible_is_shown_up_to_its_last_day(person):
    edit_person(OFFICE, person, former=MARRIED, last_name="Neuhaus")
    db.session.commit()

    assert person.on(date(2026, 4, 30)).name == "Jürgen Altenau"
    assert person.on(date(2026, 5, 1)).name == "Jürgen Neuhaus"
    assert "altenau" in person.ref


def test_names_that_were_visible_go_with_a_name_that_may_not_be_told(person):
    edit_person(OFFICE, person, former=MARRIED, last_name="Neuhaus")
    db.session.commit()
    rename(person)

    assert person.on(date(2026, 4, 30)).name == "Jana Neuhaus"


def test_visible_names_can_be_hidden_later(person):
    edit_person(OFFICE, person, former=MARRIED, last_name="Neuhaus")
    record(OFFICE, "test.told", person, summary="Jürgen Altenaus Antrag")
    db.session.commit()

    hide_former_names(OFFICE, person)
    db.session.commit()

    assert person.former_names == []
    assert "Jürgen Neuhaus" in told()
    assert "Altenau" not in told()
    with pytest.raises(RuleBroken, match="kein früherer Name"):
        hide_former_names(OFFICE, person)


def test_the_new_name_begins_neither_tomorrow_nor_before_the_one_so_far(person):
    tomorrow = Former(is_visible=True, since=today() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="Zukunft"):
        edit_person(OFFICE, person, former=tomorrow, last_name="Neuhaus")
    edit_person(OFFICE, person, former=MARRIED, last_name="Neuhaus")
    with pytest.raises(RuleBroken, match=r"30\.04\.2026"):
        edit_person(OFFICE, person, former=MARRIED, last_name="Dritter")


def test_a_title_or_a_missing_first_name_leaves_no_former_name(app):
    person = build.person("Altenau", "")
    edit_person(OFFICE, person, former=MARRIED, title="Dr.", first_name="Jürgen")

    assert person.former_names == []
    assert "Name geändert" not in told()


def test_the_record_says_the_name_of_today_and_stays_whole(person):
    account = build.account("j@example.org", "Jürgen Altenau", person=person)
    own = Viewer(user_id=account.id, name="Jürgen Altenau")
    record(own, "test.told", person, summary="Dr. Jürgen Altenau: da", changes={
        "added": (None, ["Altenau, Jürgen (Stimmrecht)"]), "yes": (1, 2)
    })  # fmt: skip
    db.session.commit()

    rename(person)
    assert verify_chain().faults == []
    rename(person, first_name="Janina")

    assert account.name == "Janina Altenau"
    assert "Jürgen" not in told()
    entry = db.session.scalars(select(AuditEntry).filter_by(action="test.told")).one()
    assert (entry.actor, entry.summary) == ("Janina Altenau", "Dr. Janina Altenau: da")
    assert entry.changes["added"] == [None, ["Altenau, Janina (Stimmrecht)"]]
    assert entry.salt == ""
    assert verify_chain().faults == []

    entry.changes = entry.changes | {"yes": [1, 20]}
    db.session.commit()
    assert verify_chain().faults == [f"Der Inhalt von Eintrag {entry.seq} wurde verändert."]


def test_whoever_is_entered_today_rewrites_nothing_of_before(app):
    record(OFFICE, "test.told", build.person(), summary="Sitzung verlegt")
    db.session.commit()
    person = add_person(OFFICE, first_name="Sitzung", last_name="verlegt")
    db.session.commit()

    edit_person(OFFICE, person, first_name="Alles", last_name="anders")
    db.session.commit()

    assert "Sitzung verlegt" in told()


def test_another_person_of_the_same_name_keeps_it(person):
    build.person("Altenau", "Jürgen")
    record(OFFICE, "test.told", person, summary="Jürgen Altenau: da")
    db.session.commit()

    rename(person)

    assert "Jürgen Altenau: da" in told()


def test_names_beside_what_was_done_and_in_mails_are_those_of_today(person):
    sitting = build.sitting(build.committee(contact_name="Jürgen Altenau"))
    build.item(sitting, presenter="Jürgen Altenau")
    db.session.add(OutboxMail(
        key="k", to_address="j@example.org", to_name="Jürgen Altenau", subject="Einladung",
        body="Guten Tag Jürgen Altenau,", created_at=utc_now(), due_at=utc_now(),
    ))  # fmt: skip
    db.session.commit()

    rename(person)

    mail = db.session.scalars(select(OutboxMail)).one()
    assert (mail.to_name, mail.body) == ("Jana Altenau", "Guten Tag Jana Altenau,")
    assert sitting.committee.contact_name == "Jana Altenau"


def test_an_account_without_a_person_is_renamed_in_the_record_too(app):
    account = build.account("b@example.org", "Bernd Büro")
    own = Viewer(user_id=account.id, name="Bernd Büro")
    record(own, "test.told", build.person(), summary="Etwas")
    db.session.commit()

    edit_user(
        OFFICE, account, email=account.email, name="Berta Büro", person_id=None, is_admin=False
    )
    db.session.commit()

    assert "Bernd" not in told()
    assert verify_chain().faults == []
