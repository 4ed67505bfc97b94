"""Quorum, votes and their results, conflicts of interest: decided without a database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.numbers import join_german, plural
from gremien_app.meetings.agenda.decisions import GONE
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.proceedings import item_rules
from gremien_app.meetings.proceedings.models import (
    PROCEDURAL_KINDS,
    Attendance,
    AttendanceStatus,
    ConflictOfInterest,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.meetings.sittings.rules import moment
from gremien_app.people.committees.models import DecisionRule

_NAMED = 3  # names in a sentence


def is_present_at(attendance: Attendance, at: datetime | None) -> bool:
    """In the sitting at that moment; without a moment: at any time."""
    if attendance.status is not AttendanceStatus.PRESENT:
        return False
    if at is None or not attendance.intervals:
        return True
    return any(
        (i.from_at is None or i.from_at <= at) and (i.to_at is None or at < i.to_at)
        for i in attendance.intervals
    )


def barred_from(item_id: int | None, conflicts: Iterable[ConflictOfInterest]) -> frozenset[int]:
    """Ids of the attendances that a conflict of interest keeps out of this item."""
    return frozenset(c.attendance_id for c in conflicts if c.agenda_item_id == item_id)


def voters(
    attendances: Iterable[Attendance],
    conflicts: Iterable[ConflictOfInterest] = (),
    *,
    item_id: int | None = None,
    at: datetime | None = None,
) -> list[Attendance]:
    """Who may vote: one per seat, the principal before the deputies.

    Who is barred from the item is away for it, so that seat's deputy may step in.
    """
    barred = barred_from(item_id, conflicts) if item_id is not None else frozenset()
    by_seat: dict[str, Attendance] = {}
    for person in sorted(attendances, key=lambda a: (a.is_deputy, a.position)):
        if not (person.can_vote and person.seat_key) or person.id in barred:
            continue
        if is_present_at(person, at):
            by_seat.setdefault(person.seat_key, person)
    return list(by_seat.values())


def present_votes(
    attendances: Iterable[Attendance],
    conflicts: Iterable[ConflictOfInterest] = (),
    *,
    item_id: int | None = None,
    at: datetime | None = None,
) -> int:
    """Votes in the room at that moment for that item, each seat counted once."""
    return len(voters(attendances, conflicts, item_id=item_id, at=at))


def present_for_quorum(
    attendances: Iterable[Attendance],
    conflicts: Iterable[ConflictOfInterest] = (),
    *,
    item_id: int | None = None,
    at: datetime | None = None,
) -> int:
    """Who counts for the quorum at that moment, each seat once; not always who votes."""
    barred = barred_from(item_id, conflicts) if item_id is not None else frozenset()
    return len(
        {
            person.seat_key or f"person-{person.id}"
            for person in attendances
            if person.counts_for_quorum
            and (person.seat_key or not person.is_deputy)
            and person.id not in barred
            and is_present_at(person, at)
        }
    )


def counts_for(attendance: Attendance, committee_id: int, own: int | None) -> bool:
    """Whether a person of a joint sitting counts for this committee's quorum.

    As the list says; a list that does not say goes by ``own``, the committee of the membership.
    """
    says = attendance.sits_for
    return says.get(str(committee_id), False) if says else own == committee_id


@dataclass(frozen=True)
class Tally:
    """How many of the roster are here, excused, absent, open: together exactly the roster."""

    present: int
    excused: int
    absent: int
    open: int = 0

    @property
    def roster(self) -> int:
        return self.present + self.excused + self.absent + self.open


def tally(attendances: Iterable[Attendance]) -> Tally:
    """Counts the committee's own people; guests, press and others are no part of the roster."""
    marks = [a.status for a in attendances if a.membership_id is not None]
    return Tally(*(marks.count(status) for status in AttendanceStatus))


def still_open(attendances: Iterable[Attendance]) -> list[Attendance]:
    """Of whom somebody has to say whether they came; a deputy who was not needed is not asked."""
    people = [a for a in attendances if a.status is AttendanceStatus.OPEN]
    return [a for a in people if bool(a.membership_id or a.seat_key) and not a.is_deputy]


