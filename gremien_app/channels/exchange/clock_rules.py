"""The hours of a sitting in a file, read as the forms read them: past midnight is the next day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from gremien_app.base.kernel.dates import local_datetime
from gremien_app.meetings.proceedings.rules import moment_in
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import end_after, moment, require_period

_MORNING = time(9)


def morning(day: date) -> datetime:
    """Nine o'clock of a day of which only the date is known."""
    return local_datetime(day, _MORNING)


class Clocks:
    """Turns clocks into moments; raises ``RuleBroken`` for what no clock shows, or too late."""

    def __init__(self, day: date, start: time) -> None:
        self.day, self.start = day, start
        self.starts_at = moment(day, start, "start")

    def ends_at(self, end: time | None, usual: timedelta) -> datetime:
        if end is None:
            return self.starts_at + usual
        found = end_after(self.starts_at, self.day, self.start, end, "end")
        require_period(self.starts_at, found)
        return found

    def opened_at(self, opened: time | None) -> datetime:
        return moment(self.day, opened or self.start, "opened")

    def closed_at(self, data: dict[str, Any]) -> datetime | None:
        """The actual end; without one the planned one; None where neither is known."""
        opened = data["opened"] or self.start
        closed = data["closed"] or data["end"]
        if closed is None:
            return None
        return end_after(self.opened_at(opened), self.day, opened, closed, "closed")

    def at(self, clock: time | None) -> datetime | None:
        """A moment of the sitting."""
        if clock is None:
            return None
        return moment_in(Sitting(starts_at=self.starts_at), clock, "at")
