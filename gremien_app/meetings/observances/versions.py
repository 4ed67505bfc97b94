"""Which events of a calendar stand for the same, which is newest, which is cancelled."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.ics.lines import Component
from gremien_app.base.ics.values import Stamp, stamps_of
from gremien_app.base.kernel.text import fold

_CANCELLED_STATUS = re.compile(
    r"\s*(canc[el]|abgesagt|entf|storn|gel[oö]scht|delet)", re.IGNORECASE
)
_WORDS = (
    r"abgesagt|absage|abgesetzt|abgebrochen|ausgefallen|entf[aä]llt|entfaellt|entfallen|"
    r"canc(?:el{1,2}|l)ed|annulliert|gestrichen|aufgehoben|storniert|f[aä]llt\s+(?:leider\s+)?aus|"
    r"faellt\s+aus|findet\s+nicht\s+statt|entf[aä]llt\s+leider"
)
_CANCELLED_TITLE = re.compile(
    rf"^[\W_]*(?:{_WORDS})\b"  # "Abgesagt: Rat", "[ENTFÄLLT] Rat"
    rf"|[(\[–—:*!/|-]\s*(?:{_WORDS})\b"  # "Rat (abgesagt)", "Rat – entfällt"
    rf"|(?<!nicht)\s(?:{_WORDS})[\W_]*$",  # "Rat entfällt!"
    re.IGNORECASE,
)


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
        _is_cancelled(component, summary),
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
