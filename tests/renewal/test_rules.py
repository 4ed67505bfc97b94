"""Which Wahlperiode a new beginning is meant for."""

from datetime import date

import pytest

from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.renewal.rules import choose_term, preview, seats_like

OVER = Term(id=1, name="2020/2025", starts_on=date(2020, 11, 1), ends_on=date(2025, 10, 31))
RUNNING = Term(id=2, name="2025/2030", starts_on=date(2025, 11, 1), ends_on=date(2030, 10, 31))
NEXT = Term(id=3, name="2030/2035", starts_on=date(2030, 11, 1), ends_on=None)
TERMS = [NEXT, RUNNING, OVER]
TODAY = date(2026, 6, 1)
JOINED = {date(2025, 11, 1)}


@pytest.mark.parametrize(
    ("with_seats", "joined", "proposed"),
    [
        ({1, 2}, JOINED, NEXT),
        ({1}, set(), RUNNING),  # just after the election: nobody is named yet
        ({1}, {date(2020, 11, 1)}, RUNNING),
        ({1}, JOINED, NEXT),  # members without seats
        ({1, 2}, JOINED | {date(2030, 11, 1)}, None),
        ({1, 2, 3}, JOINED, None),
    ],
)
def test_the_first_term_without_seats_and_members_is_proposed(with_seats, joined, proposed):
    assert choose_term(TERMS, with_seats, joined, TODAY).proposed is proposed


def test_only_terms_that_are_not_over_and_have_no_seats_can_be_chosen():
    assert choose_term(TERMS, {2}, set(), TODAY).terms == [NEXT]
    assert choose_term(TERMS, set(), set(), TODAY).terms == [RUNNING, NEXT]


def test_without_terms_there_is_nothing_to_choose():
    choice = choose_term([], set(), set(), TODAY)

    assert (choice.terms, choice.proposed, choice.latest) == ([], None, None)


def votes(**values) -> Membership:
    given = {"can_vote": True, "role": MemberRole.VOTING, "starts_on": date(2025, 11, 1)}
    return Membership(**given | values)


def counts(committee, memberships, former=()) -> list[int]:
    found = preview(committee, NEXT, date(2030, 11, 1), memberships, former)
    return [one.count for one in found.seats]


def test_without_a_number_of_seats_everybody_who_votes_is_one():
    committee = Committee(seat_groups=[])
    sender = Organization(name="Verein")
    seated = [Seat(group_label="", organization=sender) for _ in range(2)]
    seatless = [votes(organization=sender), votes(), votes()]

    assert counts(committee, [votes(seat_id=1), votes(seat_id=2), *seatless], seated) == [3, 2]
    assert counts(committee, [votes() for _ in range(5)]) == [5]


def test_no_seat_of_their_own_have_deputies_advisers_offices_and_who_comes_later():
    committee = Committee(seat_groups=[])
    others = [
        votes(role=MemberRole.DEPUTY),
        votes(can_vote=False, role=MemberRole.ADVISORY),
        votes(tenure_id=3),
        votes(starts_on=date(2030, 11, 1)),
    ]

    assert counts(committee, [votes(), *others]) == [1]


def test_a_stated_number_counts_the_seats_itself():
    found = seats_like(Committee(seat_groups=[]), [], 13, [votes()])

    assert [one.count for one in found] == [13]
