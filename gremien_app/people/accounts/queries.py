"""Reads of accounts and sign-ins."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from gremien_app.base.columns import table_of
from gremien_app.base.extensions import UtcDateTime, db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.people.accounts.common_passwords import words_of
from gremien_app.people.accounts.models import (
    FailedSignIn,
    LinkPurpose,
    LoginSession,
    OneTimeLink,
    RightsVersion,
    SignedIn,
    User,
)
from gremien_app.people.accounts.rules import Failures
from gremien_app.people.accounts.secrets import digest


def find_by_email(email: str) -> User | None:
    return first_of(select(User).where(User.email == normalise_email(email)))


def normalise_email(email: str) -> str:
    return email.strip().casefold()


def stored_hash(email: str) -> str | None:
    """What a password is compared with; None for an address without an account."""
    query = select(User.password_hash).where(User.email == normalise_email(email))
    return first_of(query)


_KEY: Any = bindparam("key")
_NOW: Any = bindparam("now", type_=UtcDateTime())
_SEEN: Any = bindparam("seen", type_=UtcDateTime())
_account, _device = table_of(User).c, table_of(LoginSession).c
_rights = table_of(RightsVersion).c
# Of the tables and not of their objects: every request asks it first.
_SIGNED_IN = (
    select(
        *(_account.id, _account.nonce, _account.name, _account.email, _account.is_admin),
        *(_account.theme, _account.person_id, _account.password_changed_at),
        _device.id.label("sign_in_id"),
        *(_device.expires_at, _device.last_seen_at),
        select(_rights.value).where(_rights.id == 1).scalar_subquery().label("rights"),
    )
    .join_from(table_of(User), table_of(LoginSession))
    .where(
        _account.id == bindparam("account"),
        _account.nonce == bindparam("nonce"),
        _account.is_disabled.is_(False),
        _device.key_hash == _KEY,
        _device.expires_at > _NOW,
        _device.last_seen_at > _SEEN,
    )
)


def find_signed_in(
    user_id: int, nonce: str, key: str, now: datetime, idle: timedelta
) -> SignedIn | None:
    """The account behind a cookie and its sign-in, if that still stands on the server."""
    asked = {"account": user_id, "nonce": nonce, "key": digest(key)}
    found = db.session.execute(_SIGNED_IN, asked | {"now": now, "seen": now - idle}).first()
    return None if found is None else SignedIn(**found._mapping)  # noqa: SLF001 -- the row's way


def own_account(viewer: Viewer) -> User:
    """The account of who is signed in, as an object."""
    return one_of(select(User).where(User.id == viewer.user_id))


def sign_ins_of(user_id: int, now: datetime, idle: timedelta) -> list[LoginSession]:
    """The devices on which this account is signed in, the last used first."""
    return all_of(
        select(LoginSession)
        .where(
            LoginSession.user_id == user_id,
            LoginSession.expires_at > now,
            LoginSession.last_seen_at > now - idle,
        )
        .order_by(LoginSession.last_seen_at.desc(), LoginSession.id.desc())
    )


def own_sign_in(viewer: Viewer, id: int) -> LoginSession:
    """One of the viewer's own sign-ins; nobody ends those of others here."""
    query = select(LoginSession).where(
        LoginSession.id == id, LoginSession.user_id == viewer.user_id
    )
    return one_of(query)


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


def open_link(key: str, now: datetime, *purposes: LinkPurpose) -> OneTimeLink:
    """The link of a mail, if it still opens that: unused, in time, of a running account."""
    found = first_of(
        select(OneTimeLink)
        .where(
            OneTimeLink.key_hash == digest(key),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            OneTimeLink.purpose.in_(purposes),
        )
        .options(joinedload(OneTimeLink.user))
    )
    if found is None or found.user.is_disabled:
        raise NotFound
    return found


def asked_address(user_id: int, now: datetime) -> OneTimeLink | None:
    """The address that this account has asked for and not confirmed yet."""
    return first_of(
        select(OneTimeLink).where(
            OneTimeLink.user_id == user_id,
            OneTimeLink.purpose == LinkPurpose.ADDRESS,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
    )


def context_words(*names: str) -> set[str]:
    """What everybody here would try as a password: the program, the city, what the rooms say."""
    return {"gremien", "koeln", "koln", "cologne"} | words_of(*house().guessed(), *names)


def is_named_by_others(names: Iterable[str], account_id: int | None) -> bool:
    """Whether another account has one of these names."""
    others = select(User.id).where(User.name.in_(names))
    if account_id is not None:
        others = others.where(User.id != account_id)
    return first_of(others.limit(1)) is not None
