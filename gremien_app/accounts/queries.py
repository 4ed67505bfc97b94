"""Reads of accounts and sign-ins."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from gremien_app.accounts.models import Assignment, FailedSignIn, LoginSession, User
from gremien_app.accounts.secrets import digest
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound
from gremien_app.kernel.viewer import Viewer


def find_by_email(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email == normalise_email(email))).first()


def normalise_email(email: str) -> str:
    return email.strip().casefold()


def find_signed_in(user_id: int, nonce: str, key: str, now: datetime) -> User | None:
    """The account behind a cookie, if its sign-in still stands on the server."""
    return db.session.scalars(
        select(User)
        .join(LoginSession, LoginSession.user_id == User.id)
        .where(
            User.id == user_id,
            User.nonce == nonce,
            User.is_disabled.is_(False),
            LoginSession.key_hash == digest(key),
            LoginSession.expires_at > now,
        )
        .options(selectinload(User.assignments))
    ).first()


def failures_of(email: str, since: datetime) -> list[datetime]:
    """Times of the wrong passwords for this address since then, oldest first."""
    return list(
        db.session.scalars(
            select(FailedSignIn.at)
            .where(
                FailedSignIn.account_hash == digest(normalise_email(email)),
                FailedSignIn.at > since,
            )
            .order_by(FailedSignIn.at, FailedSignIn.id)
        )
    )


def users_visible_to(viewer: Viewer) -> list[User]:
    """All accounts, for the administration only."""
    if not viewer.is_admin:
        raise NotFound
    return list(
        db.session.scalars(
            select(User)
            .options(selectinload(User.assignments).selectinload(Assignment.committee))
            .order_by(User.name, User.id)
        )
    )
