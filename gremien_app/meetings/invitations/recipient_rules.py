"""Who gets a dispatch, in which version and by which way: the roster of the day, and the guests."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.invitations.dispatch_models import (
    AddressKind,
    Copy,
    Correspondence,
    DocumentKind,
    Way,
)
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.persons.models import Person

FOR_INFORMATION = "zur Kenntnis"
_VERSIONS = {
    Copy.FULL: DocumentKind.FULL,
    Copy.PUBLIC: DocumentKind.PUBLIC,
    Copy.ITEMS: DocumentKind.ITEMS,
}


@dataclass(frozen=True)
class Planned:
    """Somebody who is to get it. ``why`` says why a letter and no mail; ``missing``: no way at all.

    ``is_left_out``: wants no post any more, so nothing goes there.
    """

    person: Person
    role: str
    copy: Copy
    way: Way
    why: str = ""
    is_informed: bool = False
    is_left_out: bool = False
    names_committee: bool = False
    wants_calendar: bool = False
    address_kind: AddressKind | None = None
    address: str = ""

    @property
    def missing(self) -> str:
        """What is wanted before this person can be reached, as a sentence."""
        if self.is_left_out or self.way is Way.MAIL:
            return ""
        person = self.person
        if person.street and person.postal_code and person.town:
            return ""
        return f"{person.name}: Die Anschrift für den Brief fehlt."


@dataclass(frozen=True)
class Circumstances:
    """What of the sitting and of the house decides on the ways.

    ``with_account``: who can sign in, by the numbers of the persons; ``closed_guests``: who is
    admitted to closed items; ``mails_closed``: the committee sends closed matters by mail.
    """

    has_closed: bool
    is_public: bool
    correspondence: Mapping[int, Correspondence]
    with_account: AbstractSet[int]
    closed_guests: AbstractSet[int] = frozenset()
    mails_closed: bool = False

    def trusts(self, address_kind: AddressKind | None) -> bool:
        """Whether closed matters may go there; others read a shared mailbox."""
        return self.mails_closed and address_kind is not AddressKind.SHARED

    def attached(self, one: "Planned") -> DocumentKind | None:
        """Which version lies with the mail: at most the public one, unless the committee trusts."""
        if self.trusts(one.address_kind):
            return _VERSIONS[one.copy]
        if not self.is_public or (one.copy is Copy.ITEMS and one.person.id in self.closed_guests):
            return None
        return DocumentKind.ITEMS if one.copy is Copy.ITEMS else DocumentKind.PUBLIC


def plan(
    roster: Sequence[Membership], guests: Iterable[Guest], around: Circumstances
) -> list[Planned]:
    """Everybody once, in the order of the roster, guests behind.

    Whoever sits in two committees of a joint sitting gets what the better right allows.
    """
    by_person: dict[int, list[Membership]] = {}
    for one in roster:
        if one.gets_papers:
            by_person.setdefault(one.person_id, []).append(one)
    found = [_member(own, around) for own in by_person.values()]
    invited = [guest for guest in guests if guest.person_id not in by_person]
    return found + [_planned(one.person, "Gast", Copy.ITEMS, around) for one in invited]


def _member(own: Sequence[Membership], around: Circumstances) -> Planned:
    reads_closed = around.has_closed and any(one.sees_closed for one in own)
    is_informed = all(one.role is MemberRole.DEPUTY for one in own)
    roles = ", ".join(dict.fromkeys(one.role.label for one in own))
    return _planned(
        own[0].person,
        f"{roles}, {FOR_INFORMATION}" if is_informed else roles,
        Copy.FULL if reads_closed else Copy.PUBLIC,
        around,
        is_informed=is_informed,
    )


def _planned(
    person: Person, role: str, copy: Copy, around: Circumstances, *, is_informed: bool = False
) -> Planned:
    wishes = around.correspondence.get(person.id)
    why = _why_no_mail(person, wishes, copy, around)
    by_mail = not why
    return Planned(
        person=person,
        role=role,
        copy=copy,
        way=Way.MAIL if by_mail else Way.LETTER,
        why=why,
        is_informed=is_informed,
        is_left_out=bool(wishes and wishes.has_stopped),
        names_committee=bool(wishes and wishes.names_committee),
        wants_calendar=bool(by_mail and wishes and wishes.wants_calendar),
        address_kind=wishes.address_kind if by_mail and wishes else None,
        address=person.email if by_mail else "",
    )


def _why_no_mail(
    person: Person, wishes: Correspondence | None, copy: Copy, around: Circumstances
) -> str:
    """In two or three words; "" where a mail is right.

    What a mail may not carry must be read after signing in, or it stands in a letter.
    """
    if wishes is None or wishes.mail_agreed_on is None:
        return "nicht elektronisch einverstanden"
    if not person.email:
        return "keine E-Mail-Adresse"
    if wishes.returned_on is not None:
        return "Mail kam zurück"
    return _why_not_read(person, wishes, copy, around)


def _why_not_read(person: Person, wishes: Correspondence, copy: Copy, around: Circumstances) -> str:
    """What the mail does not bring along is read after signing in, or nowhere."""
    if person.id in around.with_account or around.trusts(wishes.address_kind):
        return ""
    if copy is Copy.FULL:
        return "kein Zugang für den nichtöffentlichen Teil"
    if copy is Copy.ITEMS and person.id in around.closed_guests:
        return "kein Zugang für die eigenen Punkte"
    return "" if around.is_public else "kein Zugang, die Sitzung ist nicht öffentlich"


def former(person: Person, around: Circumstances) -> Planned:
    """Whose membership ended since he or she was told; nothing closed goes there any more."""
    return _planned(person, "Mitgliedschaft beendet", Copy.PUBLIC, around)
