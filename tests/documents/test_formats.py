"""An invitation to be heard or felt: the same content as the Word file, in other forms."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from gremien_app.base.documents.agenda import write_agenda
from gremien_app.base.documents.content import AgendaPart, InvitedLine
from gremien_app.base.documents.formats import PaperForm, write_in
from tests.documents.reading import opened, texts
from tests.documents.samples import invitation


class Reader(HTMLParser):
    """Headings in their order, and all text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.text, self._level, self.tags = "", 0, []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag[0] == "h" and tag[1:].isdigit():
            self._level = int(tag[1:])
            self.headings.append((self._level, ""))

    def handle_endtag(self, tag):
        if tag[0] == "h" and tag[1:].isdigit():
            self._level = 0

    def handle_data(self, data):
        self.text += data
        if self._level:
            level, said = self.headings.pop()
            self.headings.append((level, said + data))


def with_proposal():
    lines = (InvitedLine("1", "Rampe <am> Eingang", 1, "", "Ö 1", "Der Rat **bittet** um:\n\n- A"),)
    return replace(invitation(), parts=(AgendaPart("I. Öffentlicher Teil", lines),))


def test_a_page_leads_from_heading_to_heading():
    page = Reader(write_in(PaperForm.PAGE, invitation()))

    assert page.headings[0][0] == 1
    assert page.headings[1:] == [
        (2, "Tagesordnung"),
        (3, "I. Öffentlicher Teil"),
        (4, "TOP 1: Begrüßung"),
        (4, "TOP 2: Änderung der Geschäftsordnung"),
        (5, "TOP 2.1: Barrierefreie Durchführung aller Sitzungen (Nachtrag)"),
        (6, "TOP 2.1.1: Änderungsantrag der Fraktionen"),
        (4, "TOP 3: Verschiedenes"),
    ]
    assert ("html", {"lang": "de"}) in page.tags
    assert sum(tag == "title" for tag, _ in page.tags) == 1


def test_what_is_typed_is_text_on_the_page_and_emphasis_stays():
    data = write_in(PaperForm.PAGE, with_proposal())

    assert (4, "TOP Ö 1: Rampe <am> Eingang") in Reader(data).headings
    assert "<strong>bittet</strong>" in data.decode()
    assert "<am>" not in data.decode()


def test_a_text_has_one_thing_a_line_and_no_signs_of_layout():
    data = write_in(PaperForm.TEXT, with_proposal())
    lines = data.decode("utf-8-sig").split("\r\n")

    assert data.startswith(b"\xef\xbb\xbf")
    assert "Beginn: 14:00 Uhr" in lines
    assert lines[lines.index("TOP Ö 1: Rampe <am> Eingang") + 2] == "Beschlussvorschlag:"
    assert "Der Rat bittet um:" in lines
    assert not any("\t" in line or "**" in line or "  " in line for line in lines)


@pytest.mark.parametrize("form", [PaperForm.PAGE, PaperForm.TEXT])
def test_no_word_of_the_invitation_is_lost(form):
    data = write_in(form, invitation())
    said = Reader(data).text if form is PaperForm.PAGE else data.decode("utf-8-sig")

    for text in texts(write_agenda(invitation()))[7:]:
        for word in text.replace("\t", " ").split():
            assert word in said


def test_large_print_is_18_points_everywhere():
    document = opened(write_in(PaperForm.LARGE, invitation()))
    sizes = {style.font.size.pt for style in document.styles if style.type == 1 and style.font.size}

    assert min(sizes) >= 18
    assert {run.font.size for one in document.paragraphs for run in one.runs} == {None}
