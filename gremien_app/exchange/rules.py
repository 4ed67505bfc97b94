"""What must fit together in a file: references, keys given twice, periods, states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gremien_app.exchange.read import Data, Problem
from gremien_app.kernel.dates import local_datetime
from gremien_app.kernel.text import fold
from gremien_app.proceedings.models import AttendanceStatus
from gremien_app.sittings.models import SittingState

_HELD = frozenset({SittingState.RUNNING, SittingState.CLOSED})


@dataclass
class Known:
    """What the database holds: natural key → distinguishing mark, per kind of object."""

    terms: set[str] = field(default_factory=set)
    rooms: set[tuple[str, str]] = field(default_factory=set)
    organizations: dict[str, str] = field(default_factory=dict)  # folded name → name
    committees: dict[str, str] = field(default_factory=dict)  # slug → short
    persons: set[str] = field(default_factory=set)
    seats: set[tuple[str, str, int]] = field(default_factory=set)
    accounts: dict[str, str] = field(default_factory=dict)  # person's ref → e-mail
    sittings: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # ref → number's key
    terms_with_dates: list[tuple[str, date, date | None]] = field(default_factory=list)


class Checker:
    """Collects every contradiction of a file. A value that was wrong in itself is None here and
    passed over, so that one fault is told once and the others all the same.
    """

    def __init__(self, data: Data, known: Known) -> None:
        self.data, self.known = data, known
        self.problems: list[Problem] = []
        self.terms = known.terms | self._column("terms", "name")
        self.committees = set(known.committees) | self._column("committees", "slug")
        self.persons = known.persons | self._column("persons", "ref")
        self.organizations = set(known.organizations.values()) | self._column(
            "organizations", "name"
        )
        self.seats = known.seats | {
            (s["committee"], s["term"], s["position"]) for _, s in _each("", data["seats"])
        }
        self.rooms = known.rooms | {
            (venue["name"], room["name"])
            for _, venue in _each("", data["venues"])
            for _, room in _each("", venue["rooms"])
        }

    def _column(self, table: str, key: str) -> set[Any]:
        return {entry[key] for _, entry in _each("", self.data[table])} - {None}

    def check(self) -> list[Problem]:
        self._twice()
        self._clashes()
        self._committees()
        self._roster()
        self._users()
        for where, sitting in _each("sittings", self.data["sittings"]):
            SittingChecker(self, where, sitting).check()
        return self.problems

    def note(self, where: str, message: str, value: Any = "") -> None:
        shown = f"„{value}“" if isinstance(value, str) and value else str(value)
        self.problems.append(Problem(where, message, shown))

    def refer(self, where: str, value: Any, among: Iterable[Any], what: str) -> None:
        """Note a reference that leads nowhere."""
        if not _is_gap(value) and value not in among:
            self.note(where, f"{what} ist weder in der Datei noch im Bestand", _plain(value))

    def period(self, where: str, entry: Data, start: str = "from", end: str = "until") -> None:
        if entry[start] and entry[end] and entry[end] < entry[start]:
            self.note(f"{where}.{end}", f"liegt vor „{start}“", entry[end].isoformat())

    def unique(self, keyed: Iterable[tuple[str, Any]]) -> None:
        """Note every key that another entry of the file has already."""
        first: dict[Any, str] = {}
        for where, key in keyed:
            if _is_gap(key):
                continue
            if key in first:
                self.note(where, f"ist doppelt, ebenso bei {first[key]}", _plain(key))
            first.setdefault(key, where)

    def _twice(self) -> None:
        data = self.data
        for table, key in (
            ("terms", "name"),
            ("venues", "name"),
            ("committees", "slug"),
            ("committees", "short"),
            ("persons", "ref"),
            ("sittings", "ref"),
        ):
            self.unique((f"{w}.{key}", e[key]) for w, e in _each(table, data[table]))
        self.unique(
            (f"{w}.name", fold(e["name"] or "") or None)
            for w, e in _each("organizations", data["organizations"])
        )
        for where, venue in _each("venues", data["venues"]):
            self.unique(
                (f"{w}.name", r["name"]) for w, r in _each(f"{where}.rooms", venue["rooms"])
            )
        self.unique(
            (w, (s["committee"], s["term"], s["position"]))
            for w, s in _each("seats", data["seats"])
        )
        self.unique(
            (w, (m["committee"], m["person"], m["role"], m["from"]))
            for w, m in _each("memberships", data["memberships"])
        )
        self.unique(
            (f"{w}.email", (u["email"] or "").casefold() or None)
            for w, u in _each("users", data["users"])
        )
        self.unique((f"{w}.person", u["person"]) for w, u in _each("users", data["users"]))
        self.unique(
            (f"{w}.number", self.number_key(s)) for w, s in _each("sittings", data["sittings"])
        )

    def _clashes(self) -> None:
        """What another object of the database has taken already."""
        shorts = {short: slug for slug, short in self.known.committees.items()}
        for where, one in _each("committees", self.data["committees"]):
            if shorts.get(one["short"], one["slug"]) != one["slug"]:
                self.note(f"{where}.short", "hat schon ein anderes Gremium", one["short"])
        for where, one in _each("organizations", self.data["organizations"]):
            stored = self.known.organizations.get(fold(one["name"] or ""), one["name"])
            if stored != one["name"]:
                self.note(f"{where}.name", f"gibt es schon als „{stored}“", one["name"])
        taken = {key: ref for ref, key in self.known.sittings.items()}
        for where, one in _each("sittings", self.data["sittings"]):
            if taken.get(self.number_key(one) or ("", "", 0), one["ref"]) != one["ref"]:
                self.note(f"{where}.number", "hat schon eine andere Sitzung", one["number"])
        for where, one in _each("users", self.data["users"]):
            owner = self.known.accounts.get(one["person"] or "")
            if owner and one["email"] and owner.casefold() != one["email"].casefold():
                self.note(f"{where}.person", "hat schon ein Benutzerkonto", one["person"])

    def term_of(self, day: date) -> str | None:
        """The term that includes the day, from the file or from the database."""
        spans = [(t["name"], t["from"], t["until"]) for _, t in _each("", self.data["terms"])]
        for name, start, end in [*spans, *self.known.terms_with_dates]:
            if name and start and start <= day and (end is None or day <= end):
                return str(name)
        return None

    def number_key(self, sitting: Data) -> tuple[str, str, int] | None:
        term = self.term_of(sitting["date"]) if sitting["date"] else None
        if sitting["number"] is None or sitting["committee"] is None or term is None:
            return None
        return (sitting["committee"], term, sitting["number"])

    def _committees(self) -> None:
        for where, term in _each("terms", self.data["terms"]):
            self.period(where, term)
        for where, one in _each("committees", self.data["committees"]):
            self.refer(f"{where}.parent", one["parent"], self.committees, "Dieses Gremium")
            if one["parent"] and one["parent"] == one["slug"]:
                self.note(f"{where}.parent", "ein Gremium gehört nicht zu sich selbst", one["slug"])
            if one["names"] == []:
                self.note(f"{where}.names", "mindestens ein Name ist nötig")
            for place, name in _each(f"{where}.names", one["names"]):
                self.period(place, name)
            for name in one["statutory_seats"] or ():
                self.refer(f"{where}.statutory_seats", name, self.terms, "Diese Wahlperiode")

    def _roster(self) -> None:
        for where, seat in _each("seats", self.data["seats"]):
            self.refer(f"{where}.committee", seat["committee"], self.committees, "Dieses Gremium")
            self.refer(f"{where}.term", seat["term"], self.terms, "Diese Wahlperiode")
            self.refer(
                f"{where}.organization",
                seat["organization"],
                self.organizations,
                "Diese Organisation",
            )
        for where, one in _each("memberships", self.data["memberships"]):
            self.refer(f"{where}.committee", one["committee"], self.committees, "Dieses Gremium")
            self.refer(f"{where}.person", one["person"], self.persons, "Diese Person")
            self.refer(
                f"{where}.organization",
                one["organization"],
                self.organizations,
                "Diese Organisation",
            )
            self.period(where, one)
            if (one["seat"] is None) != (one["term"] is None):
                self.note(f"{where}.seat", "„seat“ und „term“ gehören zusammen", one["seat"] or "")
            elif one["seat"] is not None:
                key = (one["committee"], one["term"], one["seat"])
                self.refer(f"{where}.seat", key, self.seats, "Dieser Sitz")

    def _users(self) -> None:
        for where, user in _each("users", self.data["users"]):
            self.refer(f"{where}.person", user["person"], self.persons, "Diese Person")
            for place, role in _each(f"{where}.roles", user["roles"]):
                self.refer(
                    f"{place}.committee", role["committee"], self.committees, "Dieses Gremium"
                )
                self.period(place, role)


class SittingChecker:
    """One sitting: its times, its state, and who is named in it."""

    def __init__(self, file: Checker, where: str, sitting: Data) -> None:
        self.file, self.where, self.sitting = file, where, sitting

    def check(self) -> None:
        sitting, where = self.sitting, self.where
        self.file.refer(
            f"{where}.committee", sitting["committee"], self.file.committees, "Dieses Gremium"
        )
        if sitting["room"]:
            key = (sitting["room"]["venue"], sitting["room"]["room"])
            self.file.refer(f"{where}.room", key, self.file.rooms, "Dieser Raum")
        self._times()
        self._state()
        self._people()

    def _times(self) -> None:
        sitting, where = self.sitting, self.where
        for start, end in (("start", "end"), ("opened", "closed")):
            begin = sitting[start] or sitting["start"]
            if begin and sitting[end] and sitting[end] <= begin:
                self.file.note(
                    f"{where}.{end}", f"liegt nicht nach „{start}“", f"{sitting[end]:%H:%M}"
                )
        for place, move in _each(f"{where}.moves", sitting["moves"]):
            if move["start"] and move["end"] and move["end"] <= move["start"]:
                self.file.note(f"{place}.end", "liegt nicht nach „start“", f"{move['end']:%H:%M}")
        self._existing_times()
        for place, row in _each(f"{where}.attendance", sitting["attendance"]):
            for spot, span in _each(f"{place}.times", row["times"]):
                if span["from"] and span["to"] and span["to"] <= span["from"]:
                    self.file.note(f"{spot}.to", "liegt nicht nach „from“", f"{span['to']:%H:%M}")

    def _existing_times(self) -> None:
        """No clock shows the hour that summer time skips."""
        for key in ("start", "end", "opened", "closed"):
            clock, day = self.sitting[key], self.sitting["date"]
            if clock is None or day is None:
                continue
            try:
                local_datetime(day, clock)
            except ValueError as error:
                self.file.note(f"{self.where}.{key}", str(error), f"{clock:%H:%M}")

    def _state(self) -> None:
        sitting, where, state = self.sitting, self.where, self.sitting["state"]
        note = self.file.note
        if state is None:
            return
        if (state is SittingState.CANCELLED) != bool(sitting["cancel"]):
            note(f"{where}.cancel", "gehört zum Zustand „cancelled“ und nur dazu", state.value)
        if state is SittingState.MOVED and not sitting["moves"]:
            note(f"{where}.moves", "fehlt beim Zustand „moved“", state.value)
        if state in _HELD:
            for place, item in items_of(f"{where}.agenda", sitting["agenda"]):
                if item["text"] and not sitting["minutes"]:
                    note(f"{place}.text", "braucht „minutes“: die Niederschrift, in der er steht")
            return
        for place, value in self._only_when_held():
            if value:
                note(place, "gibt es erst in einer eröffneten Sitzung", state.value)

    def _only_when_held(self) -> Iterator[tuple[str, Any]]:
        for key in ("chairs", "opened", "closed", "minutes"):
            yield f"{self.where}.{key}", self.sitting[key]
        for place, item in items_of(f"{self.where}.agenda", self.sitting["agenda"]):
            for key in ("votes", "resolution", "text"):
                yield f"{place}.{key}", item[key]

    def _people(self) -> None:
        sitting, where, file = self.sitting, self.where, self.file
        rows = list(_each(f"{where}.attendance", sitting["attendance"]))
        file.unique((f"{place}.person", row["person"]) for place, row in rows)
        here = {row["person"] for _, row in rows}
        term = file.term_of(sitting["date"]) if sitting["date"] else None
        for place, row in rows:
            file.refer(f"{place}.person", row["person"], file.persons, "Diese Person")
            if row["person"] is None and not row["name"]:
                file.note(place, "braucht „person“ oder „name“")
            if row["times"] and row["status"] in {
                AttendanceStatus.EXCUSED,
                AttendanceStatus.ABSENT,
            }:
                file.note(f"{place}.times", "gibt es nur bei Anwesenden", row["status"].value)
            if row["seat"] is not None:
                key = (sitting["committee"], term, row["seat"])
                file.refer(f"{place}.seat", key, file.seats, "Dieser Sitz")
        for place, chair in _each(f"{where}.chairs", sitting["chairs"]):
            file.refer(f"{place}.person", chair["person"], here, "In der Anwesenheit: diese Person")
        for place, item in items_of(f"{where}.agenda", sitting["agenda"]):
            for index, ref in enumerate(item["barred"] or ()):
                file.refer(
                    f"{place}.barred[{index}]", ref, here, "In der Anwesenheit: diese Person"
                )


def items_of(where: str, items: list[Data] | None) -> Iterator[tuple[str, Data]]:
    """All items of an agenda with their paths, sub-items after their parent."""
    for place, item in _each(where, items):
        yield place, item
        yield from items_of(f"{place}.items", item["items"])


def _each(where: str, entries: list[Data] | None) -> Iterator[tuple[str, Data]]:
    for index, entry in enumerate(entries or ()):
        if entry is not None:
            yield f"{where}[{index}]", entry


def _is_gap(value: Any) -> bool:
    """A key that could not be read (or is not given) says nothing about others."""
    return value is None or (isinstance(value, tuple) and None in value)


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return " / ".join("–" if part is None else str(part) for part in value)
    return str(value)
