from datetime import date

import pytest

from gremien_app.base.kernel.holidays import carnival_name, day_notes, holiday_name, public_holidays


def test_north_rhine_westphalia_has_eleven_holidays():
    assert list(public_holidays(2026).values()) == [
        "Neujahr",
        "Karfreitag",
        "Ostermontag",
        "Erster Mai",
        "Christi Himmelfahrt",
        "Pfingstmontag",
        "Fronleichnam",
        "Tag der Deutschen Einheit",
        "Allerheiligen",
        "Erster Weihnachtstag",
        "Zweiter Weihnachtstag",
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 11, 1), "Allerheiligen"),
        (date(2017, 10, 31), "Reformationstag"),
        (date(2026, 10, 31), None),
        (date(2026, 11, 23), None),
    ],
)
def test_a_holiday_is_known_by_name(day, name):
    assert holiday_name(day) == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 11), None),
        (date(2026, 2, 12), "Weiberfastnacht"),
        (date(2026, 2, 16), "Rosenmontag"),
        (date(2026, 2, 18), "Aschermittwoch"),
        (date(2026, 2, 19), None),
        (date(2024, 2, 12), "Rosenmontag"),
        (date(2027, 2, 4), "Weiberfastnacht"),
    ],
)
def test_carnival_lasts_from_weiberfastnacht_to_aschermittwoch(day, name):
    assert carnival_name(day) == name


@pytest.mark.parametrize(
    ("day", "notes"),
    [
        (date(2026, 12, 25), ("Erster Weihnachtstag",)),
        (date(2026, 12, 24), ("Heiligabend",)),
        (date(2026, 11, 11), ("Elfter im Elften (Karnevalsauftakt)",)),
        (date(2026, 2, 16), ("Rosenmontag",)),
        (date(2026, 11, 23), ()),
    ],
)
def test_a_day_tells_what_is_special_about_it(day, notes):
    assert day_notes(day) == notes
