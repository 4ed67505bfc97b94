from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, CommitteeName, Office
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, OfficeTenure
from gremien_app.people.offices import rules
from gremien_app.people.persons.models import Person

START = date(2025, 11, 1)
REKER = Person(id=1, first_name="Henriette", last_name="Reker")
BURMESTER = Person(id=2, first_name="Torsten", last_name="Burmester")


def tenure(person, starts_on=START, ends_on=None, **values):
    values = {"id": person.id, "is_deputy": False, "position": 0} | values
    return OfficeTenure(
        person=person,
        person_id=person.id,
        title="Oberbürgermeister",
        starts_on=starts_on,
        ends_on=ends_on,
        **values,
    )


@pytest.fixture
def tenures():
    return [tenure(BURMESTER), tenure(REKER, date(2015, 10, 21), date(2025, 10, 31))]


def refusal_of(call, *arguments, **named):
    with pytest.raises(RuleBroken) as refused:
        call(*arguments, **named)
    return refused.value


def test_one_person_holds_the_office_on_a_day(tenures):
    assert rules.holder_on(tenures, date(2025, 10, 31)).person is REKER
    assert rules.holder_on(tenures, START).person is BURMESTER
    assert rules.holder_on(tenures, date(2015, 10, 20)) is None


def test_deputies_stand_in_their_order():
    second = tenure(REKER, is_deputy=True, position=2)
    first = tenure(BURMESTER, is_deputy=True, position=1)

    assert rules.deputies_on([second, first], START) == [first, second]
    assert rules.holder_on([second, first], START) is None


def test_a_tenure_is_described_by_its_days(tenures):
    assert tenures[0].period.told() == "seit 01.11.2025"
    assert tenures[1].period.told() == "21.10.2015 bis 31.10.2025"


@pytest.mark.parametrize("day", [START, date(2020, 1, 1)])
def test_a_change_comes_after_the_last_one(tenures, day):
    rules.require_new_holder(tenures, REKER, date(2030, 11, 1))

    assert refusal_of(rules.require_new_holder, tenures, REKER, day).field == "starts_on"


def test_nobody_follows_himself_or_herself(tenures):
    refused = refusal_of(rules.require_new_holder, tenures, BURMESTER, date(2026, 1, 1))

    assert refused.message == "Torsten Burmester hat das Amt schon seit 01.11.2025."


def test_nobody_deputises_twice_or_for_himself_or_herself(tenures):
    deputy = tenure(REKER, is_deputy=True)

    assert (
        "hat das Amt selbst"
        in refusal_of(rules.require_new_deputy, tenures, BURMESTER, START).message
    )
    assert (
        "vertritt das Amt schon"
        in refusal_of(rules.require_new_deputy, [deputy], REKER, START).message
    )
    rules.require_new_deputy(tenures, REKER, START)
    rules.require_new_deputy(tenures, None, START)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        (date(2012, 1, 1), date(2011, 1, 1), "ends_on"),
        (date(2012, 1, 1), date(2026, 11, 22), "ends_on"),
        (date(2012, 1, 1), date(2015, 10, 21), "starts_on"),
        (date(2026, 1, 1), date(2026, 2, 1), "starts_on"),
    ],
)
def test_a_former_tenure_is_over_and_stands_apart(tenures, starts_on, ends_on, field):
    today = date(2026, 11, 22)
    rules.require_past(tenures, date(2009, 10, 21), date(2015, 10, 20), today)

    assert refusal_of(rules.require_past, tenures, starts_on, ends_on, today).field == field


def test_only_the_latest_change_is_taken_back(tenures):
    new, old = tenures
    rules.require_undoable(new, tenures)

    assert (
        "Torsten Burmester das Amt übernommen"
        in refusal_of(rules.require_undoable, old, tenures).message
    )


def test_an_end_is_taken_back_while_nobody_has_followed(tenures):
    new, old = tenures

    assert "läuft noch" in refusal_of(rules.require_resumable, new, tenures).message
    assert (
        "Torsten Burmester das Amt übernommen"
        in refusal_of(rules.require_resumable, old, tenures).message
    )


def test_a_tenure_ends_once_and_not_before_it_begins(tenures):
    new, old = tenures
    rules.require_end(new, START)

    assert "schon beendet" in refusal_of(rules.require_end, old, START).message
    assert refusal_of(rules.require_end, new, date(2025, 10, 31)).field == "ends_on"


def test_an_office_has_a_name_of_its_own():
    others = [Office(id=1, title="Oberbürgermeister*in")]
    rules.require_office_title("Oberbürgermeister*in", others, own_id=1)

    for title in ("", "OBERBÜRGERMEISTER*IN"):
        assert refusal_of(rules.require_office_title, title, others).field == "title"


def test_only_who_serves_all_its_committees_changes_an_office():
    committees = [Committee(id=1), Committee(id=2)]

    assert rules.may_change(Viewer(secretariat_of=frozenset({1, 2})), committees)
    assert not rules.may_change(Viewer(secretariat_of=frozenset({1})), committees)
    assert not rules.may_change(Viewer(is_admin=True), [])


def council(*, chair_votes=False):
    made = Committee(id=1, short="StAG B", chair_votes=chair_votes)
    made.names.append(CommitteeName(name="StAG", genitive="der StAG"))
    return made


def membership(person, role=MemberRole.CHAIR, **values):
    values.setdefault("chair_office", ChairOffice.CHAIR if role is MemberRole.CHAIR else None)
    return Membership(
        person=person, person_id=person.id, role=role, starts_on=date(2020, 1, 1), **values
    )


def effect(memberships, *, is_deputy=False, body=None):
    ending = [tenure(REKER, date(2015, 10, 21))]
    return rules.effect_on(
        body or council(), memberships, ending, BURMESTER, START, is_deputy=is_deputy
    )


def test_the_effect_names_who_leaves_and_who_comes():
    by_hand = membership(REKER)

    found = effect([by_hand], body=council(chair_votes=True))

    assert (found.leaving, found.text, found.is_skipped) == (
        (by_hand,),
        "Vorsitz, mit Stimme",
        False,
    )
    assert effect([]).text == "Vorsitz, ohne Stimme"
    assert effect([by_hand], is_deputy=True).text.startswith("stellvertretender Vorsitz")


def test_who_sits_there_already_stays_as_he_or_she_is():
    voting = membership(BURMESTER, MemberRole.VOTING)

    for is_deputy in (True, False):
        found = effect([voting], is_deputy=is_deputy)
        assert found.is_skipped
        assert "gehört dem Gremium schon an: stimmberechtigtes Mitglied" in found.text


def test_a_committee_with_another_chair_is_left_as_it_is():
    third = membership(Person(id=3, first_name="Kim", last_name="Dritt"))

    found = effect([third])

    assert (found.leaving, found.is_skipped) == ((), True)
    assert "Den Vorsitz hat dort Kim Dritt" in found.text
    assert not effect([third], is_deputy=True).is_skipped


def test_who_presides_by_hand_is_taken_over():
    assert effect([membership(BURMESTER)]).is_skipped is False
