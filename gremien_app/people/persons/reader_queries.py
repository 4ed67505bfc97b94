"""Where mails reach persons: the address of the account, or the one for letters of the office."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, select

from gremien_app.base.extensions import db
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.reading import all_of
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person
from gremien_app.people.roles import CommitteeRole


def readers(person_ids: Collection[int]) -> list[Reader]:
    """Those of these persons who have an address, by name; one query."""
    own = and_(User.person_id == Person.id, User.is_disabled.is_(False))
    rows = db.session.execute(
        select(Person, User.email)
        .outerjoin(User, own)
        .where(Person.id.in_(person_ids))
        .order_by(Person.sort_key, Person.id)
    )
    found = [Reader(email or one.email, one.name, one.id) for one, email in rows]
    return [one for one in found if one.address]


def office_readers(committee: Committee, day: date) -> list[Reader]:
    """The committee's secretariat on a day, for a working group that of its parent too."""
    ids = [one for one in (committee.id, committee.parent_id) if one is not None]
    query = (
        select(User)
        .join(User.assignments)
        .where(
            Assignment.committee_id.in_(ids),
            Assignment.role == CommitteeRole.SECRETARIAT,
            Assignment.running(day),
            User.is_disabled.is_(False),
        )
        .order_by(User.id)
        .distinct()
    )
    users: list[User] = all_of(query)
    return [Reader(one.email, one.name, one.person_id) for one in users]


def account_readers(user_ids: Collection[int]) -> list[Reader]:
    """The owners of these accounts."""
    query = select(User).where(User.id.in_(user_ids), User.is_disabled.is_(False))
    users: list[User] = all_of(query.order_by(User.id))
    return [Reader(one.email, one.name, one.person_id) for one in users]