def require_known(attendances: Iterable[Attendance]) -> None:
    """No sitting ends while nobody said who was there."""
    names = [a.name for a in still_open(attendances)]
    if names:
        named = (
            join_german(names[:_NAMED])
            if len(names) <= _NAMED
            else (f"{', '.join(names[:_NAMED])} und {len(names) - _NAMED} weiteren")
        )
        raise RuleBroken(
            f"Bei {named} ist die Anwesenheit noch offen. Bitte tragen Sie auf der Seite "
            "„Anwesenheit“ ein, wer da war; dort lassen sich alle Offenen auf einmal als fehlend "
            "eintragen."
        )


def require_answerable(sitting: Sitting, status: AttendanceStatus) -> None:
    """What is over is not open any more."""
    if status is AttendanceStatus.OPEN and sitting.state is SittingState.CLOSED:
        raise RuleBroken(
            "Die Sitzung ist beendet; „offen“ kann niemand mehr sein. Bitte wählen Sie da, "
            "entschuldigt oder fehlt.",
            field="status",
        )


def missing(attendances: Iterable[Attendance]) -> list[Attendance]:
    """Who is named as absent: who is excused, and the committee's own people.

    No deputy who was not needed, no guest who did not come. Records taken over from paper
    know seats without memberships.
    """
    return [
        a
        for a in attendances
        if a.status is AttendanceStatus.EXCUSED
        or (
            a.status is AttendanceStatus.ABSENT
            and bool(a.membership_id or a.seat_key)
            and not a.is_deputy
        )
    ]


@dataclass(frozen=True)
class VoteResult:
    """``is_adopted`` is None where neither counts nor a verbal result say so."""

    is_adopted: bool | None
    summary: str


def vote_result(
    yes: int | None,
    no: int | None,
    abstain: int | None = None,
    invalid: int | None = None,
    decision_rule: DecisionRule = DecisionRule.MAJORITY,
) -> VoteResult:
    """Adopted ⇔ yes > no; a tie rejects; abstentions and invalid votes decide nothing.

    Without any count a committee that seeks consensus decides "einvernehmlich".
    """
    if yes is None and no is None:
        if decision_rule is DecisionRule.CONSENSUS and not abstain and not invalid:
            return VoteResult(is_adopted=True, summary="einvernehmlich")
        return VoteResult(is_adopted=None, summary="")
    yes, no, abstain = yes or 0, no or 0, abstain or 0
    is_adopted = yes > no
    aside = f" bei {abstain} {plural(abstain, 'Enthaltung', 'Enthaltungen')}" if abstain else ""
    if is_adopted:
        return VoteResult(is_adopted, ("mehrheitlich" if no else "einstimmig") + aside)
    if yes == no:
        tie = "bei Stimmengleichheit abgelehnt" if yes else f"nicht beschlossen{aside}"
        return VoteResult(is_adopted, tie)
    return VoteResult(is_adopted, ("mehrheitlich" if yes else "einstimmig") + f" abgelehnt{aside}")


def require_open_record(sitting: Sitting) -> None:
    """Refuse every change once the minutes are signed."""
    if sitting.record_closed_at is not None:
        raise Frozen(
            "Die Niederschrift dieser Sitzung ist unterzeichnet. Anwesenheit, Abstimmungen und "
            "Beschlüsse lassen sich nicht mehr ändern."
        )


def require_attendance_allowed(sitting: Sitting) -> None:
    """Attendance is prepared from the planning on (excuses come early), never when cancelled."""
    require_open_record(sitting)
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Es gibt keine Anwesenheit zu erfassen.")


def require_presence_possible(sitting: Sitting, now: datetime) -> None:
    """Nobody is present before the day of the sitting, unless it has been opened."""
    if sitting.state in HELD or sitting.date <= berlin_date(now):
        return
    raise RuleBroken("Die Sitzung ist noch nicht eröffnet. Anwesend kann noch niemand sein.")


def moment_in(sitting: Sitting, clock: time, field: str) -> datetime:
    """A time of the day as a moment of the sitting: half a day before its start is after midnight.

    Raises ``RuleBroken`` at ``field`` for the hour that the clocks skip in March.
    """
    at = moment(sitting.date, clock, field)
    if sitting.starts_at - at <= timedelta(hours=12):
        return at
    return moment(sitting.date + ONE_DAY, clock, field)


def require_spans(spans: Sequence[tuple[datetime | None, datetime | None]]) -> None:
    for number, (start, end) in enumerate(spans, start=1):
        if start and end and end <= start:
            raise RuleBroken("„Bis“ muss nach „ab“ liegen.", field=f"to_{number}")
        if number > 1:
            before = spans[number - 2][1]
            if before is None or start is None or start < before:
                raise RuleBroken(
                    "Die zweite Zeit muss nach der ersten beginnen.", field=f"from_{number}"
                )


