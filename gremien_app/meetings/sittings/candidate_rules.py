"""A date to be looked at, what else is at that time, and a warning about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from gremien_app.base.kernel.clock import BERLIN


@dataclass(frozen=True)
class Candidate:
    """A date to be looked at; ``sitting_id`` is the sitting it would be the date of."""

    committee_ids: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime
    room_id: int | None = None
    sitting_id: int | None = None

    @property
    def days(self) -> list[date]:
        """The day of the sitting in Köln; both days of one that runs past midnight."""
        first = self.starts_at.astimezone(BERLIN).date()
        last = (self.ends_at - timedelta(seconds=1)).astimezone(BERLIN).date()
        return [first] if last <= first else [first, last]


@dataclass(frozen=True)
class Slot:
    """A sitting or another candidate with its committees, place and time."""

    committee_ids: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime
    room_id: int | None
    sitting_id: int | None
    index: int | None = None

    @property
    def days(self) -> list[date]:
        return Candidate(self.committee_ids, self.starts_at, self.ends_at).days

    @property
    def key(self) -> str:
        return f"{self.sitting_id}:{span(self.starts_at, self.ends_at)}"

    def touches(self, days: Iterable[date]) -> bool:
        return bool(set(self.days) & set(days))


def span(starts_at: datetime, ends_at: datetime | None) -> str:
    """Two times as a part of a key, the same wherever they are read."""
    last = ends_at.astimezone(UTC).isoformat() if ends_at else ""
    return f"{starts_at.astimezone(UTC).isoformat()}/{last}"


@dataclass(frozen=True)
class DateWarning:
    """One warning: of which kind, in a sentence, and where it comes from.

    ``about`` names what it speaks of by facts (a day, a number, the times), so that a date that
    was kept in spite of it stays kept however the sentence is worded; it names no person.
    """

    kind: str
    text: str
    source: str
    about: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about}" if self.about else self.kind

    def is_among(self, keys: Collection[str]) -> bool:
        """Whether it was known when the date was kept; of older dates only the kind is known."""
        return self.key in keys or self.kind in keys
