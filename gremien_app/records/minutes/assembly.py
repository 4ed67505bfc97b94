"""From the record of a sitting to the document: everything is derived, nothing typed twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gremien_app.base.documents.content import (
    AgendaLine,
    AttendanceGroup,
    AttendanceLine,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_time
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import excerpt
from gremien_app.meetings.agenda.decisions import Standing, standing_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import part_heading, part_label
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.proceedings import chair_rules, wording
from gremien_app.meetings.proceedings import rules as proceedings
from gremien_app.meetings.proceedings.listing import without_guests_of_closed
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceStatus,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
)
from gremien_app.meetings.proceedings.models import AttendanceGroup as Group
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.letterhead import letterhead_of
from gremien_app.people.committees.quorum_rules import quorum_state
from gremien_app.people.committees.rules import attendance_groups
from gremien_app.records.minutes.models import MinutesEntry
from gremien_app.records.minutes.rules import ChairFacts, covers_of
from gremien_app.records.minutes.sheet_models import NO_COVERS, Covers, Substitution
from gremien_app.records.resolutions.models import Resolution

_ORDINALS = {Part.PUBLIC: "I.", Part.CLOSED: "II."}
PROPOSAL = "Beschlussvorschlag"  # over a text that was not resolved
MARK_TEXTS = {
    ItemMark.NONE: "",
    ItemMark.ADDED_LATE: "Nachtrag",
    ItemMark.WITHDRAWN: "abgesetzt",
    ItemMark.ADJOURNED: "vertagt",
}


@dataclass(frozen=True)
class SittingRecord:
    """All that the minutes of one sitting are made of, read at once."""

    sitting: Sitting
    items: Sequence[NumberedItem]
    attendances: Sequence[Attendance]
    periods: Sequence[ChairPeriod]
    conflicts: Sequence[ConflictOfInterest]
    votes: dict[int, list[Vote]]
    resolutions: dict[int, Resolution]
    entries: dict[int, MinutesEntry]
    office: Mapping[str, str]  # of the settings, for the letterhead
    seats: int | None = None  # by statute, as they were on the day
    questions: Sequence[str] = ()  # where the list and the roster of the day contradict each other
    closed_guests: frozenset[int] = frozenset()  # persons invited to closed items only
    substitutions: Mapping[int, Substitution] = field(default_factory=dict)  # by who is prevented

    def has_part(self, part: Part) -> bool:
        return any(numbered.item.part is part for numbered in self.items)

    def named_in(self, part: Part) -> list[Attendance]:
        """Whom the lists of a part name: a guest of closed items stands in the closed part only."""
        if part is Part.CLOSED or not self.has_part(Part.CLOSED):
            return list(self.attendances)
        return without_guests_of_closed(self.attendances, self.closed_guests, self.periods)

    def text_of(self, item_id: int) -> str:
        entry = self.entries.get(item_id)
        return entry.text if entry else ""

    def standing_of(self, item: AgendaItem) -> Standing:
        return standing_of(item, self.votes.get(item.id, ()))


def minutes_document(record: SittingRecord, part: Part, document_date: date) -> MinutesDocument:
    """One part's Niederschrift; the public one is made without looking at the closed items."""
    sitting, day = record.sitting, record.sitting.date
    items = [numbered for numbered in record.items if numbered.item.part is part]
    people = record.named_in(part)
    return MinutesDocument(
        letterhead=letterhead_of(sitting.committee, day, document_date, record.office),
        committee=sitting.committee_name,
        committee_genitive=sitting.committee_genitive,
        day=day,
        start=(sitting.opened_at or sitting.starts_at).astimezone(BERLIN).time(),
        end=sitting.closed_at.astimezone(BERLIN).time() if sitting.closed_at else None,
        place=sitting.place or ("Online-Sitzung" if sitting.online_url else ""),
        present=_groups(record, [a for a in people if a.status is AttendanceStatus.PRESENT]),
        absent=_groups(record, proceedings.missing(people)),
        parts=(
            MinutesPart(
                title=_part_title(record, part),
                agenda=tuple(_agenda_line(numbered) for numbered in items),
                items=tuple(_item(record, numbered) for numbered in items),
            ),
        ),
        ordinal_text=f"{sitting.number}." if sitting.number else "",
        term_name=sitting.term.name if sitting.term else "",
        part_label=_part_label(record, part) if record.has_part(Part.CLOSED) else "",
        reference=sitting.reference or sitting.ref,
    )


