from datetime import date, datetime, time

import pytest
from pydantic_core import PydanticCustomError

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.channels.data_format.values import Clock, Context, Day

DAY, CLOCK = Day(), Clock()
NOW = datetime(2026, 11, 25, 14, 20, tzinfo=BERLIN)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("heute", date(2026, 11, 25)),
        ("heute+14", date(2026, 12, 9)),
        ("heute-30", date(2026, 10, 26)),
        ("heute-30/Do", date(2026, 10, 29)),
        ("heute/Mi", date(2026, 11, 25)),
        ("heute+1/Mi", date(2026, 12, 2)),
        ("sitzung-7", date(2026, 11, 24)),
    ],
)
def test_days_are_read_fixed_and_relative(text: str, expected: date) -> None:
    assert DAY.read(text, Context(NOW, sitting_day=date(2026, 12, 1))) == expected


def test_a_weekday_skips_holidays_and_carnival() -> None:
    weiberfastnacht = Context(datetime(2026, 2, 12, 12, tzinfo=BERLIN))

    assert DAY.read("heute/Do", weiberfastnacht) == date(2026, 2, 19)
    assert DAY.read("heute", weiberfastnacht) == date(2026, 2, 12)


def test_today_is_the_day_in_cologne() -> None:
    assert DAY.read("heute", Context(datetime.fromisoformat("2026-11-25T23:30+00:00"))) == date(
        2026, 11, 26
    )


@pytest.mark.parametrize(
    "value",
    ["", "30.11.2026", "2026-13-01", "2026-02-30", "2026-1-1", "morgen", "heute+99999",
     "0001-01-01", "heute+14/Xx", " 2026-11-30", 20261130, None, True, ["2026-11-30"],
     "२०२६-११-३०"],
)  # fmt: skip
def test_it_refuses_what_is_no_day(value: object) -> None:
    with pytest.raises(PydanticCustomError):
        DAY.read(value, Context(NOW))


def test_the_sittings_day_means_nothing_outside_a_sitting() -> None:
    with pytest.raises(PydanticCustomError, match="outside_sitting"):
        DAY.read("sitzung+1", Context(NOW))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:00", time(14)),
        ("23:59", time(23, 59)),
        ("jetzt", time(14, 15)),
        ("jetzt-60", time(13, 15)),
        ("jetzt+90", time(15, 45)),
        ("jetzt-1000", time(0)),
        ("jetzt+1000", time(23, 59)),
    ],
)
def test_times_are_read_fixed_and_relative_within_the_day(text: str, expected: time) -> None:
    assert CLOCK.read(text, Context(NOW)) == expected


@pytest.mark.parametrize("value", ["24:00", "9:00", "14.00", "14", 14, "jetzt - 5", None])
def test_it_refuses_what_is_no_time(value: object) -> None:
    with pytest.raises(PydanticCustomError):
        CLOCK.read(value, Context(NOW))
