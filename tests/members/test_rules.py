from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.models import Committee, StatutorySeats, Term
from gremien_app.people.members import rules
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.models import Person

START = date(2025, 11, 1)
TERM = Term(name="2025/2030", starts_on=START, ends_on=date(2030, 10, 31))


def person(name="Kim Muster", id=1, **values) -> Person:
    first, last = name.split()
    return Person(id=id, first_name=first, last_name=last, title="", **values)


def member(role=MemberRole.VOTING, id=1, starts_on=START, ends_on=None, **values) -> Membership:
    values.setdefault("person", person(id=id))
    values.setdefault("can_vote", role in {MemberRole.VOTING, MemberRole.DEPUTY})
    return Membership(
        id=id,
        person_id=values["person"].id,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        **values,
    )


def committee(seats=2) -> Committee:
    made = Committee(short="StAG B")
    if seats:
        made.seats_by_term.append(StatutorySeats(term=TERM, seats=seats))
    return made


@pytest.mark.parametrize(
    ("ends_on", "other_start", "expected"),
    [
        (date(2025, 12, 31), date(2025, 12, 31), True),
        (date(2025, 12, 31), date(2026, 1, 1), False),
        (None, date(2029, 1, 1), True),
    ],
)
def test_periods_overlap_when_they_share_a_day(ends_on, other_start, expected):
    assert member(ends_on=ends_on).period.meets(Period(other_start)) is expected


def test_a_membership_may_last_one_day_only():
    assert rules.require_period(START, START) == START


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [(None, None, "starts_on"), (START, date(2025, 10, 31), "ends_on")],
)
def test_it_refuses_a_period_without_beginning_or_that_ends_before_it(starts_on, ends_on, field):
    with pytest.raises(RuleBroken) as refused:
        rules.require_period(starts_on, ends_on)

    assert refused.value.field == field


def test_the_refusal_of_an_overlap_names_the_other_membership():
    other = member(MemberRole.ADVISORY, person=person("Ayşe Yıldız"), ends_on=date(2026, 3, 31))

    with pytest.raises(RuleBroken) as refused:
        rules.require_no_overlap([other], Period(date(2026, 3, 31)))

    assert refused.value.message == (
        "Ayşe Yıldız gehört dem Gremium in dieser Zeit schon an: "
        "beratendes Mitglied, 01.11.2025 bis 31.03.2026. Beenden Sie zuerst die andere "
        "Mitgliedschaft oder wählen Sie einen anderen Zeitraum."
    )


def test_whoever_left_may_return_the_next_day():
    rules.require_no_overlap([member(ends_on=date(2026, 3, 31))], Period(date(2026, 4, 1)))


def test_it_refuses_more_voting_members_than_statutory_seats():
    voting = [member(id=1), member(id=2)]

    with pytest.raises(RuleBroken) as refused:
        rules.require_seat_left(committee(2), voting, Period(START))

    assert refused.value.message == (
        "Am 01.11.2025 sind alle 2 Sitze besetzt. Beenden Sie zuerst eine andere Mitgliedschaft."
    )


def test_it_sees_that_the_seats_are_full_later_only():
    voting = [member(id=1), member(id=2, starts_on=date(2026, 5, 1))]

    rules.require_seat_left(committee(2), voting, Period(START, date(2026, 4, 30)))
    with pytest.raises(RuleBroken) as refused:
        rules.require_seat_left(committee(2), voting, Period(START))

    assert refused.value.message.startswith("Am 01.05.2026")


def test_advisors_and_deputies_take_no_seat():
    others = [member(MemberRole.ADVISORY, id=1), member(MemberRole.DEPUTY, id=2)]

    rules.require_seat_left(committee(1), others, Period(START))


def test_a_deputy_needs_somebody_to_stand_for():
    with pytest.raises(RuleBroken) as refused:
        rules.require_principal(MemberRole.DEPUTY, None, person(), START)

    assert refused.value.message == "Bitte wählen Sie, wer oder welcher Sitz vertreten wird."


def test_nobody_deputises_for_himself_or_herself():
    with pytest.raises(RuleBroken) as refused:
        rules.require_principal(MemberRole.DEPUTY, member(), person(), START)

    assert refused.value.message == "Niemand kann sich selbst vertreten."


def test_a_deputy_stands_for_a_member_of_that_day():
    principal = member(person=person("Uwe Groß", id=2), ends_on=date(2025, 12, 31))

    with pytest.raises(RuleBroken) as refused:
        rules.require_principal(MemberRole.DEPUTY, principal, person(), date(2026, 1, 1))

    assert refused.value.message == "Uwe Groß gehört dem Gremium am 01.01.2026 nicht an."


def test_only_a_deputy_stands_for_another_member():
    with pytest.raises(RuleBroken) as refused:
        rules.require_principal(MemberRole.VOTING, member(), person(id=2), START)

    assert refused.value.field == "seat"


@pytest.mark.parametrize("role", [MemberRole.ADVISORY, MemberRole.STANDING_GUEST])
def test_roles_without_a_vote_get_none(role):
    with pytest.raises(RuleBroken):
        rules.require_vote_fits(role, can_vote=True)


@pytest.mark.parametrize("day", [None, date(2025, 10, 31)])
def test_a_membership_ends_on_a_day_not_before_its_beginning(day):
    with pytest.raises(RuleBroken) as refused:
        rules.require_end(member(), day)

    assert refused.value.field == "ends_on"
