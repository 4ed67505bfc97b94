"""Cards for the table: whatever is on them stays on its half of the page."""

import pytest

from gremien_app.base.documents.lists import card_sizes

LONG = "Dr. Maximiliane-Theodora von Hohenstein-Wartenberg zu Löwenstein-Freudenberg"
SENDER = (
    "Arbeitsgemeinschaft der Selbsthilfegruppen und Verbände behinderter Menschen in Köln e. V."
)


def test_a_short_name_is_as_large_as_cards_get():
    assert card_sizes("Kim Stell", "Verein Ast") == (112, 48)
    assert card_sizes("Kim Stell", "") == (112, 0)


def test_what_is_long_shrinks_step_by_step_and_stays_larger_than_the_organisation():
    found = [card_sizes(LONG, ""), card_sizes(LONG, SENDER), card_sizes(LONG, f"{SENDER} " * 4)]

    names, organisations = zip(*found, strict=True)
    assert 112 > names[0] >= names[1] >= names[2] >= 36
    assert 48 >= organisations[1] > organisations[2] >= 16


@pytest.mark.parametrize("length", [40, 120, 400])
def test_one_word_of_any_length_has_a_size(length):
    large, small = card_sizes("W" * length, "W" * length)

    assert 24 <= large < 112
    assert 16 <= small <= 48
