"""What speaks against a date. All of it warns and nothing forbids; each warning has its source.

A plan of a year asks for all its dates at once, at a constant number of queries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gremien_app.base.kernel.clock import BERLIN, today
from gremien_app.base.kernel.dates import (
    format_date,
    format_date_long,
    format_time,
    format_time_span,
)
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.kernel.working_days import format_notice, last_dispatch_date
from gremien_app.meetings.observances.days import (
    SCHOOL_LAW,
    SCHOOL_UNKNOWN,
    DayNote,
    is_school_known,
)
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.sunset import sunset
from gremien_app.meetings.sittings.fact_queries import Candidate, Knowledge, Slot, read
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import can_move
from gremien_app.people.members.models import MemberRole

__all__ = [
    "Candidate",
    "Conflict",
    "candidate_of",
    "conflicts_of",
    "conflicts_of_many",
    "open_conflicts",
]

_OWN_DATA = "Sitzungsplan"
_ROSTER = "Mitgliederverzeichnis"


@dataclass(frozen=True)
class Conflict:
    """One warning: of which kind, in a sentence, and where it comes from."""

    kind: str
    text: str
    source: str


def candidate_of(sitting: Sitting) -> Candidate:
    """The sitting's own date."""
    return Candidate(
        sitting.committee_ids, sitting.starts_at, sitting.ends_at, sitting.room_id, sitting.id
    )


def open_conflicts(sitting: Sitting, viewer: Viewer) -> list[Conflict]:
    """Of a sitting that can still be moved; without what was known when its date was kept."""
    if not can_move(sitting):
        return []
    candidate = candidate_of(sitting)
    found = conflicts_of(candidate, viewer)
    if not sitting.kept_reason:
        return found
    # Kept are the words for everyone; the viewer's own say more, one for one.
    words = [one.text for one in conflicts_of(candidate)]
    known = set(sitting.kept_warnings)
    return [one for one, text in zip(found, words, strict=True) if text not in known]


def conflicts_of(candidate: Candidate, viewer: Viewer = ANONYMOUS) -> list[Conflict]:
    """What speaks against this date, the calendar's reasons first."""
    return conflicts_of_many([candidate], viewer)[0]


def conflicts_of_many(
    candidates: Sequence[Candidate], viewer: Viewer = ANONYMOUS
) -> list[list[Conflict]]:
    """What speaks against each date, the clashes among them included.

    ``viewer`` decides what is told: the names of persons with two seats only to whoever
    manages all committees concerned, an internal group's name only to those it concerns.
    """
    if not candidates:
        return []
    known = read(candidates, viewer)
    return [
        [
            *_of_the_day(candidate, known),
            *_of_other_bodies(candidate, known),
            *_of_the_room(candidate, known),
            *_of_other_sittings(index, candidate, known),
            *_of_the_notice(candidate, known),
        ]
        for index, candidate in enumerate(candidates)
    ]


def _of_the_day(candidate: Candidate, known: Knowledge) -> Iterator[Conflict]:
    first = candidate.days[0]
    if first < today():
        yield Conflict("past", "Der Termin liegt in der Vergangenheit.", "Kalender")
    if first.weekday() >= 5:
        name = ("Samstag", "Sonntag")[first.weekday() - 5]
        yield Conflict("weekend", f"Der Termin liegt auf einem {name}.", "Kalender")
    for moment in (candidate.starts_at, candidate.ends_at):
        yield from _of_the_clock(moment)
    if not is_school_known(first):
        text = f"{SCHOOL_UNKNOWN}: Für diesen Tag liegen noch keine Ferientermine vor."
        yield Conflict("school", text, SCHOOL_LAW)
    told = set()
    for day in candidate.days:
        for note in known.notes.get(day, []):
            if _concerns(note, day, candidate) and (note.name, note.is_eve) not in told:
                told.add((note.name, note.is_eve))
                yield Conflict(note.tradition.value, _sentence(note), note.source)


def _of_the_clock(moment: datetime) -> Iterator[Conflict]:
    """In October an hour comes twice; the text says which one is meant."""
    local = moment.astimezone(BERLIN)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        which = "die zweite, nach Winterzeit" if local.fold else "die erste, nach Sommerzeit"
        text = (
            f"Am {format_date(local)} gibt es {format_time(local.time())} zweimal, weil die "
            f"Uhren zurückgestellt werden. Gemeint ist {which}."
        )
        yield Conflict("clock", text, "Zeitumstellung")


