from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.persons import queries
from gremien_app.people.persons.actions import (
    add_person,
    edit_person,
    record_consent,
    revoke_consent,
)
from gremien_app.people.persons.models import ContactKind
from tests import builders as build

GIVEN = date(2025, 12, 1)


@pytest.fixture
def person(app):
    return build.person(email="kim@example.org", publication_basis="Ja", publication_date=GIVEN)


def secretary_of(committee) -> Viewer:
    return Viewer(user_id=1, secretariat_of=frozenset({committee.id}))


def give(person, kind=ContactKind.EMAIL, given_on=GIVEN):
    return record_consent(SYSTEM, person, kind=kind, basis="Schreiben", given_on=given_on)


def published(person):
    return queries.public_contacts_of([person]).get(person.id, [])


def summaries() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.summary).order_by(AuditEntry.id)))


# Names


@pytest.mark.parametrize(
    ("names", "key"),
    [
        ({"first_name": "Jörg", "last_name": "Weiß"}, "weiss jorg"),
        ({"last_name": "Yıldız"}, "yildiz"),
        ({"first_name": "Kim", "last_name": "von der Heide", "order_name": "Heide"}, "heide"),
    ],
)
def test_a_name_is_sorted_by_its_folded_form(app, names, key):
    assert add_person(SYSTEM, **names).sort_key == key


def test_a_changed_name_is_sorted_and_found_anew(app):
    person = add_person(SYSTEM, first_name="Kim", last_name="Alt")

    edit_person(SYSTEM, person, last_name="Çelik")

    assert (person.sort_key, person.search_key) == ("celik kim", "kim celik")


def test_what_is_not_named_stays(app):
    person = build.person(email="kim@example.org", town="Köln")

    edit_person(SYSTEM, person, town="Bonn")

    assert (person.email, person.town, person.last_name) == ("kim@example.org", "Bonn", "Muster")


def test_the_record_names_what_changed_but_not_the_data(app):
    person = build.person()

    edit_person(SYSTEM, person, email="kim@example.org", mobile="0170 1")
    edit_person(SYSTEM, person, email="kim@example.org")

    (entry,) = db.session.scalars(select(AuditEntry)).all()
    assert entry.summary == "Angaben zur Person geändert: E-Mail-Adresse und Mobiltelefon"
    assert entry.changes == {}


# Publication


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"publication_kind": BasisKind.CONSENT, "publication_basis": "Ja"}, "publication_date"),
        ({"publication_date": GIVEN}, "publication_basis"),
        ({"publication_revoked_on": GIVEN}, "publication_revoked_on"),
        (
            {
                "publication_kind": BasisKind.CONSENT,
                "publication_basis": "Ja",
                "publication_date": GIVEN,
                "publication_revoked_on": GIVEN - timedelta(days=1),
            },
            "publication_revoked_on",
        ),
        (
            {
                "publication_kind": BasisKind.CONSENT,
                "publication_basis": "Ja",
                "publication_date": GIVEN,
                "publication_revoked_on": date(2099, 1, 1),
            },
            "publication_revoked_on",
        ),
    ],
)
def test_a_basis_has_its_day_and_a_revocation_comes_after_it(app, details, field):
    person = build.person()

    with pytest.raises(RuleBroken) as refused:
        edit_person(SYSTEM, person, **details)

    assert refused.value.field == field
    assert person.publication_basis == ""


def test_contact_data_is_public_only_with_its_own_consent(person):
    assert published(person) == []

    give(person)

    assert published(person) == [(ContactKind.EMAIL, "kim@example.org")]


def test_a_revoked_consent_publishes_nothing(person):
    consent = give(person)

    revoke_consent(SYSTEM, consent, GIVEN)

    assert published(person) == []
    assert summaries() == [
        "Einwilligung eingetragen: E-Mail-Adresse",
        "Einwilligung beendet: E-Mail-Adresse",
    ]


def test_a_consent_ends_with_the_value_it_was_given_for(person):
    give(person)

    ended = edit_person(SYSTEM, person, email="privat@example.org").ended

    assert ended == ["E-Mail-Adresse"]
    assert person.consents[0].revoked_on == today()
    assert published(person) == []


def test_another_change_leaves_the_consent(person):
    give(person)

    assert edit_person(SYSTEM, person, phone="0221 1").ended == []
    assert len(published(person)) == 1


@pytest.mark.parametrize(
    ("kind", "given_on", "field", "words"),
    [
        (ContactKind.PHONE, GIVEN, "kind", "kein Telefon eingetragen"),
        (ContactKind.EMAIL, date(2099, 1, 1), "given_on", "Zukunft"),
        (ContactKind.EMAIL, None, "given_on", "seit wann"),
    ],
)
def test_a_consent_is_for_data_that_is_there_and_begun(person, kind, given_on, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        give(person, kind, given_on)

    assert refused.value.field == field


def test_one_consent_runs_per_kind_and_a_new_one_follows_a_revoked_one(person):
    consent = give(person)
    with pytest.raises(RuleBroken, match=r"seit dem 01\.12\.2025"):
        give(person)

    revoke_consent(SYSTEM, consent, today())
    give(person, given_on=today())

    assert len(published(person)) == 1


@pytest.mark.parametrize("day", [None, GIVEN - timedelta(days=1), date(2099, 1, 1)])
def test_a_revocation_has_a_day_after_the_consent_and_not_ahead(person, day):
    consent = give(person)

    with pytest.raises(RuleBroken):
        revoke_consent(SYSTEM, consent, day)

    assert consent.revoked_on is None


def test_what_is_revoked_is_not_revoked_again(person):
    consent = give(person)
    revoke_consent(SYSTEM, consent, today())

    with pytest.raises(RuleBroken, match="schon am"):
        revoke_consent(SYSTEM, consent, today())


# Namesakes


@pytest.mark.parametrize(
    ("first_name", "last_name", "found"),
    [
        ("Jörg", "Müller", True),
        ("joerg", "MUELLER", True),
        ("Jorg", "Müller", False),
        ("Kim", "Müller", False),
        ("", "Müller", False),
    ],
)
def test_somebody_of_the_same_name_is_found_however_it_is_written(
    app, first_name, last_name, found
):
    council = build.committee()
    build.member(council, build.person("Müller", "Jörg"))
    viewer = secretary_of(council)

    assert bool(queries.persons_called(viewer, first_name, last_name)) is found


def test_a_namesake_in_a_foreign_committee_stays_unknown(app):
    build.member(build.committee(), build.person("Müller", "Jörg"))
    viewer = secretary_of(build.committee("integrationsrat"))

    assert queries.persons_called(viewer, "Jörg", "Müller") == []


def test_two_who_enter_persons_at_once_take_turns(app):
    take_turns(Turn.PERSONS)

    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as other:
            free = select(func.pg_try_advisory_xact_lock(Turn.PERSONS.value))
            assert not other.scalar(free)
            db.session.rollback()
            assert other.scalar(free)
