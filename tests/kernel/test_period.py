from datetime import date

import pytest

from gremien_app.base.kernel.period import Period

BEFORE, FIRST, MIDDLE, LAST, AFTER = (date(2026, 3, day) for day in (9, 10, 15, 20, 21))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(BEFORE, False), (FIRST, True), (MIDDLE, True), (LAST, True), (AFTER, False)],
)
def test_both_ends_belong_to_a_period(day, expected):
    assert Period(FIRST, LAST).includes(day) is expected


def test_without_a_last_day_it_goes_on():
    assert Period(FIRST).includes(date.max)
    assert not Period(FIRST).is_over(date.max)


def test_it_is_over_on_the_day_after_its_last():
    assert not Period(FIRST, LAST).is_over(LAST)
    assert Period(FIRST, LAST).is_over(AFTER)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Period(LAST), True),
        (Period(AFTER), False),
        (Period(BEFORE, FIRST), True),
        (Period(BEFORE, BEFORE), False),
    ],
)
def test_periods_meet_that_share_a_day(other, expected):
    assert Period(FIRST, LAST).meets(other) is expected
    assert other.meets(Period(FIRST, LAST)) is expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Period(FIRST, LAST), Period(FIRST, LAST), []),
        (Period(FIRST), Period(FIRST), []),
        (Period(FIRST, LAST), Period(FIRST), [Period(AFTER)]),
        (Period(FIRST), Period(FIRST, LAST), [Period(AFTER)]),
        (Period(BEFORE, LAST), Period(FIRST, LAST), [Period(BEFORE, BEFORE)]),
        (Period(BEFORE, LAST), Period(FIRST), [Period(BEFORE, BEFORE), Period(AFTER)]),
        (Period(FIRST, FIRST), Period(LAST), [Period(FIRST, FIRST), Period(LAST)]),
    ],
)
def test_the_days_of_one_of_two_periods_only(old, new, expected):
    assert list(old.apart(new)) == expected
    assert list(new.apart(old)) == expected


def test_it_is_told_in_words():
    assert Period(FIRST).told() == "seit 10.03.2026"
    assert Period(FIRST).told("ab") == "ab 10.03.2026"
    assert Period(FIRST, LAST).told() == "10.03.2026 bis 20.03.2026"