def _part_title(record: SittingRecord, part: Part) -> str:
    """ "I. Öffentlicher Teil"; "" of a sitting that is not public and has no other part."""
    is_alone = not record.has_part(Part.CLOSED)
    heading = part_heading(part, is_public=record.sitting.is_public, is_alone=is_alone)
    return f"{_ORDINALS[part]} {heading}" if heading else ""


def _part_label(record: SittingRecord, part: Part) -> str:
    label = part_label(part, is_public=record.sitting.is_public)
    return label[0].lower() + label[1:]


def label_of(numbered: NumberedItem) -> str:
    """ "Ö 3.1"; an item without a number goes by its title."""
    return numbered.label or f"„{excerpt(numbered.item.title, 60)}“"


def chairs_of(record: SittingRecord) -> list[ChairFacts]:
    """Who presided, in order; with the items of each where the chair was handed over."""
    items = [numbered.item for numbered in record.items]
    duties = chair_rules.chairs_of(record.periods, items)
    return [
        ChairFacts(
            person_id=duty.attendance.person_id,
            name=duty.attendance.name,
            covers=_covers(record, duty, duties) if len(duties) > 1 else NO_COVERS,
            substitution=record.substitutions.get(duty.attendance.person_id or 0),
        )
        for duty in duties
    ]


def _covers(
    record: SittingRecord, duty: chair_rules.ChairDuty, duties: Sequence[chair_rules.ChairDuty]
) -> Covers:
    """The items; the hours where it is not recorded for all with which item they began."""
    starts = sum(period.from_item_id is not None for period in record.periods)
    if starts < len(record.periods) - 1 or not all(one.items for one in duties):
        return Covers(join_german([wording.span_text(*span) for span in duty.spans]))
    own = {item.id for item in duty.items}
    return covers_of(
        [(numbered.item.part, _label_to_sign(numbered)) for numbered in record.items],
        [place for place, numbered in enumerate(record.items) if numbered.item.id in own],
    )


def opening_text(record: SittingRecord) -> str:
    """The usual first sentences, from the data: who opened when, how many votes are present."""
    sitting = record.sitting
    chairs = chairs_of(record)
    who = chairs[0].name if chairs else "Die Sitzungsleitung"
    start = (sitting.opened_at or sitting.starts_at).astimezone(BERLIN).time()
    text = f"{who} eröffnet die Sitzung um {format_time(start)} und begrüßt die Anwesenden."
    seats = record.seats
    present = proceedings.present_votes(record.attendances, at=sitting.opened_at)
    state = quorum_state(sitting.committee.quorum_rule, seats, present)
    if not state.is_checked or seats is None or sitting.partners:
        return text  # in a joint sitting each committee has its own quorum
    found = "nicht beschlussfähig" if state.is_lacking else "beschlussfähig"
    return f"{text} Anwesend sind {present} von {seats} Stimmberechtigten; das Gremium ist {found}."


def _agenda_line(numbered: NumberedItem) -> AgendaLine:
    return AgendaLine(
        number=numbered.number,
        title=_title(numbered),
        level=numbered.level,
        mark=MARK_TEXTS[numbered.item.mark],
        label=numbered.label,
    )


def _title(numbered: NumberedItem) -> str:
    reference = numbered.item.reference
    return f"{numbered.item.title} ({reference})" if reference else numbered.item.title


