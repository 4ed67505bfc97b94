import pytest

from gremien_app.base.tables.lines import MAX_COLUMNS
from gremien_app.base.tables.separated import (
    UnreadableLineError,
    is_old_excel,
    separated_lines,
    usual_mark,
)


@pytest.mark.parametrize(
    ("heading", "mark"), [("Name;Von;Bis", ";"), ("Name,Von", ","), ("Name\tVon", "\t"), ("", ";")]
)
def test_the_mark_is_the_one_the_heading_has_most_of(heading, mark):
    assert usual_mark(f"{heading}\na;b,c\td;;;;,,,,\t\t\t\t") == mark


def test_a_line_is_numbered_by_where_it_begins():
    lines = list(separated_lines('a;"b\nc"\nd;e\n', ";"))

    assert [(line.number, line.texts) for line in lines] == [(1, ["a", "b c"]), (3, ["d", "e"])]


def test_an_exports_apostrophe_before_a_sign_of_formulas_is_taken_away():
    (line,) = separated_lines("'=1+1;'－2;o'Brien", ";")

    assert line.texts == ["=1+1", "－2", "o'Brien"]


def test_more_columns_than_any_list_has_are_left_out():
    (line,) = separated_lines(";".join("x" * (MAX_COLUMNS + 5)), ";")

    assert len(line.texts) == MAX_COLUMNS


def test_a_cell_longer_than_any_text_ends_the_reading_at_its_line():
    with pytest.raises(UnreadableLineError) as refused:
        list(separated_lines("a;b\n" + "x" * 200_000, ";"))

    assert refused.value.number == 2


def test_the_old_kind_of_excel_is_known_by_its_first_bytes():
    assert is_old_excel(b"\xd0\xcf\x11\xe0\xa1\xb1")
    assert not is_old_excel(b"Name;Vorname")
