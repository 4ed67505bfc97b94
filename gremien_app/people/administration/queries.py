"""Reads of accounts for the administration, and whom and what they can be given."""

from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, by_id
from gremien_app.base.transactions import is_writing, locked
from gremien_app.people.accounts.models import Assignment, LinkPurpose, OneTimeLink, User
from gremien_app.people.committees.models import Committee, CommitteeName
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def invited_at(user: User) -> datetime | None:
    """When the open invitation of this account was sent."""
    return db.session.scalar(
        select(func.max(OneTimeLink.created_at)).where(
            OneTimeLink.user_id == user.id,
            OneTimeLink.purpose == LinkPurpose.INVITATION,
            OneTimeLink.used_at.is_(None),
        )
    )


def users_visible_to(viewer: Viewer) -> list[User]:
    """All accounts, for the administration only."""
    _require_admin(viewer)
    found = db.session.scalars(
        select(User)
        .options(
            selectinload(User.assignments)
            .selectinload(Assignment.committee)
            .selectinload(Committee.names)
        )
        .order_by(User.name, User.id)
    )
    # The databases would put "Änne" behind "Zoe".
    return sorted(found, key=lambda user: fold(user.name))


def administrators(viewer: Viewer) -> list[User]:
    """Whom the office asks for what only the administration does; nobody else is told."""
    if not viewer.is_staff:
        return []
    able = select(User).where(User.is_admin, User.is_disabled.is_(False), User.password_hash != "")
    return all_of(able.order_by(User.name, User.id))


def page_of_users(viewer: Viewer, page: int, size: int) -> tuple[list[User], bool]:
    """A page of the same list, the first is 1; and whether there are further ones."""
    _require_admin(viewer)
    named = db.session.execute(select(User.id, User.name).order_by(User.name, User.id))
    ids = [one.id for one in sorted(named, key=lambda one: fold(one.name))]
    shown = ids[(page - 1) * size : page * size]
    found = db.session.scalars(
        select(User)
        .where(User.id.in_(shown))
        .options(
            selectinload(User.assignments)
            .selectinload(Assignment.committee)
            .selectinload(Committee.names)
        )
        .order_by(User.id)
    )
    return sorted(found, key=lambda user: shown.index(user.id)), len(ids) > page * size


def get_user(viewer: Viewer, id: int) -> User:
    """One account, for the administration only."""
    _require_admin(viewer)
    user = by_id(User, id)
    if is_writing():
        lock_user(user)
    return user


def lock_user(user: User) -> None:
    """Two who change the account at once take turns; the second sees what the first saved.

    The administrators' rows are held too, so that the last two do not end each other.
    """
    admins = db.session.scalars(select(User.id).where(User.is_admin))
    for id_ in sorted({user.id, *admins}):
        locked(User, id_)


def get_assignment(viewer: Viewer, id: int) -> Assignment:
    _require_admin(viewer)
    found = by_id(Assignment, id)
    if is_writing():
        lock_user(found.user)
    return found


def _require_admin(viewer: Viewer) -> None:
    if not viewer.is_admin:
        raise NotFound


def other_admins(user: User) -> int:
    """How many other accounts can administer the application today."""
    query = select(func.count()).where(
        User.is_admin, User.is_disabled.is_(False), User.password_hash != "", User.id != user.id
    )
    return db.session.scalar(query) or 0


def memberships_of(user: User) -> list[Membership]:
    """All memberships of the account's person, the newest first: what the roster grants."""
    if user.person is None:
        return []
    return sorted(user.person.memberships, key=lambda one: (one.starts_on, one.id), reverse=True)


def committee_choices(day: date) -> list[tuple[str, str]]:
    of_the_day = and_(
        CommitteeName.committee_id == Committee.id,
        or_(CommitteeName.valid_from.is_(None), CommitteeName.valid_from <= day),
        ends_since(CommitteeName.valid_until, day),
    )
    rows = db.session.execute(
        select(Committee.id, Committee.short, func.max(CommitteeName.name).label("name"))
        .outerjoin(CommitteeName, of_the_day)
        .group_by(Committee.id, Committee.short)
        .order_by(Committee.short, Committee.id)
    )
    return [(str(row.id), f"{row.short} – {row.name}" if row.name else row.short) for row in rows]


def person_choices(user: User | None) -> list[tuple[str, str]]:
    """Persons who have no account yet, and this account's own."""
    taken = select(User.person_id).where(User.person_id.is_not(None))
    if user is not None:
        taken = taken.where(User.id != user.id)
    rows = db.session.execute(
        select(Person.id, Person.last_name, Person.first_name)
        .where(Person.id.not_in(taken))
        .order_by(Person.sort_key, Person.id)
    )
    return [(str(row.id), f"{row.last_name}, {row.first_name}".strip(", ")) for row in rows]
