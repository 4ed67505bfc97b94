"""Whose name may be published: with a recorded basis that holds (Art. 9 GDPR)."""

from collections.abc import Iterable
from datetime import date

from gremien_app.people.bases.models import BasisKind, Published
from gremien_app.people.bases.rules import Basis, basis_of
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def is_name_public(membership: Membership, day: date) -> bool:
    return is_person_public(membership.person, membership, day)


def is_person_public(person: Person, membership: Membership | None, day: date) -> bool:
    """The one rule (Art. 9 GDPR): a basis of the membership or of the person that holds.

    A basis revoked for this membership keeps the name back, whatever the person's says. ``day``
    is the day of publishing, not that of the roster: a revocation or an end covers the past too.
    """
    return basis_on(person, membership, day) is not None


def is_signatory_public(person: Person, membership: Membership | None, day: date) -> bool:
    """Whether the name may stand under what the person signed: there a kind of its own will do."""
    return bool(_holding(person, membership, day))


def basis_on(person: Person, membership: Membership | None, day: date) -> Basis | None:
    """The basis on which the name may be published on the day; None without one."""
    found = _holding(person, membership, day)
    return next((one for one in found if one.kind is not BasisKind.SIGNATORY), None)


def _holding(person: Person, membership: Membership | None, day: date) -> list[Basis]:
    if membership is not None:
        revoked = membership.publication_revoked_on
        if revoked is not None and revoked <= day:
            return []
    holders: list[Published] = [*([membership] if membership else []), person]
    return [basis for basis in map(basis_of, holders) if basis.holds_on(day)]


def publication_told(person: Person, memberships: Iterable[Membership], day: date) -> str:
    """Whether the name is public and why, for the person's page."""
    own = basis_of(person)
    lacking = "; das Ende ist noch nicht eingetragen" if own.lacks_end else ""
    if is_person_public(person, None, day):
        return f"ja: {own.told}{lacking}"
    if any(is_name_public(one, day) for one in memberships if one.runs_on(day)):
        return "ja, mit der Grundlage einer Mitgliedschaft"
    if own.holds_on(day):
        return f"nur unter Unterzeichnetem: {own.told}{lacking}"
    return f"nein: {own.told}" if own.told else "nein"


def public_names(roster: Iterable[Membership], day: date) -> list[Membership]:
    """Only those whose name may be published on the day."""
    return [one for one in roster if is_name_public(one, day)]
