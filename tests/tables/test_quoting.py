import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.tables.quoting import quoted, unquoted
from gremien_app.people.lists.reading import read_csv
from gremien_app.people.lists.writing import write_csv

CELLS = st.text(alphabet=st.sampled_from("=+-@'\"\t\r\n;,ä1 ＝x"), max_size=12)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(sign):
    assert quoted(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "Muster", "o'Brien", "'Muster'", "0221 1", "1-2"])
def test_a_plain_text_stays(text):
    assert (quoted(text), unquoted(text)) == (text, text)


@settings(max_examples=50)
@given(text=CELLS)
def test_every_text_comes_back_as_it_was(text):
    assert unquoted(quoted(text)) == text


@settings(max_examples=30)
@given(text=CELLS)
def test_every_cell_survives_a_csv_file(text):
    clean = clean_text(text, multiline=False)
    rows = [{"last_name": "Muster", "role": "Gast", "office": clean}]

    assert read_csv(write_csv(rows)).rows[0].cells.get("office", "") == clean
