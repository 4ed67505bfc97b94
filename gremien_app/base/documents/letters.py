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
    text: str = ""  # Markdown, in place of the common one
    greeting: str = ""  # instead of the one with which the text begins


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
    _cover(sheet, doc)
    for letter in doc.letters:
        _write(sheet, doc, letter)
    return sheet.finish(doc.letterhead, title=f"Briefe: {doc.subject}", reference="")


def _text(text: str, greeting: str) -> str:
    """With the personal greeting in the place of the general one."""
    if not greeting:
        return text
    first, _, rest = text.strip().partition("\n\n")
    general = first.startswith(("Sehr geehrte", "Guten Tag", "Liebe")) and first.endswith(",")
    return f"{line(greeting)}\n\n{rest if general else text}"


def _cover(sheet: Sheet, doc: LettersDocument) -> None:
    """For the office, not for the post: whose letters these are, and what belongs to each."""
    sheet.heading(1, f"Briefe: {line(doc.subject)}")
    sheet.paragraph("Normal", "Dieses Blatt bleibt im Büro. Jeder Brief beginnt auf einer Seite.")
    for letter in doc.letters:
        inside = f": {', '.join(letter.enclosures)}" if letter.enclosures else ""
        sheet.prose(f"- {line(letter.address[0])}{inside}")


def _write(sheet: Sheet, doc: LettersDocument, letter: LetterTo) -> None:
    sheet.paragraph("Hinweis", line(doc.sender), gap=_DOWN_TO_THE_WINDOW, new_page=True)
    # At the left margin: the window of an envelope ends 105 mm from the edge (DIN 5008).
    sheet.paragraph("Normal", "\n".join(line(one) for one in letter.address if line(one)))
    sheet.paragraph("Normal", f"Datum: {format_date(doc.day)}", gap=48)
    sheet.heading(2, line(doc.subject))
    if line(letter.note):
        sheet.paragraph("Normal", Span(line(letter.note), bold=True))
    sheet.prose(_text(letter.text or doc.text, letter.greeting))
    sheet.prose(doc.closing, gap=18)
    if letter.enclosures:
        sheet.paragraph("Normal", Span("Anlagen", bold=True), gap=18, keep_next=True)
        sheet.prose("\n".join(f"- {line(one)}" for one in letter.enclosures))
