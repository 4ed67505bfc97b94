import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel.text import clean_text


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("•\tRampe\n•\tAufzug", "• Rampe\n• Aufzug"),
        ("·\tRampe", "• Rampe"),
        ("\uf0b7\tRampe", "• Rampe"),
        ("\uf0b7Rampe", "• Rampe"),
        ("\uf0b7 Rampe", "• Rampe"),
        ("\uf0a7\tRampe\n\uf0a7\tAufzug", "• Rampe\n• Aufzug"),
        ("\uf0d8\tRampe", "• Rampe"),
        ("§\tRampe", "• Rampe"),
        ("o\tRampe", "• Rampe"),
        ("Ø\tRampe", "• Rampe"),
        ("▪\tRampe", "• Rampe"),
        ("‣\tRampe", "• Rampe"),
        ("*\tRampe", "• Rampe"),
        ("-\tRampe\n–\tAufzug", "- Rampe\n  – Aufzug"),
        (
            "•\teins\no\tzwei\n§\tdrei\no\tvier\n•\tfünf",
            "• eins\n  • zwei\n    • drei\n  • vier\n• fünf",
        ),
        ("o\teins\n\no\tzwei", "• eins\n\n• zwei"),
        ("Ja \uf0e0 nein", "Ja → nein"),
        ("\uf0fc ja, \uf0fb nein, \uf0fe an, \uf0fd aus", "✓ ja, ✗ nein, ☑ an, ☒ aus"),
        ("\uf04a \uf028 \uf02a", "☺ ☎ ✉"),
        ("5 \uf0b0C \uf0b1 1, \uf0a3 3 \uf0b4 2", "5 °C ± 1, ≤ 3 × 2"),
        ("\uf061 und \uf06d", "α und μ"),
        ("Zeile\vnoch eine\fSeite", "Zeile\nnoch eine\nSeite"),
    ],
)
def test_what_word_pastes_becomes_what_is_meant(pasted, meant):
    assert clean_text(pasted, multiline=True) == meant


@pytest.mark.parametrize(
    "text",
    [
        "§\t5 GO",
        "§ 5 GO",
        "Ø\t12,5",
        "-\t5 °C",
        "o\tKosten\tFrist",
        "o Rampe",
        "Maßnahme\tKosten\tFrist",
        "1.\tRampe\n2.\tAufzug",
        "fünf\u00a0Euro",
        "Ge\u00adschäfts\u2011ordnung",
        "\ue000 Zeichen einer anderen Schrift",
        "محمد\u200f 5",
        "می\u200cخواهم",
    ],
)
def test_everything_else_stays_as_it_was_pasted(text):
    assert clean_text(text, multiline=True) == text


def test_a_title_takes_the_same_signs():
    assert clean_text("\uf0b7\tBericht \uf0e0 Rat\v2026", multiline=False) == "• Bericht → Rat 2026"


@pytest.mark.parametrize(
    "text", ["\u00ad", "\u200e \u200f", "\u3164", "\u2800", "\u034f", "\u00ad\n\t\u200d"]
)
@pytest.mark.parametrize("multiline", [True, False])
def test_a_text_of_which_nothing_is_seen_is_empty(text, multiline):
    assert clean_text(text, multiline=multiline) == ""


PASTED = st.lists(
    st.sampled_from("o§ØüvqŸ•·▪-–*\t\n \u00a05ax\u0301\u0308\uf0b7\uf0a7\uf0fc\uf061\uf0e0\u00ad"),
    max_size=25,
).map("".join)


@given(PASTED, st.booleans())
def test_cleaning_a_pasted_text_twice_changes_nothing_more(text, multiline):
    once = clean_text(text, multiline=multiline)

    assert clean_text(once, multiline=multiline) == once
    assert unicodedata.is_normalized("NFC", once)
