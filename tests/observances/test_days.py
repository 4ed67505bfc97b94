from datetime import date, timedelta

import pytest

from gremien_app.meetings.observances.days import (
    DayNote,
    computed_notes,
    is_school_known,
    school_holidays,
)
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.sunset import sunset


def labels(day: date, tradition: Tradition) -> list[str]:
    notes = computed_notes(day.year).get(day, ())
    return [note.label for note in notes if note.tradition is tradition]


@pytest.mark.parametrize(
    ("day", "tradition", "expected"),
    [
        (date(2026, 10, 3), Tradition.PUBLIC, ["Tag der Deutschen Einheit"]),
        (date(2026, 2, 12), Tradition.CARNIVAL, ["Weiberfastnacht"]),
        (date(2026, 2, 16), Tradition.CARNIVAL, ["Rosenmontag"]),
        (date(2026, 9, 11), Tradition.JEWISH, ["Rosch ha-Schana (beginnt am Abend)"]),
        (date(2026, 9, 12), Tradition.JEWISH, ["Rosch ha-Schana"]),
        (date(2026, 9, 13), Tradition.JEWISH, ["Rosch ha-Schana"]),
        (date(2026, 9, 14), Tradition.JEWISH, []),
        (date(2026, 9, 20), Tradition.JEWISH, ["Jom Kippur (beginnt am Abend)"]),
        (date(2026, 9, 21), Tradition.JEWISH, ["Jom Kippur"]),
        (date(2026, 4, 1), Tradition.JEWISH, ["Pessach (beginnt am Abend)"]),
        (date(2026, 4, 9), Tradition.JEWISH, ["Pessach"]),
        (date(2024, 10, 12), Tradition.JEWISH, ["Jom Kippur"]),
        (date(2026, 4, 12), Tradition.ORTHODOX, ["Ostersonntag (orthodox)"]),
        (date(2027, 5, 2), Tradition.ORTHODOX, ["Ostersonntag (orthodox)"]),
        (date(2026, 3, 21), Tradition.ALEVI, ["Nevruz"]),
        (date(2026, 6, 28), Tradition.ALEVI, ["Aşure-Tag (ungefähr)"]),
    ],
)
def test_known_days_fall_where_the_calendars_put_them(day, tradition, expected):
    assert labels(day, tradition) == expected


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 3, 20), date(2026, 3, 22), "Fest des Fastenbrechens (Ramadanfest) (± 1 Tag)"),
        (date(2025, 3, 30), date(2025, 4, 1), "Fest des Fastenbrechens (Ramadanfest) (± 1 Tag)"),
        (date(2026, 5, 27), date(2026, 5, 30), "Opferfest (± 1 Tag)"),
    ],
)
def test_islamic_feasts_are_approximate_and_their_neighbours_possible(first, last, name):
    assert labels(first, Tradition.ISLAMIC) == [name]
    assert labels(last, Tradition.ISLAMIC) == [name]
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    assert any("möglicher erster Tag" in label for label in labels(before, Tradition.ISLAMIC))
    assert any("möglicher letzter Tag" in label for label in labels(after, Tradition.ISLAMIC))


def test_ramadan_concerns_the_evenings_of_a_whole_month_and_the_one_before():
    evenings = [
        day for day, notes in computed_notes(2026).items() if any(note.is_evening for note in notes)
    ]

    assert (evenings[0], evenings[-1], len(evenings)) == (
        date(2026, 2, 17),
        date(2026, 3, 19),
        31,
    )


def test_a_year_may_have_two_ramadans():
    months = {
        day.month
        for day, notes in computed_notes(2030).items()
        if any(note.is_evening for note in notes)
    }

    assert {1, 12} <= months


def test_every_computed_note_names_its_source():
    notes = [note for found in computed_notes(2026).values() for note in found]

    assert all(note.name and note.source for note in notes)
    assert {note.tradition for note in notes} == set(Tradition)


def test_school_holidays_are_unknown_where_there_are_no_data():
    assert school_holidays(2026)[date(2026, 7, 20)] == "Sommerferien"
    assert is_school_known(date(2026, 11, 10))
    assert is_school_known(date(2026, 12, 31))
    assert not is_school_known(date(2031, 6, 1))


def test_a_year_known_in_part_is_unknown_after_its_last_holidays():
    last = max(school_holidays(2029))

    assert is_school_known(last)
    assert not is_school_known(last + timedelta(days=1))


@pytest.mark.parametrize("year", [1900, 1924, 2077, 2100])
def test_years_beyond_the_hijri_tables_still_have_their_other_days(year):
    found = {note.tradition for notes in computed_notes(year).values() for note in notes}

    assert {Tradition.JEWISH, Tradition.ORTHODOX} <= found


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        (date(2026, 6, 21), "21:50"),
        (date(2026, 12, 21), "16:28"),
        (date(2026, 3, 20), "18:45"),
        (date(2026, 9, 20), "19:36"),
    ],
)
def test_the_sun_sets_in_koeln_when_the_almanac_says(day, clock):
    hour, minute = map(int, clock.split(":"))
    found = sunset(day)

    assert abs(found.hour * 60 + found.minute - hour * 60 - minute) <= 3


def test_a_label_says_how_sure_a_day_is():
    assert DayNote("X", Tradition.OTHER, "Quelle", is_approximate=True).label == "X (ungefähr)"
