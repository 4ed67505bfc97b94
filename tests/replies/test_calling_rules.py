"""When the next deputy is called, in the hours of working days in Köln."""

from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.replies.calling_rules import due_at, next_open, require_hours
from gremien_app.meetings.replies.rules import Times
from gremien_app.meetings.sittings.models import Sitting

USUAL = Times()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-12-01 09:30", "2026-12-01 09:30"),
        ("2026-12-01 06:59", "2026-12-01 07:00"),
        ("2026-12-01 19:59", "2026-12-01 19:59"),
        ("2026-12-01 20:00", "2026-12-02 07:00"),
        ("2026-12-05 21:00", "2026-12-07 07:00"),  # Saturday evening, then a Sunday
        ("2026-12-24 20:30", "2026-12-28 07:00"),  # two holidays and a Sunday
        ("2026-03-29 12:00", "2026-03-30 07:00"),  # the Sunday on which the clocks change
    ],
)
def test_nobody_is_called_at_night_on_sundays_and_holidays(moment, opens):
    assert next_open(at(moment), USUAL) == at(opens)


@pytest.mark.parametrize(
    ("declined", "called"),
    [
        ("2026-12-01 09:00", "2026-12-01 11:00"),
        ("2026-12-01 19:00", "2026-12-02 07:00"),
        ("2026-12-15 03:00", "2026-12-15 03:00"),  # two days before: at once, at whatever hour
        ("2026-12-14 21:59", "2026-12-15 00:00"),  # the last two days begin before the hours do
        ("2026-12-17 13:00", "2026-12-17 13:00"),
    ],
)
def test_a_deputy_is_called_after_two_hours_and_at_once_shortly_before(declined, called):
    sitting = Sitting(starts_at=at("2026-12-17 14:00"), ends_at=at("2026-12-17 16:00"))

    assert due_at(sitting, at(declined), USUAL, waits=True) == at(called)


def test_after_a_deputy_declined_nobody_waits_for_second_thoughts():
    sitting = Sitting(starts_at=at("2026-12-17 14:00"), ends_at=at("2026-12-17 16:00"))
    declined = at("2026-12-01 09:00")

    assert due_at(sitting, declined, USUAL, waits=False) == declined
    assert due_at(sitting, declined, USUAL, waits=True) - declined == timedelta(hours=2)


def test_the_hours_of_a_committee_begin_before_they_end():
    with pytest.raises(RuleBroken, match="nach dem Anfang"):
        require_hours(Times(from_hour=20, until_hour=7))
