"""Writes a Serienbrief: one letter a person, each on a page of its own, for window envelopes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gremien_app.base.kernel.dates import format_date

from .content import Letterhead
from .sheet import Sheet, line
from .spans import Span

_DOWN_TO_THE_WINDOW = 48  # points from the margin, DIN 5008 form B


@dataclass(frozen=True)
class LetterTo:
    """Whose letter: the lines of the window, and what lies in the envelope."""

    address: tuple[str, ...]
    enclosures: tuple[str, ...] = ()
    note: str = ""  # "zur Kenntnis"


@dataclass(frozen=True)
class LettersDocument:
    """Letters of one text (Markdown). ``sender`` stands above the address and is the office alone:

    nobody who holds the envelope reads which committee writes.
    """

    letterhead: Letterhead
    sender: str
    day: date
    subject: str
    text: str
    letters: tuple[LetterTo, ...]
    closing: str = ""


def write_letters(doc: LettersDocument, base: Path | None = None) -> bytes:
    """The .docx of all letters; the same content gives the same bytes."""
    sheet = Sheet(base, {"gremium": "", "dokument": doc.subject, "vermerk": "", "kennung": ""})
    for number, letter in enumerate(doc.letters):
        _write(sheet, doc, letter, new_page=number > 0)
    return sheet.finish(doc.letterhead, title=f"Briefe: {doc.subject}", reference="")


def _write(sheet: Sheet, doc: LettersDocument, letter: LetterTo, *, new_page: bool) -> None:
    sheet.paragraph("Hinweis", line(doc.sender), gap=_DOWN_TO_THE_WINDOW, new_page=new_page)
    sheet.paragraph("Briefkopf", "\n".join(line(one) for one in letter.address if line(one)))
    sheet.paragraph("Normal", f"Datum: {format_date(doc.day)}", gap=48)
    sheet.heading(1, line(doc.subject))
    if line(letter.note):
        sheet.paragraph("Normal", Span(line(letter.note), bold=True))
    sheet.prose(doc.text)
    sheet.prose(doc.closing, gap=18)
    if letter.enclosures:
        sheet.paragraph("Normal", Span("Anlagen", bold=True), gap=18, keep_next=True)
        sheet.prose("\n".join(f"- {line(one)}" for one in letter.enclosures))
