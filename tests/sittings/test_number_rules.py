from datetime import UTC, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings import number_rules as rules
from gremien_app.meetings.sittings.models import Sitting, SittingKind, SittingState
from gremien_app.meetings.sittings.number_rules import Given
from gremien_app.people.committees.models import Term


def day(number: int) -> datetime:
    return datetime(2026, 12, number, 13, tzinfo=UTC)


def given(*pairs: tuple[int, int]) -> list[Given]:
    return [Given(day(on), number) for on, number in pairs]


def a_sitting(**values) -> Sitting:
    term = Term(id=1, name="2025/2030")
    data = {"starts_at": day(10), "term": term, "term_id": 1, "state": SittingState.PLANNED}
    return Sitting(kind=SittingKind.REGULAR, reference="", **(data | values))


@pytest.mark.parametrize(
    ("taken", "number"),
    [
        ([], 1),
        ([(1, 1), (2, 2)], 3),
        ([(1, 1), (20, 2)], 3),  # nothing is left between them
        ([(1, 1), (20, 3)], 2),  # the number of one that was called off unsent
        ([(20, 1)], 2),
        ([(20, 5)], 1),
        ([(1, 1), (2, 7)], 8),  # gaps at the end are never filled
        ([(1, 3), (2, 1), (20, 2)], 4),
        ([(1, 1), (2, 3), (20, 2), (21, 5)], 6),
        ([(10, 4)], 5),  # of the same moment
    ],
)
def test_the_next_number_follows_the_order_of_the_dates_where_it_can(taken, number):
    assert rules.next_number(day(10), given(*taken)) == number


def test_the_dispatch_says_which_number_is_given():
    assert rules.dispatch_notes(a_sitting(), 3, given((1, 2)), []) == [
        "Mit dem Versand bekommt die Sitzung die Nummer 3."
    ]


def test_the_dispatch_says_that_a_later_sitting_was_numbered_before():
    notes = rules.dispatch_notes(a_sitting(), 3, given((1, 1), (20, 2)), [])

    assert notes[1] == (
        "An späteren Tagen sind schon vergeben: 2 (20.12.2026). Was versandt oder gedruckt ist, "
        "behält seine Nummer; die Nummern folgen hier darum nicht den Tagen."
    )


def test_the_dispatch_says_that_an_earlier_sitting_still_waits_for_its_number():
    notes = rules.dispatch_notes(a_sitting(), 1, [], [day(3)])

    assert notes[1].startswith("Davor liegt noch ohne Nummer: 03.12.2026.")


def test_a_number_that_was_given_stays_with_a_new_dispatch():
    sitting = a_sitting(number=4, state=SittingState.MOVED)

    assert rules.dispatch_notes(sitting, 9, given((20, 5)), [day(3)]) == [
        "Die Sitzung behält ihre Nummer 4."
    ]


def test_outside_every_term_the_dispatch_gives_no_number_and_says_so():
    sitting = a_sitting(term=None, term_id=None)

    assert rules.dispatch_notes(sitting, None, [], []) == [
        "Für diesen Tag ist keine Wahlperiode bekannt. Die Sitzung bekommt darum keine Nummer."
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": 4}, ""),
        ({}, "noch ohne Nummer; sie kommt mit der Einladung"),
        ({"state": SittingState.MOVED}, "noch ohne Nummer; sie kommt mit der Einladung"),
        ({"state": SittingState.CANCELLED}, "ohne Nummer"),
        ({"term_id": None}, "ohne Nummer: Für diesen Tag ist keine Wahlperiode bekannt."),
    ],
)
def test_a_missing_number_is_told_in_plain_words(values, words):
    assert rules.absence(a_sitting(**values)) == words


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({}, 3),
        ({"state": SittingState.CANCELLED}, 3),
        ({"term_id": None, "state": SittingState.INVITED}, 3),
    ],
)
def test_what_was_never_sent_or_has_no_term_gets_no_number_by_correction(values, number):
    with pytest.raises(RuleBroken) as refusal:
        rules.require_numberable(a_sitting(**values), number)

    assert refusal.value.field == "number"


@pytest.mark.parametrize(
    "values",
    [
        {"number": 2},
        {"number": 2, "state": SittingState.CANCELLED},
        {"state": SittingState.INVITED},
        {"state": SittingState.CLOSED},
    ],
)
def test_what_was_sent_or_numbered_may_be_corrected(values):
    rules.require_numberable(a_sitting(**values), 3)
    rules.require_numberable(a_sitting(**values), None)

    assert rules.can_correct(a_sitting(**values))


def test_neither_a_bare_plan_nor_a_signed_record_is_corrected():
    assert not rules.can_correct(a_sitting())
    assert not rules.can_correct(a_sitting(number=2, record_closed_at=day(1)))
