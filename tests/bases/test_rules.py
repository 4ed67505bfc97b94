"""On what it rests that a name is public: each kind with its end."""

from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import Basis, kind_of, require_basis
from gremien_app.people.members import publicity_rules as publicity
from gremien_app.people.members.models import MemberRole, Membership, Person

CONSENT, OFFICE, SIGNATORY = BasisKind
GIVEN, LAST, TODAY = date(2026, 1, 1), date(2026, 6, 30), date(2026, 3, 1)
AFTER = date(2026, 7, 1)


def basis(kind=CONSENT, words="Formular", since=GIVEN, **values):
    return Basis(kind=kind, words=words, since=since, **values)


@pytest.mark.parametrize("kind", BasisKind)
@pytest.mark.parametrize(("day", "holds"), [(GIVEN, True), (LAST, True), (AFTER, False)])
def test_it_holds_until_its_last_day(kind, day, holds):
    assert basis(kind, ends_on=LAST).holds_on(day) is holds


def test_a_consent_holds_without_an_end_until_it_is_revoked():
    assert basis().holds_on(date(2099, 1, 1))
    assert not basis(revoked_on=AFTER).holds_on(AFTER)


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        (basis(None), "publication_kind", "Bitte wählen Sie die Art der Grundlage."),
        (basis(words=""), "publication_basis", "worauf sich die Einwilligung bezieht"),
        (basis(OFFICE, words=""), "publication_basis", "Bitte nennen Sie das Amt oder Mandat."),
        (basis(SIGNATORY, words=""), "publication_basis", "Bitte nennen Sie die Aufgabe"),
        (basis(since=None), "publication_date", "den Tag an, an dem eingewilligt wurde"),
        (basis(OFFICE, since=None), "publication_date", "seit wann das Amt oder Mandat besteht"),
        (basis(SIGNATORY, since=None), "publication_date", "seit wann die Person unterzeichnet"),
        (basis(since=AFTER), "publication_date", "liegt in der Zukunft"),
        (basis(ends_on=date(2025, 12, 31)), "publication_ends_on", "erst seit dem 01.01.2026"),
        (basis(OFFICE, ends_on=date(2025, 1, 1)), "publication_ends_on", "erst seit dem 01.01."),
        (basis(OFFICE), "publication_ends_on", "Bitte geben Sie an, wann das endet"),
        (basis(SIGNATORY), "publication_ends_on", "Bitte geben Sie an, wann das endet"),
        (
            basis(OFFICE, ends_on=LAST, revoked_on=TODAY),
            "publication_revoked_on",
            "Widerrufen wird eine Einwilligung",
        ),
        (basis(revoked_on=date(2025, 12, 31)), "publication_revoked_on", "nicht vor dem 01.01."),
        (basis(revoked_on=AFTER), "publication_revoked_on", "gilt sofort"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(wrong, field, message):
    with pytest.raises(RuleBroken) as refused:
        require_basis(wrong, TODAY)

    assert refused.value.field == field
    assert message in refused.value.message


@pytest.mark.parametrize(
    "right",
    [
        Basis(),
        basis(),
        basis(ends_on=LAST),
        basis(revoked_on=TODAY),
        basis(OFFICE, ends_on=LAST),
        basis(OFFICE, ends_along=True),
        basis(SIGNATORY, ends_along=True),
        basis(OFFICE, ends_on=GIVEN),
    ],
)
def test_a_whole_basis_or_none_is_kept(right):
    require_basis(right, TODAY)


def test_what_was_taken_over_without_an_end_is_judged_when_somebody_changes_it():
    old = basis(OFFICE)

    require_basis(old, TODAY, [old])

    assert old.lacks_end
    with pytest.raises(RuleBroken):
        require_basis(basis(OFFICE, words="Ratsmitglied"), TODAY, [old])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((words, OFFICE) for words in ("Amtsträgerin", "Amt", "Ratsmitglied", "Mandat im Rat")),
        *((words, OFFICE) for words in ("Oberbürgermeister", "Mitglied des Rates", "Dezernentin")),
        *((words, CONSENT) for words in ("Einwilligung vom 01.12.2025", "Ja", "Schreiben")),
        *((words, CONSENT) for words in ("ehemalige Bürgermeisterin", "kein Mandat", "Amtsblatt")),
        ("Zustimmung als Ratsmitglied", CONSENT),
    ],
)
def test_an_old_text_is_an_office_only_where_it_surely_names_one(text, kind):
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Basis(), ""),
        (basis(), "Einwilligung vom 01.01.2026: Formular"),
        (basis(words="Einwilligung"), "Einwilligung vom 01.01.2026"),
        (basis(words="Einwilligung vom 01.01.2026"), "Einwilligung vom 01.01.2026"),
        (
            basis(revoked_on=AFTER),
            "Einwilligung vom 01.01.2026: Formular, widerrufen am 01.07.2026",
        ),
        (
            basis(OFFICE, words="Ratsmitglied", ends_on=LAST),
            "Öffentliches Amt oder Mandat seit 01.01.2026: Ratsmitglied, gilt bis 30.06.2026",
        ),
        (
            basis(SIGNATORY, words="Vorsitz", ends_along=True),
            "Unterzeichnende seit 01.01.2026: Vorsitz, endet mit der Mitgliedschaft",
        ),
    ],
)
def test_it_is_told_with_kind_day_and_end(one, told):
    assert one.told == told


def member(person, starts_on=GIVEN, ends_on=None, *, along=True, kind=OFFICE, **values):
    return Membership(
        person=person, committee_id=1, role=MemberRole.VOTING, starts_on=starts_on,
        ends_on=ends_on, publication_kind=kind, publication_basis="Ratsmitglied",
        publication_date=GIVEN, publication_ends_along=along, **values,
    )  # fmt: skip


def test_a_mandate_ends_with_the_membership():
    one = member(Person(last_name="A", publication_basis=""), ends_on=LAST)

    assert publicity.is_name_public(one, LAST)
    assert not publicity.is_name_public(one, AFTER)


def test_a_membership_changed_from_a_day_on_is_one_mandate():
    person = Person(last_name="A", publication_basis="")
    first, second = member(person, ends_on=LAST), member(person, AFTER)

    assert publicity.is_name_public(first, date(2030, 1, 1))

    second.ends_on = date(2026, 12, 31)
    assert not publicity.is_name_public(first, date(2027, 1, 1))


@pytest.mark.parametrize("change", [{"along": False}, {"starts_on": date(2026, 8, 1)}])
def test_another_time_or_another_basis_does_not_prolong_it(change):
    person = Person(last_name="A", publication_basis="")
    first = member(person, ends_on=LAST)
    member(person, **({"starts_on": AFTER} | change))

    assert not publicity.is_name_public(first, AFTER)


def test_who_only_signs_is_public_under_what_was_signed_and_nowhere_else():
    person = Person(last_name="A", publication_basis="")
    one = member(person, kind=SIGNATORY, ends_on=LAST)

    assert not publicity.is_name_public(one, TODAY)
    assert publicity.is_signatory_public(person, one, TODAY)
    assert not publicity.is_signatory_public(person, one, AFTER)
