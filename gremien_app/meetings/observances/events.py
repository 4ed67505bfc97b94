"""What a calendar's events come to: dates with a beginning and an end, and what was left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gremien_app.base.ics.series import MAX_DATES
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, format_number
from gremien_app.base.kernel.text import excerpt
from gremien_app.meetings.observances.versions import Event


class FileRefused(RuleBroken):
    """The whole file cannot be read; the sentence says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


@dataclass(frozen=True)
class Occurrence:
    """One date of a calendar; ``is_end_known``: the file itself says when it ends.

    ``origins``: the file's own words for where a day comes from.
    """

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    is_end_known: bool = True
    origins: tuple[str, ...] = ()

    @property
    def row(self) -> dict[str, Any]:
        """What of it is kept of a sitting, by the columns of its table."""
        return {name: value for name, value in vars(self).items() if name != "origins"}


@dataclass(frozen=True)
class Lost:
    """An event that cannot be read; what was read of it earlier is kept."""

    uid: str
    summary: str
    has_uid: bool = True

    def was(self, uid: str, summary: str) -> bool:
        """Whether this event is where an earlier date came from."""
        if not self.has_uid:
            return summary == self.summary
        return uid == self.uid or uid.startswith((f"{self.uid}#", f"{self.uid}@"))


@dataclass
class ReadEvents:
    """All dates of a file. ``is_cut``: the file ends too early, so nothing is known to be gone."""

    found: dict[str, Occurrence] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    cancelled: int = 0
    older: int = 0
    without_end: int = 0
    is_cut: bool = False

    def keep(self, one: Occurrence) -> None:
        if len(self.found) >= MAX_DATES:
            self.is_cut = True
        else:
            self.found[one.uid] = one

    def blame(self, event: Event, sentence: str, *, lose: bool = False) -> None:
        """Name a fault of an event; ``lose``: it cannot be read as far as its dates go."""
        if event.start is None:
            self.faults.append(f"Ohne lesbares Datum: {excerpt(event.summary, 80)}")
        else:
            day = format_date(event.start.local.date())
            self.faults.append(f"„{excerpt(event.summary, 80)}“ ({day}): {sentence}")
        if lose:
            self.lost.append(Lost(event.uid, event.summary, event.has_uid))

    def finish(self, *, is_cut: bool) -> None:
        """Say what concerns the whole file, the gravest first."""
        if self.is_cut:
            self.faults.insert(
                0,
                f"Die Datei nennt mehr als {format_number(MAX_DATES)} Termine; die übrigen fehlen. "
                "Bitte lassen Sie sich einen kürzeren Zeitraum ausgeben.",
            )
        if is_cut:
            self.is_cut = True
            self.faults.insert(0, "Die Datei bricht mitten in einem Termin ab; er fehlt.")
        if self.without_end:
            ends = format_count(self.without_end, "Termin", "Terminen")
            self.faults.append(f"Bei {ends} fehlt das Ende; angenommen sind zwei Stunden.")


def sorted_dates(found: Iterable[Occurrence]) -> list[Occurrence]:
    return sorted(found, key=lambda one: (one.starts_at, one.uid))
