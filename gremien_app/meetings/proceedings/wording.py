"""How results and persons are worded in minutes and on screen, as Köln prints them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from gremien_app.base.kernel.dates import format_clock, format_time, to_berlin
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    Vote,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.proceedings.rules import is_present_at, vote_result, voters
from gremien_app.people.committees.models import DecisionRule
from gremien_app.people.members.models import MemberRole

_WORDS = (
    "keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
)  # fmt: skip

_FOR = ("Ja-Stimme", "Ja-Stimmen")
_AGAINST = ("Gegenstimme", "Gegenstimmen")
_ABSTAINING = ("Enthaltung", "Enthaltungen")
_VOID = ("ungültige Stimme", "ungültige Stimmen")

OUTCOME_LABELS = {outcome: outcome.label for outcome in Outcome}
# Headings for one person and for several; the order is that of the enum and of the minutes.
GROUP_HEADINGS = {
    AttendanceGroup.CHAIR: ("Vorsitz", "Vorsitz"),
    AttendanceGroup.ELECTED: ("Direkt gewähltes Mitglied", "Direkt gewählte Mitglieder"),
    AttendanceGroup.VOTING: ("Stimmberechtigtes Mitglied", "Stimmberechtigte Mitglieder"),
    AttendanceGroup.DEPUTY: (
        "Stellvertretendes stimmberechtigtes Mitglied",
        "Stellvertretende stimmberechtigte Mitglieder",
    ),
    AttendanceGroup.ADVISORY: ("Beratendes Mitglied", "Beratende Mitglieder"),
    AttendanceGroup.RESIDENT_EXPERT: ("Sachkundige*r Einwohner*in", "Sachkundige Einwohner*innen"),
    AttendanceGroup.STANDING_GUEST: ("Ständiger Gast", "Ständige Gäste"),
    AttendanceGroup.ADMINISTRATION: ("Verwaltung", "Verwaltung"),
    AttendanceGroup.GUEST: ("Gast", "Gäste"),
    AttendanceGroup.CLOSED_GUEST: (
        "Gast im nichtöffentlichen Teil",
        "Gäste im nichtöffentlichen Teil",
    ),
    AttendanceGroup.PRESS: ("Presse", "Presse"),
    AttendanceGroup.AUDIENCE: ("Zuschauer*in", "Zuschauer*innen"),
    AttendanceGroup.MINUTE_TAKER: ("Schriftführung", "Schriftführung"),
}
GROUP_OF_ROLE = {role: AttendanceGroup(role.value) for role in MemberRole}


def group_heading(group: AttendanceGroup, count: int, label: str = "") -> str:
    """The heading over a group; a committee's own label (``group_label``) wins."""
    return label or GROUP_HEADINGS[group][count != 1]


def count_word(count: int, one: str, many: str, *, dative: bool = False) -> str:
    """A count in words: "eine Gegenstimme", dative "einer Gegenstimme"; digits beyond twelve."""
    if count == 1:
        return f"{'einer' if dative else 'eine'} {one}"
    word = _WORDS[count] if 0 <= count < len(_WORDS) else str(count)
    return f"{word} {many}"


def result_sentence(
    yes: int | None, no: int | None, abstain: int | None = None, invalid: int | None = None
) -> str:
    """Counts in words: "Mehrheitlich beschlossen bei einer Gegenstimme und fünf Enthaltungen"."""
    yes, no, abstain = yes or 0, no or 0, abstain or 0
    void = f"; {count_word(invalid, *_VOID)}" if invalid else ""
    if yes == no and yes:
        parts = [count_word(yes, *_FOR), count_word(no, *_AGAINST)]
        parts += [count_word(abstain, *_ABSTAINING)] if abstain else []
        return f"Bei Stimmengleichheit abgelehnt ({join_german(parts)}){void}"
    is_adopted = vote_result(yes, no).is_adopted
    others = [(no, *_AGAINST) if is_adopted else (yes, *_FOR), (abstain, *_ABSTAINING)]
    named = [count_word(*other, dative=True) for other in others if other[0]]
    aside = f" bei {join_german(named)}" if named else ""
    if yes == no:
        return f"Nicht beschlossen{aside}{void}"
    degree = "Mehrheitlich" if min(yes, no) else "Einstimmig"
    return f"{degree} {'beschlossen' if is_adopted else 'abgelehnt'}{aside}{void}"


