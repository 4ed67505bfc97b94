import pytest

from gremien_app.base.documents.first_reading import blocks
from gremien_app.base.documents.pages import render_html
from gremien_app.base.documents.spans import Span, plain


def shapes(text):
    """Text, kind, depth, start and mark of each block."""
    return [
        (
            plain(block.spans),
            block.place and (block.place.kind, block.place.depth, block.place.start),
            block.marked,
        )
        for block in blocks(text)
    ]


@pytest.mark.parametrize("empty", ["", "  \n\t\n", "-", "\x00\x07", "\u200b"])
def test_a_text_without_words_has_no_paragraphs(empty):
    assert blocks(empty) == []


def test_a_blank_line_begins_a_paragraph_and_a_line_end_breaks_the_line():
    assert shapes("eins\nzwei\n\ndrei") == [("eins\nzwei", None, False), ("drei", None, False)]


def test_bold_and_italic_may_stand_in_each_other():
    (block,) = blocks("a **b *c*** d")

    assert block.spans == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" d"),
    )


def test_lists_know_kind_depth_and_first_number():
    assert shapes("- a\n\n  3. b\n- c\n\n  mehr zu c") == [
        ("a", ("bullet", 0, 1), True),
        ("b", ("decimal", 1, 3), True),
        ("c", ("bullet", 0, 1), True),
        ("mehr zu c", ("bullet", 0, 1), False),
    ]


def test_two_lists_of_a_text_are_two_lists():
    keys = [block.place.key for block in blocks("1. a\n2. b\n\nText\n\n1. c") if block.place]

    assert len(keys) == 3
    assert len(set(keys)) == 2


def test_letters_as_offices_type_them_become_a_list():
    assert shapes("Es wird gebeten:\n\nb) Rampe\nc) Aufzug\nim Hof") == [
        ("Es wird gebeten:", None, False),
        ("Rampe", ("letter", 0, 2), True),
        ("Aufzug\nim Hof", ("letter", 0, 2), True),
    ]


def test_dashes_as_offices_type_them_become_a_list():
    assert shapes("– Rampe\n– **Aufzug**") == [
        ("Rampe", ("bullet", 0, 1), True),
        ("Aufzug", ("bullet", 0, 1), True),
    ]


def test_a_typed_dash_without_words_leaves_no_empty_item():
    assert shapes("– \\\n– Aufzug") == [("Aufzug", ("bullet", 0, 1), True)]


@pytest.mark.parametrize(
    "text",
    [
        "# keine Überschrift",
        "<b>kein HTML</b> &amp; <script>alert(1)</script>",
        "[kein Verweis](https://example.org) ![kein Bild](x.png)",
        "`kein Code` ~~nichts~~ {{ feld }} «gremium» [[INHALT]]",
        "> kein Zitat",
        "| keine | Tabelle |",
        "https://example.org",
        "z. B. a) mitten im Satz",
        "–ohne Abstand",
    ],
)
def test_everything_else_is_plain_text(text):
    assert shapes(text) == [(text, None, False)]


def test_a_backslash_takes_the_meaning_from_a_mark():
    assert shapes(r"1\. kein Punkt \*nicht kursiv\*") == [
        ("1. kein Punkt *nicht kursiv*", None, False)
    ]


def test_the_preview_escapes_everything_but_the_few_marks():
    html = render_html("**fett** <script>\n\n1. a", 1)

    assert html == ("<p><strong>fett</strong> &lt;script&gt;</p>\n<ol>\n<li>a</li>\n</ol>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Nutzer*innen und Vertreter*innen",
            "<p>Nutzer*innen und Vertreter*innen</p>\n",
        ),
        ("der*die *neue* Schriftführer*in", "<p>der*die <em>neue</em> Schriftführer*in</p>\n"),
        (
            "**Bürger*innen** und *Gäste*",
            "<p><strong>Bürger*innen</strong> und <em>Gäste</em></p>\n",
        ),
        ("**fett**es Wort", "<p><strong>fett</strong>es Wort</p>\n"),
    ],
)
def test_a_gender_star_is_no_italics(text, html):
    assert render_html(text, 1) == html
    assert "".join(span.text for block in blocks(text) for span in block.spans).count("*") == (
        html.count("*")
    )
