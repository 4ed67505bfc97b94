"""Every text of the minutes, gone through once: for the names in it, or to take some out; pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from gremien_app.base.documents.content import (
    AgendaLine,
    AttendanceGroup,
    AttendanceLine,
    Copy,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)
from gremien_app.records.minutes.names import unnamed_line


class Change(Protocol):
    """What becomes of a text; ``place`` says where it stands, in German."""

    def __call__(self, text: str, place: str, *, is_note: bool = False) -> str: ...


def rewritten(
    document: MinutesDocument, change: Change, keeps_line: Callable[[str], bool]
) -> MinutesDocument:
    """The document with its texts changed; persons of the lists who are not kept are counted.

    The letterhead stays: whom to ask about the paper is said by the office on purpose.
    """
    return replace(
        document,
        copy=Copy.PUBLIC,
        place=change(document.place, "Sitzungsort"),
        present=tuple(_group(one, change, keeps_line, "Anwesend") for one in document.present),
        absent=tuple(_group(one, change, keeps_line, "Entschuldigt") for one in document.absent),
        parts=tuple(_part(part, change) for part in document.parts),
    )


def _group(
    group: AttendanceGroup, change: Change, keeps_line: Callable[[str], bool], where: str
) -> AttendanceGroup:
    named = [
        replace(
            line,
            detail=change(line.detail, f"{where}: Zusatz"),
            note=change(line.note, f"{where}: Vermerk", is_note=True),
        )
        for line in group.lines
        if keeps_line(line.name)
    ]
    lines: list[AttendanceLine] = [*named]
    if len(named) < len(group.lines):
        lines.append(unnamed_line(len(group.lines) - len(named), besides=bool(named)))
    return AttendanceGroup(change(group.heading, f"{where}: Überschrift"), tuple(lines))


def _part(part: MinutesPart, change: Change) -> MinutesPart:
    return replace(
        part,
        agenda=tuple(_agenda_line(one, change) for one in part.agenda),
        items=tuple(_item(one, change) for one in part.items),
    )


def _agenda_line(line: AgendaLine, change: Change) -> AgendaLine:
    return replace(line, title=change(line.title, "Tagesordnung"))


def _item(item: MinutesItem, change: Change) -> MinutesItem:
    where = item.label or (f"TOP {item.number}" if item.number else "Punkt ohne Nummer")
    return replace(
        item,
        title=change(item.title, f"{where}: Titel"),
        attendance_note=change(item.attendance_note, f"{where}: Vermerk", is_note=True),
        discussion=change(item.discussion, f"{where}: Text"),
        resolution=change(item.resolution, f"{where}: Beschluss"),
        votes=tuple(change(vote, f"{where}: Abstimmung") for vote in item.votes),
        outcome=change(item.outcome, f"{where}: Beschlussart"),
    )
