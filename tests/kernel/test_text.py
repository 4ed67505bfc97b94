import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gremien_app.base.kernel.text import clean_text, decode_text, excerpt, fold, slugify_german

REFUSED_BY_WORD = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]
ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize("code", [*REFUSED_BY_WORD, 0x7F, 0x85, 0x2028, 0x2029, 0x1FFFE])
@pytest.mark.parametrize("multiline", [True, False])
def test_it_keeps_no_character_that_documents_refuse(code, multiline):
    assert chr(code) not in clean_text(f"a{chr(code)}b", multiline=multiline)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed_or_a_space(line_end):
    assert clean_text(f"eins{line_end}zwei", multiline=True) == "eins\nzwei"
    assert clean_text(f"eins{line_end}zwei", multiline=False) == "eins zwei"


def test_a_single_line_has_its_white_space_collapsed():
    assert clean_text("  Haus \t der\u00a0 \n Vielfalt ", multiline=False) == "Haus der Vielfalt"


def test_several_lines_keep_their_paragraphs_and_indents():
    assert clean_text("\n a  \n\n  - b \n", multiline=True) == "a\n\n  - b"


def test_text_is_composed():
    assert clean_text("Mu\u0308ller", multiline=False) == "Müller"


def test_text_of_invisible_characters_is_empty():
    assert clean_text("\u200b\ufeff\u202e", multiline=False) == ""


def test_nothing_becomes_an_empty_text():
    assert clean_text(None, multiline=False) == ""


def test_emoji_and_markup_stay():
    assert clean_text("<b>👩‍🦽</b> & «ü»", multiline=False) == "<b>👩‍🦽</b> & «ü»"


@given(ANY_TEXT, st.booleans())
def test_cleaning_twice_changes_nothing_more(text, multiline):
    once = clean_text(text, multiline=multiline)

    assert clean_text(once, multiline=multiline) == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY_TEXT)
def test_clean_text_can_be_stored(text):
    cleaned = clean_text(text, multiline=True)

    assert not any(ord(char) in REFUSED_BY_WORD for char in cleaned)
    assert cleaned.encode().decode() == cleaned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ẞ", "ss"),
        ("Iğdır", "igdir"),
        ("İzmir", "izmir"),
        ("Łódź", "lodz"),
        ("Çelik-Özdemir", "celik-ozdemir"),
        ("ﬁt ①", "fit 1"),
        ("Flücht\u00adlinge", "fluchtlinge"),
        ("  zwei   Wörter ", "zwei worter"),
    ],
)
def test_search_text_knows_neither_case_nor_marks(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Runder Tisch für Flüchtlingsfragen", "runder-tisch-fuer-fluechtlingsfragen"),
        ("StAG Behindertenpolitik", "stag-behindertenpolitik"),
        ("Bürger*innen & Größe — 2026!", "buerger-innen-groesse-2026"),
        ("Café Łódź", "cafe-lodz"),
        ("Ärzt*innen", "aerzt-innen"),
        ("***", ""),
        ("東京", ""),
    ],
)
def test_names_become_addresses(name, slug):
    assert slugify_german(name) == slug


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("kurz", 10, "kurz"),
        ("Haus der\nVielfalt", 40, "Haus der Vielfalt"),
        ("Haus der Vielfalt", 12, "Haus der…"),
        ("Haus der Vielfalt", 9, "Haus der…"),
        ("Antrag, erstens", 9, "Antrag…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
    ],
)
def test_an_excerpt_ends_between_words(text, length, short):
    assert excerpt(text, length) == short


@given(ANY_TEXT, st.integers(min_value=1, max_value=40))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Müller".encode(), "Müller"),
        ("Müller".encode("utf-8-sig"), "Müller"),
        ("Müller – €".encode("cp1252"), "Müller – €"),
        ("Yıldız".encode("utf-16"), "Yıldız"),
        (b"PK\x03\x04\x00\x00", None),
        (b"\x81\x8d", None),
        (b"", ""),
    ],
)
def test_a_file_is_read_in_the_encodings_of_offices(data: bytes, text: str | None) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize("shape", "’ʼ‘`´′＇")
def test_an_apostrophe_is_found_in_every_shape(shape):
    assert fold(f"d{shape}Arc") == "d'arc"


@pytest.mark.parametrize("shape", "\u2010\u2011‒–—−﹣")
def test_a_hyphen_is_found_in_every_shape(shape):
    assert fold(f"Köln{shape}Süd") == "koln-sud"
