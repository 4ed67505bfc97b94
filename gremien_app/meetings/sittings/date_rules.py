"""What speaks against a date. All of it warns and nothing forbids; each warning has its source.

A plan of a year asks for all its dates at once, at a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gremien_app.base.kernel.clock import BERLIN, ONE_DAY, today
from gremien_app.base.kernel.dates import (
    format_busy,
    format_date,
    format_date_long,
    format_time,
    format_time_span,
)
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.kernel.working_days import format_notice, last_dispatch_date
from gremien_app.meetings.observances.days import (
    SCHOOL_LAW,
    SCHOOL_UNKNOWN,
    DayNote,
    is_school_known,
    weekly_notes,
)
from gremien_app.meetings.observances.models import OutsideCalendar, OutsideSitting, Tradition
from gremien_app.meetings.observances.sunset import sunset
from gremien_app.meetings.sittings.candidate_rules import Candidate, DateWarning, Slot, span
from gremien_app.meetings.sittings.models import Room, Sitting
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.committees.rules import own_committees
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.models import Person

_DUSK = timedelta(minutes=45)  # from sunset to night
_OWN_DATA = "Sitzungsplan"
_ROSTER = "Mitgliederverzeichnis"


_GROUPS = frozenset({CommitteeKind.WORKING_GROUP, CommitteeKind.PROJECT_GROUP})
_INTERNAL = "eine interne Arbeitsgruppe"


@dataclass
class Knowledge:
    """Everything the candidates are compared with, read once."""

    viewer: Viewer
    notes: dict[date, list[DayNote]]
    outside: list[tuple[OutsideSitting, OutsideCalendar]]
    committees: dict[int, Committee]
    rooms: dict[int, Room]
    invited: frozenset[int]
    slots: dict[date, list[Slot]] = field(default_factory=lambda: defaultdict(list))
    memberships: dict[int, list[tuple[Membership, Person]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def name_of(self, slot: Slot) -> str:
        """Who sits then: the short names; an internal group's is not for everyone."""
        names = [
            one.short
            for id_ in slot.committee_ids
            if (one := self.committees[id_]).kind not in _GROUPS
            or {one.id, one.parent_id} & own_committees(self.viewer)
        ]
        return " und ".join(names) or _INTERNAL

    def people_on(self, committee_ids: Iterable[int], day: date) -> dict[int, Person]:
        return {
            person.id: person
            for id_ in committee_ids
            for membership, person in self.memberships[id_]
            if membership.runs_on(day)
        }


def candidate_of(sitting: Sitting) -> Candidate:
    return Candidate(
        sitting.committee_ids, sitting.starts_at, sitting.ends_at, sitting.room_id, sitting.id
    )


def judged(index: int, candidate: Candidate, known: Knowledge) -> list[DateWarning]:
    """What speaks against this date, the calendar's reasons first; ``index``: its own slot's."""
    return [
        *_of_the_day(candidate, known),
        *_of_other_bodies(candidate, known),
        *_of_the_room(candidate, known),
        *_of_other_sittings(index, candidate, known),
        *_of_the_days_around(index, candidate, known),
        *_of_the_notice(candidate, known),
    ]


def _of_the_day(candidate: Candidate, known: Knowledge) -> Iterator[DateWarning]:
    first = candidate.days[0]
    if first < today():
        yield DateWarning("past", "Der Termin liegt in der Vergangenheit.", "Kalender")
    if first.weekday() >= 5:
        name = ("Samstag", "Sonntag")[first.weekday() - 5]
        yield DateWarning("weekend", f"Der Termin liegt auf einem {name}.", "Kalender")
    for moment in (candidate.starts_at, candidate.ends_at):
        yield from _of_the_clock(moment)
    if not is_school_known(first):
        text = f"{SCHOOL_UNKNOWN}: Für diesen Tag liegen noch keine Ferientermine vor."
        yield DateWarning("school", text, SCHOOL_LAW, "unknown")
    told = set()
    for day in candidate.days:
        for note in (*known.notes.get(day, []), *weekly_notes(day)):
            if _concerns(note, day, candidate) and (note.name, note.is_eve) not in told:
                told.add((note.name, note.is_eve))
                text, about = _sentence(note), note.key(day)
                yield DateWarning(note.tradition.value, text, note.source, about)


