"""The year plan as its pages and files show it: a list, committees side by side, months."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gremien_app.base.kernel.dates import (
    MONTHS,
    WEEKDAYS,
    format_clock,
    format_date,
    format_time_span,
    month_weeks,
    to_berlin,
)
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.observances.days import DayNote
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.planning.models import PlannedDate
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import sees_details
from gremien_app.people.committees.models import Committee

DRAFT = "Vorschlag"
CANCELLED = SittingState.CANCELLED
_TOLD = frozenset(
    {DRAFT, *(one.label for one in (SittingState.PLANNED, SittingState.MOVED, CANCELLED))}
)
# Named with a date; school holidays are told as spans, all else on the page of a draft.
_NAMED = frozenset({Tradition.PUBLIC, Tradition.CARNIVAL})


@dataclass(frozen=True)
class YearDate:
    """One date of the plan. ``marks`` say what is special about the day, in words."""

    day: date
    starts_at: datetime
    ends_at: datetime
    committee_ids: frozenset[int]  # of a joint sitting all
    short: str
    committee: str
    title: str
    place: str
    state: str
    state_kind: str
    marks: tuple[str, ...]
    sitting_id: int | None = None
    plan_id: int | None = None

    @property
    def hours(self) -> str:
        return format_time_span(self.starts_at, self.ends_at)

    @property
    def start(self) -> str:
        return format_clock(to_berlin(self.starts_at).time())

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def told_state(self) -> str | None:
        """The state where a bare date would mislead: it may still change, or is called off."""
        return self.state if self.state in _TOLD else None

    @property
    def is_joint(self) -> bool:
        return len(self.committee_ids) > 1


Notes = Mapping[date, Sequence[DayNote]]


def sitting_entry(viewer: Viewer, sitting: Sitting, notes: Notes) -> YearDate:
    """Title and place only for those who may read them."""
    is_told = sees_details(viewer, sitting)
    return YearDate(
        day=sitting.date,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        committee_ids=frozenset(sitting.committee_ids),
        short=sitting.short,
        committee=sitting.committee_name,
        title=sitting.title if is_told else "Nichtöffentliche Sitzung",
        place=sitting.place if is_told else "",
        state=sitting.state.label,
        state_kind=sitting.state.kind,
        marks=marks_of(sitting.date, notes),
        sitting_id=sitting.id,
    )


def draft_entry(planned: PlannedDate, notes: Notes) -> YearDate:
    committee = planned.plan.committee
    return YearDate(
        day=planned.day,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        committee_ids=frozenset({committee.id}),
        short=committee.short,
        committee=committee.name_on(planned.day).name,
        title=DRAFT,
        place=planned.room.label if planned.room else "",
        state=DRAFT,
        state_kind="info",
        marks=marks_of(planned.day, notes),
        plan_id=planned.plan_id,
    )


def marks_of(day: date, notes: Notes) -> tuple[str, ...]:
    """Weekend, holiday, carnival and school holidays of a day, as words."""
    weekend = (WEEKDAYS[day.weekday()],) if day.weekday() >= 5 else ()
    named = [note for note in notes.get(day, ()) if note.tradition in _NAMED]
    school = [note for note in notes.get(day, ()) if note.tradition is Tradition.SCHOOL]
    return (*weekend, *(note.name for note in named), *(note.name for note in school))


def is_shown(sitting: Sitting) -> bool:
    """What is called off is no date in the files to take along; the pages show it as such."""
    return sitting.state is not CANCELLED


def by_month(entries: Iterable[YearDate]) -> list[tuple[int, list[YearDate]]]:
    """The months that have dates, each with its own."""
    found: dict[int, list[YearDate]] = {}
    for entry in sorted(entries, key=lambda one: (one.starts_at, one.short)):
        found.setdefault(entry.day.month, []).append(entry)
    return sorted(found.items())


@dataclass(frozen=True)
class Row:
    """A month with one cell per committee; a joint sitting stands under each of its committees."""

    month: str
    cells: tuple[tuple[YearDate, ...], ...]


def side_by_side(entries: Sequence[YearDate], committees: Sequence[Committee]) -> list[Row]:
    """All twelve months against all committees; an empty month is seen to be empty."""
    ordered = sorted(entries, key=lambda one: one.starts_at)
    return [
        Row(
            MONTHS[month - 1],
            tuple(
                tuple(e for e in ordered if e.day.month == month and one.id in e.committee_ids)
                for one in committees
            ),
        )
        for month in range(1, 13)
    ]


@dataclass(frozen=True)
class DayEntry:
    """A date in the table of a month."""

    href: str
    time: str
    label: str
    committee: str
    title: str
    state_label: str | None


@dataclass(frozen=True)
class Day:
    """A day in the table of a month; ``notes`` are holidays."""

    number: int
    iso: str
    is_today: bool
    notes: tuple[str, ...]
    entries: tuple[DayEntry, ...]


def month_table(
    first: date, entries: Mapping[date, Sequence[DayEntry]], notes: Notes, today: date
) -> list[list[Day | None]]:
    """The weeks of a month for the month's table."""

    def shown(day: date | None) -> Day | None:
        if day is None:
            return None
        told = tuple(note.name for note in notes.get(day, ()) if note.tradition in _NAMED)
        return Day(day.day, day.isoformat(), day == today, told, tuple(entries.get(day, ())))

    return [[shown(day) for day in week] for week in month_weeks(first)]


def school_spans(holidays: Mapping[date, str]) -> list[str]:
    """School holidays as spans: "Osterferien 22.03.2027 bis 03.04.2027"."""
    spans: list[tuple[str, date, date]] = []
    for day, name in sorted(holidays.items()):
        if spans and spans[-1][0] == name and (day - spans[-1][2]).days == 1:
            spans[-1] = (name, spans[-1][1], day)
        else:
            spans.append((name, day, day))
    return [
        f"{name} {format_date(first)}" + (f" bis {format_date(last)}" if last != first else "")
        for name, first, last in spans
    ]
