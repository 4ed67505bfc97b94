"""Reads of accounts and sign-ins."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import is_writing, locked
from gremien_app.people.accounts.common_passwords import words_of
from gremien_app.people.accounts.models import (
    Assignment,
    FailedSignIn,
    LinkPurpose,
    LoginSession,
    OneTimeLink,
    User,
)
from gremien_app.people.accounts.rules import Failures
from gremien_app.people.accounts.secrets import digest

if TYPE_CHECKING:
    from gremien_app.people.members.models import Membership


def find_by_email(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email == normalise_email(email))).first()


def normalise_email(email: str) -> str:
    return email.strip().casefold()


def stored_hash(email: str) -> str | None:
    """What a password is compared with; None for an address without an account."""
    query = select(User.password_hash).where(User.email == normalise_email(email))
    return db.session.scalars(query).first()


def find_signed_in(
    user_id: int, nonce: str, key: str, now: datetime, idle: timedelta
) -> tuple[User, LoginSession] | None:
    """The account behind a cookie and its sign-in, if that still stands on the server."""
    found = db.session.execute(
        select(User, LoginSession)
        .join(LoginSession, LoginSession.user_id == User.id)
        .where(
            User.id == user_id,
            User.nonce == nonce,
            User.is_disabled.is_(False),
            LoginSession.key_hash == digest(key),
            LoginSession.expires_at > now,
            LoginSession.last_seen_at > now - idle,
        )
        .options(selectinload(User.assignments))
    ).first()
    return None if found is None else (found[0], found[1])


def sign_ins_of(user_id: int, now: datetime, idle: timedelta) -> list[LoginSession]:
    """The devices on which this account is signed in, the last used first."""
    return list(
        db.session.scalars(
            select(LoginSession)
            .where(
                LoginSession.user_id == user_id,
                LoginSession.expires_at > now,
                LoginSession.last_seen_at > now - idle,
            )
            .order_by(LoginSession.last_seen_at.desc(), LoginSession.id.desc())
        )
    )


def own_sign_in(viewer: Viewer, id: int) -> LoginSession:
    """One of the viewer's own sign-ins; nobody ends those of others here."""
    query = select(LoginSession).where(
        LoginSession.id == id, LoginSession.user_id == viewer.user_id
    )
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def count_failures(
    account_hash: str, origin_hash: str, since: datetime, until: datetime
) -> Failures:
    """The refused attempts of that time, by account and by origin."""
    same_account = FailedSignIn.account_hash == account_hash
    same_origin = FailedSignIn.origin_hash == origin_hash
    row = db.session.execute(
        select(
            func.sum(case((and_(same_account, same_origin), 1), else_=0)),
            func.sum(case((same_account, 1), else_=0)),
            func.sum(case((same_origin, 1), else_=0)),
        ).where(FailedSignIn.at > since, FailedSignIn.at <= until, same_account | same_origin)
    ).one()
    pair, account, origin = (int(count or 0) for count in row)
    # An unknown origin is no origin: commands and broken proxies do not lock everybody out.
    return Failures(pair, account, origin if origin_hash else 0)


def invited_at(user: User) -> datetime | None:
    """When the open invitation of this account was sent."""
    return db.session.scalar(
        select(func.max(OneTimeLink.created_at)).where(
            OneTimeLink.user_id == user.id,
            OneTimeLink.purpose == LinkPurpose.INVITATION,
            OneTimeLink.used_at.is_(None),
        )
    )


def open_link(key: str, now: datetime) -> OneTimeLink:
    """The link of a mail, if it still opens anything: unused, in time, of a running account."""
    found = db.session.scalars(
        select(OneTimeLink)
        .where(
            OneTimeLink.key_hash == digest(key),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .options(joinedload(OneTimeLink.user))
    ).first()
    if found is None or found.user.is_disabled:
        raise NotFound
    return found


def context_words(*names: str) -> set[str]:
    """What everybody here would try as a password: the program, the city, the committees."""
    committee, name = (Base.metadata.tables[t] for t in ("committee", "committee_name"))
    texts = db.session.scalars(
        select(committee.c.short).union(select(committee.c.slug), select(name.c.name))
    ).all()
    return {"gremien", "koeln", "koln", "cologne"} | words_of(*texts, *names)


def users_visible_to(viewer: Viewer) -> list[User]:
    """All accounts, for the administration only."""
    _require_admin(viewer)
    found = db.session.scalars(
        select(User)
        .options(selectinload(User.assignments).selectinload(Assignment.committee))
        .order_by(User.name, User.id)
    )
    # The databases would put "Änne" behind "Zoe".
    return sorted(found, key=lambda user: fold(user.name))


def page_of_users(viewer: Viewer, page: int, size: int) -> tuple[list[User], bool]:
    """A page of the same list, the first is 1; and whether there are further ones."""
    _require_admin(viewer)
    named = db.session.execute(select(User.id, User.name).order_by(User.name, User.id))
    ids = [one.id for one in sorted(named, key=lambda one: fold(one.name))]
    shown = ids[(page - 1) * size : page * size]
    found = db.session.scalars(
        select(User)
        .where(User.id.in_(shown))
        .options(selectinload(User.assignments).selectinload(Assignment.committee))
        .order_by(User.id)
    )
    return sorted(found, key=lambda user: shown.index(user.id)), len(ids) > page * size


def get_user(viewer: Viewer, id: int) -> User:
    """One account, for the administration only."""
    _require_admin(viewer)
    user = db.session.get(User, id)
    if user is None:
        raise NotFound
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
    found = db.session.get(Assignment, id)
    if found is None:
        raise NotFound
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


def memberships_of(user: User) -> "list[Membership]":
    """All memberships of the account's person, the newest first: what the roster grants."""
    if user.person is None:
        return []
    return sorted(user.person.memberships, key=lambda one: (one.starts_on, one.id), reverse=True)


def committee_choices(day: date) -> list[tuple[str, str]]:
    """All committees by their names of the day; the room of committees stands above this one."""
    committee, name = (Base.metadata.tables[t] for t in ("committee", "committee_name"))
    of_the_day = and_(
        name.c.committee_id == committee.c.id,
        or_(name.c.valid_from.is_(None), name.c.valid_from <= day),
        or_(name.c.valid_until.is_(None), name.c.valid_until >= day),
    )
    rows = db.session.execute(
        select(committee.c.id, committee.c.short, func.max(name.c.name).label("name"))
        .outerjoin(name, of_the_day)
        .group_by(committee.c.id, committee.c.short)
        .order_by(committee.c.short, committee.c.id)
    )
    return [(str(row.id), f"{row.short} – {row.name}" if row.name else row.short) for row in rows]


def person_choices(user: User | None) -> list[tuple[str, str]]:
    """Persons who have no account yet, and this account's own."""
    table = Base.metadata.tables["person"]
    taken = select(User.person_id).where(User.person_id.is_not(None))
    if user is not None:
        taken = taken.where(User.id != user.id)
    rows = db.session.execute(
        select(table.c.id, table.c.last_name, table.c.first_name)
        .where(table.c.id.not_in(taken))
        .order_by(table.c.sort_key, table.c.id)
    )
    return [(str(row.id), f"{row.last_name}, {row.first_name}".strip(", ")) for row in rows]
