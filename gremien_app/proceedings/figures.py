"""How often a person came: only sittings within a membership count.

A deputy who was not needed was not absent; a deputy who came is counted beside the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gremien_app.committees.models import Committee
from gremien_app.members.models import MemberRole, Membership
from gremien_app.proceedings.models import AttendanceStatus


@dataclass(frozen=True)
class HeldSitting:
    """A closed sitting with an attendance list; ``status`` is None where the person isn't on it."""

    committee_id: int
    day: date
    status: AttendanceStatus | None


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
        """Per cent of the sittings within the membership; None where there was none."""
        return round(100 * self.present / self.invited) if self.invited else None


def count_attendance(
    memberships: Sequence[Membership], sittings: Iterable[HeldSitting]
) -> list[AttendanceFigures]:
    """Per committee, in the order of ``memberships``."""
    figures = {m.committee_id: AttendanceFigures(m.committee) for m in memberships}
    for sitting in sittings:
        running = [
            m
            for m in memberships
            if m.committee_id == sitting.committee_id and m.runs_on(sitting.day)
        ]
        if running:
            is_deputy = all(m.role is MemberRole.DEPUTY for m in running)
            _count(figures[sitting.committee_id], sitting.status, is_deputy=is_deputy)
    return list(figures.values())


def _count(figures: AttendanceFigures, status: AttendanceStatus | None, *, is_deputy: bool) -> None:
    if is_deputy:
        figures.as_deputy += status is AttendanceStatus.PRESENT
    elif status is AttendanceStatus.PRESENT:
        figures.present += 1
    elif status is AttendanceStatus.EXCUSED:
        figures.excused += 1
    else:
        figures.absent += 1