def _of_the_clock(moment: datetime) -> Iterator[DateWarning]:
    """In October an hour comes twice; the text says which one is meant."""
    local = moment.astimezone(BERLIN)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        which = "die zweite, nach Winterzeit" if local.fold else "die erste, nach Sommerzeit"
        text = (
            f"Am {format_date(local)} gibt es {format_time(local.time())} zweimal, weil die "
            f"Uhren zurückgestellt werden. Gemeint ist {which}."
        )
        yield DateWarning("clock", text, "Zeitumstellung", moment.isoformat())


def _concerns(note: DayNote, day: date, candidate: Candidate) -> bool:
    if note.is_unknown:
        return False  # said above, of every date and not of the year's first alone
    if note.hours is not None:
        begin, end = (datetime.combine(day, one, BERLIN) for one in note.hours)
        return candidate.starts_at < end and candidate.ends_at > begin
    if note.ends_at_night:
        return candidate.starts_at < sunset(day) + _DUSK
    return not (note.is_eve or note.is_evening) or candidate.ends_at > sunset(day)


def _sentence(note: DayNote) -> str:
    mark = ""
    if note.is_approximate:
        mark = " (± 1 Tag)" if note.tradition is Tradition.ISLAMIC else " (ungefähr)"
    if note.hours is not None:
        return f"Die Sitzung liegt in der Mittagszeit: {note.name}."
    is_said = note.is_weekly or note.tradition.label in note.name
    tradition = "" if is_said else f", {note.tradition.label}"
    if note.is_eve:
        return f"Die Sitzung reicht in den Abend, mit dem beginnt: {note.name}{mark}{tradition}."
    if note.is_evening:
        return f"Die Sitzung reicht in den Abend: {note.name}{mark}."
    if note.tradition is Tradition.SCHOOL:
        return f"Der Tag liegt in den Schulferien: {note.name}."
    return f"An diesem Tag ist {note.name}{mark}{tradition}."


def _of_other_bodies(candidate: Candidate, known: Knowledge) -> Iterator[DateWarning]:
    for sitting, calendar in known.outside:
        if sitting.starts_at >= candidate.ends_at:
            continue
        source = calendar.name + (f" ({calendar.source})" if calendar.source else "")
        begin = sitting.starts_at.astimezone(BERLIN)
        end = sitting.ends_at if sitting.is_end_known else None
        about = f"{calendar.id}:{sitting.uid}:{span(sitting.starts_at, end)}"
        if sitting.is_end_known:
            when = format_busy(sitting.starts_at, sitting.ends_at)
        else:
            when = f"ab {format_time(begin.time())}, Ende unbekannt"
        if candidate.starts_at < sitting.ends_at:
            text = f"Zur selben Zeit: {sitting.summary}, {when}."
            yield DateWarning("council", text, source, about)
        elif not sitting.is_end_known and begin.date() == candidate.days[0]:
            text = f"Vorher am selben Tag: {sitting.summary}, {when}."
            yield DateWarning("council", text, source, about)


def _of_the_room(candidate: Candidate, known: Knowledge) -> Iterator[DateWarning]:
    room = known.rooms.get(candidate.room_id or 0)
    if room is None:
        return
    day = candidate.days[0]
    if room.closed_on and room.closed_on <= day:
        text = f"Der Raum „{room.label}“ steht nicht mehr zur Verfügung."
        yield DateWarning("room", text, "Räume", f"closed:{room.id}")
    needed = _members(candidate, known, day)
    if room.capacity is not None and room.capacity < needed:
        text = (
            f"Der Raum hat {format_count(room.capacity, 'Platz', 'Plätze')}, "
            f"das Gremium hat {format_count(needed, 'Mitglied', 'Mitglieder')}."
        )
        about = f"{room.id}:{room.capacity}:{needed}"
        yield DateWarning("capacity", text, "Räume und Mitgliederverzeichnis", about)


def _members(candidate: Candidate, known: Knowledge, day: date) -> int:
    """Everyone on the roster but deputies, who come in another's place."""
    return len(
        {
            person.id
            for id_ in candidate.committee_ids
            for membership, person in known.memberships[id_]
            if membership.runs_on(day) and membership.role is not MemberRole.DEPUTY
        }
    )


