import re
from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel import dates

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "30.11.2026",
        " 30.11.2026 ",
        "30. 11. 2026",
        "30.11.26",
        "30.11.",
        "30.11",
        "2026-11-30",
        "30. November 2026",
        "30. november",
        "30 Nov 2026",
        "30. Nov. 2026",
        "Montag, 30.11.2026",
        "Mo 30.11.",
        "Mo., 30. November",
    ],
)
def test_a_date_may_be_typed_in_many_ways(text):
    assert dates.parse_german_date(text, TODAY) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22.11.", date(2026, 11, 22)),
        ("21.11.", date(2027, 11, 21)),
        ("29.2.", date(2028, 2, 29)),
        ("1.3.26", date(2026, 3, 1)),
        ("1.3.98", date(1998, 3, 1)),
        ("1. März 2027", date(2027, 3, 1)),
        ("1. Mrz 2027", date(2027, 3, 1)),
        ("Sonnabend, 28.11.2026", date(2026, 11, 28)),
    ],
)
def test_what_is_left_out_is_guessed(text, day):
    assert dates.parse_german_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", dates._DATE_HINT),
        ("morgen früh", dates._DATE_HINT),
        ("17", dates._DATE_HINT),
        ("11/30/2026", dates._DATE_HINT),
        ("3.Foo 2026", dates._DATE_HINT),
        ("٣٠.١١.٢٠٢٦", dates._DATE_HINT),
        ("Quatsch, 30.11.2026", dates._DATE_HINT),
        ("1" * 5000, dates._DATE_HINT),
        ("31.11.2026", "Den 31.11.2026 gibt es nicht."),
        ("30.2.", "Den 30.2. gibt es nicht."),
        ("1.13.2026", "Den 1.13.2026 gibt es nicht."),
        ("0.1.2026", "Den 0.1.2026 gibt es nicht."),
        ("01.01.0001", "Das Jahr muss zwischen 1900 und 2100 liegen."),
        ("01.01.2101", "Das Jahr muss zwischen 1900 und 2100 liegen."),
        (
            "Di, 30.11.2026",
            "Der 30.11.2026 ist ein Montag. Bitte prüfen Sie Datum und Wochentag.",
        ),
    ],
)
def test_a_wrong_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        dates.parse_german_date(text, TODAY)


@given(DAYS)
def test_every_way_of_writing_a_date_is_read_again(day):
    assert dates.parse_german_date(dates.format_date(day), TODAY) == day
    assert dates.parse_german_date(dates.format_date_long(day), TODAY) == day
    assert dates.parse_german_date(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    "parse", [lambda text: dates.parse_german_date(text, TODAY), dates.parse_german_time]
)
@given(text=st.text(max_size=40))
def test_any_other_text_is_at_most_refused(parse, text):
    with suppress(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("17", time(17)),
        ("17 Uhr", time(17)),
        ("17:00", time(17)),
        ("17.30", time(17, 30)),
        ("17:30 Uhr", time(17, 30)),
        ("17 Uhr 30", time(17, 30)),
        ("17h30", time(17, 30)),
        ("1730", time(17, 30)),
        ("930", time(9, 30)),
        ("9:05", time(9, 5)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_may_be_typed_in_many_ways(text, clock):
    assert dates.parse_german_time(text) == clock


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", dates._TIME_HINT),
        ("nachmittags", dates._TIME_HINT),
        ("17:5", dates._TIME_HINT),
        ("17:00:00", dates._TIME_HINT),
        ("-1", dates._TIME_HINT),
        ("24:00", "Die Uhrzeit muss zwischen 0:00 und 23:59 Uhr liegen."),
        ("12:60", "Die Uhrzeit muss zwischen 0:00 und 23:59 Uhr liegen."),
    ],
)
def test_a_wrong_time_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        dates.parse_german_time(text)


@given(st.times())
def test_a_written_time_is_read_again(clock):
    assert dates.parse_german_time(dates.format_time(clock)) == clock.replace(
        second=0, microsecond=0
    )


def test_dates_and_times_are_written_the_german_way():
    start = datetime(2017, 11, 16, 13, 0, tzinfo=UTC)

    assert dates.format_date(start.date()) == "16.11.2017"
    assert dates.format_date_long(start.date()) == "Donnerstag, 16. November 2017"
    assert dates.format_date_minutes(start.date()) == "Donnerstag, dem 16.11.2017"
    assert dates.format_month(start.date()) == "November 2017"
    assert dates.format_time(time(9, 5)) == "09:05 Uhr"
    assert dates.format_datetime(start) == "16.11.2017, 14:00 Uhr"


