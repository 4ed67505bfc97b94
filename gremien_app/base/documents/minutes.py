"""Writes the Niederschrift, in the order and form that Köln publishes."""

from collections.abc import Sequence
from pathlib import Path

from gremien_app.base.kernel.dates import format_date, format_date_minutes, format_time

from .content import (
    AgendaLine,
    AttendanceGroup,
    AttendanceLine,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
    SignatureLine,
)
from .sheet import Sheet, line
from .spans import Span
from .topics import agenda_level, agenda_text, heading_levels, label, marked_title, reference_label

DRAFT = "ENTWURF"
END = "Ende der Sitzung"
_ITEMS_FROM = 3  # heading level of "TOP 3"; its sub-items stand below
_NAME_COLUMN = 32  # characters that fit before the column of organisations


def write_minutes(
    doc: MinutesDocument, base: Path | None = None, *, with_links: bool = False
) -> bytes:
    """The .docx of the minutes; the same content gives the same bytes.

    `with_links` makes the lines of the Tagesordnung lead to their items. LibreOffice 7.4 writes
    such links into a PDF with a wrong tab order entry, which breaks PDF/UA: not by default.
    """
    sheet = Sheet(base, _fields(doc))
    sheet.copy_note(doc.copy)
    sheet.letterhead(doc.letterhead)
    _write_title(sheet, doc)
    _write_attendance(sheet, "Anwesend waren:", doc.present)
    _write_attendance(sheet, "Entschuldigt fehlen:", doc.absent)
    _write_agenda(sheet, doc.parts, with_links=with_links)
    for position, part in enumerate(doc.parts, start=1):
        _write_part(sheet, position, part, doc.reading)
    _write_end(sheet, doc)
    return sheet.finish(doc.letterhead, title=_title(doc), reference=doc.reference)


def opening_sentence(doc: MinutesDocument) -> str:
    """ "über die 5. Sitzung der … in der Wahlperiode 2014/2020 am Dienstag, dem …"."""
    ordinal = f"{line(doc.ordinal_text)} " if line(doc.ordinal_text) else ""
    term = f" in der Wahlperiode {line(doc.term_name)}" if line(doc.term_name) else ""
    hours = format_time(doc.start) + (f" bis {format_time(doc.end)}" if doc.end else "")
    place = f", {line(doc.place)}" if line(doc.place) else ""
    return (
        f"über die {ordinal}Sitzung {line(doc.committee_genitive)}{term} "
        f"am {format_date_minutes(doc.day)}, {hours}{place}"
    )


def _title(doc: MinutesDocument) -> str:
    draft = "Entwurf: " if doc.is_draft else ""
    return (
        f"{draft}Niederschrift der Sitzung {line(doc.committee_genitive)} "
        f"vom {format_date(doc.day)}, {doc.copy.label}"
    )


def _fields(doc: MinutesDocument) -> dict[str, str]:
    what = [DRAFT] if doc.is_draft else []
    what.append(f"Niederschrift der Sitzung vom {format_date(doc.day)}")
    what.append(doc.copy.label)
    return {
        "gremium": doc.committee,
        "dokument": " · ".join(what),
        "vermerk": DRAFT if doc.is_draft else "",
        "kennung": reference_label(doc.reference),
    }


def _write_title(sheet: Sheet, doc: MinutesDocument) -> None:
    sheet.heading(1, "Niederschrift")
    sheet.paragraph("Sitzungsangabe", opening_sentence(doc))
    if doc.is_draft:
        sheet.paragraph("Hinweis", "Entwurf: Diese Fassung ist noch nicht unterzeichnet.")
    if line(doc.notice):
        sheet.paragraph("Hinweis", line(doc.notice))


def _write_attendance(sheet: Sheet, heading: str, groups: Sequence[AttendanceGroup]) -> None:
    texts = [(group.heading, [_person(person) for person in group.lines]) for group in groups]
    texts = [(name, [text for text in lines if text]) for name, lines in texts]
    if not any(lines for _, lines in texts):
        return
    sheet.heading(2, heading)
    for name, lines in texts:
        if lines and line(name):
            sheet.heading(3, name)
        for index, text in enumerate(lines):
            keep_next = _stays_with_next(index, len(lines))
            sheet.paragraph("Anwesenheit", text, keep_next=keep_next)


def _stays_with_next(index: int, count: int) -> bool:
    """No page begins or ends with a single person; a short group stays on one page."""
    return index < count - 1 and (count <= 4 or index in (0, count - 2))


