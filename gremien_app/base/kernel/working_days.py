"""Notice periods: which day is the last on which an invitation may go out.

How each unit is read (a committee whose rules of procedure read otherwise chooses another unit):

- Kalendertage: every day counts but the sitting's own; counted backwards to the day of dispatch
  (§ 187 Abs. 1 and § 188 Abs. 1 BGB, applied backwards): 7 days before the 30th is the 23rd.
- Werktage: days that are neither Sunday nor statutory holiday in North Rhine-Westphalia
  (§ 3 Abs. 2 BUrlG, so Saturday counts); counted like Kalendertage.
- volle Tage: neither the day of dispatch nor the sitting's day counts; so many days lie between.
"""

from datetime import date, timedelta

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.labels import Labelled

from .holidays import holiday_name
from .numbers import format_count

MAX_NOTICE_DAYS = 365

_SUNDAY = 6


class NoticeUnit(Labelled):
    """The unit in which a committee's rules of procedure count the notice period; many and one."""

    CALENDAR_DAYS = "calendar_days", "Kalendertage", "Kalendertag"
    WORKING_DAYS = "working_days", "Werktage", "Werktag"
    CLEAR_DAYS = "clear_days", "volle Tage", "voller Tag"


def format_notice(days: int, unit: NoticeUnit) -> str:
    """A notice period in words: "7 Kalendertage", "1 Werktag"."""
    return format_count(days, unit.also, unit.label)


def is_working_day(day: date) -> bool:
    """Neither Sunday nor a statutory holiday in North Rhine-Westphalia; Saturday is one."""
    return day.weekday() != _SUNDAY and holiday_name(day) is None


def add_working_days(day: date, count: int) -> date:
    """The count-th working day after that day, or before it if negative; the day itself for 0."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def last_dispatch_date(sitting_date: date, days: int, unit: NoticeUnit) -> date:
    """The last day on which an invitation may go out to keep a notice period of that many days."""
    if not 0 <= days <= MAX_NOTICE_DAYS:
        raise ValueError(f"Die Ladungsfrist muss zwischen 0 und {MAX_NOTICE_DAYS} Tagen liegen.")
    if unit is NoticeUnit.WORKING_DAYS:
        return add_working_days(sitting_date, -days)
    if unit is NoticeUnit.CLEAR_DAYS:
        return sitting_date - timedelta(days=days + 1)
    return sitting_date - timedelta(days=days)
