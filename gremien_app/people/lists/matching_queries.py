"""Whom a line of a list means: persons, memberships, principals, however they are spelt."""

import re
import unicodedata
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import SHAPES, fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee
from gremien_app.people.lists.queries import known_persons, memberships_over_time, seats_of_sender
from gremien_app.people.lists.roles import plain
from gremien_app.people.lists.rules import ListedMember
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.organizations.queries import find_organization
from gremien_app.people.persons.models import Called, Person

# What tells two people of one name apart, in words.
_CONTACTS = {
    "email": "E-Mail-Adresse",
    "phone": "Telefonnummer",
    "mobile": "Mobilnummer",
    "street": "Straße",
}
NEW = "new"


class WhoIsItError(RuleBroken):
    """A name alone does not say who is meant; ``candidates`` are those it may be."""

    def __init__(self, message: str, candidates: list[tuple[str, str]]) -> None:
        super().__init__(message)
        self.candidates = (*candidates, (NEW, "eine andere, neue Person"))


class StoredRoster:
    """What is stored, read once for a whole list; ``remember`` adds what the list brought."""

    def __init__(self, viewer: Viewer, committee: Committee) -> None:
        self.committee = committee
        self.memberships = memberships_over_time(committee)
        self.persons: dict[str, list[Person]] = {}
        self.brought: dict[Person, int] = {}  # by which line of this list
        persons = known_persons(viewer)
        self.stored = {person.id for person in persons}
        for person in persons:
            self._keep(person)

    def _keep(self, person: Person) -> None:
        names: list[Called] = [person, *person.former_names]  # those for lists of earlier days
        for called in names:
            for key in _keys(called.first_name, called.last_name):
                if person not in self.persons.setdefault(key, []):
                    self.persons[key].append(person)

    def remember(self, membership: Membership, line: int) -> None:
        self._keep(membership.person)
        self.brought.setdefault(membership.person, line)
        if membership not in self.memberships:
            self.memberships.append(membership)

    def person(self, entry: ListedMember) -> Person | None:
        """The person of that name; of several the one of this committee or this address.

        Another address than the stored one may be another person's: then somebody has to say so.
        """
        found = self._of_name(entry)
        if entry.who == NEW:
            return None
        if entry.who:
            chosen = next((one for one in found if self._number(one) == entry.who), None)
            if chosen is None:
                raise WhoIsItError("Diese Person steht nicht mehr zur Wahl.", self._choice(found))
            return chosen
        if not found:
            return None
        person = found[0] if len(found) == 1 else self._one_of(found, entry)
        different = [
            word
            for key, word in _CONTACTS.items()
            if _differ(getattr(person, key), entry.person.get(key, ""))
        ]
        if different and not self._is_surely(person, entry):
            raise WhoIsItError(
                f"{self._told(person)} hat denselben oder einen ähnlichen Namen, aber eine andere "
                f"{join_german(different)}. Ist es dieselbe Person?",
                self._choice([person]),
            )
        return person

    def _of_name(self, entry: ListedMember) -> list[Person]:
        first, last = entry.person.get("first_name", ""), entry.person["last_name"]
        found: list[Person] = []
        for key in _keys(first, last):
            found += [one for one in self.persons.get(key, []) if one not in found]
        return found

    def _one_of(self, found: list[Person], entry: ListedMember) -> Person:
        here = [one for one in found if any(m.person is one for m in self.memberships)]
        email = fold(entry.person.get("email", ""))
        same = [one for one in found if email and fold(one.email) == email]
        for fewer in (same, here):
            if len(fewer) == 1:
                return fewer[0]
        raise WhoIsItError(
            f"Diesen Namen haben {len(found)} Personen. Ergänzen Sie die E-Mail-Adresse, die "
            "gespeichert ist, oder wählen Sie unter „Berichtigen“, wer gemeint ist.",
            self._choice(found),
        )

    def _is_surely(self, person: Person, entry: ListedMember) -> bool:
        """A member of this committee, spelt the same, of whom no earlier line has spoken."""
        names = (entry.person.get("first_name", ""), entry.person["last_name"])
        is_spelt_so = _shaped(names) == _shaped((person.first_name, person.last_name))
        is_here = any(one.person is person for one in self.memberships)
        return is_spelt_so and is_here and person not in self.brought

    def _number(self, person: Person) -> str:
        """Of a person whom this list brings the line, for its key goes with the preview."""
        line = self.brought.get(person)
        return str(person.id) if line is None or person.id in self.stored else f"line:{line}"

    def _choice(self, persons: list[Person]) -> list[tuple[str, str]]:
        return [(self._number(one), f"dieselbe: {self._told(one)}") for one in persons]

    def _told(self, person: Person) -> str:
        if person in self.brought and person.id not in self.stored:
            return f"{person.name} (Zeile {self.brought[person]})"
        known = person.email or person.phone or person.street
        return f"{person.name} ({known})" if known else person.name

    def membership(self, entry: ListedMember, person: Person) -> Membership | None:
        """The stored membership that the line speaks of; None for a new one."""
        own = [one for one in self.memberships if one.person is person]
        if entry.starts_on is not None:
            return next((one for one in own if one.starts_on == entry.starts_on), None)
        if entry.ends_on is not None:
            own = [one for one in own if one.starts_on <= entry.ends_on]
        running = [one for one in own if one.ends_on is None or one.ends_on == entry.ends_on]
        latest = running or own
        return latest[-1] if latest else None

    def principal(self, text: str, day: date) -> tuple[Membership | None, Seat | None]:
        """Whom or which seat a deputy stands for: a member's name or an organisation's."""
        if not text:
            raise RuleBroken("„Stellvertretung für“ fehlt.")
        running = [
            one
            for one in self.memberships
            if one.role is not MemberRole.DEPUTY and one.can_vote and one.runs_on(day)
        ]
        named = [one for one in running if _words(text) == _name_words(one.person)]
        named = named or [one for one in running if plain(text) == plain(one.person.last_name)]
        sender = find_organization(text)
        if not named and sender is not None:
            named = [one for one in running if one.organization is sender]
            if not named:
                seats = seats_of_sender(self.committee, sender)
                vacant = [seat for seat in seats if seat.term.runs_on(day)]
                if len(vacant) == 1:
                    return None, vacant[0]
        if len(named) == 1:
            return named[0], None
        if named:
            raise RuleBroken(f"„Stellvertretung für“: „{text}“ passt auf mehrere Mitglieder.")
        raise RuleBroken(
            f"„Stellvertretung für“: „{text}“ ist am {format_date(day)} kein Mitglied mit "
            "Stimmrecht."
        )

    @staticmethod
    def sends(membership: Membership, name: str) -> bool:
        """Whether the organisation of that name or spelling is the one stored."""
        sender = find_organization(name)
        return sender is not None and sender is membership.organization


def _keys(first_name: str, last_name: str) -> list[str]:
    whole = f"{first_name} {last_name}"
    return list(dict.fromkeys((plain(whole), fold(whole))))


def _shaped(names: tuple[str, str]) -> list[str]:
    """With its accents and umlauts, but whatever the case, the apostrophe, the hyphen."""
    return [unicodedata.normalize("NFC", one.casefold().translate(SHAPES)) for one in names]


def _differ(stored: str, listed: str) -> bool:
    """Whether both say something, and not the same."""
    return bool(stored and listed) and _bare(stored) != _bare(listed)


def _bare(text: str) -> str:
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) > 5 and not re.search(r"[^\d\s()+/.-]", text):
        return re.sub("^(?:0049|49|0)", "", digits)  # 0221 123, +49 221 123
    return re.sub(r"stra(?:ss|ß)e\b|str\.", "str", fold(text)).replace(" ", "")


def _name_words(person: Person) -> list[str]:
    return _words(f"{person.first_name} {person.last_name}")


def _words(text: str) -> list[str]:
    """The words of a name without order, titles and commas."""
    words = plain(text.replace(",", " ")).split()
    return sorted(word for word in words if not word.endswith(".") and word not in {"frau", "herr"})
