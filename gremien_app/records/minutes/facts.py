"""The facts of a sitting beside the words of its minutes, frozen with them from format 2 on.

Words change with releases, persons change their names: whether a record still is what was signed
is told from facts. Each fact is a column; what stands nowhere here has its reason in ``LEFT_OUT``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.proceedings.models import Attendance, ChairPeriod, Vote
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.frozen import Content
from gremien_app.records.resolutions.models import Resolution

# By table: each frozen column, and what it is called where it differs.
FROZEN: dict[type, dict[str, str]] = {
    Sitting: {
        "committee_id": "Gremium",
        "number": "Nummer",
        "kind": "Art",
        "state": "Stand",
        "is_public": "Öffentlichkeit",
        "starts_at": "Tag und Beginn",
        "opened_at": "Eröffnung",
        "closed_at": "Ende",
        "room_id": "Ort",
    },
    AgendaItem: {
        "part": "Teil",
        "title": "Titel",
        "reference": "Aktenzeichen",
        "mark": "Vermerk",
        "outcome": "Beschlussart",
    },
    Resolution: {
        "number": "Nummer des Beschlusses",
        "year": "Jahr des Beschlusses",
        "part": "Teil, in dem der Beschluss zählt",
        "text": "Beschlusstext",
        "addressee": "Adressat",
        "decided_on": "Tag des Beschlusses",
    },
    Vote: {
        "kind": "Gegenstand",
        "brought": "Beschlussart",
        "motion": "Antrag",
        "mode": "Art",
        "taken_at": "Zeit",
        "yes": "Ja-Stimmen",
        "no": "Gegenstimmen",
        "abstain": "Enthaltungen",
        "invalid": "ungültige Stimmen",
        "is_adopted": "Ergebnis",
        "result_text": "Wortlaut des Ergebnisses",
        "present_override": "Stimmen im Raum",
    },
    Attendance: {
        "person_id": "Person",
        "name": "Name",
        "salutation": "Anrede",
        "detail": "Organisation",
        "group": "Gruppe",
        "group_label": "Überschrift der Gruppe",
        "seat_key": "Sitz",
        "is_deputy": "Stellvertretung",
        "can_vote": "Stimmrecht",
        "counts_for_quorum": "Beschlussfähigkeit",
        "status": "Anwesenheit",
        "is_online": "Teilnahme",
        "note": "Anmerkung",
    },
    ChairPeriod: {"attendance_id": "Person", "from_at": "Zeit", "from_item_id": "erster Punkt"},
}
# As printed: they change when somebody is called otherwise, and that is no change of the facts.
_NAMES = frozenset({"name", "salutation", "detail"})
_WHERE = {"attendance": "Anwesenheit", "chairs": "Sitzungsleitung"}


@dataclass(frozen=True)
class Difference:
    """Where the record is not what was frozen, in words without any name or title.

    ``part``: of an item; None for the sitting and its people. ``item_id``: today's item.
    """

    text: str
    part: Part | None = None
    item_id: int | None = None
    is_name: bool = False
    is_of_people: bool = False
    is_text: bool = False  # the frozen text itself


def facts_of(record: SittingRecord) -> Content:
    sitting = record.sitting
    return {
        "sitting": _row(sitting) | {"partners": sorted(one.id for one in sitting.partners)},
        "items": [_item(record, numbered) for numbered in record.items],
        "attendance": [
            _row(one) | {"times": [[_plain(t.from_at), _plain(t.to_at)] for t in one.intervals]}
            for one in record.attendances
        ],
        "chairs": [_row(one) for one in record.periods],
    }


def _item(record: SittingRecord, numbered: NumberedItem) -> Content:
    item = numbered.item
    resolution = record.resolutions.get(item.id)
    return _row(item) | {
        "number": numbered.number,
        "label": numbered.label,
        "level": numbered.level,
        "text": record.text_of(item.id),
        "resolution": _row(resolution) if resolution else None,
        "votes": [_row(vote) for vote in record.votes.get(item.id, ())],
        "barred": sorted(c.attendance_id for c in record.conflicts if c.agenda_item_id == item.id),
    }


def _row(thing: Any) -> Content:
    return {"id": thing.id} | {name: _plain(getattr(thing, name)) for name in FROZEN[type(thing)]}


def resolution_differs(stored: Content, resolution: Resolution) -> bool:
    """Whether a resolution, its item's title or its outcome is not what was frozen of the item."""
    before = stored["resolution"] or {}
    item = resolution.agenda_item
    current = _row(item) | {"resolution": _row(resolution)}
    return any(_fields(before, current["resolution"], FROZEN[Resolution])) or any(
        _fields(stored, current, FROZEN[AgendaItem])
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def differences(stored: Content, current: Content) -> Iterator[Difference]:
    """Where the second is not the first. Only what was frozen is compared."""
    names = FROZEN[Sitting] | {"partners": "Gremien"}
    for text, _ in _fields(stored["sitting"], current["sitting"], names):
        yield Difference(f"Sitzung, {text}")
    yield from _of_items(stored["items"], current["items"])
    for place, kind in (("attendance", Attendance), ("chairs", ChairPeriod)):
        names = FROZEN[kind] | {"times": "Zeiten"}
        for one in _of_rows(_WHERE[place], stored[place], current[place], names):
            yield replace(one, is_of_people=True)


def _of_items(stored: list[Content], current: list[Content]) -> Iterator[Difference]:
    left = {item["id"]: item for item in current}
    names = FROZEN[AgendaItem] | {
        "number": "Nummer",
        "level": "Ebene",
        "text": "Text",
        "barred": "Befangenheit",
    }
    for place, item in enumerate(stored, start=1):
        part, live = Part(item["part"]), left.pop(item["id"], None)
        label = label_of(item["label"], part, place)
        if live is None:
            yield Difference(f"{label}, der Punkt fehlt", part)
            continue
        found = [text for text, _ in _fields(item, live, names)]
        found += _of_resolution(item["resolution"], live["resolution"])
        found += [one.text for one in _of_rows("Abstimmung", item["votes"], live["votes"], _VOTE)]
        yield from (Difference(f"{label}, {text}", part, item["id"]) for text in found)
    for item in left.values():
        part = Part(item["part"])
        label = label_of(item["label"], part, 0)
        yield Difference(f"{label}, der Punkt kam dazu", part, item["id"])
    if _order(stored, current) != _order(current, stored):
        yield Difference("Reihenfolge der Punkte")


def _order(items: list[Content], others: list[Content]) -> list[int]:
    """Of the items that both know."""
    known = {one["id"] for one in others}
    return [one["id"] for one in items if one["id"] in known]


_VOTE = FROZEN[Vote]


def label_of(label: str, part: Part, place: int) -> str:
    """ "Ö 3"; an item without a number by its part, never by its title."""
    return label or f"{part.letter} ohne Nummer" + (f" ({place}. Punkt)" if place else "")


def _of_resolution(stored: Content | None, current: Content | None) -> list[str]:
    if stored is None or current is None:
        told = "der Beschluss fehlt" if stored else "ein Beschluss kam dazu"
        return [] if stored is current else [told]
    return [text for text, _ in _fields(stored, current, FROZEN[Resolution])]


def _of_rows(
    where: str, stored: list[Content], current: list[Content], names: Mapping[str, str]
) -> Iterator[Difference]:
    left = {row["id"]: row for row in current}
    for place, row in enumerate(stored, start=1):
        live = left.pop(row["id"], None)
        if live is None:
            yield Difference(f"{where} {place} fehlt")
            continue
        for text, is_name in _fields(row, live, names):
            yield Difference(f"{where} {place}, {text}", is_name=is_name)
    if left:
        yield Difference(f"{where}: {len(left)} mehr")


def _fields(
    stored: Content, current: Content, names: Mapping[str, str]
) -> Iterator[tuple[str, bool]]:
    for name, told in names.items():
        if name in stored and name in current and stored[name] != current[name]:
            yield told, name in _NAMES
