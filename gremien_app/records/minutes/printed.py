"""Whether a sitting's record still says what formats 0 and 1 froze: the words as they were printed.

A name is compared only where it stands on both sides: somebody may be called otherwise since.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from gremien_app.base.documents.content import AttendanceGroup, MinutesDocument, MinutesItem
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.records.minutes import first_words as words
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.facts import Difference, label_of
from gremien_app.records.resolutions.models import Resolution

_DEPUTY = "Vertretung für "
_BARRED = re.compile(r" (?:nimmt|nehmen) wegen Befangenheit .*$")
_NUMBER = re.compile(r"(\d+)/(\d+)$")
Line = tuple[str, str, str]  # name, note, heading


def differences(
    parts: Mapping[str, MinutesDocument], record: SittingRecord
) -> Iterator[Difference]:
    """``parts``: the documents that were frozen; an own heading of the committee says nothing."""
    public = parts[Part.PUBLIC.value]
    for text in _of_sitting(public, record):
        yield Difference(f"Sitzung, {text}")
    for part in Part:
        document = parts.get(part.value)
        items = [one for one in record.items if one.item.part is part]
        frozen = [item for one in document.parts for item in one.items] if document else []
        yield from _of_items(part, frozen, items, record)
    yield from _of_attendance(public, record)


def _of_sitting(document: MinutesDocument, record: SittingRecord) -> Iterator[str]:
    sitting = record.sitting
    start, end = (sitting.opened_at or sitting.starts_at), sitting.closed_at
    if document.day != sitting.date:
        yield "Tag"
    if document.start != start.astimezone(BERLIN).time():
        yield "Beginn"
    if document.end != (end.astimezone(BERLIN).time() if end else None):
        yield "Ende"
    if document.ordinal_text != (f"{sitting.number}." if sitting.number else ""):
        yield "Nummer"


def _of_items(
    part: Part, frozen: list[MinutesItem], items: list[NumberedItem], record: SittingRecord
) -> Iterator[Difference]:
    left = list(items)
    found = []
    for place, item in enumerate(frozen, start=1):
        live = _match(item, left)
        label = label_of(f"{part.letter} {item.number}" if item.number else "", part, place)
        if live is None:
            yield Difference(f"{label}, der Punkt fehlt", part)
            continue
        left.remove(live)
        found.append(live)
        for text in _of_item(item, live, record):
            yield Difference(f"{label}, {text}", part, live.item.id)
    for one in left:
        yield Difference(f"{label_of(one.label, part, 0)}, der Punkt kam dazu", part, one.item.id)
    if found != [one for one in items if one in found]:
        yield Difference(f"Reihenfolge der Punkte ({part.letter})", part)


def _match(item: MinutesItem, left: Sequence[NumberedItem]) -> NumberedItem | None:
    """The live item that is meant: the same number and title, else one of the two."""
    same_title = [one for one in left if _titled(one.item) == item.title]
    same_number = [one for one in left if item.number and one.number == item.number]
    both = [one for one in same_title if one.number == item.number]
    return next(iter([*both, *same_title, *same_number]), None)


def _titled(item: AgendaItem) -> str:
    return f"{item.title} ({item.reference})" if item.reference else item.title


def _of_item(frozen: MinutesItem, numbered: NumberedItem, record: SittingRecord) -> Iterator[str]:
    item = numbered.item
    told = {
        "Nummer": (frozen.number, numbered.number),
        "Titel": (frozen.title, _titled(item)),
        "Ebene": (frozen.level, numbered.level),
        "Vermerk": (frozen.mark, words.MARKS.get(item.mark, "")),
        "Beschlussart": (frozen.outcome, words.OUTCOMES[item.outcome] if item.outcome else ""),
        "Text": (frozen.discussion, record.text_of(item.id)),
        "Abstimmung": (frozen.votes, tuple(map(words.vote_text, record.votes.get(item.id, ())))),
    }
    yield from (what for what, (before, now) in told.items() if before != now)
    yield from _of_resolution(frozen, record.resolutions.get(item.id))
    barred = {c.attendance.name for c in record.conflicts if c.agenda_item_id == item.id}
    if _barred_differ(frozen.attendance_note, barred, {a.name for a in record.attendances}):
        yield "Befangenheit"


def _barred_differ(note: str, barred: set[str], people: set[str]) -> bool:
    printed = {name for name in re.split(", | und ", _BARRED.sub("", note)) if name}
    return len(printed) != len(barred) or any(
        (name in printed) != (name in barred) for name in people if name
    )


def _of_resolution(frozen: MinutesItem, resolution: Resolution | None) -> Iterator[str]:
    if frozen.resolution != (resolution.text if resolution else ""):
        yield "Beschlusstext"
    number = f"{resolution.number}/{resolution.year}" if resolution and resolution.number else ""
    # The committee's short name before it may be another one since.
    stored = _NUMBER.search(frozen.resolution_number)
    if (stored[0] if stored else "") != number:
        yield "Nummer des Beschlusses"


def item_of(parts: Mapping[str, MinutesDocument], resolution: Resolution) -> MinutesItem | None:
    """The frozen item on which this was decided: the same title and text, else one of the two."""
    item = resolution.agenda_item
    document = parts.get(item.part.value)
    items = [one for each in document.parts for one in each.items] if document else []
    same_title = [one for one in items if one.title == _titled(item)]
    same_text = [one for one in items if one.resolution == resolution.text]
    return next(iter([*(o for o in same_title if o in same_text), *same_title, *same_text]), None)


def resolution_differs(frozen: MinutesItem, resolution: Resolution) -> bool:
    item = resolution.agenda_item
    outcome = words.OUTCOMES[item.outcome] if item.outcome else ""
    told = (frozen.title, frozen.outcome) != (_titled(item), outcome)
    return told or any(_of_resolution(frozen, resolution))


def _of_attendance(document: MinutesDocument, record: SittingRecord) -> Iterator[Difference]:
    present = [a for a in record.attendances if a.status is AttendanceStatus.PRESENT]
    away = [a for a in record.attendances if a.status is not AttendanceStatus.PRESENT]
    sides = (
        ("anwesend", document.present, present, AttendanceStatus.PRESENT),
        # Deputies who were not called and guests who did not come were not printed.
        ("nicht anwesend", document.absent, away, AttendanceStatus.EXCUSED),
    )
    for side, groups, people, printed in sides:
        lines = _lines(groups)
        rows = {id(person): person for person in people}
        strangers: list[Line] = []
        for line in lines:
            person = next((p for p in rows.values() if _printed_name(p) == line[0]), None)
            if person is None:
                strangers.append(line)
                continue
            del rows[id(person)]
            for what in _of_line(line, person):
                yield Difference(f"Anwesenheit, {what}", is_of_people=True)
        others = [p for p in rows.values() if p.status is printed]
        yield from _of_renamed(side, strangers, others, len(rows))


def _lines(groups: Sequence[AttendanceGroup]) -> list[Line]:
    return [(line.name, line.note, group.heading) for group in groups for line in group.lines]


def _printed_name(person: Attendance) -> str:
    return f"{person.salutation} {person.name}".strip()


def _of_line(line: Line, person: Attendance) -> Iterator[str]:
    _, note, heading = line
    if not _is_note_of(note, person):
        yield "Zeiten oder Anmerkung"
    if words.is_heading_of_others(heading, person.group, [person.group_label]):
        yield "Gruppe"


def _is_note_of(note: str, person: Attendance) -> bool:
    own = _note_of(person)
    if not note.startswith(_DEPUTY):
        return note == own
    # The principal's name may be another one since; what follows it is the person's own.
    return note.endswith(f" {own}") if own else "(" not in note


def _note_of(person: Attendance) -> str:
    if person.status is AttendanceStatus.EXCUSED:
        return person.note or "entschuldigt"
    if person.status is AttendanceStatus.ABSENT:
        return person.note
    return " ".join(text for text in (words.presence_text(person), person.note) if text)


def _of_renamed(
    side: str, lines: list[Line], people: list[Attendance], unprinted: int
) -> Iterator[Difference]:
    """Lines and persons that no name brings together: as many, and with the same facts."""
    if len(lines) < len(people):
        yield Difference(f"Anwesenheit, {len(people) - len(lines)} mehr {side}", is_of_people=True)
    elif len(lines) > unprinted:
        yield Difference(f"Anwesenheit, {len(lines) - unprinted} weniger {side}", is_of_people=True)
    elif len(lines) == len(people):
        for _, note, _ in lines:
            person = next((p for p in people if _is_note_of(note, p)), None)
            if person is None:
                yield Difference("Anwesenheit, Zeiten oder Anmerkung", is_of_people=True)
            else:
                people.remove(person)
                yield Difference("Anwesenheit, Name", is_name=True, is_of_people=True)
