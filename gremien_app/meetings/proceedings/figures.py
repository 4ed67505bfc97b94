"""How often a person came, by the lists of the sittings: what was written there on the day counts.

A later change of the roster moves no figure. A deputy who was not needed was not absent; a
deputy who came is counted beside the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.people.committees.models import Committee


@dataclass(frozen=True)
class ListedDay:
    """A person's line on the list of a closed sitting; ``committee_ids``: sitting for whom."""

    committee_ids: frozenset[int]
    status: AttendanceStatus
    is_deputy: bool = False


@dataclass
class AttendanceFigures:
    """One person in one committee: ``invited`` = present + excused + absent."""

    committee: Committee
    present: int = 0
    excused: int = 0
    absent: int = 0
    as_deputy: int = field(default=0)

    @property
    def invited(self) -> int:
        return self.present + self.excused + self.absent

    @property
    def rate(self) -> int | None:
        """Per cent of the sittings with the person on the list; None where there was none."""
        return round(100 * self.present / self.invited) if self.invited else None


def count_attendance(
    committees: Sequence[Committee], days: Iterable[ListedDay]
) -> list[AttendanceFigures]:
    """Per committee, in their order."""
    figures = {one.id: AttendanceFigures(one) for one in committees}
    for day in days:
        for committee_id in day.committee_ids & figures.keys():
            _count(figures[committee_id], day)
    return list(figures.values())


def _count(figures: AttendanceFigures, day: ListedDay) -> None:
    if day.is_deputy:
        figures.as_deputy += day.status is AttendanceStatus.PRESENT
    elif day.status is AttendanceStatus.PRESENT:
        figures.present += 1
    elif day.status is AttendanceStatus.EXCUSED:
        figures.excused += 1
    elif day.status is AttendanceStatus.ABSENT:
        figures.absent += 1