def require_votes_allowed(sitting: Sitting) -> None:
    """Votes are taken in an opened sitting only."""
    require_open_record(sitting)
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Eine Abstimmung ist nicht möglich.")
    if sitting.state not in HELD:
        raise RuleBroken("Die Sitzung ist noch nicht eröffnet. Eine Abstimmung ist nicht möglich.")


# What the standing items of an agenda are about; a suggestion that the form shows.
_ON_PROCEDURE = re.compile(
    r"\b(Genehmigung|Feststellung|Anerkennung|Annahme|Änderung|Erweiterung|Ergänzung|"
    r"Beschlussfassung über)\b.*\b(Tagesordnung|Niederschrift|Protokolls?)\b"
)
_ELECTION = re.compile(r"(Neu|Nach|Wieder|Ab)?[Ww]ahl(en)? (de[rsnm]|einer|eines|von|zu[rm])\b")


def usual_kind(title: str) -> VoteKind:
    """What a vote on an item of this title usually is; who records it may choose otherwise."""
    if _ON_PROCEDURE.search(title):
        return VoteKind.PROCEDURE
    return VoteKind.ELECTION if _ELECTION.match(title) else VoteKind.MAIN


def require_decidable(item: AgendaItem) -> None:
    """Nothing is decided on an item that went off the agenda, from a stale page neither."""
    if item.mark in GONE or item.mark is ItemMark.REMOVED:
        raise RuleBroken(
            f"Dieser Punkt ist {item.mark.label}. Dazu lässt sich nichts beschließen. Soll doch "
            "entschieden werden, nehmen Sie ihn bitte zuerst auf der Seite „Tagesordnung“ wieder "
            "auf."
        )


def require_kind_possible(item: AgendaItem, kind: VoteKind) -> None:
    """That it goes off the agenda may itself have been voted on."""
    if kind not in PROCEDURAL_KINDS:
        require_decidable(item)
        item_rules.require_matter(item)
        item_rules.require_taken_up(item)


def require_counts(
    mode: VoteMode,
    counts: tuple[int | None, int | None, int | None, int | None],
    present: int,
) -> None:
    """Counts must exist where the mode counts, and cannot exceed the votes in the room."""
    yes, no, abstain, invalid = counts
    if any(number is not None and number < 0 for number in counts):
        raise RuleBroken("Eine Zahl von Stimmen kann nicht negativ sein.", field="yes")
    if mode in {VoteMode.COUNTED, VoteMode.SECRET, VoteMode.ROLL_CALL} and yes is None is no:
        raise RuleBroken("Bitte geben Sie die ausgezählten Stimmen ein.", field="yes")
    if mode is VoteMode.CONSENSUS and (no or invalid):
        raise RuleBroken(
            "Einvernehmlich ist ein Beschluss nur ohne Gegenstimmen. Bitte wählen Sie eine "
            "andere Art der Abstimmung oder nehmen Sie die Gegenstimmen heraus.",
            field="no",
        )
    total = sum(number or 0 for number in counts)
    if total > present:
        raise RuleBroken(
            f"Es sind {total} Stimmen eingegeben ({yes or 0} Ja, {no or 0} Nein, "
            f"{abstain or 0} Enthaltung, {invalid or 0} ungültig), stimmberechtigt anwesend "
            f"{plural(present, 'war', 'waren')} aber nur {present}. Bitte prüfen Sie Stimmen "
            "und Anwesenheit.",
            field="yes",
        )


def require_somebody(present: int) -> None:
    """Nothing is unanimous where nobody votes."""
    if not present:
        raise RuleBroken(
            "Es ist niemand mit Stimmrecht als anwesend eingetragen. Bitte erfassen Sie zuerst "
            "die Anwesenheit."
        )


def require_somebody_present(present: int) -> None:
    if not present:
        raise RuleBroken("Es ist noch niemand als anwesend eingetragen.")


def require_known_result(is_adopted: bool | None) -> None:  # noqa: FBT001 -- the result itself
    """A result is known from the counts, by consensus or from what was announced."""
    if is_adopted is None:
        raise RuleBroken(
            "Bitte geben Sie die Stimmen ein oder sagen Sie, ob der Antrag angenommen wurde.",
            field="announced",
        )
