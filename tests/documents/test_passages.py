"""Passages in another language, on the page and in Word."""

import pytest
from docx.oxml.ns import qn

from gremien_app.base.documents.comparison import lines_printed_otherwise
from gremien_app.base.documents.markdown import blocks
from gremien_app.base.documents.pages import render_html
from gremien_app.base.documents.passages import EAST_ASIAN, LANGUAGES, RIGHT_TO_LEFT
from gremien_app.base.documents.sheet import Sheet
from gremien_app.base.documents.spans import Span, plain
from gremien_app.base.web.filters import minutes_text
from tests.documents.reading import opened
from tests.documents.samples import letterhead


def spans(text, reading=3):
    return [span for block in blocks(text, reading) for span in block.spans]


def test_a_passage_is_printed_without_its_marks_and_knows_its_language():
    assert spans("Gruß: [Englisch: Welcome to Cologne]!") == [
        Span("Gruß: "),
        Span("Welcome to Cologne", language="en-GB"),
        Span("!"),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[Türkisch: Hoş geldiniz]", '<span lang="tr">Hoş geldiniz</span>'),
        (
            "[Englisch: **Hello** all]",
            '<strong><span lang="en">Hello</span></strong><span lang="en"> all</span>',
        ),
        ("**[Englisch: Welcome]**", '<strong><span lang="en">Welcome</span></strong>'),
        ("[Englisch: a [b] c]", '<span lang="en">a [b] c</span>'),
        ("[Englisch: one\ntwo]", '<span lang="en">one<br>two</span>'),
        ("[Englisch: <b>]", '<span lang="en">&lt;b&gt;</span>'),
        ("[Arabisch: أهلا 5]", '<span lang="ar" dir="rtl"><bdi>أهلا</bdi> 5</span>'),
    ],
)
def test_the_page_says_the_language(text, html):
    assert render_html(text) == f"<p>{html}</p>\n"
    assert html in minutes_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "[es: Punkt 3]",
        "[englisch: x]",
        "[Englisch]",
        "[Englisch: ]",
        "[Englisch: offen",
        "[Klingonisch: nuqneH]",
        "[siehe Englisch: x]",
        "[[MELDEN]]",
        "[Name nicht veröffentlicht]",
        "[Englisch: erster Absatz\n\nzweiter]",
    ],
)
def test_every_other_bracket_is_printed_as_it_was_typed(text):
    assert "\n\n".join(plain(block.spans) for block in blocks(text)) == text
    assert not any(span.language for span in spans(text))


def test_what_was_signed_before_reads_as_it_did():
    text = "[Englisch: Welcome]"

    assert spans(text, 2) == [Span(text)]
    assert lines_printed_otherwise("Gruß **an alle**", 2) == 0


def test_word_gets_the_language_of_each_run():
    sheet = Sheet(None, {})
    sheet.prose("[Englisch: Welcome] und [Arabisch: أهلا]")
    document = opened(sheet.finish(letterhead(), title="x", reference="x"))
    found = [
        (run.text, {name.rpartition("}")[2]: value for name, value in lang.attrib.items()})
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if (lang := run._r.find(f".//{qn('w:lang')}")) is not None
    ]

    assert found == [
        ("Welcome", {"val": "en-GB"}),
        ("أهلا", {"val": "ar-SA", "bidi": "ar-SA"}),
    ]


def test_the_kinds_of_script_are_of_known_languages():
    assert set(LANGUAGES.values()) >= RIGHT_TO_LEFT | EAST_ASIAN
