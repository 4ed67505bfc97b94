"""Which Wahlperiode a new beginning is meant for."""

from datetime import date

import pytest

from gremien_app.people.committees.models import Term
from gremien_app.people.renewal.rules import choose_term

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
