"""When somebody's data may go, as German sentences."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.people.persons.models import Person

# In the place of a name, and of an address.
SOMEBODY, NO_ADDRESS = "gelöschte Person", "gelöschte Adresse"


@dataclass(frozen=True)
class Ties:
    """What still holds somebody, as plain data; ``unsigned``: minutes in which the name stands."""

    memberships: int = 0
    tenures: int = 0
    unsigned: int = 0
    roles: int = 0
    is_self: bool = False
    is_last_admin: bool = False


def obstacles(ties: Ties) -> list[str]:
    """Why nothing can be deleted now, and what to do first."""
    found = []
    if ties.memberships:
        found.append(
            "Die Person gehört einem Gremium noch an oder kommt erst hinein. Bitte beenden Sie "
            "zuerst die Mitgliedschaft; gelöscht werden kann ab dem Tag danach."
        )
    if ties.tenures:
        found.append(
            "Die Person hat ein Amt der Stadt noch inne oder übernimmt es erst. Bitte tragen Sie "
            "zuerst das Ende der Amtszeit ein."
        )
    if ties.unsigned:
        which = (
            "einer Niederschrift, die noch nicht vollständig unterzeichnet ist"
            if ties.unsigned == 1
            else f"{format_count(ties.unsigned, 'Niederschrift', 'Niederschriften')}, die noch "
            "nicht vollständig unterzeichnet sind"
        )
        found.append(
            f"Der Name steht in {which}. Bitte schließen Sie zuerst die Unterzeichnung ab."
        )
    if ties.roles:
        found.append(
            "Das Benutzerkonto hat noch eine Aufgabe (Geschäftsführung oder Schriftführung). "
            "Bitte beenden Sie zuerst die Aufgabe."
        )
    if ties.is_self:
        found.append(
            "Das ist Ihr eigenes Konto. Bitten Sie eine andere Person aus der Verwaltung darum."
        )
    elif ties.is_last_admin:
        found.append(
            "Dies ist das letzte Konto, das die Anwendung verwalten kann. Geben Sie zuerst einer "
            "anderen Person die Verwaltung."
        )
    return found


def require_free(ties: Ties) -> None:
    found = obstacles(ties)
    if found:
        raise RuleBroken(found[0])


def require_reason(reason: str, names: Collection[str]) -> str:
    """The reason stays on record, so it names nobody."""
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund der Löschung.", field="reason")
    if any(name.casefold() in reason.casefold() for name in names):
        raise RuleBroken(
            "Der Grund bleibt im Protokoll stehen. Bitte nennen Sie darin keinen Namen.",
            field="reason",
        )
    return reason


def names_of(person: Person | None, account_name: str = "") -> dict[str, str]:
    """How texts call somebody in full, and what takes the place of each; the longest first."""
    called = [*(_called(person) if person else []), account_name]
    full = sorted({one for one in called if " " in one.strip(", ")}, key=lambda o: (-len(o), o))
    return dict.fromkeys(full, SOMEBODY)


def _called(person: Person) -> list[str]:
    plain = f"{person.first_name} {person.last_name}".strip()
    called = [person.name, plain, f"{person.last_name}, {person.first_name}"]
    if person.title:
        called.append(f"{person.title} {person.last_name}")
    return called + [
        f"{one.first_name} {one.last_name}".strip() for one in person.former_names if one.last_name
    ]


def searched(names: Sequence[str], last_name: str) -> list[str]:
    """What the office's texts are searched for: full names, and the surname after a salutation."""
    return [*names, *(f"{word} {last_name}" for word in ("Frau", "Herr", "Herrn"))]
