import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from gremien_app.base.documents.blocks import mark_of, printed
from gremien_app.base.documents.markdown import blocks
from gremien_app.base.documents.pages import render_html
from gremien_app.base.documents.sheet import Sheet
from gremien_app.base.documents.spans import Span, plain
from gremien_app.base.kernel.text import clean_text
from tests.documents.reading import written_lines
from tests.documents.samples import letterhead


def shapes(text):
    """Mark, text and depth of each block; "" marks what is no item, None a depth outside lists."""
    return [
        (mark_of(block), plain(block.spans), block.place.depth if block.place else None)
        for block in blocks(text)
    ]


def lines_of_page(text):
    """What a browser shows, line by line, with the numbers and signs of its lists."""
    tree = lxml_html.fromstring(f"<div>{render_html(text)}</div>")
    return [line for line in _page_lines(tree) if line.strip()]


MARKS = {
    None: "%.",
    "g-numbers": "%)",
    "g-numbers-both": "(%)",
    "g-letters": "%)",
    "g-letters-dot": "%.",
    "g-letters-both": "(%)",
}


def _page_lines(element):
    lines, number = [""], int(element.get("start", 1))
    for child in element:
        if child.tag in ("ul", "ol", "p"):
            lines += [*_page_lines(child), ""]
        elif child.tag == "li":
            number = int(child.get("value", number))
            first, *rest = _page_lines(child)
            lines += [f"{_page_mark(element, number)} {first}", *rest]
            number += 1
        else:
            first, *rest = _page_lines(child)
            lines[-1] += first
            lines += rest
        if child.tag == "br":
            lines.append("")
        lines[-1] += (child.tail or "").replace("\n", "")
    lines[0] = (element.text or "").replace("\n", "") + lines[0]
    return lines


def _page_mark(element, number):
    if element.tag == "ul":
        return "–" if element.get("class") == "g-dashes" else "•"
    value = chr(96 + number) if element.get("type") == "a" else str(number)
    return MARKS[element.get("class")].replace("%", value)


def lines_of_word(text):
    """What Word prints, line by line, with the numbers and signs of its lists."""
    sheet = Sheet(None, {})
    sheet.prose(text)
    return written_lines(sheet.finish(letterhead(), title="Titel", reference=""))


def lines_typed(text):
    """What was typed; all dashes and all bullets that begin an item count as one."""
    return [line for line in clean_text(text, multiline=True).split("\n") if line.strip()]


def alike(line):
    """Without the difference between dashes or between bullets at its beginning, and blanks."""
    line = re.sub(r"^\s*[-–—](?=\s)", "–", line)
    return " ".join(re.sub(r"^\s*[•·▪◦○●■‣](?=\s)", "•", line).split())


AS_TYPED = {
    "a month below a month": "1. März 2026\n15. April 2026",
    "a date that begins a text": "15. April 2026: Abnahme",
    "a date in figures": "1. 3. 2026\n15. 4. 2026",
    "short months": "3. Sept. 2026\n4. Okt. 2026",
    "degrees": "- 5 °C",
    "several degrees": "- 5 °C\n- 12 °C\n– 3 °C",
    "a sum with a sign": "+ 3\n- 2\n= 1",
    "a path": r"\\server\Akten_neu\_alt\2026_03 und C:\__init__\*.docx",
    "addresses": "max_muster_a@example_b.de, https://example.org/a_b_c?x=*y*z&amp;q",
    "underscores": "__x__ und _x_ und snake_case_name",
    "gender stars": "Vertreter*innen der Kolleg*innen, Lehrer**innen und Schüler**innen",
    "sums": "5*3*2 und 5 * 3 * 2 und 2**3**4",
    "footnotes": "Preis* und Gebühr**\n* zuzüglich Porto\n** ohne Porto",
    "marks without partner": "**offen und *offen\n* und *) und (*) und ****",
    "backslashes": r"1\. kein \*Zeichen\* verschwindet \\",
    "entities": "&amp; &lt;b&gt; &#42; <b>x</b> ]]> {{ x }} «gremium» [[INHALT]]",
    "other marks": "# 5 > 3\n> Zitat\n```\n| a | b |\n~~x~~ `y` [z](u) ![b](x.png)\n---\n===",
    "floors": "3. Stock\n5. Stock",
    "ranks": "1. und 2. Klasse\n3. bis 5. Klasse\n1.–3. Klasse",
    "one number": "3. Die Verwaltung berichtet.",
    "years": "2026. Ein Jahr\n2027. Noch eines",
    "money": "10.000 €\n20.000 €",
    "sections": "§ 5 GO\n§ 6 GO",
    "short words": "z. B. Rampe\nd. h. bald\ne. V.\ni. A. Beispiel",
    "an interruption": "Pause:\n- Unterbrechung von 17:00 bis 17:15 Uhr -\ndanach weiter",
    "an insertion": "Der Beirat dankt\n- wie schon 2025 - allen",
    "set in lines": "Anschrift:\n    Beispielweg 1\n\t50667 Köln",
    "a table": "Maßnahme\tKosten\tFrist\nRampe\t12.000 €\t30.06.2027",
    "falling numbers": "3. drei\n2. zwei",
    "a number with a zero": "01. eins\n02. zwei",
    "dots and rulers": "...\n-----\n_____",
    "a dash alone": "-",
    "nothing behind the mark": "1.\n2.\n-\na)",
    "hyphens and soft hyphens": "Ge\u00adschäfts\u2011ordnung\u00a0§\u00a05",
}