def _concerns(note: DayNote, day: date, candidate: Candidate) -> bool:
    if note.name == SCHOOL_UNKNOWN:
        return False  # said above, of every date and not of the year's first alone
    return not (note.is_eve or note.is_evening) or candidate.ends_at > sunset(day)


def _sentence(note: DayNote) -> str:
    mark = ""
    if note.is_approximate:
        mark = " (± 1 Tag)" if note.tradition is Tradition.ISLAMIC else " (ungefähr)"
    tradition = "" if note.tradition.label in note.name else f", {note.tradition.label}"
    if note.is_eve:
        return f"Die Sitzung reicht in den Abend, mit dem beginnt: {note.name}{mark}{tradition}."
    if note.is_evening:
        return f"Die Sitzung reicht in den Abend: {note.name}{mark}."
    if note.tradition is Tradition.SCHOOL:
        return f"Der Tag liegt in den Schulferien: {note.name}."
    return f"An diesem Tag ist {note.name}{mark}{tradition}."


def _of_other_bodies(candidate: Candidate, known: Knowledge) -> Iterator[Conflict]:
    for sitting, calendar in known.outside:
        if sitting.starts_at < candidate.ends_at and candidate.starts_at < sitting.ends_at:
            when = format_time_span(sitting.starts_at, sitting.ends_at)
            text = f"Zur selben Zeit: {sitting.summary}, {when}."
            source = calendar.name + (f" ({calendar.source})" if calendar.source else "")
            yield Conflict("council", text, source)


def _of_the_room(candidate: Candidate, known: Knowledge) -> Iterator[Conflict]:
    room = known.rooms.get(candidate.room_id or 0)
    if room is None:
        return
    day = candidate.days[0]
    if room.closed_on and room.closed_on <= day:
        yield Conflict("room", f"Der Raum „{room.label}“ steht nicht mehr zur Verfügung.", "Räume")
    needed = _members(candidate, known, day)
    if room.capacity is not None and room.capacity < needed:
        text = (
            f"Der Raum hat {format_count(room.capacity, 'Platz', 'Plätze')}, "
            f"das Gremium hat {format_count(needed, 'Mitglied', 'Mitglieder')}."
        )
        yield Conflict("capacity", text, "Räume und Mitgliederverzeichnis")


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


def _of_other_sittings(index: int, candidate: Candidate, known: Knowledge) -> Iterator[Conflict]:
    told = set()
    for day in candidate.days:
        for slot in known.slots[day]:
            if slot.index == index or slot in told:
                continue
            told.add(slot)
            yield from _of_another(candidate, slot, known)


def _of_another(candidate: Candidate, slot: Slot, known: Knowledge) -> Iterator[Conflict]:
    when, name = format_time_span(slot.starts_at, slot.ends_at), known.name_of(slot)
    overlaps = slot.starts_at < candidate.ends_at and candidate.starts_at < slot.ends_at
    if overlaps and candidate.room_id is not None and slot.room_id == candidate.room_id:
        yield Conflict("room", f"Der Raum ist belegt: {name}, {when}.", _OWN_DATA)
    if set(slot.committee_ids) & set(candidate.committee_ids):
        who = "das Gremium" if len(candidate.committee_ids) == 1 else name
        yield Conflict("same_day", f"Am selben Tag tagt {who} schon: {when}.", _OWN_DATA)
    elif overlaps:
        yield Conflict("same_time", f"Zur selben Zeit tagt {name}, {when}.", _OWN_DATA)
        yield from _of_persons(candidate, slot, known)
    else:
        yield Conflict("same_day", f"Am selben Tag tagt {name}, {when}.", _OWN_DATA)


def _of_persons(candidate: Candidate, slot: Slot, known: Knowledge) -> Iterator[Conflict]:
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
    yield Conflict("roster", text, _ROSTER)


def _of_the_notice(candidate: Candidate, known: Knowledge) -> Iterator[Conflict]:
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
            yield Conflict("notice", text, source)
