"""Reads of persons: whom a secretariat may see, and what it looks for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import held
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import (
    ContactConsent,
    ContactKind,
    Membership,
    OfficeTenure,
    Organization,
    Person,
)
from gremien_app.people.members.person_rules import FORGOTTEN, public_contacts, same_name
from gremien_app.people.members.publicity import is_name_public, is_public_on
from gremien_app.people.members.queries import running

MOST_DOUBLES = 20


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whose persons a secretariat may see: those of its committees, and those of none yet."""
    return or_(
        Person.memberships.any(Membership.committee_id.in_(viewer.secretariat_of)),
        ~Person.memberships.any(),
    )


def _found(viewer: Viewer, search: str) -> Select[Person]:
    query = select(Person).where(visible_to(viewer))
    for spellings in word_patterns(search):
        query = query.where(
            or_(*(Person.search_key.like(pattern, escape=ESCAPE) for pattern in spellings))
        )
    return query


def persons_visible_to(
    viewer: Viewer, search: str = "", limit: int | None = None, after: Person | None = None
) -> list[Person]:
    """Persons by name; every word of ``search`` must occur, umlauts in any spelling.

    ``after``: the last person of the page before.
    """
    query = _found(viewer, search)
    order = (Person.sort_key, Person.id)
    if after is not None:
        query = query.where(tuple_(*order) > (after.sort_key, after.id))
    return list(db.session.scalars(query.order_by(*order).limit(limit)))


def persons_called(viewer: Viewer, first_name: str, last_name: str) -> list[Person]:
    """Who is already recorded under this name, however it is spelt; only visible persons."""
    candidates = _found(viewer, f"{last_name} {first_name}").order_by(Person.sort_key, Person.id)
    return [one for one in db.session.scalars(candidates) if same_name(one, first_name, last_name)][
        :MOST_DOUBLES
    ]


def persons_with(viewer: Viewer, ids: Iterable[int]) -> list[Person]:
    """The visible ones among the persons of these numbers."""
    query = select(Person).where(visible_to(viewer), Person.id.in_(ids))
    return list(db.session.scalars(query.order_by(Person.sort_key, Person.id)))


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
        .options(contains_eager(Membership.committee), joinedload(Membership.organization))
        .order_by(Committee.position, Membership.id)
    ):
        found.setdefault(membership.person_id, []).append(membership)
    return found


def get_person(viewer: Viewer, id: int) -> Person:
    """The person, or ``NotFound`` where this secretariat has nothing to do with him or her."""
    found = db.session.scalars(select(Person).where(Person.id == id, visible_to(viewer))).first()
    if found is None:
        raise NotFound
    return held(found)


def find_person(viewer: Viewer, number: str) -> Person | None:
    """The person an address parameter names; None without one, ``NotFound`` for a wrong one."""
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotFound
    return get_person(viewer, int(number))


def memberships_of(viewer: Viewer, person: Person) -> list[Membership]:
    """All memberships over time in the viewer's committees, the latest first."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(
                Membership.person_id == person.id,
                Membership.committee_id.in_(viewer.secretariat_of),
            )
            .options(
                joinedload(Membership.committee).selectinload(Committee.names),
                joinedload(Membership.organization).selectinload(Organization.names),
            )
            .order_by(Membership.starts_on.desc(), Membership.id.desc())
        )
    )


def get_consent(viewer: Viewer, id: int) -> ContactConsent:
    """The consent for whoever may see its person, or ``NotFound``."""
    found = db.session.scalars(
        select(ContactConsent)
        .join(ContactConsent.person)
        .where(ContactConsent.id == id, visible_to(viewer))
        .options(contains_eager(ContactConsent.person))
    ).first()
    if found is None:
        raise NotFound
    return found


def public_contacts_of(persons: Iterable[Person]) -> dict[int, list[tuple[ContactKind, str]]]:
    """What may be published of persons whose names may be (``publicity``), by person."""
    public = {person.id: person for person in persons}
    consents: dict[int, list[ContactConsent]] = {}
    for consent in db.session.scalars(
        select(ContactConsent)
        .where(ContactConsent.person_id.in_(public), ContactConsent.revoked_on.is_(None))
        .order_by(ContactConsent.id)
    ):
        consents.setdefault(consent.person_id, []).append(consent)
    return {key: public_contacts(public[key], given) for key, given in consents.items()}


def name_may_be_published(person: Person, memberships: Iterable[Membership], day: date) -> bool:
    """By a basis of the person, or of a membership that runs on the day."""
    basis, since = person.publication_basis, person.publication_date
    if is_public_on(basis, since, person.publication_revoked_on, day):
        return True
    return any(is_name_public(one, day) for one in memberships if one.runs_on(day))


def tenures_of(person: Person) -> list[OfficeTenure]:
    """The offices of the city that the person holds or held, the latest first."""
    return list(
        db.session.scalars(
            select(OfficeTenure)
            .where(OfficeTenure.person_id == person.id)
            .options(joinedload(OfficeTenure.office))
            .order_by(OfficeTenure.starts_on.desc(), OfficeTenure.id.desc())
        )
    )


def account_of(person: Person) -> User | None:
    return db.session.scalars(select(User).where(User.person_id == person.id)).first()


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
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(about)
            .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
            .limit(limit)
        )
    )


def persons_to_forget(cutoff: date, invited: Mapping[int, date]) -> list[Person]:
    """Whose last membership, or invitation, ended before that day, with contact data still kept.

    Of those who never had one (named in a re-constitution that was taken back) whoever was
    recorded before it, has no account and holds no office.

    ``invited``: the last day on which each person, by id, was invited as a guest.
    """
    belongs = or_(
        Person.memberships.any(or_(Membership.ends_on.is_(None), Membership.ends_on >= cutoff)),
        Person.id.in_([id_ for id_, day in invited.items() if day >= cutoff]),
    )
    holds_office = exists().where(
        OfficeTenure.person_id == Person.id,
        or_(OfficeTenure.ends_on.is_(None), OfficeTenure.ends_on >= cutoff),
    )
    has_account = exists().where(User.person_id == Person.id)
    was_here = or_(
        Person.memberships.any(),
        Person.id.in_(invited),
        and_(Person.recorded_on < cutoff, ~holds_office, ~has_account),
    )
    keeps_something = or_(*(getattr(Person, column) != "" for column in FORGOTTEN))
    return list(
        db.session.scalars(
            select(Person)
            .where(was_here, ~belongs, keeps_something)
            .options(selectinload(Person.consents))
            .order_by(Person.id)
        )
    )


def ids_visible_to(viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those whose page this viewer may open."""
    query = select(Person.id).where(Person.id.in_(ids), visible_to(viewer))
    return list(db.session.scalars(query.order_by(Person.id)))
