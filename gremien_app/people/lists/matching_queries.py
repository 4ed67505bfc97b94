"""Whom a line of a list means: persons, memberships, principals, however they are spelt."""

from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee
from gremien_app.people.lists.queries import known_persons, memberships_over_time, seats_of_sender
from gremien_app.people.lists.rules import ListedMember, plain
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.organizations.queries import find_organization
from gremien_app.people.persons.models import Called, Person


class StoredRoster:
    """What is stored, read once for a whole list; ``remember`` adds what the list brought."""

    def __init__(self, viewer: Viewer, committee: Committee) -> None:
        self.committee = committee
        self.memberships = memberships_over_time(committee)
        self.persons: dict[str, list[Person]] = {}
        for person in known_persons(viewer):
            self._keep(person)

    def _keep(self, person: Person) -> None:
        names: list[Called] = [person, *person.former_names]  # those for lists of earlier days
        for called in names:
            for key in _keys(called.first_name, called.last_name):
                if person not in self.persons.setdefault(key, []):
                    self.persons[key].append(person)

    def remember(self, membership: Membership) -> None:
        self._keep(membership.person)
        if membership not in self.memberships:
            self.memberships.append(membership)

    def person(self, entry: ListedMember) -> Person | None:
        """The person of that name; of several the one of this committee or this address."""
        first, last = entry.person.get("first_name", ""), entry.person["last_name"]
        found: list[Person] = []
        for key in _keys(first, last):
            found += [one for one in self.persons.get(key, []) if one not in found]
        if len(found) < 2:
            return found[0] if found else None
        here = [one for one in found if any(m.person is one for m in self.memberships)]
        email = fold(entry.person.get("email", ""))
        same = [one for one in found if email and fold(one.email) == email]
        for fewer in (same, here):
            if len(fewer) == 1:
                return fewer[0]
        raise RuleBroken(
            f"Diesen Namen haben {len(found)} Personen. Ergänzen Sie die E-Mail-Adresse, die "
            "gespeichert ist, oder tragen Sie die Mitgliedschaft von Hand ein."
        )

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
                vacant = [seat for seat in seats if seat.term.includes(day)]
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


def _name_words(person: Person) -> list[str]:
    return _words(f"{person.first_name} {person.last_name}")


def _words(text: str) -> list[str]:
    """The words of a name without order, titles and commas."""
    words = plain(text.replace(",", " ")).split()
    return sorted(word for word in words if not word.endswith(".") and word not in {"frau", "herr"})
