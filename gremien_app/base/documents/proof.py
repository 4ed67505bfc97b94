"""Writes the proof of a dispatch: what went to whom, by which way and when."""

from dataclasses import dataclass
from pathlib import Path

from .content import Letterhead
from .sheet import Sheet, line
from .tables import Table

_HEADERS = ("Empfänger*in", "Fassung", "Weg", "Übergeben")
_WIDTHS = (3055, 2100, 1700, 2500)  # together the width between the margins
_FILE_HEADERS = ("Datei", "Fassung", "Prüfsumme (SHA-256)")
_FILE_WIDTHS = (3000, 2355, 4000)


@dataclass(frozen=True)
class ProofLine:
    """One recipient, in words."""

    name: str
    role: str
    copy: str
    way: str
    handed: str


@dataclass(frozen=True)
class ProofFile:
    """One document as it was sent."""

    name: str
    copy: str
    sha256: str


@dataclass(frozen=True)
class ProofDocument:
    """A Versandnachweis; ``facts`` are names with their values, ``notes`` sentences below them."""

    letterhead: Letterhead
    title: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    lines: tuple[ProofLine, ...]
    files: tuple[ProofFile, ...]
    reference: str = ""


def write_proof(doc: ProofDocument, base: Path | None = None) -> bytes:
    """The .docx; the same content gives the same bytes."""
    sheet = Sheet(
        base,
        {"gremium": doc.letterhead.committee, "dokument": doc.title, "vermerk": "", "kennung": ""},
    )
    sheet.letterhead(doc.letterhead)
    sheet.heading(1, doc.title)
    sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    for name, value in doc.facts:
        sheet.paragraph("Normal", f"{name}: {line(value)}")
    for note in doc.notes:
        sheet.paragraph("Normal", line(note))
    sheet.heading(2, "Empfänger*innen")
    sheet.table(_people(doc))
    sheet.heading(2, "Dokumente")
    sheet.table(_files(doc))
    return sheet.finish(doc.letterhead, title=doc.title, reference=doc.reference)


def _people(doc: ProofDocument) -> Table:
    rows = tuple(
        (
            "\n".join(text for text in (line(one.name), line(one.role)) if text),
            line(one.copy),
            line(one.way),
            line(one.handed),
        )
        for one in doc.lines
    )
    return Table(
        caption="Empfänger*innen",
        description="Je Person eine Zeile mit Fassung, Weg und Zeitpunkt der Übergabe.",
        headers=_HEADERS,
        widths=_WIDTHS,
        rows=rows,
    )


def _files(doc: ProofDocument) -> Table:
    rows = tuple(
        (line(one.name), line(one.copy), f"{one.sha256[:32]}\n{one.sha256[32:]}")
        for one in doc.files
    )
    return Table(
        caption="Dokumente",
        description="Je Datei eine Zeile mit Fassung und Prüfsumme.",
        headers=_FILE_HEADERS,
        widths=_FILE_WIDTHS,
        rows=rows,
    )
