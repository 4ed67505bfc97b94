"""What an upgrade does to what is kept of persons."""

from datetime import date

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import basis_of
from gremien_app.people.members.models import Membership
from gremien_app.people.members.publicity_rules import is_name_public, is_person_public
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from tests.resolutions.test_migration import insert


@pytest.mark.both_engines
def test_languages_that_tell_of_a_disability_are_taken_out_on_record(
    engine_name, new_database, new_app
):
    app = new_app(new_database(engine_name, "languages").replace("sql://", "sql+psycopg://"))
    kept = {"kim": "Deutsche Gebärdensprache", "noor": "Türkisch", "deniz": "Leichte Sprache, Dari"}
    with app.app_context():
        upgrade(revision="0002")
        db.session.execute(text(ADDED))
        db.session.commit()
        upgrade(revision="0008")
        for number, (ref, language) in enumerate(kept.items(), start=1):
            db.session.execute(text(PERSON), {"id": number, "ref": ref, "language": language})
        db.session.commit()

        upgrade(revision="head")

        persons = {one.ref: one for one in db.session.query(Person)}
        assert {ref: one.language for ref, one in persons.items()} == {
            "kim": "",
            "noor": "Türkisch",
            "deniz": "",
        }
        assert persons["kim"].recorded_on.isoformat() == "2025-03-01"
        assert persons["noor"].recorded_on == today()
        told = db.session.query(AuditEntry).filter(AuditEntry.action == "person.edited").all()
        assert [(e.object_id, e.summary, e.changes) for e in told] == [
            (number, "Angaben zur Person geleert: Sprache", {}) for number in (1, 3)
        ]
        assert verify_chain().faults == []
        db.session.remove()
        db.engine.dispose()


@pytest.mark.both_engines
def test_stored_names_are_found_with_every_apostrophe(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "signs").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0008")
        db.session.execute(text(PERSON), {"id": 1, "ref": "jo", "language": ""})
        db.session.execute(text("UPDATE person SET search_key = 'jo d’arc‑öz'"))
        for number, key in enumerate(("l'avenir", "l’avenir", "chez‑nous"), start=1):
            values = {"id": number, "name": key, "key": key}
            db.session.execute(text(ORGANIZATION), values)
        db.session.commit()

        upgrade(revision="head")

        assert db.session.query(Person.search_key).scalar() == "jo d'arc-öz"
        keys = db.session.query(Organization.search_key).order_by(Organization.id)
        assert [key for (key,) in keys] == ["l'avenir", "l’avenir", "chez-nous"]
        db.session.remove()
        db.engine.dispose()


ORGANIZATION = (
    "INSERT INTO organization (id, name, short, kind, search_key, version) "
    "VALUES (:id, :name, '', 'other', :key, 1)"
)
PERSON = (
    "INSERT INTO person (id, ref, first_name, last_name, title, salutation, pronoun, order_name, "
    "office, email, phone, mobile, street, postal_code, town, language, papers_as, "
    "publication_basis, search_key, sort_key, version) VALUES (:id, :ref, '', 'Muster', '', '', "
    "'', '', '', '', '', '', '', '', '', :language, '', '', '', '', 1)"
)
GIVEN = date(2025, 12, 1)
ADDED = (
    "INSERT INTO audit_entry (at, actor, action, object_type, object_id, summary, changes) VALUES "
    "('2025-03-01 10:00:00', 'Öz', 'person.added', 'person', 1, 'Person angelegt', '{}')"
)


@pytest.mark.both_engines
def test_texts_of_a_basis_become_kinds_and_nobody_more_or_less_is_public(
    engine_name, new_database, new_app
):
    app = new_app(new_database(engine_name, "basis").replace("sql://", "sql+psycopg://"))
    texts = ("", "Einwilligung vom 01.12.2025", "Amtsträgerin", "Ratsmitglied", "Ja", "Mandat")
    with app.app_context():
        upgrade(revision="0017")
        with db.engine.begin() as connection:
            for number, words in enumerate(texts, start=1):
                revoked = date(2026, 1, 5) if words == "Mandat" else None
                days = {"publication_date": GIVEN, "publication_revoked_on": revoked}
                names = {"id": number, "ref": f"p{number}", "last_name": "Muster"}
                insert(connection, "person", publication_basis=words, **names, **days)
            insert(connection, "committee", id=1, slug="ir", short="IR")
            period = {"starts_on": date(2020, 11, 1), "ends_on": date(2025, 10, 31)}
            basis = {"publication_basis": "Ratsmitglied", "publication_date": GIVEN}
            ids = {"id": 1, "committee_id": 1, "person_id": 1, "role": "voting"}
            insert(connection, "membership", **ids, **period, **basis)

        upgrade(revision="head")

        persons = db.session.query(Person).order_by(Person.id).all()
        kinds = [one.publication_kind and one.publication_kind.value for one in persons]
        assert kinds == [None, "consent", "office", "office", "consent", "consent"]
        assert [one.publication_basis for one in persons] == list(texts)
        day = date(2026, 1, 10)
        shown = [is_person_public(one, None, day) for one in persons]
        assert shown == [False, True, True, True, True, False]
        gone = db.session.query(Membership).one()
        assert (gone.publication_kind, gone.publication_ends_along) == (BasisKind.OFFICE, False)
        assert is_name_public(gone, date(2099, 1, 1))
        assert basis_of(gone).lacks_end
        db.session.remove()
        db.engine.dispose()
