from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from gremien_app.base.kernel.holidays import holiday_name
from gremien_app.meetings.planning.patterns import (
    LAST,
    Model,
    Pattern,
    PatternKind,
    Rhythm,
    in_words,
    nth_weekday,
    propose,
)

THURSDAY = 3
TWO, FOUR = time(14), time(16)


def by_weekday(**values) -> Pattern:
    values = {"ordinal": 2, "weekday": THURSDAY, "rhythm": Rhythm.SECOND} | values
    return Pattern(PatternKind.WEEKDAY, 2027, start=TWO, end=FOUR, **values)


def by_weeks(first=date(2027, 1, 14), weeks=6, **values) -> Pattern:
    return Pattern(
        PatternKind.WEEKS, first.year, weeks=weeks, first=first, start=TWO, end=FOUR, **values
    )


def copy(year=2027, **values) -> Pattern:
    return Pattern(PatternKind.COPY, year, **values)


def days(pattern, models=(), *, school=None, holiday=None) -> list[date]:
    return [slot.day for slot in proposal(pattern, models, school, holiday).slots]


def notes(pattern, models=(), *, school=None, holiday=None) -> tuple[str, ...]:
    return proposal(pattern, models, school, holiday).notes


def proposal(pattern, models=(), school=None, holiday=None):
    return propose(
        pattern,
        models,
        school=school or (lambda _: None),
        holiday=holiday or (lambda _: None),
    )


# Weekdays of a month


def test_the_second_thursday_of_each_quarters_middle_month():
    pattern = by_weekday()

    assert days(pattern) == [
        date(2027, 2, 11),
        date(2027, 5, 13),
        date(2027, 8, 12),
        date(2027, 11, 11),
    ]
    assert in_words(pattern) == (
        "am 2. Donnerstag in den Monaten Februar, Mai, August und November, 14:00 bis 16:00 Uhr"
    )


def test_every_month_has_a_first_weekday():
    found = days(by_weekday(ordinal=1, rhythm=Rhythm.MONTHLY))

    assert [day.month for day in found] == list(range(1, 13))
    assert {day.weekday() for day in found} == {THURSDAY}


def test_months_are_skipped_by_wish():
    pattern = by_weekday(rhythm=Rhythm.MONTHLY, skipped_months=(1, 3, 4, 6, 7, 8, 9, 10, 11, 12))

    assert days(pattern) == [date(2027, 2, 11), date(2027, 5, 13)]
    assert in_words(pattern).startswith("am 2. Donnerstag in den Monaten Februar und Mai,")


def test_months_without_a_fifth_weekday_are_named():
    pattern = by_weekday(ordinal=5, rhythm=Rhythm.FIRST)

    assert days(pattern) == [date(2027, 4, 29), date(2027, 7, 29)]
    assert notes(pattern) == (
        "Januar 2027 hat keinen 5. Donnerstag.",
        "Oktober 2027 hat keinen 5. Donnerstag.",
    )


def test_the_last_weekday_may_be_the_fourth_or_the_fifth():
    assert days(by_weekday(ordinal=LAST, rhythm=Rhythm.FIRST)) == [
        date(2027, 1, 28),
        date(2027, 4, 29),
        date(2027, 7, 29),
        date(2027, 10, 28),
    ]


def test_a_leap_day_is_the_fifth_tuesday_of_its_february():
    assert nth_weekday(2028, 2, 1, 5) == nth_weekday(2028, 2, 1, LAST) == date(2028, 2, 29)
    assert nth_weekday(2027, 2, 1, 5) is None


@pytest.mark.parametrize("year", [1990, 2027, 2028, 2100])
def test_the_nth_weekday_agrees_with_counting(year):
    for month in range(1, 13):
        day = date(year, month, 1)
        counted: dict[int, list[date]] = {}
        while day.month == month:
            counted.setdefault(day.weekday(), []).append(day)
            day += timedelta(days=1)
        for weekday, expected in counted.items():
            found = [nth_weekday(year, month, weekday, number) for number in range(1, 6)]
            assert [one for one in found if one] == expected
            assert nth_weekday(year, month, weekday, LAST) == expected[-1]


# Every so many weeks


def test_every_six_weeks_until_the_years_end():
    pattern = by_weeks()

    found = days(pattern)

    assert (found[0], found[1], found[-1]) == (
        date(2027, 1, 14),
        date(2027, 2, 25),
        date(2027, 12, 16),
    )
    assert in_words(pattern) == ("alle 6 Wochen donnerstags ab dem 14.01.2027, 14:00 bis 16:00 Uhr")


