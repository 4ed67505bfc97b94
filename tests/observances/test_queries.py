from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.observances import queries
from gremien_app.meetings.observances.models import Observance, Tradition

DAY = date(2026, 10, 20)


def entry(name="Tag der Vielfalt", starts_on=DAY, ends_on=None, **values) -> Observance:
    values.setdefault("tradition", Tradition.OTHER)
    values.setdefault("source", "Diversity-Kalender 2026")
    made = Observance(name=name, starts_on=starts_on, ends_on=ends_on or starts_on, **values)
    db.session.add(made)
    db.session.flush()
    return made


def names(first: date, last: date, tradition=Tradition.OTHER) -> dict[date, list[str]]:
    found = queries.notes_between(first, last)
    return {
        day: kept
        for day, notes in found.items()
        if (kept := [note.label for note in notes if note.tradition is tradition])
    }


def test_computed_days_and_the_table_stand_side_by_side(app):
    entry(starts_on=date(2026, 9, 21))

    notes = queries.notes_between(date(2026, 9, 21), date(2026, 9, 21))[date(2026, 9, 21)]

    assert [(note.name, note.source) for note in notes] == [
        ("Jom Kippur", "jüdischer Kalender, errechnet"),
        ("Tag der Vielfalt", "Diversity-Kalender 2026"),
    ]


def test_an_entry_of_several_days_is_cut_at_the_period(app):
    entry(starts_on=date(2026, 10, 19), ends_on=date(2026, 10, 25))

    assert list(names(DAY, date(2026, 10, 21))) == [DAY, date(2026, 10, 21)]


def test_an_entry_that_begins_the_evening_before_has_its_eve(app):
    entry(begins_evening_before=True)

    eve = date(2026, 10, 19)
    assert names(eve, eve) == {eve: ["Tag der Vielfalt (beginnt am Abend)"]}
    assert names(eve, DAY)[DAY] == ["Tag der Vielfalt"]


def test_unknown_school_holidays_are_said_once_a_year(app):
    found = names(date(2031, 1, 1), date(2032, 12, 31), Tradition.SCHOOL)

    assert found == {
        date(2031, 1, 1): ["Schulferien unbekannt"],
        date(2032, 1, 1): ["Schulferien unbekannt"],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_year_takes_one_query(app, query_count, number):
    for index in range(number):
        entry(name=f"Tag {index}")

    with query_count() as counted:
        queries.notes_between(date(2026, 1, 1), date(2026, 12, 31))

    assert counted.count == 1
