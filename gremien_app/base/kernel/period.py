"""From a day to a day: both belong to it, and without a last day it goes on.

The one meaning of the ends of days in this house. Moments (the times of an agenda, of a calendar)
end where the next one begins; ``clock.end_of`` leads from the one to the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import format_date


@dataclass(frozen=True)
class Period:
    first: date
    last: date | None = None

    def includes(self, day: date) -> bool:
        return self.first <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether its last day lies before that day."""
        return self.last is not None and self.last < day

    def meets(self, other: "Period") -> bool:
        """Whether both have a day in common."""
        return not self.is_over(other.first) and not other.is_over(self.first)

    def apart(self, other: "Period") -> "Iterator[Period]":
        """The days that belong to one of the two only."""
        one, two = sorted((self, other), key=lambda period: period.first)
        if one.is_over(two.first):
            yield from (one, two)
            return
        if one.first < two.first:
            yield Period(one.first, two.first - ONE_DAY)
        ends = sorted({day for day in (one.last, two.last) if day is not None})
        if one.last != two.last:
            yield Period(ends[0] + ONE_DAY, ends[1] if len(ends) > 1 else None)

    def told(self, since: str = "seit") -> str:
        """ "seit 01.11.2025" or "01.11.2020 bis 31.10.2025"."""
        if self.last is None:
            return f"{since} {format_date(self.first)}"
        return f"{format_date(self.first)} bis {format_date(self.last)}"
