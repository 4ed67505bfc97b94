"""What lasts from a day to a day (``kernel.period``), as columns and as conditions on them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Mapped

from gremien_app.base.columns import recorded_column
from gremien_app.base.kernel.period import Period


def ends_since(column: Any, day: date) -> ColumnElement[bool]:
    """The last day in this column is that day or a later one, or there is none."""
    return or_(column.is_(None), column >= day)


class Lasting:
    starts_on: Mapped[date] = recorded_column("Beginn")
    ends_on: Mapped[date | None] = recorded_column("Ende")

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    def runs_on(self, day: date) -> bool:
        return self.period.includes(day)

    def is_over(self, day: date) -> bool:
        return self.period.is_over(day)

    @classmethod
    def running(cls, day: date) -> ColumnElement[bool]:
        """As ``runs_on``, of the rows of a query."""
        return cls.meeting(day, day)

    @classmethod
    def meeting(cls, first: date, last: date) -> ColumnElement[bool]:
        """With a day between these two."""
        return (cls.starts_on <= last) & cls.still(first)

    @classmethod
    def still(cls, day: date) -> ColumnElement[bool]:
        """Not over by that day; some may begin later."""
        return ends_since(cls.ends_on, day)
