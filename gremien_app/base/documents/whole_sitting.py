"""Writes a whole sitting as one file: each item with its explanation, proposal and papers."""

from pathlib import Path

from gremien_app.base.kernel.dates import format_date, format_date_long, format_time

from .content import WholeItem, WholePaper, WholeSitting
from .sheet import Sheet, line
from .spans import Span
from .topics import reference_label

_LEVELS = 5  # headings of the base file


def write_whole_sitting(doc: WholeSitting, base: Path | None = None) -> bytes:
    """The .docx; the same content gives the same bytes."""
    title = f"Sitzungsmappe {line(doc.sentence)} am {format_date(doc.day)}, {doc.copy.label}"
    fields = {
        "gremium": doc.letterhead.committee,
        "dokument": f"Mappe zur Sitzung am {format_date(doc.day)} · {doc.copy.label}",
        "vermerk": "",
        "kennung": reference_label(doc.reference),
    }
    sheet = Sheet(base, fields)
    sheet.copy_note(doc.copy)
    sheet.letterhead(doc.letterhead)
    sheet.heading(1, "Sitzungsmappe")
    sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    when = f"{format_date_long(doc.day)}, {format_time(doc.start)}"
    for name, value in (("Tag", when), ("Ort", line(doc.place))):
        if value:
            sheet.paragraph("Angabe", (Span(f"{name}:\t", bold=True), Span(value)))
    for part, items in doc.parts:
        sheet.heading(2, line(part) or "Tagesordnung")
        level = 2
        for item in items:
            # Who reads a sub-item alone still gets headings without a gap.
            level = min(2 + item.level, level + 1, _LEVELS - 1)
            _write_item(sheet, item, level)
    return sheet.finish(doc.letterhead, title=title, reference=doc.reference)


def _write_item(sheet: Sheet, item: WholeItem, level: int) -> None:
    label = f"TOP {item.label}: " if item.label else ""
    mark = f" ({item.mark})" if item.mark else ""
    sheet.heading(level, f"{label}{line(item.title)}{mark}")
    _write_texts(sheet, item.texts)
    for paper in item.papers:
        _write_paper(sheet, paper, level + 1)


def _write_paper(sheet: Sheet, paper: WholePaper, level: int) -> None:
    sheet.heading(level, f"Unterlage: {line(paper.title)}")
    for note in paper.notes:
        sheet.paragraph("Normal", line(note))
    _write_texts(sheet, paper.texts)


def _write_texts(sheet: Sheet, texts: tuple[tuple[str, str], ...]) -> None:
    for name, text in texts:
        sheet.paragraph("Normal", (Span(f"{name}:", bold=True),), keep_next=True)
        sheet.prose(text)