@pytest.mark.parametrize("text", AS_TYPED.values(), ids=AS_TYPED.keys())
def test_what_is_no_list_and_no_emphasis_is_printed_as_typed(text):
    assert [(mark, depth) for mark, _, depth in shapes(text)] == [("", None)]
    assert [line for one in shapes(text) for line in one[1].split("\n")] == lines_typed(text)
    assert all(not span.bold and not span.italic for block in blocks(text) for span in block.spans)


@pytest.mark.parametrize(
    "text",
    [
        "1. Rampe\n3. Aufzug\n4. Tür",
        "a) Rampe\nb) Aufzug\nd) Tür",
        "7) sieben\n9) neun",
        "(1) eins\n(2) zwei",
        "(a) eins\n(c) drei",
        "a. eins\nb. zwei",
        "0. vorab\n1. dann",
        "98. Punkt\n99. Punkt\n100. Punkt",
        "• Rampe",
        "• 5 °C\n• 12 °C",
        "– Rampe\n– Aufzug",
        "– Wie viel? – Fünf.",
        "- Rampe",
        "1. Rampe\n\nDas Amt berichtet.\n\n2. Aufzug\n\nDas Amt berichtet.\n\n3. Tür",
        "Es wird gebeten:\n1. Rampe\n2. Aufzug\n\n15. April 2026",
        "1. außen\n   a) innen\n   b) innen\n2. außen\n   - ganz\n3. Ende",
        "1. 3 Stühle\n2. 4 Tische",
        "• **fett**\n• *kursiv*",
    ],
)
def test_lists_have_the_numbers_that_were_typed_on_page_and_in_word(text):
    typed = [alike(re.sub(r"\*\*?", "", line)) for line in lines_typed(text)]

    assert any(block.marked for block in blocks(text))
    assert [alike(line) for line in lines_of_page(text)] == typed
    assert [alike(line) for line in lines_of_word(text)] == typed


def test_a_page_says_the_number_of_each_item_where_one_is_missing():
    assert render_html("1. a\n3. b") == (
        '<ol>\n<li value="1">a</li>\n<li value="3">b</li>\n</ol>\n'
    )
    assert render_html("c) a\nd) b") == (
        '<ol class="g-letters" type="a" start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'
    )


def test_numbers_in_the_row_of_a_date_stay_with_their_line():
    assert shapes("1. Rampe\n2. Aufzug\n15. April 2026") == [
        ("1.", "Rampe", 0),
        ("2.", "Aufzug\n15. April 2026", 0),
    ]


def test_lists_stand_in_lists_by_the_blanks_before_their_marks():
    assert shapes("- a\n  - b\n    • c\n- d\n\n  mehr zu d\n\nText") == [
        ("–", "a", 0),
        ("–", "b", 1),
        ("•", "c", 2),
        ("–", "d", 0),
        ("", "mehr zu d", 0),
        ("", "Text", None),
    ]
    assert render_html("- a\n  - b\n- c") == (
        '<ul class="g-dashes">\n<li>a<ul class="g-dashes">\n<li>b</li>\n</ul></li>\n'
        "<li>c</li>\n</ul>\n"
    )


def test_two_lists_of_a_text_are_two_lists():
    keys = [block.place.key for block in blocks("1. a\n2. b\n\nText\n\n1. c\n2. d") if block.place]

    assert len(keys) == 4
    assert len(set(keys)) == 2