def _person(person: AttendanceLine) -> str:
    """Name, tab, organisation; a deputy's "Vertretung für …" stands on a line of its own."""
    detail, note = line(person.detail), line(person.note)
    separator = "\n"
    if note.startswith("("):
        separator, note = " ", note.replace(" ", "\N{NO-BREAK SPACE}")
    about = f"{detail}{separator}{note}" if detail and note else detail or note
    name = line(person.name)
    if not about:
        return name
    return f"{name}\n{about}" if len(name) > _NAME_COLUMN else f"{name}\t{about}"


def _write_agenda(sheet: Sheet, parts: Sequence[MinutesPart], *, with_links: bool) -> None:
    if not any(part.agenda for part in parts):
        return
    sheet.heading(2, "Tagesordnung")
    for position, part in enumerate(parts, start=1):
        if not part.agenda:
            continue
        if line(part.title):
            sheet.heading(3, part.title)
        targets = _targets(position, part.items) if with_links else {}
        for entry in part.agenda:
            target = targets.get(_key(entry))
            if target:
                sheet.link(agenda_level(entry), agenda_text(entry), target)
            else:
                sheet.paragraph(agenda_level(entry), agenda_text(entry))


def _targets(position: int, items: Sequence[MinutesItem]) -> dict[tuple[str, str], str]:
    """Bookmarks by number and title; of two that look alike the first is meant."""
    targets: dict[tuple[str, str], str] = {}
    for index, item in enumerate(items, start=1):
        targets.setdefault(_key(item), _bookmark(position, index))
    return targets


def _key(topic: AgendaLine | MinutesItem) -> tuple[str, str]:
    number = line(topic.number)
    return (number, "" if number else line(topic.title))


def _bookmark(position: int, index: int) -> str:
    return f"top_{position}_{index}"


def _write_part(sheet: Sheet, position: int, part: MinutesPart, reading: int) -> None:
    if not part.items:
        return
    sheet.heading(2, line(part.title) or "Beratung und Beschlüsse")
    levels = heading_levels([item.level for item in part.items], first=_ITEMS_FROM)
    for index, (item, level) in enumerate(zip(part.items, levels, strict=True), start=1):
        title = marked_title(item.title, item.mark)
        sheet.item_heading(level, label(item), title, _bookmark(position, index))
        _write_item(sheet, item, reading)


def _write_item(sheet: Sheet, item: MinutesItem, reading: int) -> None:
    if line(item.attendance_note):
        sheet.paragraph("Vermerk", line(item.attendance_note))
    sheet.prose(item.discussion, reading=reading)
    if item.resolution.strip():
        number = line(item.resolution_number)
        heading = f"{line(item.resolution_heading)} {number}".strip()
        sheet.paragraph("Beschlusskopf", Span(f"{heading}:", bold=True))
        sheet.prose(item.resolution, reading=reading)
    votes = [line(vote) for vote in item.results if line(vote)]
    if votes:
        sheet.paragraph("Beschlusskopf", Span("Abstimmungsergebnis:", bold=True))
        for vote in votes:
            sheet.paragraph("Ergebnis", vote)
    if line(item.outcome):
        sheet.paragraph("Ergebnis", (Span("Beschlussart: ", bold=True), Span(line(item.outcome))))


def _write_end(sheet: Sheet, doc: MinutesDocument) -> None:
    if doc.end is not None:
        sheet.heading(2, END)
        sheet.prose(format_time(doc.end), reading=doc.reading, keep_next=bool(doc.signatures))
    if doc.signatures:
        if doc.end is None:
            sheet.heading(2, "Unterschriften")
        for signature in doc.signatures:
            is_last = signature is doc.signatures[-1]
            _write_signature(sheet, signature, is_last=is_last, is_dated=bool(doc.notice))
    if line(doc.content_hash):
        text = f"Prüfsumme des Inhalts (SHA-256):\n{line(doc.content_hash)}"
        sheet.paragraph("Hinweis", text, gap=24)


def _write_signature(
    sheet: Sheet, signature: SignatureLine, *, is_last: bool, is_dated: bool
) -> None:
    who = (Span(f"{line(signature.told_role)}: ", bold=True), Span(line(signature.name)))
    sheet.paragraph("Unterschrift", who, gap=18, keep_next=True)
    if line(signature.text):
        sheet.paragraph("Unterschrift", line(signature.told), keep_next=not is_last)
    else:
        blank = "Datum, Unterschrift: \t" if is_dated else "Unterschrift: \t"
        sheet.paragraph("Unterschrift", blank, gap=30, keep_next=not is_last)
