import pytest

from gremien_app.base.kernel.numbers import (
    format_count,
    format_number,
    join_german,
    ordinal,
    plural,
)


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")],
)
def test_an_enumeration_reads_as_german_prose(items, text):
    assert join_german(items) == text


def test_an_enumeration_may_offer_a_choice():
    assert join_german(iter(["A", "B", "C"]), "oder") == "A, B oder C"


@pytest.mark.parametrize(("count", "text"), [(0, "Sitzungen"), (1, "Sitzung"), (2, "Sitzungen")])
def test_the_word_fits_the_count(count, text):
    assert plural(count, "Sitzung", "Sitzungen") == text


def test_large_numbers_have_thousands_separators():
    assert format_number(1234567) == "1.234.567"
    assert format_count(1000, "Seite", "Seiten") == "1.000 Seiten"
    assert format_count(1, "Seite", "Seiten") == "1 Seite"


def test_ranks_in_digits_carry_a_full_stop():
    assert ordinal(5) == "5."
