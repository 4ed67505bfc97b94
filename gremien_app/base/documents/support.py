"""Writes what is needed on the day of a sitting: the day card, and the names for interpreters."""

from dataclasses import dataclass
from pathlib import Path

from .content import Letterhead
from .sheet import Sheet, line
from .spans import Span
from .tables import Table

_SERVICES = ("Unterstützung", "Stand", "Wer", "Telefon")
_SERVICE_WIDTHS = (3400, 1500, 2655, 1800)  # together the width between the margins
_NAMES = ("Name", "Rolle", "Organisation")
_NAME_WIDTHS = (3455, 2900, 3000)


@dataclass(frozen=True)
class DayCardDocument:
    """The Tageskarte: who comes and what is there, for whom, and the place."""

    letterhead: Letterhead
    sentence: str
    services: tuple[tuple[str, str, str, str], ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    place: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NamesDocument:
    """Who takes part, for interpreters to prepare names and signs."""

    letterhead: Letterhead
    sentence: str
    notes: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]


def write_day_card(doc: DayCardDocument, base: Path | None = None) -> bytes:
    """The .docx; the same content gives the same bytes."""
    title = "Tageskarte Unterstützung"
    sheet = _begun(doc.letterhead, title, base)
    sheet.heading(1, title)
    sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    note = "Nur für die, die am Tag dafür sorgen. Danach bitte vernichten."
    sheet.paragraph("Normal", (Span(note, bold=True),))
    sheet.heading(2, "Wer kommt und was steht bereit")
    if doc.services:
        sheet.table(
            Table(
                caption="Wer kommt und was steht bereit",
                description="Je Unterstützung eine Zeile mit Stand, wer kommt, und Telefon.",
                headers=_SERVICES,
                widths=_SERVICE_WIDTHS,
                rows=tuple(tuple(line(text) or "–" for text in row) for row in doc.services),
            )
        )
    else:
        sheet.paragraph("Normal", "Es ist nichts bestellt.")
    sheet.heading(2, "Für wen")
    for name, needs in doc.people:
        sheet.paragraph("Normal", (Span(line(name), bold=True),), keep_next=True)
        sheet.prose("\n".join(f"- {line(one)}" for one in needs))
    if not doc.people:
        sheet.paragraph("Normal", "Niemand hat etwas genannt.")
    sheet.heading(2, "Ort")
    for label, value in doc.place:
        sheet.paragraph("Normal", (Span(f"{label}: ", bold=True), Span(line(value))))
    return sheet.finish(doc.letterhead, title=title, reference="")


def write_names(doc: NamesDocument, base: Path | None = None) -> bytes:
    """The .docx; the same content gives the same bytes."""
    title = "Namen zur Vorbereitung"
    sheet = _begun(doc.letterhead, title, base)
    sheet.letterhead(doc.letterhead)
    sheet.heading(1, title)
    sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    for note in doc.notes:
        sheet.paragraph("Normal", line(note))
    sheet.table(
        Table(
            caption=title,
            description="Je Person eine Zeile mit Rolle und Organisation.",
            headers=_NAMES,
            widths=_NAME_WIDTHS,
            rows=tuple(tuple(line(text) or "–" for text in row) for row in doc.people),
        )
    )
    return sheet.finish(doc.letterhead, title=title, reference="")


def _begun(letterhead: Letterhead, title: str, base: Path | None) -> Sheet:
    marks = {"gremium": letterhead.committee, "dokument": title, "vermerk": "", "kennung": ""}
    return Sheet(base, marks)
