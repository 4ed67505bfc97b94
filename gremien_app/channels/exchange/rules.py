"""What must fit together in a file: references, keys given twice, periods, states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold
from gremien_app.channels.data_format.read import Data, Problem
from gremien_app.people.bases.rules import Basis, require_basis


@dataclass
class Stock:
    """What the database holds: natural key → distinguishing mark, per kind of object."""

    terms: set[str] = field(default_factory=set)
    rooms: set[tuple[str, str]] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    organizations: dict[str, str] = field(default_factory=dict)  # folded name → name
    committees: dict[str, str] = field(default_factory=dict)  # slug → short
    persons: set[str] = field(default_factory=set)
    seats: set[tuple[str, str, int]] = field(default_factory=set)
    accounts: dict[str, str] = field(default_factory=dict)  # person's ref → e-mail
    sittings: dict[str, tuple[str, str, int]] = field(default_factory=dict)  # ref → number's key
    references: dict[str, str] = field(default_factory=dict)  # sitting's reference → ref
    terms_with_dates: list[tuple[str, date, date | None]] = field(default_factory=list)


class Checker:
    """Collects every contradiction of a file. A value that was wrong in itself is None here and
    passed over, so that one fault is told once and the others all the same.
    """

    def __init__(self, data: Data, known: Stock) -> None:
        self.data, self.known = data, known
        self.problems: list[Problem] = []
        self.terms = known.terms | self._column("terms", "name")
        self.committees = set(known.committees) | self._column("committees", "slug")
        self.offices = known.offices | self._column("offices", "title")
        self.persons = known.persons | self._column("persons", "ref")
        self.organizations = set(known.organizations.values()) | self._column(
            "organizations", "name"
        )
        self.seats = known.seats | {
            (s["committee"], s["term"], s["position"]) for _, s in each("", data["seats"])
        }
        self.rooms = known.rooms | {
            (venue["name"], room["name"])
            for _, venue in each("", data["venues"])
            for _, room in each("", venue["rooms"])
        }

    def _column(self, table: str, key: str) -> set[Any]:
        return {entry[key] for _, entry in each("", self.data[table])} - {None}

    def check(self) -> None:
        """All but the sittings (see ``sitting_rules``)."""
        self._twice()
        self._clashes()
        self._committees()
        self._roster()
        self._offices()
        self._users()

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
            ("offices", "title"),
            ("persons", "ref"),
            ("sittings", "ref"),
        ):
            self.unique((f"{w}.{key}", e[key]) for w, e in each(table, data[table]))
        self.unique(
            (f"{w}.name", fold(e["name"] or "") or None)
            for w, e in each("organizations", data["organizations"])
        )
        for where, venue in each("venues", data["venues"]):
            self.unique((f"{w}.name", r["name"]) for w, r in each(f"{where}.rooms", venue["rooms"]))
        self.unique(
            (w, (s["committee"], s["term"], s["position"])) for w, s in each("seats", data["seats"])
        )
        self.unique(
            (w, (m["committee"], m["person"], m["role"], m["from"]))
            for w, m in each("memberships", data["memberships"])
        )
        self.unique(
            (w, (m["committee"], m["person"], m["from"]))
            for w, m in each("minute_takers", data["minute_takers"])
        )
        self.unique(
            (f"{w}.name", (o["name"], o["from"]))
            for w, o in each("observances", data["observances"])
        )
        self.unique(
            (f"{w}.email", (u["email"] or "").casefold() or None)
            for w, u in each("users", data["users"])
        )
        self.unique((f"{w}.person", u["person"]) for w, u in each("users", data["users"]))
        self._sittings_twice()

    def _sittings_twice(self) -> None:
        sittings = list(each("sittings", self.data["sittings"]))
        self.unique((f"{w}.number", self.number_key(s)) for w, s in sittings)
        self.unique((f"{w}.reference", s["reference"] or None) for w, s in sittings)

    def _clashes(self) -> None:
        """What another object of the database has taken already."""
        shorts = {short: slug for slug, short in self.known.committees.items()}
        for where, one in each("committees", self.data["committees"]):
            if shorts.get(one["short"], one["slug"]) != one["slug"]:
                self.note(f"{where}.short", "hat schon ein anderes Gremium", one["short"])
        for where, one in each("organizations", self.data["organizations"]):
            stored = self.known.organizations.get(fold(one["name"] or ""), one["name"])
            if stored != one["name"]:
                self.note(f"{where}.name", f"gibt es schon als „{stored}“", one["name"])
        self._taken_by_sittings()
        for where, one in each("users", self.data["users"]):
            owner = self.known.accounts.get(one["person"] or "")
            if owner and one["email"] and owner.casefold() != one["email"].casefold():
                self.note(f"{where}.person", "hat schon ein Benutzerkonto", one["person"])

    def _taken_by_sittings(self) -> None:
        taken = {key: ref for ref, key in self.known.sittings.items()}
        for where, one in each("sittings", self.data["sittings"]):
            if taken.get(self.number_key(one) or ("", "", 0), one["ref"]) != one["ref"]:
                self.note(f"{where}.number", "hat schon eine andere Sitzung", one["number"])
        for where, one in each("sittings", self.data["sittings"]):
            if self.known.references.get(one["reference"], one["ref"]) != one["ref"]:
                self.note(f"{where}.reference", "hat schon eine andere Sitzung", one["reference"])

    def term_of(self, day: date) -> str | None:
        """The term that includes the day, from the file or from the database."""
        spans = [(t["name"], t["from"], t["until"]) for _, t in each("", self.data["terms"])]
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
        for where, term in each("terms", self.data["terms"]):
            self.period(where, term)
        for where, one in each("committees", self.data["committees"]):
            self.refer(f"{where}.parent", one["parent"], self.committees, "Dieses Gremium")
            if one["parent"] and one["parent"] == one["slug"]:
                self.note(f"{where}.parent", "ein Gremium gehört nicht zu sich selbst", one["slug"])
            self.refer(f"{where}.office", one["office"], self.offices, "Dieses Amt")
            if one["names"] == []:
                self.note(f"{where}.names", "mindestens ein Name ist nötig")
            for place, name in each(f"{where}.names", one["names"]):
                self.period(place, name)
            for name in one["statutory_seats"] or ():
                self.refer(f"{where}.statutory_seats", name, self.terms, "Diese Wahlperiode")

    def _roster(self) -> None:
        for where, seat in each("seats", self.data["seats"]):
            self.refer(f"{where}.committee", seat["committee"], self.committees, "Dieses Gremium")
            self.refer(f"{where}.term", seat["term"], self.terms, "Diese Wahlperiode")
            self.refer(
                f"{where}.organization",
                seat["organization"],
                self.organizations,
                "Diese Organisation",
            )
        for where, person in each("persons", self.data["persons"]):
            self._basis(f"{where}.publish", person["publish"])
        for where, one in each("memberships", self.data["memberships"]):
            self._basis(f"{where}.publish", one["publish"])
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

    def _basis(self, where: str, publish: Data | None) -> None:
        """A file that says the kind says its end too; one of before is read as it is."""
        if publish is None or publish["basis"] is None or publish["date"] is None:
            return
        self.period(where, publish, "date")
        if publish["kind"] is None:
            return
        basis = Basis(
            kind=publish["kind"],
            words=publish["basis"],
            since=publish["date"],
            ends_on=publish["until"],
            revoked_on=publish["revoked"],
            ends_along=bool(publish.get("with_membership")),
        )
        try:
            require_basis(basis, None)
        except RuleBroken as refusal:
            self.note(where, refusal.message)

    def _offices(self) -> None:
        for where, office in each("offices", self.data["offices"]):
            for place, holder in each(f"{where}.holders", office["holders"]):
                self.refer(f"{place}.person", holder["person"], self.persons, "Diese Person")
                self.period(place, holder)
        for where, one in each("minute_takers", self.data["minute_takers"]):
            self.refer(f"{where}.committee", one["committee"], self.committees, "Dieses Gremium")
            self.refer(f"{where}.person", one["person"], self.persons, "Diese Person")
            self.period(where, one)
        for where, one in each("observances", self.data["observances"]):
            self.period(where, one)

    def _users(self) -> None:
        for where, user in each("users", self.data["users"]):
            self.refer(f"{where}.person", user["person"], self.persons, "Diese Person")
            for place, role in each(f"{where}.roles", user["roles"]):
                self.refer(
                    f"{place}.committee", role["committee"], self.committees, "Dieses Gremium"
                )
                self.period(place, role)


# What a form calls a field, where the file calls it otherwise.
_KEYS = {
    "starts_on": "from",
    "ends_on": "until",
    "can_vote": "votes",
    "valid_from": "from",
    "partners": "with",
    "day": "date",
    "from_at": "from",
    "attendance": "person",
}


def problem(where: str, refusal: RuleBroken) -> Problem:
    """What a room's rule says of an entry, at the key that it is about."""
    key = re.sub("_[0-9]+$", "", refusal.field or "")
    return Problem(f"{where}.{_KEYS.get(key, key)}" if key else where, refusal.message)


def each(where: str, entries: list[Data] | None) -> Iterator[tuple[str, Data]]:
    """Entries with their paths; one that could not be read is passed over."""
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
