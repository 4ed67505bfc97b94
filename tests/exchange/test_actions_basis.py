"""The basis of a name and a refused signature in a file: with kind and end; old files as before."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.channels.data_format.read import ImportRefused
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import basis_of
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.models import Minutes, MinutesState
from tests.exchange.test_actions import BASE, CHAIR, HELD, MEMBER

OFFICE = {"kind": "office", "basis": "Ratsmitglied", "date": "2025-11-01"}


def persons(publish):
    return BASE | {"persons": [CHAIR | {"publish": publish}, MEMBER]}


def memberships(publish):
    first, *rest = BASE["memberships"]
    return BASE | {"memberships": [first | {"publish": publish}, *rest]}


def test_kind_and_end_are_loaded(load):
    load(**persons(OFFICE | {"until": "2030-10-31"}))

    person = db.session.query(Person).filter_by(ref="chair").one()
    assert basis_of(person).told == (
        "Öffentliches Amt oder Mandat seit 01.11.2025: Ratsmitglied, gilt bis 31.10.2030"
    )


def test_a_mandate_may_end_with_the_membership(load):
    load(**memberships(OFFICE | {"with_membership": True}))

    one = db.session.query(Membership).filter_by(publication_basis="Ratsmitglied").one()
    assert (one.publication_kind, one.publication_ends_along) == (BasisKind.OFFICE, True)


@pytest.mark.parametrize(
    ("publish", "kind"),
    [
        ({"basis": "Amtsträgerin", "date": "2020-11-15"}, BasisKind.OFFICE),
        ({"basis": "Einwilligung", "date": "2020-11-15"}, BasisKind.CONSENT),
        (
            {"basis": "Amtsträgerin", "date": "2020-11-15", "revoked": "2021-01-01"},
            BasisKind.CONSENT,
        ),
    ],
)
def test_a_file_of_before_says_no_kind_and_is_read(load, publish, kind):
    load(**persons(publish))

    assert db.session.query(Person).filter_by(ref="chair").one().publication_kind is kind


@pytest.mark.parametrize(
    ("tables", "place", "message"),
    [
        (persons(OFFICE), "persons[0].publish", "wann das endet"),
        (persons(OFFICE | {"until": "2020-01-01"}), "persons[0].publish", "vor „date“"),
        (
            persons(OFFICE | {"until": "2030-10-31", "revoked": "2026-01-01"}),
            "persons[0].publish",
            "Widerrufen wird eine Einwilligung",
        ),
        (memberships(OFFICE), "memberships[0].publish", "wann das endet"),
        (persons(OFFICE | {"kind": "rat"}), "persons[0].publish.kind", ""),
        (persons(OFFICE | {"with_membership": True}), "persons[0].publish", ""),
    ],
)
def test_what_a_form_refuses_is_refused_with_its_place(load, tables, place, message):
    with pytest.raises(ImportRefused) as refused:
        load(**tables)

    told = [one for one in refused.value.problems if one.where.startswith(place)]
    assert told, refused.value.problems
    assert any(message in one.message for one in told)


def test_a_refused_signature_stands_with_its_reason(load):
    minutes = {
        "state": "signed", "minute_taker": "Kim Protokoll", "submitted": "2026-03-20",
        "signed": "2026-03-21", "refused": {"by": "chair", "reason": "zu knapp"},
    }  # fmt: skip

    load(**BASE, sittings=[HELD | {"minutes": minutes}])

    found = db.session.query(Minutes).one()
    assert found.state is MinutesState.SIGNED
    told = {one.role.value: one.refusal_reason for one in found.current_version.signatures}
    assert told == {"chair": "zu knapp", "minute_taker": ""}
