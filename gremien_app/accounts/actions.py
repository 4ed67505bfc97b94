"""Writes of accounts and sign-ins."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete

from gremien_app.accounts import queries, rules
from gremien_app.accounts.models import (
    Assignment,
    CommitteeRole,
    FailedSignIn,
    LoginSession,
    Theme,
    User,
)
from gremien_app.accounts.passwords import hash_password, needs_rehash, verify_password
from gremien_app.accounts.secrets import digest, new_key
from gremien_app.audit.actions import record
from gremien_app.extensions import db
from gremien_app.kernel.errors import RuleBroken
from gremien_app.kernel.viewer import Viewer


def create_user(
    actor: Viewer,
    *,
    email: str,
    name: str,
    password: str,
    now: datetime,
    is_admin: bool = False,
    person_id: int | None = None,
) -> User:
    """A new account; raises ``RuleBroken`` at field ``email`` or ``password``."""
    address = queries.normalise_email(email)
    local, _, domain = address.partition("@")
    if not local or not domain or any(char.isspace() for char in address):
        raise RuleBroken("Bitte geben Sie eine E-Mail-Adresse ein.", field="email")
    if queries.find_by_email(address):
        raise RuleBroken("Für diese E-Mail-Adresse gibt es schon ein Benutzerkonto.", field="email")
    rules.require_usable_password(password)
    user = User(
        email=address,
        name=name,
        password_hash=hash_password(password),
        nonce=new_key(),
        is_admin=is_admin,
        person_id=person_id,
        theme=Theme.AUTO,
        created_at=now,
    )
    db.session.add(user)
    record(actor, "account.created", user, summary=f"Benutzerkonto für {name} angelegt")
    db.session.flush()
    return user


def assign(
    actor: Viewer, user: User, committee_id: int, role: CommitteeRole, starts_on: date
) -> Assignment:
    """Give the account a role for a committee from a day on."""
    assignment = Assignment(
        user_id=user.id, committee_id=committee_id, role=role, starts_on=starts_on
    )
    db.session.add(assignment)
    record(
        actor,
        "account.assigned",
        user,
        committee_id=committee_id,
        summary=f"{user.name}: {role.value} ab {starts_on.isoformat()}",
    )
    db.session.flush()
    return assignment


def sign_in(
    email: str, password: str, now: datetime, lifetime: timedelta
) -> tuple[User, str] | None:
    """The account and its session key, or None after a wrong password (kept for the throttle).

    Raises ``RuleBroken`` when there were too many wrong attempts.
    """
    rules.require_not_throttled(queries.failures_of(email, now - rules.FAILURE_WINDOW), now)
    user = queries.find_by_email(email)
    fits = verify_password(user.password_hash if user else None, password)
    if user is None or not fits or user.is_disabled:
        db.session.add(FailedSignIn(account_hash=digest(queries.normalise_email(email)), at=now))
        db.session.flush()
        return None
    if needs_rehash(user.password_hash):
        user.password_hash = hash_password(password)
    key = new_key()
    db.session.execute(delete(LoginSession).where(LoginSession.expires_at <= now))
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.at <= now - rules.FAILURE_WINDOW))
    db.session.add(
        LoginSession(
            key_hash=digest(key),
            user_id=user.id,
            created_at=now,
            expires_at=now + lifetime,
            last_seen_at=now,
        )
    )
    db.session.flush()
    return user, key


def sign_out(key: str) -> None:
    """End this sign-in on the server; a copy of the cookie is worthless from now on."""
    db.session.execute(delete(LoginSession).where(LoginSession.key_hash == digest(key)))


def choose_theme(user: User, theme: Theme) -> None:
    user.theme = theme
    db.session.flush()
