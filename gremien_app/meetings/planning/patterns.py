"""From a wish in words ("am 2. Donnerstag im Quartal") to the dates of a year, pure."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from gremien_app.base.kernel.dates import MONTHS, WEEKDAYS, format_clock, format_date, format_time
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.numbers import join_german

ALL_MONTHS = tuple(range(1, 13))
LAST = -1  # the last such weekday of a month, be it the fourth or the fifth
ORDINALS = {1: "1.", 2: "2.", 3: "3.", 4: "4.", 5: "5.", LAST: "letzten"}
_WEEK = timedelta(days=7)
_WEEKS_TRIED = 4

DayName = Callable[[date], str | None]


class PatternKind(Labelled):
    WEEKDAY = "weekday", "an einem Wochentag im Monat oder Quartal"
    WEEKS = "weeks", "alle paar Wochen ab einem Datum"
    COPY = "copy", "wie im Vorjahr"


class Rhythm(Labelled):
    """The months in which a pattern by weekday has its dates."""

    MONTHLY = "monthly", "jeden Monat"
    FIRST = "first", "jedes Quartal: Januar, April, Juli und Oktober"
    SECOND = "second", "jedes Quartal: Februar, Mai, August und November"
    THIRD = "third", "jedes Quartal: März, Juni, September und Dezember"

    @property
    def months(self) -> tuple[int, ...]:
        if self is Rhythm.MONTHLY:
            return ALL_MONTHS
        return tuple(range(list(Rhythm).index(self), 13, 3))


@dataclass(frozen=True)
class Model:
    """A sitting of the year before, as far as a copy follows it."""

    day: date
    start: time
    end: time
    room_id: int | None


@dataclass(frozen=True)
class Pattern:
    """What was asked for. Without hours a copy keeps those of the year before."""

    kind: PatternKind
    year: int
    ordinal: int = 1
    weekday: int = 0
    rhythm: Rhythm = Rhythm.MONTHLY
    weeks: int = 4
    first: date | None = None
    start: time | None = None
    end: time | None = None
    room_id: int | None = None
    skipped_months: tuple[int, ...] = ()
    skips_school_holidays: bool = False
    leaves_holidays: bool = False


@dataclass(frozen=True)
class Slot:
    """One proposed day with its hours on the clocks of Köln."""

    day: date
    start: time
    end: time
    room_id: int | None


@dataclass(frozen=True)
class Proposal:
    """The dates, and in sentences what was left out or moved and why."""

    slots: tuple[Slot, ...]
    notes: tuple[str, ...]


def propose(
    pattern: Pattern, models: Sequence[Model], *, school: DayName, holiday: DayName
) -> Proposal:
    """The dates of a pattern; ``school`` and ``holiday`` name a day's holidays, if any.

    ``models`` are the year before's sittings (only a copy looks at them). The hours are those
    of the pattern; without them a copy has those of its model.
    """
    slots: list[Slot] = []
    notes: list[str] = []
    for found in _raw(pattern, models):
        if isinstance(found, str):
            notes.append(found)
            continue
        kept, note = _settle(found, pattern, school, holiday)
        if note:
            notes.append(note)
        if kept and kept.day not in {slot.day for slot in slots}:
            slots.append(kept)
    return Proposal(tuple(sorted(slots, key=lambda slot: slot.day)), tuple(notes))


def _raw(pattern: Pattern, models: Sequence[Model]) -> Iterator[Slot | str]:
    """The bare dates, and a sentence where the calendar has no such day."""
    if pattern.kind is PatternKind.COPY:
        yield from _copied(pattern, models)
        return
    assert pattern.start is not None
    assert pattern.end is not None
    days = _by_weekday(pattern) if pattern.kind is PatternKind.WEEKDAY else _by_weeks(pattern)
    for day in days:
        if isinstance(day, str):
            yield day
        else:
            yield Slot(day, pattern.start, pattern.end, pattern.room_id)


def _by_weekday(pattern: Pattern) -> Iterator[date | str]:
    for month in pattern.rhythm.months:
        if month in pattern.skipped_months:
            continue
        day = nth_weekday(pattern.year, month, pattern.weekday, pattern.ordinal)
        if day is None:
            yield (
                f"{MONTHS[month - 1]} {pattern.year} hat keinen {pattern.ordinal}. "
                f"{WEEKDAYS[pattern.weekday]}."
            )
        else:
            yield day


def _by_weeks(pattern: Pattern) -> Iterator[date]:
    day = pattern.first
    while day is not None and day.year == pattern.year:
        if day.month not in pattern.skipped_months:
            yield day
        day += pattern.weeks * _WEEK


def _copied(pattern: Pattern, models: Sequence[Model]) -> Iterator[Slot]:
    for model in models:
        if model.day.month in pattern.skipped_months:
            continue
        number = (model.day.day - 1) // 7 + 1
        # A fifth weekday is the month's last one; next year's month may have only four.
        day = nth_weekday(
            pattern.year, model.day.month, model.day.weekday(), LAST if number == 5 else number
        )
        assert day is not None
        yield Slot(
            day,
            pattern.start or model.start,
            pattern.end or model.end,
            pattern.room_id or model.room_id,
        )


def nth_weekday(year: int, month: int, weekday: int, ordinal: int) -> date | None:
    """The first, second, … or ``LAST`` Monday (0) to Sunday (6) of a month, if there is one."""
    first_weekday, length = monthrange(year, month)
    day = 1 + (weekday - first_weekday) % 7
    if ordinal == LAST:
        return date(year, month, day + (length - day) // 7 * 7)
    day += (ordinal - 1) * 7
    return date(year, month, day) if day <= length else None


def _settle(
    slot: Slot, pattern: Pattern, school: DayName, holiday: DayName
) -> tuple[Slot | None, str]:
    """The slot as it is, a week or more later, or left out; with the sentence that says so."""
    told = format_date(slot.day)
    vacation = school(slot.day) if pattern.skips_school_holidays else None
    if vacation:
        return None, f"Der {told} ist ausgelassen, Schulferien: {vacation}."
    name = holiday(slot.day) if pattern.leaves_holidays else None
    if name is None:
        return slot, ""
    for weeks in range(1, _WEEKS_TRIED + 1):
        day = slot.day + weeks * _WEEK
        is_vacation = pattern.skips_school_holidays and school(day) is not None
        if day.year == pattern.year and not holiday(day) and not is_vacation:
            text = f"Der {told} ist verschoben auf den {format_date(day)}: {name}."
            return replace(slot, day=day), text
    return slot, f"Der {told} bleibt, in den Wochen danach ist kein freier Tag: {name}."


def in_words(pattern: Pattern) -> str:
    """What was asked for: "am 2. Donnerstag in den Monaten Mai und Juni, 14:00 bis 16:00 Uhr"."""
    parts = [_days_in_words(pattern)]
    if pattern.start and pattern.end:
        parts.append(f"{format_clock(pattern.start)} bis {format_time(pattern.end)}")
    text = ", ".join(parts)
    if pattern.skips_school_holidays:
        text += "; ohne Termine in den Schulferien"
    if pattern.leaves_holidays:
        text += "; von Feiertagen auf die nächste freie Woche verschoben"
    return text


def _days_in_words(pattern: Pattern) -> str:
    if pattern.kind is PatternKind.WEEKDAY:
        months = [m for m in pattern.rhythm.months if m not in pattern.skipped_months]
        day = f"am {ORDINALS[pattern.ordinal]} {WEEKDAYS[pattern.weekday]}"
        if len(months) == len(ALL_MONTHS):
            return f"{day} jedes Monats"
        one_or_many = "im Monat" if len(months) == 1 else "in den Monaten"
        return f"{day} {one_or_many} {_months(months)}"
    if pattern.kind is PatternKind.WEEKS:
        assert pattern.first is not None
        rhythm = "jede Woche" if pattern.weeks == 1 else f"alle {pattern.weeks} Wochen"
        weekday = WEEKDAYS[pattern.first.weekday()].lower()
        text = f"{rhythm} {weekday}s ab dem {format_date(pattern.first)}"
    else:
        text = f"wie im Jahr {pattern.year - 1}, an denselben Wochentagen der Monate"
    if pattern.skipped_months:
        text += f", nicht im {_months(sorted(pattern.skipped_months))}"
    return text


def _months(numbers: Iterable[int]) -> str:
    return join_german(MONTHS[number - 1] for number in numbers)
