"""When a committee is quorate (Beschlussfähigkeit, § 49 GO NRW); pure."""

from dataclasses import dataclass

from gremien_app.people.committees.models import QuorumRule


def quorum(statutory_seats: int) -> int:
    """How many must be present: more than half of the statutory seats (33 → 17, 20 → 11)."""
    return statutory_seats // 2 + 1


@dataclass(frozen=True)
class QuorumState:
    """Whether the committee is quorate. It warns and never blocks: until the lack is formally
    found, the committee counts as quorate (§ 49 GO NRW).
    """

    present: int
    seats: int | None
    is_checked: bool
    label: str = ""  # the committee's short name, in a joint sitting
    parts: tuple["QuorumState", ...] = ()  # of a joint sitting: each committee's own

    @property
    def required(self) -> int | None:
        return quorum(self.seats) if self.seats else None

    @property
    def is_lacking(self) -> bool:
        return self.is_checked and self.required is not None and self.present < self.required


def quorum_state(rule: QuorumRule, statutory_seats: int | None, present: int) -> QuorumState:
    """The state for a number of present votes; off where the committee has no such rule."""
    return QuorumState(present, statutory_seats, rule is QuorumRule.MORE_THAN_HALF)
