"""Writes the Sitzungsplan: the sittings of a year as a table a month."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gremien_app.base.kernel.dates import MONTHS, WEEKDAYS, format_date

from .content import Letterhead
from .sheet import Sheet, line
from .tables import Table

_HEADERS = ("Tag", "Uhrzeit", "Gremium und Sitzung", "Ort", "Stand")
_WIDTHS = (1500, 1250, 3055, 2100, 1450)  # together the width between the margins


@dataclass(frozen=True)
class PlanLine:
    """One sitting of the plan; ``marks`` say what is special about its day."""

    day: date
    hours: str
    committee: str
    sitting: str
    place: str
    state: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    """A Sitzungsplan: ``sentence`` follows the title, ``notes`` stand below it."""

    letterhead: Letterhead
    year: int
    sentence: str
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...] = ()


def write_plan(doc: PlanDocument, base: Path | None = None) -> bytes:
    """The .docx of a year plan; the same content gives the same bytes."""
    title = f"Sitzungsplan {doc.year}"
    sheet = Sheet(
        base,
        {"gremium": doc.letterhead.committee, "dokument": title, "vermerk": "", "kennung": ""},
    )
    sheet.letterhead(doc.letterhead)
    sheet.heading(1, title)
    sheet.paragraph("Sitzungsangabe", line(doc.sentence))
    for note in doc.notes:
        sheet.paragraph("Normal", line(note))
    for month in range(1, 13):
        lines = [one for one in doc.lines if one.day.month == month]
        if lines:
            name = f"{MONTHS[month - 1]} {doc.year}"
            sheet.heading(2, name)
            sheet.table(_month(name, lines))
    return sheet.finish(doc.letterhead, title=title, reference="")


def _month(name: str, lines: list[PlanLine]) -> Table:
    return Table(
        caption=f"Sitzungen im {name}",
        description="Je Sitzung eine Zeile mit Tag, Uhrzeit, Gremium, Ort und Stand.",
        headers=_HEADERS,
        widths=_WIDTHS,
        rows=tuple(
            (
                "\n".join(
                    (WEEKDAYS[one.day.weekday()], format_date(one.day), *map(line, one.marks))
                ),
                line(one.hours),
                "\n".join(text for text in (line(one.committee), line(one.sitting)) if text),
                line(one.place) or "noch offen",
                line(one.state),
            )
            for one in lines
        ),
    )