@pytest.mark.parametrize("empty", ["", "  \n\t\n", "\x00\x07", "\u200b"])
def test_a_text_without_words_has_no_paragraphs(empty):
    assert blocks(empty) == []
    assert render_html(empty) == ""


def test_a_blank_line_begins_a_paragraph_and_a_line_end_breaks_the_line():
    assert shapes("eins\nzwei\n\n\ndrei") == [("", "eins\nzwei", None), ("", "drei", None)]


def test_bold_and_italic_may_stand_in_each_other():
    (block,) = blocks("a **b *c*** d ***e* f** *g **h***")

    assert block.spans == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" d "),
        Span("e", bold=True, italic=True),
        Span(" f", bold=True),
        Span(" "),
        Span("g ", italic=True),
        Span("h", bold=True, italic=True),
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("der*die *neue* Schriftführer*in", "der*die <em>neue</em> Schriftführer*in"),
        (
            "**Bürger*innen** und *Gäste*",
            "<strong>Bürger*innen</strong> und <em>Gäste</em>",
        ),
        ("**fett**es Wort, (*kursiv*).", "<strong>fett</strong>es Wort, (<em>kursiv</em>)."),
        ("„**Zitat**“ und **„Zitat“**", "„<strong>Zitat</strong>“ und <strong>„Zitat“</strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("*offen **fett**", "*offen <strong>fett</strong>"),
        ("**zwei\nZeilen**", "<strong>zwei<br>Zeilen</strong>"),
        ("**§ 5** und **- 5 °C**", "<strong>§ 5</strong> und <strong>- 5 °C</strong>"),
    ],
)
def test_emphasis_as_the_editor_writes_it(text, html):
    assert render_html(text) == f"<p>{html}</p>\n"


def test_everything_but_the_few_marks_is_escaped():
    assert render_html("**fett** <script>&amp;") == (
        "<p><strong>fett</strong> &lt;script&gt;&amp;amp;</p>\n"
    )


def test_a_number_stays_behind_an_arabic_or_hebrew_name():
    assert render_html("Herr محمد الهاشمي 5 und נועה 7") == (
        "<p>Herr <bdi>محمد الهاشمي</bdi> 5 und <bdi>נועה</bdi> 7</p>\n"
    )


BEGINNINGS = (
    "", "  ", "\t", "- ", "– ", "• ", "* ", "+ ", "1. ", "2. ", "3. ", "15. ", "1) ", "(2) ", "a) ",
    "b) ", "d) ", "a. ", "§ 5 ", "0. ", "1.", "\\", "> ", "# ", "_", "  - ", "   a) ", "o ", "i) ",
)  # fmt: skip
PIECES = (
    "Rampe", "März", "April 2026", "5 °C", "10.000 €", "Stock", "Bürger*innen", "a_b", "__x__",
    "2*3", "* ", "** ", "*", "_", "\\", "&amp;", "<b>", "`", "-", "–", "„Zitat“", "z. B.", "1.",
    "2.", "und", "C:\\a_b", "x@y_z.de", "[1](2)", "\t", "  ", "é", "(1)", ":", ",", "…",
    "\u00a0", "\u2011", "\u00ad",
)  # fmt: skip
LINES = st.builds(
    lambda begin, pieces: begin + " ".join(pieces),
    st.sampled_from(BEGINNINGS),
    st.lists(st.sampled_from(PIECES), max_size=5),
)
TEXTS = st.lists(LINES, max_size=7).map("\n".join)


def without_stars(line):
    """Stars may be marks, wherever they stand; nothing else may be missing."""
    return alike(line.replace("*", ""))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_whatever_is_typed_is_printed_on_the_page(text):
    expected = [without_stars(line) for line in lines_typed(text)]
    shown = [without_stars(line) for line in lines_of_page(text)]

    assert [x for x in shown if x] == [x for x in expected if x]
    assert [alike(x) for x in printed(blocks(text)).split("\n") if x.strip()] == [
        alike(line) for line in lines_of_page(text)
    ]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_word_prints_what_the_page_prints(text):
    assert [alike(x) for x in lines_of_word(text)] == [alike(x) for x in lines_of_page(text)]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("a *\n"), max_size=30))
def test_stars_are_printed_unless_two_are_a_pair(text):
    spans = [span for block in blocks(text) for span in block.spans]
    typed, shown = text.count("*"), plain(spans).count("*")

    assert (typed - shown) % 2 == 0
    assert (typed == shown) == (not any(span.bold or span.italic for span in spans))