def _item(record: SittingRecord, numbered: NumberedItem) -> MinutesItem:
    item = numbered.item
    resolution, votes = record.resolutions.get(item.id), record.votes.get(item.id, ())
    heading, number = _resolution_head(record, item, resolution)
    return MinutesItem(
        number=numbered.number,
        label=numbered.label,
        title=_title(numbered),
        level=numbered.level,
        discussion=record.text_of(item.id),
        resolution=resolution.text if resolution else "",
        resolution_number=number,
        outcome=wording.OUTCOME_LABELS[item.outcome] if item.outcome else "",
        votes=tuple(wording.vote_sentence(vote) for vote in votes),
        vote_kinds=tuple(wording.kind_word(vote) for vote in votes),
        attendance_note=_conflict_note(record, item.id),
        mark=MARK_TEXTS[item.mark],
        resolution_heading=heading,
    )


def _resolution_head(
    record: SittingRecord, item: AgendaItem, resolution: Resolution | None
) -> tuple[str, str]:
    """What stands over the text, and its number: issued at the submission, a draft has none yet.

    What was not resolved stands below no "Beschluss", whatever number it once got.
    """
    number = resolution.label if resolution and resolution.number else ""
    if record.standing_of(item).is_resolved or not resolution:
        return record.sitting.committee.minutes_wording.label, number
    return f"{PROPOSAL} (Nr. {number}: kein Beschluss)" if number else PROPOSAL, ""


def _conflict_note(record: SittingRecord, item_id: int) -> str:
    barred = [c.attendance.name for c in record.conflicts if c.agenda_item_id == item_id]
    if not barred:
        return ""
    verb = "nimmt" if len(barred) == 1 else "nehmen"
    return f"{join_german(barred)} {verb} wegen Befangenheit an Beratung und Abstimmung nicht teil."


def _groups(record: SittingRecord, persons: Sequence[Attendance]) -> tuple[AttendanceGroup, ...]:
    """The committee's groups in its order; a group's own label keeps its persons together."""
    found: dict[tuple[Group, str], list[Attendance]] = {}
    headings = dict(attendance_groups(record.sitting.committee))
    order = _group_order(list(headings))
    for person in sorted(
        persons, key=lambda a: (order.index(a.group), a.position, a.sort_name, a.id)
    ):
        found.setdefault((person.group, person.group_label), []).append(person)
    return tuple(
        AttendanceGroup(
            heading=wording.group_heading(
                group, len(persons), label or headings.get(group.value, "")
            ),
            lines=tuple(_attendance_line(record, person) for person in persons),
        )
        for (group, label), persons in found.items()
    )


def _group_order(roles: Sequence[str]) -> list[Group]:
    """The elected stand before the other voting members; guests and others after the roster."""
    order = [Group(role) for role in roles]
    order.insert(order.index(Group.VOTING), Group.ELECTED)
    return [*order, *(group for group in Group if group not in order)]


def _attendance_line(record: SittingRecord, person: Attendance) -> AttendanceLine:
    name = " ".join(part for part in (person.salutation, person.name) if part)
    return AttendanceLine(name=name, detail=person.detail, note=_note(record, person))


def _note(record: SittingRecord, person: Attendance) -> str:
    if person.status is AttendanceStatus.EXCUSED:
        return person.note or "entschuldigt"
    if person.status is AttendanceStatus.ABSENT:
        return person.note
    notes = [_deputises_for(record, person), wording.interval_note(person), person.note]
    return " ".join(note for note in notes if note)


def _deputises_for(record: SittingRecord, person: Attendance) -> str:
    """Whom a deputy stands in for: the principal of the seat, if not there at all."""
    if not person.is_deputy or not person.seat_key:
        return ""
    principals = [
        a for a in record.attendances if a.seat_key == person.seat_key and not a.is_deputy
    ]
    away = [a.name for a in principals if a.status is not AttendanceStatus.PRESENT]
    return f"Vertretung für {away[0]}" if len(away) == len(principals) and away else ""


def _label_to_sign(numbered: NumberedItem) -> str:
    """No title of a closed item: the signature stands below the public part too."""
    part = numbered.item.part
    return numbered.label or (part.letter if part is Part.CLOSED else label_of(numbered))
