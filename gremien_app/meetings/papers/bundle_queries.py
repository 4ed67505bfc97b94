"""The whole sitting for somebody: agenda, explanations, proposals, papers and their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from gremien_app.base.documents.content import Copy, WholeItem, WholePaper, WholeSitting
from gremien_app.base.files.queries import store
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import to_berlin
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.queries import agenda_of, public_agenda_of
from gremien_app.meetings.agenda.rules import NumberedItem, by_part
from gremien_app.meetings.papers import queries
from gremien_app.meetings.papers.bundle import Entry, entry_name
from gremien_app.meetings.papers.consultation_queries import courses_of
from gremien_app.meetings.papers.kinds import PaperKind
from gremien_app.meetings.papers.queries import Lying
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.people.committees.letterhead import letterhead_of

SCAN = "ist nur ein Bild ohne Text. Was darauf steht, ist hier nicht enthalten."


@dataclass(frozen=True)
class Bundle:
    """What lies at which item, the files as entries of one archive. Nothing of it is loaded."""

    agenda: list[NumberedItem]
    papers: dict[int, list[Lying]]
    entries: list[Entry]


def bundle_of(viewer: Viewer, sitting: Sitting) -> Bundle:
    """All files that this viewer reads; of each paper its newest version. Two queries."""
    agenda = agenda_of(viewer, sitting)
    papers = queries.by_item(viewer, sitting)
    entries: list[Entry] = []
    for one in agenda:
        for lying in papers.get(one.item.id, ()):
            entries.append(_entry(one, lying, len(entries) + 1))
    return Bundle(agenda, papers, entries)


def _entry(one: NumberedItem, lying: Lying, number: int) -> Entry:
    file = lying.file
    path: Path | None = None
    name = ""
    if file is not None:
        path = store().path(file.stored.sha256)
        name = entry_name(number, one.label, file.name)
    return Entry(
        item=f"TOP {one.label}: {one.item.title}" if one.label else one.item.title,
        title=title_of(lying),
        note="wird in der Sitzung verteilt und eingesammelt" if lying.paper.is_tabled else "",
        name=name,
        path=path,
    )


def title_of(lying: Lying) -> str:
    paper = lying.paper
    return paper.title if paper.kind is PaperKind.DOCUMENT else paper.called


def reader_of_file(viewer: Viewer, sitting: Sitting, *, with_closed: bool) -> Viewer:
    """For whom the Word file is made: a public one holds what strangers read, as files go on."""
    return ANONYMOUS if sitting.is_public and not with_closed else viewer


def whole_sitting(viewer: Viewer, sitting: Sitting, *, with_closed: bool) -> WholeSitting:
    """For the Word file. The public one is made without the closed data."""
    viewer = reader_of_file(viewer, sitting, with_closed=with_closed)
    agenda = agenda_of(viewer, sitting) if with_closed else public_agenda_of(viewer, sitting)
    papers = queries.by_item(viewer, sitting)
    courses = told_courses(viewer, papers)
    return WholeSitting(
        letterhead=letterhead_of(
            sitting.committee, sitting.date, today(), current_app.config["OFFICE"]
        ),
        sentence=f"zur {sitting.title_after_zur} {sitting.committee_genitive}",
        day=sitting.date,
        start=to_berlin(sitting.starts_at).time(),
        place=sitting.place,
        parts=tuple(
            (
                section.heading,
                tuple(
                    _item(one, texts_of(viewer, one.item), papers.get(one.item.id, ()), courses)
                    for one in section.items
                ),
            )
            for section in by_part(agenda)
        ),
        reference=sitting.reference or sitting.ref,
        copy=_copy(sitting, agenda, with_closed=with_closed),
    )


def texts_of(viewer: Viewer, item: AgendaItem) -> tuple[tuple[str, str], ...]:
    """Explanation and proposal, as on the agenda's page."""
    is_told = belongs(viewer, item.sitting) or item.id in viewer.guest_for
    explanation = item.explanation if is_told else ""
    proposal = item.proposal if is_told else item.public_proposal
    texts = (("Erläuterung", explanation), ("Beschlussvorschlag", proposal))
    return tuple(pair for pair in texts if pair[1])


def _copy(sitting: Sitting, agenda: list[NumberedItem], *, with_closed: bool) -> Copy:
    """With the closed part go the members' texts: not public, even without a closed item."""
    if not sitting.is_public and not any(one.item.part is Part.CLOSED for one in agenda):
        return Copy.INTERNAL
    return Copy.CLOSED if with_closed else Copy.PUBLIC


def told_courses(viewer: Viewer, papers: Mapping[int, Sequence[Lying]]) -> dict[int, str]:
    """The way of each paper through the bodies in one line, where one was entered."""
    reads = {one.paper.id: one.reads_words for lying in papers.values() for one in lying}
    known = {one.paper.id: one.paper for lying in papers.values() for one in lying}
    return {
        id_: "Beratungsfolge: " + " · ".join(one.in_words for one in stations)
        for id_, stations in courses_of(viewer, list(known.values()), reads).items()
        if any(one.consultation for one in stations)
    }


def _item(
    one: NumberedItem,
    texts: tuple[tuple[str, str], ...],
    papers: Sequence[Lying],
    courses: Mapping[int, str],
) -> WholeItem:
    item = one.item
    return WholeItem(
        label=one.label,
        title=f"{item.title} ({item.named_reference})" if item.reference else item.title,
        level=one.level,
        mark=item.mark.label,
        texts=texts,
        papers=tuple(_paper(lying, courses, item.explanation, item.proposal) for lying in papers),
    )


def _paper(lying: Lying, courses: Mapping[int, str], *said: str) -> WholePaper:
    """What the item says already is not said again."""
    paper, file = lying.paper, lying.file
    texts = [
        ("In einfacher Sprache", paper.summary),
        ("Text", paper.text),
        ("Beschlussvorschlag", paper.proposal),
    ]
    shown = [(name, text) for name, text in texts if text and text not in said]
    typed = [("Text der Datei", file.text)] if file is not None and file.text else []
    return WholePaper(
        title=title_of(lying),
        notes=tuple(notes_of(lying, courses)),
        texts=(*(shown if lying.reads_words else ()), *typed),
    )


def notes_of(lying: Lying, courses: Mapping[int, str]) -> list[str]:
    """Its way through the bodies, and of its file: its name, whether it is only a scan."""
    notes = [courses[lying.paper.id]] if lying.paper.id in courses else []
    if lying.file is not None:
        notes.append(f"Datei: {lying.file.name}")
        if lying.file.stored.needs_text and not lying.file.text:
            notes.append(f"Die Datei „{lying.file.name}“ {SCAN}")
    if lying.paper.is_tabled:
        notes.append("Wird in der Sitzung verteilt und eingesammelt.")
    return notes
