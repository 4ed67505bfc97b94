"""What a withdrawal ends, what goes on and why, in sentences that promise no more than holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import basis_of, can_revoke
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import ContactConsent, Person

NAME_ENDS = (
    (
        "Ihr Name steht nicht mehr auf öffentlichen Seiten und in öffentlichen Dateien, auch nicht "
        "in denen von früher."
    ),
    "Veröffentlichte Niederschriften zeigt und verteilt Gremien ohne Ihren Namen.",
    "Ihre Kontaktdaten stehen dort nicht mehr, wo sie neben Ihrem Namen standen.",
)
NAME_STAYS = (
    "Ihr Gremium und das Büro lesen Ihren Namen weiter.",
    "Unterzeichnete Niederschriften bleiben in den Akten, wie sie unterzeichnet wurden.",
)
CONTACT_STAYS = "Das Büro erreicht Sie weiter unter Ihren Kontaktdaten."
ELSEWHERE = (
    "Was andere schon gespeichert oder gedruckt haben, können wir nicht zurückholen. Das Büro "
    "bekommt eine Nachricht und sieht nach, wo es außerhalb von Gremien noch steht."
)


@dataclass(frozen=True)
class Withdrawal:
    person: Person
    memberships: tuple[Membership, ...] = ()
    contacts: tuple[ContactConsent, ...] = ()
    of_name: bool = False

    @property
    def what(self) -> list[str]:
        """What is withdrawn, one line for each; none where nothing is left to withdraw."""
        told = ["Name, in allen Gremien"] if self.of_name else []
        told += [f"Name, {one.committee.name_on(one.starts_on).name}" for one in self.memberships]
        return [*told, *(one.kind.label for one in self.contacts)]

    @property
    def ends(self) -> list[str]:
        told = list(NAME_ENDS) if self.of_name or self.memberships else []
        return [
            *told,
            *(f"{one.kind.label}: nicht mehr auf öffentlichen Seiten." for one in self.contacts),
        ]

    @property
    def stays(self) -> list[str]:
        told = list(NAME_STAYS) if self.of_name or self.memberships else []
        return [*told, *([CONTACT_STAYS] if self.contacts else []), ELSEWHERE]

    def goes_on(self, memberships: Iterable[Membership], day: date) -> list[str]:
        """What lets the name be public all the same, and where."""
        if not (self.of_name or self.memberships):
            return []
        return list(self._goes_on(memberships, day))

    def _goes_on(self, memberships: Iterable[Membership], day: date) -> Iterator[str]:
        own = basis_of(self.person)
        if not self.of_name and own.holds_on(day):
            yield f"{_where(own.kind, 'In anderen Gremien')}: {own.told}"
        for one in memberships:
            basis = basis_of(one)
            if one not in self.memberships and basis.holds_on(day):
                place = one.committee.name_on(one.starts_on).name
                yield f"{_where(basis.kind, place)}: {basis.told}"


def _where(kind: BasisKind | None, place: str) -> str:
    return f"{place}, unter Unterzeichnetem" if kind is BasisKind.SIGNATORY else place


def withdrawal_of_all(person: Person, memberships: Sequence[Membership]) -> Withdrawal:
    """Every consent of this person that nobody has withdrawn yet."""
    return Withdrawal(
        person,
        tuple(one for one in memberships if can_revoke(one)),
        tuple(one for one in person.consents if one.revoked_on is None),
        can_revoke(person),
    )