def test_a_period_names_the_day_once_or_both_days():
    start = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)

    one_day = dates.format_period(start, datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    two_days = dates.format_period(start, datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    open_end = dates.format_period(start, None)

    assert one_day == "Montag, 30. November 2026, 14:00 bis 16:30 Uhr"
    assert two_days == (
        "Montag, 30. November 2026, 14:00 Uhr bis Dienstag, 1. Dezember 2026, 10:00 Uhr"
    )
    assert open_end == "Montag, 30. November 2026, 14:00 Uhr"


@pytest.mark.parametrize(
    ("day", "wording"),
    [
        (date(2026, 11, 25), "in 3 Tagen"),
        (date(2026, 11, 23), "morgen"),
        (date(2026, 11, 22), "heute"),
        (date(2026, 11, 21), "seit gestern"),
        (date(2026, 11, 20), "seit 2 Tagen"),
    ],
)
def test_a_day_is_told_by_its_distance(day, wording):
    assert dates.relative_days(day, TODAY) == wording


def test_a_past_day_may_lie_before_instead_of_since():
    assert dates.relative_days(date(2026, 11, 20), TODAY, past="vor") == "vor 2 Tagen"
    assert dates.relative_days(date(2026, 11, 21), TODAY, past="vor") == "gestern"


@pytest.mark.parametrize(
    ("day", "hour_in_utc"),
    [(date(2024, 3, 30), 16), (date(2024, 3, 31), 15), (date(2024, 10, 27), 16)],
)
def test_five_in_the_afternoon_stays_five_across_the_change_of_clocks(day, hour_in_utc):
    moment = dates.local_datetime(day, time(17))

    assert moment.astimezone(UTC).hour == hour_in_utc
    assert dates.to_berlin(moment.astimezone(UTC)).time() == time(17)


def test_the_skipped_hour_in_march_is_refused():
    sentence = (
        r"^Am 29\.03\.2026 gibt es die Uhrzeit 02:30 Uhr nicht, "
        r"weil die Uhren auf Sommerzeit vorgestellt werden\.$"
    )

    with pytest.raises(ValueError, match=sentence):
        dates.local_datetime(date(2026, 3, 29), time(2, 30))


def test_the_doubled_hour_in_october_is_the_first_one():
    moment = dates.local_datetime(date(2026, 10, 25), time(2, 30, fold=1))

    assert moment.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_year_out_of_range_has_no_local_time():
    with pytest.raises(ValueError, match="zwischen 1900 und 2100"):
        dates.local_datetime(date(1, 1, 1), time(0))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="ohne Zeitzone"):
        dates.to_berlin(datetime(2026, 11, 22))  # noqa: DTZ001 -- the fault under test


def test_the_day_in_koeln_may_be_the_next_one():
    assert dates.berlin_date(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


@given(DAYS, st.times())
def test_a_local_time_survives_the_way_over_utc_or_is_refused(day, clock):
    try:
        moment = dates.local_datetime(day, clock)
    except ValueError:
        # Clocks skip one hour in spring only; no date in autumn or winter may be refused.
        assert day.month in (3, 4, 5)
        return

    assert dates.to_berlin(moment.astimezone(UTC)).replace(tzinfo=None) == datetime.combine(
        day, clock.replace(fold=0)
    )


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "1899-12", "2101-01", "2026-1", "x", ""])
def test_only_a_real_month_is_read_from_an_address(text):
    with pytest.raises(ValueError, match=r"\.$"):
        dates.parse_month(text)


@given(DAYS, st.integers(-300, 300))
def test_months_are_counted_forth_and_back(day, count):
    first = day.replace(day=1)
    other = dates.add_months(first, count)

    assert dates.add_months(other, -count) == first
    assert dates.parse_month(f"{first:%Y-%m}") == first


@given(DAYS)
def test_a_months_weeks_hold_each_of_its_days_once_under_its_weekday(day):
    first = day.replace(day=1)
    weeks = dates.month_weeks(first)

    found = [one for week in weeks for one in week if one]
    assert found[0] == first
    assert found[-1] == dates.last_of_month(first)
    assert len(found) == found[-1].day
    assert all(one is None or one.weekday() == place for w in weeks for place, one in enumerate(w))
