"""Reads of persons: whom a secretariat may see, and what it looks for."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import held
from gremien_app.people.accounts.models import User
from gremien_app.people.bases.rules import is_public_on
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from gremien_app.people.persons.rules import public_contacts, same_name, years_told

MOST_DOUBLES = 20


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whose persons a secretariat may see: those of its committees, and those of none yet."""
    membership = Person.memberships.mapper.class_  # its room stands above this one
    return or_(
        Person.memberships.any(membership.committee_id.in_(viewer.secretariat_of)),
        ~Person.memberships.any(),
    )


def own_person(viewer: Viewer) -> Person | None:
    """Who the account belongs to, where that is known."""
    return None if viewer.person_id is None else db.session.get(Person, viewer.person_id)


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
    return all_of(query.order_by(*order).limit(limit))


def told_apart(viewer: Viewer, persons: Collection[Person]) -> dict[int, str]:
    """What tells people of one name apart, by person: committees with their years, and the place.

    Only committees that the viewer works for; one query at any length.
    """
    membership = Person.memberships.mapper.class_
    rows = db.session.scalars(
        select(membership)
        .where(
            membership.person_id.in_([one.id for one in persons]),
            membership.committee_id.in_(viewer.secretariat_of),
        )
        .options(joinedload(membership.committee))
        .order_by(membership.starts_on.desc(), membership.id)
    )
    told: dict[int, list[str]] = {one.id: [] for one in persons}
    for row in rows:
        years = years_told(row.starts_on, row.ends_on)
        told[row.person_id].append(f"{row.committee.short} {years}")
    for one in persons:
        if one.town:
            told[one.id].append(one.town)
    return {key: ", ".join(dict.fromkeys(parts)) for key, parts in told.items()}


def persons_called(viewer: Viewer, first_name: str, last_name: str) -> list[Person]:
    """Who is already recorded under this name, however it is spelt; only visible persons."""
    candidates = _found(viewer, f"{last_name} {first_name}").order_by(Person.sort_key, Person.id)
    return [one for one in db.session.scalars(candidates) if same_name(one, first_name, last_name)][
        :MOST_DOUBLES
    ]


def persons_with(viewer: Viewer, ids: Iterable[int]) -> list[Person]:
    """The visible ones among the persons of these numbers."""
    query = select(Person).where(visible_to(viewer), Person.id.in_(ids))
    return all_of(query.order_by(Person.sort_key, Person.id))


def get_person(viewer: Viewer, id: int) -> Person:
    """The person, or ``NotFound`` where this secretariat has nothing to do with him or her."""
    found = one_of(select(Person).where(Person.id == id, visible_to(viewer)))
    return held(found)


def find_person(viewer: Viewer, number: str) -> Person | None:
    """The person an address parameter names; None without one, ``NotFound`` for a wrong one."""
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotFound
    return get_person(viewer, int(number))


def get_consent(viewer: Viewer, id: int) -> ContactConsent:
    return one_of(
        select(ContactConsent)
        .join(ContactConsent.person)
        .where(ContactConsent.id == id, visible_to(viewer))
        .options(contains_eager(ContactConsent.person))
    )


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


def name_may_be_published(viewer: Viewer, person: Person, day: date) -> bool:
    """By a basis of the person, or of a membership in the viewer's committees on the day."""
    return is_public_on(person, day) or any(
        is_public_on(one, day)
        for one in person.memberships
        if one.committee_id in viewer.secretariat_of and one.runs_on(day)
    )


def names_of_others(person: Person) -> set[str]:
    """First and last names of everybody else, as they are spoken: "Ayşe Yıldız"."""
    query = select(Person.first_name, Person.last_name).where(Person.id != person.id)
    return {f"{first} {last}" for first, last in db.session.execute(query)}


def account_of(person: Person) -> User | None:
    return first_of(select(User).where(User.person_id == person.id))


def ids_visible_to(viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those whose page this viewer may open."""
    query = select(Person.id).where(Person.id.in_(ids), visible_to(viewer))
    return all_of(query.order_by(Person.id))
