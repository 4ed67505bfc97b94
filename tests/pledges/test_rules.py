from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.models import Person
from gremien_app.people.pledges import rules
from gremien_app.people.pledges.models import Pledge, PledgeKind

DAY = date(2026, 12, 10)
DUTY, SECRECY = PledgeKind.DUTY, PledgeKind.SECRECY


def member(id, name, role=MemberRole.VOTING, **values) -> Membership:
    person = Person(id=id, first_name="", last_name=name)
    values = {"sees_closed": role is not MemberRole.DEPUTY} | values
    return Membership(person_id=id, person=person, role=role, **values)


def pledge(id, kind, day=date(2026, 1, 1)) -> Pledge:
    return Pledge(person_id=id, kind=kind, given_on=day)


def test_whoever_was_bound_until_the_day_lacks_nothing():
    pledges = [pledge(1, DUTY, DAY), pledge(1, SECRECY)]

    assert rules.missing([member(1, "Acht")], pledges, DAY) == []


def test_a_later_day_does_not_count_and_deputies_are_named_too():
    roster = [member(1, "Acht"), member(2, "Bos", MemberRole.DEPUTY)]
    pledges = [pledge(1, DUTY), pledge(1, SECRECY, date(2026, 12, 11)), pledge(2, SECRECY)]

    found = rules.missing(roster, pledges, DAY)

    assert [(one.name, one.kinds) for one in found] == [("Acht", (SECRECY,)), ("Bos", (DUTY,))]


@pytest.mark.parametrize(
    "values",
    [
        {"role": MemberRole.ADMINISTRATION},
        {"tenure_id": 3},
        {"role": MemberRole.STANDING_GUEST, "sees_closed": False},
    ],
)
def test_who_is_bound_by_service_or_reads_nothing_closed_is_not_asked(values):
    assert rules.missing([member(1, "Amt", **values)], [], DAY) == []


def test_who_lacks_the_same_is_named_together():
    found = rules.missing(
        [member(1, "Acht"), member(2, "Bos"), member(3, "Cem")], [pledge(3, DUTY)], DAY
    )

    assert rules.sentences(found) == [
        "Ohne Datum der Verpflichtung und Verschwiegenheit: Acht und Bos.",
        "Ohne Datum der Verschwiegenheit: Cem.",
    ]


@pytest.mark.parametrize(
    ("kinds", "persons", "day", "field"),
    [
        ([], [1], DAY, "kinds"),
        ([DUTY], [], DAY, "persons"),
        ([DUTY], [1], date(2026, 12, 11), "given_on"),
    ],
)
def test_a_pledge_names_what_who_and_a_day_that_has_come(kinds, persons, day, field):
    with pytest.raises(RuleBroken) as refusal:
        rules.require_pledge(kinds, persons, day, DAY)

    assert refusal.value.field == field