def vote_sentence(vote: Vote, rule: DecisionRule = DecisionRule.MAJORITY) -> str:
    """A recorded vote in the minutes: the free wording wins, the motion's name goes before it."""
    if vote.result_text:
        text = vote.result_text
    elif vote.yes is not None or vote.no is not None:
        text = result_sentence(vote.yes, vote.no, vote.abstain, vote.invalid)
    elif vote.is_adopted and (vote.mode is VoteMode.CONSENSUS or rule is DecisionRule.CONSENSUS):
        text = "Einvernehmlich beschlossen"
    else:
        text = {True: "Beschlossen", False: "Abgelehnt", None: ""}[vote.is_adopted]
    return f"{vote.motion}: {text}" if vote.motion else text


# How the kind of a vote stands before its result; the usual one goes without saying.
KIND_WORDS = {
    VoteKind.MAIN: "",
    VoteKind.AMENDMENT: "Änderungsantrag",
    VoteKind.REFERRAL: "Verweisung oder Vertagung",
    VoteKind.ELECTION: "Wahl",
    VoteKind.PROCEDURE: "Verfahren",
}


def kind_word(vote: Vote) -> str:
    """What was voted on, where it is not the matter itself; a motion's own name says it too."""
    return "" if vote.motion else KIND_WORDS[vote.kind]


def kinded_sentence(vote: Vote, rule: DecisionRule = DecisionRule.MAJORITY) -> str:
    """As ``vote_sentence``, with the kind before it: "Änderungsantrag: Mehrheitlich abgelehnt"."""
    return ": ".join(filter(None, (kind_word(vote), vote_sentence(vote, rule))))


def interval_note(attendance: Attendance) -> str:
    """Part-time presence: "(bis 17:10 Uhr)", "(von 16:00 bis 17:10 Uhr)"; "" if all the time."""
    spans = [span_text(i.from_at, i.to_at) for i in attendance.intervals]
    text = join_german([span for span in spans if span])
    return f"({text})" if text else ""


def span_text(from_at: datetime | None, to_at: datetime | None) -> str:
    """One span: "ab 16:00 Uhr", "bis 17:10 Uhr", "von 16:00 bis 17:10 Uhr"; "" if open."""
    start = format_clock(to_berlin(from_at).time()) if from_at else ""
    end = format_time(to_berlin(to_at).time()) if to_at else ""
    if start and end:
        return f"von {start} bis {end}"
    return f"ab {start} Uhr" if start else f"bis {end}" if end else ""


def uncalled_deputies(
    people: Iterable[Attendance], called: Collection[int] | None = None
) -> set[int]:
    """Deputies who were not needed: the member of the seat is here, did not ask to be excused,
    or is represented by somebody else. ``called``: the persons who were asked to stand in.
    """
    by_seat: dict[str, list[Attendance]] = {}
    for one in people:
        by_seat.setdefault(one.seat_key, []).append(one)
    return {
        one.id
        for seat, of_seat in by_seat.items()
        if seat
        for one in of_seat
        if one.is_deputy and not _is_called(one, of_seat, called)
    }


def _is_called(
    deputy: Attendance, of_seat: Sequence[Attendance], called: Collection[int] | None
) -> bool:
    away = [a.status is AttendanceStatus.EXCUSED for a in of_seat if not a.is_deputy]
    others = [a for a in of_seat if a.is_deputy and a is not deputy]
    is_done = any(a.status is AttendanceStatus.PRESENT for a in others)
    is_asked = called is None or deputy.person_id in called
    return not is_done and (not away or (any(away) and is_asked))


def seat_notes(people: Sequence[Attendance]) -> dict[int, str]:
    """Who stands in for whom, by attendance: "vertreten durch …", "vertritt …", no vote beside."""
    voting = {a.seat_key: a for a in voters(people)}
    principals = {a.seat_key: a for a in people if a.seat_key and not a.is_deputy}
    notes = {}
    for person in people:
        voter = voting.get(person.seat_key) if person.seat_key else None
        principal = principals.get(person.seat_key)
        if voter is None or principal is None:
            continue
        if person is principal and voter is not person:
            notes[person.id] = f"vertreten durch {voter.name}"
        elif person.is_deputy and voter is person:
            notes[person.id] = f"vertritt {principal.name}"
        elif person.is_deputy and is_present_at(person, None):
            notes[person.id] = f"ohne Stimme, solange {voter.name} da ist"
    return notes
