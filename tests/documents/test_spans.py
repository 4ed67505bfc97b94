from docx.oxml.ns import qn
from lxml import etree

from gremien_app.base.documents.packaging import text_of
from gremien_app.base.documents.sheet import Sheet
from gremien_app.base.documents.spans import append_runs
from tests.documents.reading import header_texts, members, opened
from tests.documents.samples import letterhead


def elements(text):
    """Text and elements of the runs, a run to the left in a list of its own."""
    paragraph = etree.Element(qn("w:p"))
    append_runs(paragraph, text, None)
    return [
        node.text if node.tag == qn("w:t") else node.tag.split("}")[1]
        for run in paragraph
        for node in run
        if node.tag != qn("w:rPr")
    ]


def test_hyphens_that_are_soft_or_hold_are_words_own():
    assert elements("Ge\u00adschäfts\u2011ordnung\tneu\nZeile") == [
        "Ge", "softHyphen", "schäfts", "noBreakHyphen", "ordnung", "tab", "neu", "br", "Zeile",
    ]  # fmt: skip


def test_a_number_behind_an_arabic_or_hebrew_name_keeps_its_side():
    assert elements("محمد 5") == ["محمد", "\u200e 5"]
    assert elements("נועה (14:20 bis 15:00 Uhr)") == ["נועה", "\u200e (14:20 bis 15:00 Uhr)"]
    assert elements("محمد sagt 5") == ["محمد", " sagt 5"]
    assert elements("5 محمد\t7") == ["5 ", "محمد", "tab", "7"]


def test_no_soft_hyphen_stands_where_word_would_print_it():
    sheet = Sheet(None, {"gremium": "Bei\u00adrat für In\u2011klusion", "dokument": "Bei\u00adrat"})
    sheet.heading(1, "Bei\u00adrat")
    sheet.paragraph("Normal", "zwei\tWörter\nIn\u2011klusion")
    data = sheet.finish(letterhead("Bei\u00adrat"), title="Bei\u00adrat", reference="")

    assert all("\u00ad" not in content.decode() for content in members(data).values())
    assert any("Beirat für In-klusion" in text for texts in header_texts(data) for text in texts)
    assert opened(data).core_properties.title == "Beirat"
    assert text_of(data).split("\n")[-3:-1] == ["zwei\tWörter", "In\u2011klusion"]
