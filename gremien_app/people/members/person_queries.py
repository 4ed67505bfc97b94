"""Reads of what persons are or were in the committees: memberships, offices, who is forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.people.accounts.models import User
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.people.members.queries import running
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.queries import visible_to
from gremien_app.people.persons.rules import FORGOTTEN


def memberships_by_person(
    viewer: Viewer, persons: Iterable[Person], day: date
) -> dict[int, list[Membership]]:
    """The running memberships of these persons, in the viewer's committees only."""
    found: dict[int, list[Membership]] = {}
    for membership in db.session.scalars(
        running(day)
        .where(
            Membership.person_id.in_([person.id for person in persons]),
            Membership.committee_id.in_(viewer.secretariat_of),
        )
        .join(Membership.committee)
        .options(
            contains_eager(Membership.committee).selectinload(Committee.names),
            joinedload(Membership.organization),
        )
        .order_by(Committee.position, Membership.id)
    ):
        found.setdefault(membership.person_id, []).append(membership)
    return found


def memberships_of(viewer: Viewer, person: Person) -> list[Membership]:
    """All memberships over time in the viewer's committees, the latest first."""
    return all_of(
        select(Membership)
        .where(
            Membership.person_id == person.id, Membership.committee_id.in_(viewer.secretariat_of)
        )
        .options(
            joinedload(Membership.committee).selectinload(Committee.names),
            joinedload(Membership.organization).selectinload(Organization.names),
        )
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
    )


def load_times(memberships: Iterable[Membership]) -> None:
    """Read at once all times of those whose basis ends along with one (``Membership.last_day``)."""
    persons = {one.person_id for one in memberships if one.publication_ends_along}
    if persons:
        query = select(Person).where(Person.id.in_(persons)).order_by(Person.id)
        all_of(query.options(selectinload(Person.memberships)))


def persons_without_end(viewer: Viewer) -> list[Person]:
    """Whose name is public by an office of which nobody said when it ends, from before kinds."""
    own = Membership.committee_id.in_(viewer.secretariat_of)
    along = Membership.publication_ends_along.is_(False)
    lacking = or_(
        _lacks_end(Person), Person.memberships.any(and_(own, along, _lacks_end(Membership)))
    )
    query = select(Person).where(visible_to(viewer), lacking)
    return all_of(query.order_by(Person.sort_key, Person.id))


def _lacks_end(kind: type[Person | Membership]) -> ColumnElement[bool]:
    return and_(
        kind.publication_basis != "",
        kind.publication_kind != BasisKind.CONSENT,
        kind.publication_ends_on.is_(None),
        kind.publication_revoked_on.is_(None),
    )


def tenures_of(person: Person) -> list[OfficeTenure]:
    """The offices of the city that the person holds or held, the latest first."""
    return all_of(
        select(OfficeTenure)
        .where(OfficeTenure.person_id == person.id)
        .options(joinedload(OfficeTenure.office))
        .order_by(OfficeTenure.starts_on.desc(), OfficeTenure.id.desc())
    )


def history_of(
    person: Person, memberships: Sequence[Membership], limit: int = 100
) -> list[AuditEntry]:
    """Who changed what about the person and these memberships, the latest first."""
    about = or_(
        and_(AuditEntry.object_type == "person", AuditEntry.object_id == person.id),
        and_(
            AuditEntry.object_type == "membership",
            AuditEntry.object_id.in_([one.id for one in memberships]),
        ),
    )
    return all_of(
        select(AuditEntry)
        .where(about)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
    )


def persons_to_forget(cutoff: date, invited: Mapping[int, date]) -> list[Person]:
    """Whose last membership, or invitation, ended before that day, with contact data still kept.

    Of those who never had one (named in a re-constitution that was taken back) whoever was
    recorded before it, has no account and holds no office.

    ``invited``: the last day on which each person, by id, was invited as a guest.
    """
    belongs = or_(
        Person.memberships.any(Membership.still(cutoff)),
        Person.id.in_([id_ for id_, day in invited.items() if day >= cutoff]),
    )
    holds_office = exists().where(OfficeTenure.person_id == Person.id, OfficeTenure.still(cutoff))
    has_account = exists().where(User.person_id == Person.id)
    was_here = or_(
        Person.memberships.any(),
        Person.id.in_(invited),
        and_(Person.recorded_on < cutoff, ~holds_office, ~has_account),
    )
    keeps_something = or_(*(getattr(Person, column) != "" for column in FORGOTTEN))
    return all_of(
        select(Person)
        .where(was_here, ~belongs, keeps_something)
        .options(selectinload(Person.consents))
        .order_by(Person.id)
    )