def test_weeks_can_begin_on_a_leap_day():
    assert days(by_weeks(date(2028, 2, 29), 26)) == [date(2028, 2, 29), date(2028, 8, 29)]


def test_dates_in_skipped_months_are_left_out_and_the_rhythm_goes_on():
    pattern = by_weeks(weeks=4, skipped_months=(7, 8))

    assert {day.month for day in days(pattern)}.isdisjoint({7, 8})
    assert set(days(pattern)) <= set(days(replace(pattern, skipped_months=())))
    assert "nicht im Juli und August" in in_words(pattern)


# Last year's rhythm


def model(day, start=TWO, end=FOUR, room_id=None) -> Model:
    return Model(day, start, end, room_id)


def test_a_copy_keeps_weekday_month_hours_and_room():
    found = proposal(copy(), [model(date(2026, 5, 14), time(15), time(17), 3)]).slots

    assert [(s.day, s.start, s.end, s.room_id) for s in found] == [
        (date(2027, 5, 13), time(15), time(17), 3)
    ]


def test_a_copy_takes_other_hours_and_another_room_by_wish():
    pattern = copy(start=time(17), end=time(18), room_id=9)

    found = proposal(pattern, [model(date(2026, 5, 14), room_id=3)]).slots

    assert [(s.start, s.end, s.room_id) for s in found] == [(time(17), time(18), 9)]


def test_the_fifth_weekday_of_last_year_becomes_the_last_one():
    assert days(copy(), [model(date(2026, 1, 29))]) == [date(2027, 1, 28)]
    assert days(copy(2029), [model(date(2028, 2, 29))]) == [date(2029, 2, 27)]


def test_two_sittings_that_fall_on_one_day_are_one_date():
    # The 4th and the 5th Thursday of January 2026 are both the last one of 2027.
    models = [model(date(2026, 1, 22)), model(date(2026, 1, 29))]

    assert days(copy(), models) == [date(2027, 1, 28)]


def test_without_a_year_before_there_is_nothing_to_copy():
    assert days(copy()) == []
    assert in_words(copy(skipped_months=(7,))) == (
        "wie im Jahr 2026, an denselben Wochentagen der Monate, nicht im Juli"
    )


# Holidays


def test_dates_on_holidays_move_to_the_next_free_week():
    # 6 May 2027 is Christi Himmelfahrt; 27 May is Fronleichnam.
    pattern = by_weekday(ordinal=1, leaves_holidays=True)

    assert days(pattern, holiday=holiday_name)[1] == date(2027, 5, 13)
    assert notes(pattern, holiday=holiday_name) == (
        "Der 06.05.2027 ist verschoben auf den 13.05.2027: Christi Himmelfahrt.",
    )


def test_holidays_stay_where_nobody_asked_to_leave_them():
    assert days(by_weekday(ordinal=1), holiday=holiday_name)[1] == date(2027, 5, 6)


def test_a_date_without_a_free_week_stays_and_says_so():
    pattern = by_weekday(leaves_holidays=True)

    assert days(pattern, holiday=lambda _: "Fest") == days(by_weekday())
    assert notes(pattern, holiday=lambda _: "Fest")[0] == (
        "Der 11.02.2027 bleibt, in den Wochen danach ist kein freier Tag: Fest."
    )


def test_a_date_is_never_moved_into_another_year():
    pattern = by_weeks(date(2027, 12, 30), leaves_holidays=True)

    assert days(pattern, holiday=lambda day: "Fest" if day.year == 2027 else None) == [
        date(2027, 12, 30)
    ]


def test_school_holidays_are_left_out_by_wish_with_their_name():
    def summer(day):
        return "Sommerferien" if date(2027, 7, 19) <= day <= date(2027, 8, 31) else None

    pattern = by_weekday(skips_school_holidays=True)

    assert [day.month for day in days(pattern, school=summer)] == [2, 5, 11]
    assert notes(pattern, school=summer) == (
        "Der 12.08.2027 ist ausgelassen, Schulferien: Sommerferien.",
    )
    assert [day.month for day in days(by_weekday(), school=summer)] == [2, 5, 8, 11]


def test_a_moved_date_does_not_land_in_the_school_holidays():
    pattern = by_weekday(ordinal=1, skips_school_holidays=True, leaves_holidays=True)

    def school(day):
        return "Ferien" if day == date(2027, 5, 13) else None

    assert days(pattern, school=school, holiday=holiday_name)[1] == date(2027, 5, 20)
    assert "ohne Termine in den Schulferien; von Feiertagen auf die" in in_words(pattern)
