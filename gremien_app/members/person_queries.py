"""Reads of persons: whom a secretariat may see, and what it looks for."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound
from gremien_app.kernel.search import ESCAPE, word_patterns
from gremien_app.kernel.viewer import Viewer
from gremien_app.members.models import Membership, Person
from gremien_app.members.queries import running


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Whose persons a secretariat may see: those of its committees, and those of none yet."""
    return or_(
        Person.memberships.any(Membership.committee_id.in_(viewer.secretariat_of)),
        ~Person.memberships.any(),
    )


def persons_visible_to(
    viewer: Viewer, search: str = "", limit: int | None = None, after: Person | None = None
) -> list[Person]:
    """Persons by name; every word of ``search`` must occur, umlauts in any spelling.

    ``after``: the last person of the page before.
    """
    query = select(Person).where(visible_to(viewer))
    for spellings in word_patterns(search):
        query = query.where(
            or_(*(Person.search_key.like(pattern, escape=ESCAPE) for pattern in spellings))
        )
    order = (Person.last_name, Person.first_name, Person.id)
    if after is not None:
        query = query.where(tuple_(*order) > (after.last_name, after.first_name, after.id))
    return list(db.session.scalars(query.order_by(*order).limit(limit)))


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
    return found


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
                joinedload(Membership.organization),
            )
            .order_by(Membership.starts_on.desc(), Membership.id.desc())
        )
    )
