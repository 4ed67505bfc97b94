"""What a change of master data reaches: what it is about, on which days, made by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gremien_app.base.kernel.clock import ONE_DAY

Days = tuple[date, date | None]  # from–to, both included; None: without an end


class Matter(StrEnum):
    """What is changed; the value stands in the record of each sitting."""

    ROSTER = "Mitgliederverzeichnis"
    NAME = "Name des Gremiums"
    SEATS = "Zahl der Sitze"
    TERM = "Wahlperiode"


@dataclass(frozen=True)
class Reach:
    """Days on which something differs from before. ``committee_id`` None: for every committee.

    ``person_id``: only this person's place. ``term_id`` and ``seats_before``: of which term the
    number of seats was another one; ``was_within``: the days belonged to the term before.
    """

    matter: Matter
    days: Days
    committee_id: int | None
    person_id: int | None = None
    term_id: int | None = None
    seats_before: int | None = None
    was_within: bool = True

    def includes(self, day: date) -> bool:
        first, last = self.days
        return first <= day and (last is None or day <= last)


@dataclass(frozen=True)
class Author:
    """Who made the change, as the record of this transaction tells it."""

    user_id: int | None = None
    name: str = "System"


def apart(old: Days, new: Days) -> Iterator[Days]:
    """The days that belong to one of two periods only."""
    (start, end), (other_start, other_end) = sorted((old, new), key=lambda days: days[0])
    if end is not None and end < other_start:
        yield start, end
        yield other_start, other_end
        return
    if start < other_start:
        yield start, other_start - ONE_DAY
    if end == other_end:
        return
    ends = sorted(day for day in (end, other_end) if day is not None)
    yield ends[0] + ONE_DAY, ends[1] if len(ends) > 1 else None


def within(day: date, days: Days) -> bool:
    first, last = days
    return first <= day and (last is None or day <= last)
