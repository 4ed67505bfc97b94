"""Which events of a calendar stand for the same, which is newest, which is cancelled."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.ics.lines import Component, words_in
from gremien_app.base.ics.values import Stamp, stamps_of
from gremien_app.base.kernel.text import fold

_CANCELLED_STATUS = re.compile(
    r"\s*(canc[el]|abgesagt|ausgefallen|f(?:[aä]|ae)llt|entf|storn|annull|gestrichen|aufgehoben|"
    r"verschoben|verlegt|postpon|gel[oö]scht|delet)",
    re.IGNORECASE,
)
_BETWEEN = r"(?:[\w.-]+\s+){0,5}?"  # "fällt wegen Karneval aus"
_WORDS = (
    r"abgesagt|absage|abgesetzt|abgebrochen|ausgefallen|entf(?:[aä]|ae)llt|entfallen|"
    r"canc(?:el{1,2}|l)ed|annulliert|gestrichen|aufgehoben|storniert|"
    rf"f(?:[aä]|ae)llt\s+{_BETWEEN}aus|findet\s+{_BETWEEN}nicht\s+statt|entf[aä]llt\s+leider"
)
_WHY = r"(?:\s+(?:wegen|aufgrund|mangels|ersatzlos|leider|krankheitsbedingt)\b.*)?"
_CANCELLED_TITLE = re.compile(
    rf"^[\W_]*(?:{_WORDS})\b"  # "Abgesagt: Rat", "[ENTFÄLLT] Rat"
    rf"|[(\[–—:*!/|-]\s*(?:{_WORDS})\b"  # "Rat (abgesagt)", "Rat – entfällt"
    rf"|(?<!nicht)\s(?:{_WORDS}){_WHY}[\W_]*$",  # "Rat entfällt wegen Karneval!"
    re.IGNORECASE,
)
_MOVED = r"verschoben|verlegt|vertagt|postponed|rescheduled"
_MOVED_TITLE = re.compile(
    rf"^[\W_]*(?:{_MOVED})\s*[:!)\]–—-]()"  # "Verschoben: Rat"
    rf"|[(\[–—:*!/|-]\s*(?:{_MOVED})\b(.*)"  # "Rat (verschoben auf 12.03.)"
    rf"|(?<!nicht)\s(?:{_MOVED})((?:\s+auf\b.*)?)[\W_]*$",  # "Rat verschoben auf den 12.03."
    re.IGNORECASE,
)
# It takes place all the same: moved to this day, to another room or another hour.
_HERE = re.compile(
    r"\W*(?:(?:von|vom|aus|from|in|ins|nach|zum|zur)\b|(?:auf|um)\s+[0-9]{1,2}(?:[:.][0-9]{2})?"
    r"\s*(?:Uhr|h)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.")


@dataclass(frozen=True)
class Event:
    """An event with what tells it from others."""

    component: Component
    uid: str
    summary: str
    start: Stamp | None
    replaces: Stamp | None  # the date of a series in whose place it stands
    sequence: int
    modified: str
    is_cancelled: bool
    has_uid: bool

    @property
    def is_part(self) -> bool:
        return self.component.first("RECURRENCE-ID") is not None

    @property
    def range(self) -> str:
        """Of what replaces a date: "" for that one alone, else which others go with it."""
        line = self.component.first("RECURRENCE-ID")
        return line.params.get("RANGE", "").strip().upper() if line else ""

    @property
    def is_yearly(self) -> bool:
        rules = self.component.all("RRULE")
        return bool(rules) and all("FREQ=YEARLY" in one.value.upper() for one in rules)

    @property
    def version(self) -> tuple[int, str, bool]:
        return self.sequence, self.modified, self.is_cancelled


def event_of(component: Component, name: str) -> Event:
    summary = component.text("SUMMARY")
    start = _first_stamp(component, "DTSTART")
    sequence = component.text("SEQUENCE")
    uid = component.text("UID")
    return Event(
        component,
        _short(uid or f"{summary or name} {start.local.isoformat() if start else ''}"),
        summary or name,
        start,
        _first_stamp(component, "RECURRENCE-ID"),
        int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0,
        re.sub(r"[^0-9]", "", component.text("LAST-MODIFIED")),
        _is_cancelled(component, summary) or _is_moved_away(summary, start),
        has_uid=bool(uid),
    )


def _short(uid: str) -> str:
    """Room is left for what tells the dates of a series apart."""
    return uid if len(uid) <= 200 else hashlib.sha256(uid.encode()).hexdigest()


def _first_stamp(component: Component, name: str) -> Stamp | None:
    """The first value that can be read, where a property stands several times."""
    found = (stamp for line in component.all(name) for stamp in stamps_of(line))
    return next((one for one in found if one is not None), None)


def _is_cancelled(component: Component, summary: str) -> bool:
    return (
        component.head.method.startswith("CANCEL")
        or _CANCELLED_STATUS.match(component.text("STATUS")) is not None
        or _CANCELLED_TITLE.search(summary) is not None
    )


def _is_moved_away(summary: str, start: Stamp | None) -> bool:
    """The title says that it is another day; not where it names this day, a room or an hour."""
    found = _MOVED_TITLE.search(summary)
    if found is None:
        return False
    rest = next((text for text in found.groups() if text), "")
    if _HERE.match(rest):
        return False
    named = _DAY.search(rest)
    own = (start.local.day, start.local.month) if start else None
    return named is None or (int(named[1]), int(named[2])) != own


def origins_of(component: Component, summary: str) -> tuple[str, ...]:
    """What the event says of where it comes from: its CATEGORIES, and "(jüdisch)" in its title."""
    words = [word for line in component.all("CATEGORIES") for word in words_in(line)]
    in_title = re.search(r"\(([^()]+)\)\s*$", summary)
    return (*words, *([in_title[1]] if in_title else []))


def newest(events: Iterable[Event]) -> list[Event]:
    """Of events with one UID those that count; the others are older versions of them.

    A higher SEQUENCE replaces all others. Where a program gives one UID to different sittings,
    their titles or starts differ while nothing says that one is newer: all of them count.
    """
    listed = list(events)
    top = max((one.sequence for one in listed), default=0)
    by_title: dict[str, list[Event]] = {}
    for one in listed:
        if one.sequence == top:
            by_title.setdefault(fold(one.summary), []).append(one)
    kept: dict[datetime | int, Event] = {}
    for same in by_title.values():
        latest = max(one.modified for one in same)
        for one in same:
            key = one.start.local if one.start else id(one)
            old = kept.get(key)
            if one.modified == latest and (old is None or one.version >= old.version):
                kept[key] = one
    return list(kept.values())
