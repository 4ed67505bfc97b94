"""Writes the Einladung and the Tagesordnung."""

from pathlib import Path

from gremien_app.base.kernel.dates import format_date, format_date_long, format_time

from .content import AgendaDocument, InvitedLine
from .sheet import Sheet, line
from .spans import Span
from .topics import agenda_level, agenda_text, reference_label

_AGENDA = "Tagesordnung"


def write_agenda(doc: AgendaDocument, base: Path | None = None) -> bytes:
    """The .docx of an invitation or a bare agenda; the same content gives the same bytes."""
    sheet = Sheet(base, _fields(doc), is_large=doc.is_large)
    sheet.copy_note(doc.copy)
    sheet.letterhead(doc.letterhead)
    sheet.heading(1, line(doc.kind))
    if line(doc.sentence):
        sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    _write_facts(sheet, doc)
    sheet.prose(doc.salutation, gap=18)
    _write_parts(sheet, doc)
    sheet.prose(doc.closing, gap=24)
    _write_access(sheet, doc)
    return sheet.finish(doc.letterhead, title=_title(doc), reference=doc.reference)


def _write_parts(sheet: Sheet, doc: AgendaDocument) -> None:
    level = 2
    if not doc.is_bare:
        sheet.heading(level, _AGENDA)
        level += 1
    for part in doc.parts:
        if part.lines and line(part.title):
            sheet.heading(level, part.title)
        for entry in part.lines:
            proposal = entry.proposal if isinstance(entry, InvitedLine) else ""
            sheet.paragraph(agenda_level(entry), agenda_text(entry), keep_next=bool(proposal))
            _write_proposal(sheet, proposal)


def _write_proposal(sheet: Sheet, proposal: str) -> None:
    if proposal:
        sheet.paragraph("Normal", (Span("Beschlussvorschlag:", bold=True),), keep_next=True)
        sheet.prose(proposal)


def _title(doc: AgendaDocument) -> str:
    return f"{line(doc.kind)} {line(doc.sentence)} am {format_date(doc.day)}, {doc.copy.label}"


def _fields(doc: AgendaDocument) -> dict[str, str]:
    return {
        "gremium": doc.letterhead.committee,
        "dokument": f"{line(doc.kind)} zur Sitzung am {format_date(doc.day)} · {doc.copy.label}",
        "vermerk": "",
        "kennung": reference_label(doc.reference),
    }


def _write_access(sheet: Sheet, doc: AgendaDocument) -> None:
    """Behind the signature: long, and not part of what is invited to."""
    if doc.access:
        sheet.heading(2, "Hinkommen und teilnehmen")
    for name, value in doc.access:
        sheet.paragraph("Normal", (Span(f"{name}: ", bold=True), Span(line(value))))


def _write_facts(sheet: Sheet, doc: AgendaDocument) -> None:
    facts = (
        ("Tag", format_date_long(doc.day)),
        ("Beginn", format_time(doc.start)),
        ("Ort", line(doc.place)),
        ("Barrierefreiheit", line(doc.accessibility)),
    )
    for name, value in facts:
        if value:
            sheet.paragraph("Angabe", (Span(f"{name}:\t", bold=True), Span(value)))
