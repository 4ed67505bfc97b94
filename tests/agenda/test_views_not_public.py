"""A committee that is not public prints no "Öffentlicher Teil" and no "Ö 1", wherever one looks."""

import io

import pytest
from docx import Document
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build

PAGES = ("", "/tagesordnung", "/mappe", "/unterlagen", "/festsetzung", "/gaeste", "/einladung")
FILES = ("/tagesordnung.docx", "/mappe.docx", "/tagesordnung.docx?teil=alle")


@pytest.fixture
def committee(app):
    return build.committee(is_public=False)


@pytest.fixture
def sitting(committee):
    sitting = build.sitting(committee, state=SittingState.INVITED)
    build.item(sitting, "Bericht", printed_number="1")
    build.item(sitting, "Radwege", printed_number="2")
    return sitting


def words_of(browser, address) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    if "html" in answer.content_type:
        tree = html.document_fromstring(answer.get_data(as_text=True))
        (main,) = tree.xpath("//main")
        return main.text_content()
    document = Document(io.BytesIO(answer.data))
    headers = [p for s in document.sections for p in (*s.header.paragraphs, *s.footer.paragraphs)]
    return "\n".join(p.text for p in (*document.paragraphs, *headers))


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_nothing_of_it_is_called_public(secretary, sitting, path):
    told = words_of(secretary, f"/sitzungen/{sitting.id}{path}")

    assert [word for word in ("ffentlicher Teil", "ffentlichen Teil", "Ö 1") if word in told] == []


def test_items_are_numbered_without_a_letter(secretary, sitting):
    page = secretary.get(f"/sitzungen/{sitting.id}/tagesordnung").get_data(as_text=True)

    numbers = html.document_fromstring(page).find_class("g-agenda__number")
    assert [one.text_content().strip() for one in numbers] == ["1", "2"]


def test_what_is_for_the_members_only_stands_apart(secretary, sitting):
    build.item(sitting, "Stelle", part=Part.CLOSED, printed_number="1")
    db.session.commit()

    page = secretary.get(f"/sitzungen/{sitting.id}/tagesordnung").get_data(as_text=True)

    headings = [one.text_content() for one in html.document_fromstring(page).xpath("//main//h2")]
    assert headings[:2] == ["Allgemeiner Teil", "Teil nur für Mitglieder"]
