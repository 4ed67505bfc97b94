import sqlite3
from contextlib import closing
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel.search import (
    ESCAPE,
    MAX_VARIANTS,
    like_pattern,
    search_variants,
    word_patterns,
)
from gremien_app.base.kernel.text import fold


def found(query, stored):
    return any(variant in fold(stored) for variant in search_variants(query))


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        *product(["Müller", "Mueller", "Muller", "MÜLLER"], repeat=2),
        *product(["Strauß", "Strauss"], repeat=2),
        *product(["Köln", "Koeln", "koln"], repeat=2),
    ],
)
def test_spellings_of_a_name_find_each_other(query, stored):
    assert found(query, stored)


def test_a_part_of_a_compound_is_found():
    assert found("flüchtling", "Runder Tisch für Flüchtlingsfragen")


def test_an_ordinary_word_with_ue_is_still_found():
    assert found("aktuell", "Aktuelles aus der Verwaltung")


def test_an_empty_query_has_no_spellings():
    assert search_variants(" \u200b ") == ()
    assert word_patterns("  ") == ()


@given(st.text(max_size=300))
def test_the_number_of_spellings_is_bounded(query):
    assert len(search_variants(query)) <= MAX_VARIANTS


@given(st.text(st.characters(), max_size=80))
def test_a_text_finds_itself(text):
    assert not fold(text) or found(text, text)


@given(st.text("ab%_\\", max_size=6), st.text("ab%_\\", max_size=6))
def test_wildcards_in_a_query_mean_themselves(needle, hay):
    with closing(sqlite3.connect(":memory:")) as connection:
        row = connection.execute(
            "select ? like ? escape ?", (hay, like_pattern(needle), ESCAPE)
        ).fetchone()

    assert bool(row[0]) == (needle in hay)


def test_a_comma_parts_words_like_a_blank():
    assert word_patterns("Meier, Anna") == word_patterns("Meier Anna")
    assert word_patterns("Meier,Anna;") == word_patterns("Meier Anna")
    assert word_patterns(" , ;") == ()


def test_each_word_gets_its_own_patterns():
    assert word_patterns("Köln 100%") == (("%koln%", "%koeln%"), ("%100\\%%",))
