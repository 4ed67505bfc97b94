from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel.working_days import (
    NoticeUnit,
    add_working_days,
    format_notice,
    is_working_day,
    last_dispatch_date,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("unit", "day"),
    [
        (NoticeUnit.CALENDAR_DAYS, date(2026, 11, 23)),
        (NoticeUnit.CLEAR_DAYS, date(2026, 11, 22)),
        (NoticeUnit.WORKING_DAYS, date(2026, 11, 21)),
    ],
)
def test_seven_days_end_differently_in_each_unit(unit, day):
    assert last_dispatch_date(MONDAY, 7, unit) == day


def test_holidays_and_sundays_lengthen_a_period_of_working_days():
    after_easter = date(2026, 4, 8)

    assert last_dispatch_date(after_easter, 3, NoticeUnit.WORKING_DAYS) == date(2026, 4, 2)


@pytest.mark.parametrize("unit", NoticeUnit)
@given(sitting=DAYS, days=st.integers(0, 60))
def test_a_longer_period_never_ends_later(unit, sitting, days):
    shorter = last_dispatch_date(sitting, days, unit)
    longer = last_dispatch_date(sitting, days + 1, unit)

    assert longer < shorter <= sitting


@given(DAYS, st.integers(0, 60))
def test_so_many_whole_days_lie_between_dispatch_and_sitting(sitting, days):
    dispatch = last_dispatch_date(sitting, days, NoticeUnit.CLEAR_DAYS)

    assert (sitting - dispatch).days - 1 == days


@given(DAYS, st.integers(1, 60))
def test_so_many_working_days_lie_before_the_sitting(sitting, days):
    dispatch = last_dispatch_date(sitting, days, NoticeUnit.WORKING_DAYS)

    between = [dispatch + timedelta(n) for n in range((sitting - dispatch).days)]
    assert len([day for day in between if is_working_day(day)]) == days


@given(DAYS, st.integers(1, 40))
def test_going_forth_and_back_ends_on_the_same_working_day(day, count):
    start = add_working_days(day, 1)

    assert add_working_days(add_working_days(start, count), -count) == start


def test_no_working_days_lead_nowhere():
    sunday = date(2026, 11, 29)

    assert add_working_days(sunday, 0) == sunday
    assert add_working_days(sunday, 1) == MONDAY
    assert add_working_days(sunday, -1) == date(2026, 11, 28)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 28), True),
        (date(2026, 11, 29), False),
        (MONDAY, True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
    ],
)
def test_saturday_is_a_working_day_and_a_holiday_is_not(day, expected):
    assert is_working_day(day) is expected


@pytest.mark.parametrize("days", [-1, 366, 10**9])
def test_an_absurd_period_is_refused(days):
    with pytest.raises(ValueError, match="zwischen 0 und 365 Tagen"):
        last_dispatch_date(MONDAY, days, NoticeUnit.CALENDAR_DAYS)


@pytest.mark.parametrize(
    ("days", "unit", "text"),
    [
        (7, NoticeUnit.CALENDAR_DAYS, "7 Kalendertage"),
        (1, NoticeUnit.WORKING_DAYS, "1 Werktag"),
        (10, NoticeUnit.CLEAR_DAYS, "10 volle Tage"),
    ],
)
def test_a_period_is_told_in_words(days, unit, text):
    assert format_notice(days, unit) == text


def test_units_have_labels():
    assert [unit.label for unit in NoticeUnit] == ["Kalendertage", "Werktage", "volle Tage"]
