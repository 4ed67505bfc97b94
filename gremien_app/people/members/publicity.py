"""Whose name may be published: with a recorded basis that holds (Art. 9 GDPR)."""

from collections.abc import Iterable
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.members.data import MembershipData
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.rules import is_public_on


def is_name_public(membership: Membership, day: date) -> bool:
    """Whether the name of this member may be published on the day."""
    return is_person_public(membership.person, membership, day)


def is_person_public(person: Person, membership: Membership | None, day: date) -> bool:
    """The one rule (Art. 9 GDPR): a basis of the membership or of the person that holds.

    A basis revoked for this membership keeps the name back, whatever the person's says. ``day``
    is the day of publishing, not that of the roster: a revocation covers the past too.
    """
    holders: list[Membership | Person] = [person]
    if membership is not None:
        revoked = membership.publication_revoked_on
        if revoked is not None and revoked <= day:
            return False
        holders.append(membership)
    return any(is_public_on(one, day) for one in holders)


def basis_on(person: Person, membership: Membership | None, day: date) -> str:
    """The basis on which the name may be published on the day; "" without one."""
    if not is_person_public(person, membership, day):
        return ""
    holders: list[Membership | Person] = [*([membership] if membership else []), person]
    return next(one.publication_basis for one in holders if is_public_on(one, day))


def public_names(roster: Iterable[Membership], day: date) -> list[Membership]:
    """Only those whose name may be published on the day."""
    return [one for one in roster if is_name_public(one, day)]


def require_publication(data: MembershipData) -> None:
    """A basis with its date, or neither; nothing is revoked that was never given."""
    since, revoked = data.publication_date, data.publication_revoked_on
    if data.publication_basis and since is None:
        raise RuleBroken(
            "Bitte geben Sie an, seit wann diese Grundlage gilt.", field="publication_date"
        )
    if not data.publication_basis and (since or revoked):
        raise RuleBroken(
            "Bitte nennen Sie die Grundlage, auf der der Name öffentlich ist.",
            field="publication_basis",
        )
    if since and revoked and revoked < since:
        raise RuleBroken(
            f"Die Grundlage gilt erst seit dem {format_date(since)}; vorher lässt sie sich nicht "
            "widerrufen.",
            field="publication_revoked_on",
        )
