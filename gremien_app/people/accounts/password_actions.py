"""Writes of passwords: forgotten, set by a link from a mail, changed by their owner."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.transactions import Turn, locked, take_turns
from gremien_app.people.accounts import mail_actions as mails
from gremien_app.people.accounts import queries, rules
from gremien_app.people.accounts.actions import (
    Place,
    end_sign_ins,
    fits,
    hashed,
    keyed,
    oneself,
    refuse,
    require_not_throttled,
)
from gremien_app.people.accounts.models import FailedSignIn, LinkPurpose, OneTimeLink, User
from gremien_app.people.accounts.secrets import digest, new_key

LinkTo = Callable[[str], str]  # from a link's key to its whole address


def request_reset(email: str, place: Place, now: datetime, link_to: LinkTo) -> None:
    """Write the mail with the link, if there is such an account. Nothing tells whether."""
    take_turns(Turn.ATTEMPTS)
    account = digest("reset:" + queries.normalise_email(email))
    origin = keyed("reset:" + place.key)
    since, until = now - rules.RESET_WINDOW, now + rules.CLOCKS_APART
    failures = queries.count_failures(account, origin, since, until)
    db.session.add(FailedSignIn(account_hash=account, origin_hash=origin, at=now))
    user = queries.find_by_email(email)
    if user is not None and not user.is_disabled and rules.may_ask_for_reset(failures):
        mails.reset(user, link_to(add_link(user, LinkPurpose.RESET, now)), now)
        record(SYSTEM, "account.reset_asked", user, summary="Neues Passwort angefordert")
    else:
        _work_as_long(now)
        summary = "Neues Passwort für eine unbekannte oder gesperrte Adresse angefordert"
        record(SYSTEM, "account.reset_refused", summary=summary)
    db.session.flush()


def _work_as_long(now: datetime) -> None:
    """As many statements as a link and its mail cost; the rows mean nothing and are tidied away."""
    end_links(None)
    for _row in ("link", "mail"):
        queries.stored_hash("")
        with db.session.begin_nested():
            db.session.add(FailedSignIn(account_hash=digest(new_key()), origin_hash="", at=now))


def set_password_by_link(link: OneTimeLink, password: str, repeated: str, now: datetime) -> None:
    """A new password by a link from a mail; it opens nothing afterwards. Raises ``RuleBroken``."""
    user = locked(User, link.user_id)
    rules.require_unused(link)
    rules.require_repeated(password, repeated, field="repeated")
    _set_password(user, password, now)
    action = f"account.password_by_{link.purpose.value}"
    record(oneself(user), action, user, summary="Passwort über einen Link aus einer Mail gesetzt")
    if link.purpose is LinkPurpose.RESET:
        mails.password_changed(user, now)
    db.session.flush()


def change_password(
    user: User, current: str, password: str, repeated: str, place: Place, now: datetime
) -> bool:
    """Whether the current password was right; then the new one holds and all sign-ins end.

    Raises ``RuleBroken`` for an unusable new one and after too many wrong current ones.
    """
    locked(User, user.id)
    require_not_throttled(user.email, place, now)
    rules.require_repeated(password, repeated, field="repeated")
    if not fits(user.password_hash, current):
        refuse(user, user.email, place, now)
        return False
    if current == password:
        raise RuleBroken("Das neue Passwort ist das bisherige.", field="password")
    _set_password(user, password, now)
    record(oneself(user), "account.password_changed", user, summary="Passwort geändert")
    mails.password_changed(user, now)
    db.session.flush()
    return True


def _set_password(user: User, password: str, now: datetime) -> None:
    rules.require_usable_password(password, queries.context_words(user.name, user.email))
    user.password_hash = hashed(password)
    user.password_changed_at = now
    end_sign_ins(user)
    end_links(user)


def add_link(
    user: User,
    purpose: LinkPurpose,
    now: datetime,
    *,
    to_email: str = "",
    also_contact: bool = False,
) -> str:
    """A new one-time link; earlier ones of the account are dead. Answers with its key."""
    locked(User, user.id)
    end_links(user)
    key = new_key()
    db.session.add(
        OneTimeLink(
            user=user,
            purpose=purpose,
            key_hash=digest(key),
            created_at=now,
            expires_at=now + rules.LIFETIMES[purpose],
            to_email=to_email,
            also_contact=also_contact,
        )
    )
    db.session.flush()
    return key


def end_links(user: User | None) -> None:
    """Nothing that was mailed to this account opens anything any more."""
    owner = -1 if user is None else user.id
    db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == owner, OneTimeLink.used_at.is_(None))
        .values(used_at=utc_now())
    )
