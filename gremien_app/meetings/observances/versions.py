"""Which events of a calendar stand for the same, which is newest, which is cancelled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.ics.lines import Component
from gremien_app.base.ics.values import Stamp, stamps_of
from gremien_app.base.kernel.text import fold

_CANCELLED_STATUS = re.compile(r"\s*(cancel|abgesagt|entf|storn)", re.IGNORECASE)
_WORDS = (
    r"abgesagt|abgesetzt|abgebrochen|ausgefallen|entf[aä]llt|entfaellt|entfallen|cancell?ed|"
    r"storniert|f[aä]llt\s+aus|faellt\s+aus|findet\s+nicht\s+statt"
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

    @property
    def version(self) -> tuple[int, str, bool]:
        return self.sequence, self.modified, self.is_cancelled


def event_of(component: Component, name: str) -> Event:
    summary = component.text("SUMMARY")
    start = _first_stamp(component, "DTSTART")
    sequence = component.text("SEQUENCE")
    return Event(
        component,
        component.text("UID") or f"{summary or name} {start.local.isoformat() if start else ''}",
        summary or name,
        start,
        _first_stamp(component, "RECURRENCE-ID"),
        int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0,
        re.sub(r"[^0-9]", "", component.text("LAST-MODIFIED")),
        _is_cancelled(component, summary),
    )


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
