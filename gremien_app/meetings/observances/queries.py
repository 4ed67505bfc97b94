"""Reads of days to respect and of other bodies' sittings."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.reading import all_of, by_id, first_of
from gremien_app.meetings.observances.days import (
    SCHOOL_LAW,
    SCHOOL_UNKNOWN,
    DayNote,
    computed_notes,
    is_school_known,
)
from gremien_app.meetings.observances.models import (
    Observance,
    OutsideCalendar,
    OutsideSitting,
    Tradition,
)

__all__ = ["DayNote", "notes_between", "outside_sittings_between"]


def notes_between(first: date, last: date) -> dict[date, list[DayNote]]:
    """What is to be said of each day of a period (both days included); one query at any length.

    Where NRW's school holidays are not fixed yet the first such day of the year says so, once.
    """
    found: dict[date, list[DayNote]] = {}
    for year in range(first.year, last.year + 1):
        for day, notes in computed_notes(year).items():
            if first <= day <= last:
                found.setdefault(day, []).extend(notes)
        unknown = _first_unknown(max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        if unknown:
            note = DayNote(SCHOOL_UNKNOWN, Tradition.SCHOOL, SCHOOL_LAW, is_unknown=True)
            found.setdefault(unknown, []).append(note)
    for entry in observances_between(first, last):
        for day, note in _notes_of(entry):
            if first <= day <= last:
                found.setdefault(day, []).append(note)
    return dict(sorted(found.items()))


def _first_unknown(first: date, last: date) -> date | None:
    """The first day of a year's part whose school holidays are not fixed."""
    if is_school_known(last):
        return None
    day = first
    while is_school_known(day):
        day += ONE_DAY
    return day


def _notes_of(entry: Observance) -> list[tuple[date, DayNote]]:
    def note(*, is_eve: bool) -> DayNote:
        return DayNote(
            entry.name,
            entry.tradition,
            entry.source,
            entry.is_approximate,
            is_eve,
            entry_id=entry.id,
        )

    length = (entry.ends_on - entry.starts_on).days + 1
    found = [(entry.starts_on + number * ONE_DAY, note(is_eve=False)) for number in range(length)]
    if entry.begins_evening_before:
        found.insert(0, (entry.starts_on - ONE_DAY, note(is_eve=True)))
    return found


def observances_between(first: date, last: date) -> list[Observance]:
    """Entries of the table that touch the period, the evening before included."""
    return all_of(
        select(Observance)
        .where(Observance.starts_on <= last + ONE_DAY, Observance.ends_on >= first)
        .order_by(Observance.starts_on, Observance.name, Observance.id)
    )


def observances_of(year: int) -> list[Observance]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        one
        for one in observances_between(first, last)
        if one.starts_on <= last  # the eve of New Year's Day belongs to the year before
    ]


def get_observance(id: int) -> Observance:
    return by_id(Observance, id)


def stored_entries(keys: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Observance]:
    """The rows of the table that have these names and first days; one query."""
    wanted = set(keys)
    days = {day for _, day in wanted}
    found = db.session.scalars(
        select(Observance).where(Observance.starts_on.in_(days)).order_by(Observance.id)
    )
    return {key: row for row in found if (key := (row.name, row.starts_on)) in wanted}


def outside_calendars() -> list[tuple[OutsideCalendar, int, datetime | None, datetime | None]]:
    """The imported calendars by name, each with its number of sittings, the first and the last."""
    sittings = OutsideSitting
    found = db.session.execute(
        select(
            OutsideCalendar,
            func.count(sittings.id),
            func.min(sittings.starts_at),
            func.max(sittings.starts_at),
        )
        .outerjoin(sittings, sittings.calendar_id == OutsideCalendar.id)
        .group_by(OutsideCalendar.id)
        .order_by(OutsideCalendar.name, OutsideCalendar.id)
    )
    return [(calendar, count, first, last) for calendar, count, first, last in found]


def get_calendar(id: int) -> OutsideCalendar:
    return by_id(OutsideCalendar, id)


def find_calendar(name: str) -> OutsideCalendar | None:
    return first_of(select(OutsideCalendar).where(OutsideCalendar.name == name))


def sittings_of_calendar(calendar: OutsideCalendar) -> list[OutsideSitting]:
    return all_of(
        select(OutsideSitting)
        .where(OutsideSitting.calendar_id == calendar.id)
        .order_by(OutsideSitting.starts_at, OutsideSitting.id)
    )


def outside_sittings_between(
    starts_at: datetime, ends_at: datetime
) -> list[tuple[OutsideSitting, OutsideCalendar]]:
    """Sittings of other bodies that overlap the period, each with its calendar."""
    found = db.session.execute(
        select(OutsideSitting, OutsideCalendar)
        .join(OutsideCalendar, OutsideSitting.calendar_id == OutsideCalendar.id)
        .where(OutsideSitting.starts_at < ends_at, OutsideSitting.ends_at > starts_at)
        .order_by(OutsideSitting.starts_at, OutsideSitting.id)
    )
    return [(sitting, calendar) for sitting, calendar in found]