def _of_other_sittings(index: int, candidate: Candidate, known: Knowledge) -> Iterator[DateWarning]:
    told = set()
    for day in candidate.days:
        for slot in known.slots[day]:
            if slot.index == index or slot in told:
                continue
            told.add(slot)
            yield from _of_another(candidate, slot, known)


def _of_another(candidate: Candidate, slot: Slot, known: Knowledge) -> Iterator[DateWarning]:
    when, name = format_time_span(slot.starts_at, slot.ends_at), known.name_of(slot)
    overlaps = slot.starts_at < candidate.ends_at and candidate.starts_at < slot.ends_at
    if overlaps and candidate.room_id is not None and slot.room_id == candidate.room_id:
        yield DateWarning(
            "room", f"Der Raum ist belegt: {name}, {when}.", _OWN_DATA, f"taken:{slot.key}"
        )
    if set(slot.committee_ids) & set(candidate.committee_ids):
        who = "das Gremium" if len(candidate.committee_ids) == 1 else name
        text = f"Am selben Tag tagt {who} schon: {when}."
        yield DateWarning("same_day", text, _OWN_DATA, slot.key)
    elif overlaps:
        text = f"Zur selben Zeit tagt {name}, {when}."
        yield DateWarning("same_time", text, _OWN_DATA, slot.key)
        yield from _of_persons(candidate, slot, known)
    else:
        text = f"Am selben Tag tagt {name}, {when}."
        yield DateWarning("same_day", text, _OWN_DATA, slot.key)


def _of_the_days_around(
    index: int, candidate: Candidate, known: Knowledge
) -> Iterator[DateWarning]:
    """The same committee the day before or after: few can come two days in a row."""
    first, last = candidate.days[0], candidate.days[-1]
    for day, when in ((first - ONE_DAY, "davor"), (last + ONE_DAY, "danach")):
        for slot in known.slots[day]:
            own = set(slot.committee_ids) & set(candidate.committee_ids)
            if slot.index == index or not own or slot.touches(candidate.days):
                continue
            who = "das Gremium" if len(candidate.committee_ids) == 1 else known.name_of(slot)
            hours = format_time_span(slot.starts_at, slot.ends_at)
            text = f"Am Tag {when}, dem {format_date(day)}, tagt {who} auch: {hours}."
            yield DateWarning("next_day", text, _OWN_DATA, slot.key)


def _of_persons(candidate: Candidate, slot: Slot, known: Knowledge) -> Iterator[DateWarning]:
    day = candidate.days[0]
    mine = known.people_on(candidate.committee_ids, day)
    shared = [mine[id_] for id_ in known.people_on(slot.committee_ids, day) if id_ in mine]
    if not shared:
        return
    concerned = {*candidate.committee_ids, *slot.committee_ids}
    text = f"{format_count(len(shared), 'Person gehört', 'Personen gehören')} beiden Gremien an"
    if concerned <= known.viewer.secretariat_of:
        text += f": {join_german([person.name for person in shared])}"
    text += f" ({known.name_of(slot)}, {format_time_span(slot.starts_at, slot.ends_at)})."
    yield DateWarning("roster", text, _ROSTER, f"{slot.key}:{len(shared)}")


def _of_the_notice(candidate: Candidate, known: Knowledge) -> Iterator[DateWarning]:
    day = candidate.days[0]
    if day < today() or candidate.sitting_id in known.invited:
        return
    for id_ in candidate.committee_ids:
        committee = known.committees[id_]
        if committee.notice_days is None:
            continue
        last = last_dispatch_date(day, committee.notice_days, committee.notice_unit)
        if last < today():
            notice = format_notice(committee.notice_days, committee.notice_unit)
            text = (
                f"Die Ladungsfrist ({notice}) ist nicht mehr einzuhalten: "
                f"Letzter Tag des Versands war {format_date_long(last)}."
            )
            source = f"Geschäftsordnung {committee.short}"
            if "notice_days" in committee.to_check:
                source += " (bitte prüfen)"
            yield DateWarning("notice", text, source, f"{committee.id}:{last.isoformat()}")
