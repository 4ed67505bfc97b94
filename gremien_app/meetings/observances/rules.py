"""What an entry of the table must be, and what taking a file over would change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from gremien_app.base.columns import descriptions
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.observances.days import DayNote, computed_notes
from gremien_app.meetings.observances.models import Observance, Tradition

LONGEST = 60  # days
NAME_LENGTH = SOURCE_LENGTH = 200


@dataclass(frozen=True)
class SpecialDay:
    """One entry of the table, as typed, read from a file or computed; by the table's columns."""

    id: ClassVar[None] = None  # no row of the table

    name: str
    starts_on: date
    ends_on: date
    source: str
    tradition: Tradition = Tradition.OTHER
    begins_evening_before: bool = False
    is_approximate: bool = False

    @property
    def key(self) -> tuple[str, date]:
        """What makes two entries the same."""
        return self.name, self.starts_on


@dataclass(frozen=True)
class PlannedEntry:
    """One entry of a file and what taking it over would do: ``new``, ``changed`` or ``same``."""

    entry: SpecialDay
    kind: str
    changes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return {"new": "neu", "changed": "geändert", "same": "unverändert"}[self.kind]


def require_entry(entry: SpecialDay) -> None:
    if not entry.name:
        raise RuleBroken("Bitte geben Sie den Namen des Tages an.", field="name")
    if not entry.source:
        raise RuleBroken("Bitte geben Sie an, woher der Termin stammt.", field="source")
    if not FIRST_YEAR <= entry.starts_on.year <= LAST_YEAR:
        raise RuleBroken(
            f"Das Jahr muss zwischen {FIRST_YEAR} und {LAST_YEAR} liegen.", field="starts_on"
        )
    if entry.ends_on < entry.starts_on:
        raise RuleBroken(
            f"Der letzte Tag liegt vor dem ersten, dem {format_date(entry.starts_on)}.",
            field="ends_on",
        )
    if (entry.ends_on - entry.starts_on).days >= LONGEST:
        raise RuleBroken(f"Ein Eintrag umfasst höchstens {LONGEST} Tage.", field="ends_on")


def entry_of(row: Observance) -> SpecialDay:
    return SpecialDay(**{one.name: getattr(row, one.name) for one in fields(SpecialDay)})


def plan_entries(
    entries: Iterable[SpecialDay], stored: Mapping[tuple[str, date], Observance]
) -> list[PlannedEntry]:
    """What each entry would do; the same file twice changes nothing the second time."""
    found = {}
    for entry in entries:
        row = stored.get(entry.key)
        changes = differences(entry_of(row), entry) if row else ()
        kind = "new" if row is None else ("changed" if changes else "same")
        found[entry.key] = PlannedEntry(entry, kind, changes)
    return list(found.values())


def differences(old: SpecialDay, new: SpecialDay) -> tuple[str, ...]:
    """What changes, in words: "Ende: 12.10.2026 → 13.10.2026"."""
    pairs = {name: (value, vars(new)[name]) for name, value in vars(old).items()}
    return tuple(
        f"{said.label}: {_word(pairs[name][0])} → {_word(pairs[name][1])}"
        for name, said in descriptions(Observance)
        if pairs[name][0] != pairs[name][1]
    )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Tradition):
        return value.label
    return format_date(value) if isinstance(value, date) else str(value)


def year_spans(year: int, rows: Iterable[Observance]) -> list[SpecialDay | Observance]:
    """All days of a year by date: the computed ones in a row as one, and the rows of the table."""
    spans: list[SpecialDay | Observance] = [*_computed_spans(year), *rows]
    return sorted(spans, key=lambda one: (one.starts_on, one.ends_on, one.name))


def _computed_spans(year: int) -> Iterator[SpecialDay]:
    days: dict[DayNote, list[date]] = {}
    eves: set[tuple[str, date]] = set()
    for day, notes in computed_notes(year).items():
        for note in notes:
            if note.is_eve:
                eves.add((note.name, day + ONE_DAY))
            else:
                days.setdefault(note, []).append(day)
    for note, found in days.items():
        for first, last in _runs(found):
            yield SpecialDay(
                note.name,
                first,
                last,
                note.source,
                note.tradition,
                begins_evening_before=(note.name, first) in eves,
                is_approximate=note.is_approximate,
            )


def _runs(days: list[date]) -> list[tuple[date, date]]:
    """First and last day of every unbroken row of days."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == ONE_DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
