"""How formats 0 and 1 worded votes, outcomes and times. Never follows the code of today.

Those formats froze words only: to tell whether a vote still is what was signed, it is worded as it
was worded then.
"""

from collections.abc import Iterable

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, Vote, VoteMode

OUTCOMES = {
    Outcome.ADOPTED: "ungeändert beschlossen",
    Outcome.ADOPTED_AMENDED: "geändert beschlossen",
    Outcome.RECOMMENDED_AMENDED: "mit Änderungen empfohlen",
    Outcome.DEFERRED: "zurückgestellt",
    Outcome.TO_ADMINISTRATION: "zur weiteren Bearbeitung in die Verwaltung überwiesen",
    Outcome.NOTED: "zur Kenntnis genommen",
    Outcome.REJECTED: "abgelehnt",
    Outcome.FINALLY_REJECTED: "endgültig abgelehnt",
    Outcome.ADJOURNED: "vertagt",
    Outcome.REFERRED: "verwiesen",
    Outcome.REFERRED_FOLLOWING: "verwiesen in nachfolgende Gremien",
    Outcome.RETRACTED: "zurückgezogen",
    Outcome.WITHDRAWN: "abgesetzt",
    Outcome.SETTLED: "Sache ist erledigt",
    Outcome.NEXT_ITEM: "Übergang zum nächsten Tagesordnungspunkt",
    Outcome.NO_DECISION: "ohne Beschluss",
}
MARKS = {
    ItemMark.ADDED_LATE: "Nachtrag",
    ItemMark.WITHDRAWN: "abgesetzt",
    ItemMark.ADJOURNED: "vertagt",
}
HEADINGS = {
    AttendanceGroup.CHAIR: {"Vorsitz"},
    AttendanceGroup.ELECTED: {"Direkt gewähltes Mitglied", "Direkt gewählte Mitglieder"},
    AttendanceGroup.VOTING: {"Stimmberechtigtes Mitglied", "Stimmberechtigte Mitglieder"},
    AttendanceGroup.DEPUTY: {
        "Stellvertretendes stimmberechtigtes Mitglied",
        "Stellvertretende stimmberechtigte Mitglieder",
    },
    AttendanceGroup.ADVISORY: {"Beratendes Mitglied", "Beratende Mitglieder"},
    AttendanceGroup.RESIDENT_EXPERT: {"Sachkundige*r Einwohner*in", "Sachkundige Einwohner*innen"},
    AttendanceGroup.STANDING_GUEST: {"Ständiger Gast", "Ständige Gäste"},
    AttendanceGroup.ADMINISTRATION: {"Verwaltung"},
    AttendanceGroup.GUEST: {"Gast", "Gäste"},
    AttendanceGroup.CLOSED_GUEST: set(),  # there was no such group
    AttendanceGroup.PRESS: {"Presse"},
    AttendanceGroup.AUDIENCE: {"Zuschauer*in", "Zuschauer*innen"},
    AttendanceGroup.MINUTE_TAKER: {"Schriftführung"},
}
_NUMBERS = (
    "keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
)  # fmt: skip


def vote_text(vote: Vote) -> str:
    if vote.result_text:
        text = vote.result_text
    elif vote.yes is not None or vote.no is not None:
        text = _result(vote.yes or 0, vote.no or 0, vote.abstain or 0, vote.invalid)
    elif vote.is_adopted and vote.mode is VoteMode.CONSENSUS:
        text = "Einvernehmlich beschlossen"
    else:
        text = {True: "Beschlossen", False: "Abgelehnt", None: ""}[vote.is_adopted]
    return f"{vote.motion}: {text}" if vote.motion else text


def _result(yes: int, no: int, abstain: int, invalid: int | None) -> str:
    for_it, against = ("Ja-Stimme", "Ja-Stimmen"), ("Gegenstimme", "Gegenstimmen")
    held = (abstain, "Enthaltung", "Enthaltungen")
    void = f"; {_count(invalid, 'ungültige Stimme', 'ungültige Stimmen')}" if invalid else ""
    if yes == no and yes:
        parts = [_count(yes, *for_it), _count(no, *against), *([_count(*held)] if abstain else [])]
        return f"Bei Stimmengleichheit abgelehnt ({join_german(parts)}){void}"
    others = ((no, *against) if yes > no else (yes, *for_it), held)
    named = [_count(*other, dative=True) for other in others if other[0]]
    aside = f" bei {join_german(named)}" if named else ""
    if yes == no:
        return f"Nicht beschlossen{aside}{void}"
    degree = "Mehrheitlich" if min(yes, no) else "Einstimmig"
    return f"{degree} {'beschlossen' if yes > no else 'abgelehnt'}{aside}{void}"


def _count(count: int, one: str, many: str, *, dative: bool = False) -> str:
    if count == 1:
        return f"{'einer' if dative else 'eine'} {one}"
    return f"{_NUMBERS[count] if 0 <= count < len(_NUMBERS) else count} {many}"


def presence_text(person: Attendance) -> str:
    """ "(bis 17:10 Uhr)", "(von 16:00 bis 17:10 Uhr)"; "" if there all the time."""
    spans = []
    for span in person.intervals:
        start, end = (at and f"{at.astimezone(BERLIN):%H:%M}" for at in (span.from_at, span.to_at))
        if start and end:
            spans.append(f"von {start} bis {end} Uhr")
        elif start or end:
            spans.append(f"ab {start} Uhr" if start else f"bis {end} Uhr")
    return f"({join_german(spans)})" if spans else ""


def is_heading_of_others(heading: str, group: AttendanceGroup, own: Iterable[str]) -> bool:
    """Whether this heading stands over another group; a committee's own heading says nothing."""
    if heading in HEADINGS[group] or heading in set(own):
        return False
    return any(heading in words for words in HEADINGS.values())
