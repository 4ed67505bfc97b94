"""What a change that begins in the past meets on its way: sittings that were held already."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReachedSitting:
    """One of them, in the words of the page; ``lines`` is what was recorded of those concerned."""

    id: int
    day: date
    committee: str
    state: str
    lines: tuple[str, ...] = ()
    is_signed: bool = False


@dataclass(frozen=True)
class Meeting:
    """All of them. ``ids`` holds also those of which the viewer may not read: only their number."""

    sittings: tuple[ReachedSitting, ...] = ()
    ids: frozenset[int] = frozenset()

    @property
    def unnamed(self) -> int:
        return len(self.ids) - len(self.sittings)

    @property
    def mark(self) -> str:
        """What the form sends back: which sittings its reader has seen."""
        return ",".join(str(id_) for id_ in sorted(self.ids))

    def is_seen(self, mark: str) -> bool:
        return self.ids <= numbers_in(mark)


def numbers_in(mark: str) -> set[int]:
    """The ids in a mark; whatever else somebody sent is no id."""
    parts = mark[:20_000].split(",")
    return {int(one) for one in parts if one.isascii() and one.isdecimal() and len(one) < 10}
