"""Writes of sign-ins and passwords: what people do with their own account."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Executable, delete, select, update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, locked, take_turns
from gremien_app.base.web.origin import origin_key, shortened
from gremien_app.people.accounts import known_devices, mails, queries, rules
from gremien_app.people.accounts.actions import LinkTo, add_link, end_links, end_sign_ins
from gremien_app.people.accounts.models import (
    FailedSignIn,
    LinkPurpose,
    LoginSession,
    OneTimeLink,
    User,
)
from gremien_app.people.accounts.passwords import hash_password, needs_rehash, verify_password
from gremien_app.people.accounts.secrets import digest, keyed_digest, new_key

_log = logging.getLogger(__name__)
_MOST_ORIGINS = 1_000


@dataclass(frozen=True)
class Place:
    """From where somebody signs in: the address in full is hashed or shortened, never kept."""

    address: str = ""
    device: str = ""
    token: str = ""  # of a device that is known (``known_devices``)

    @property
    def key(self) -> str:
        """What the throttle counts; empty when the address is unknown."""
        origin = origin_key(self.address)
        return keyed_digest(origin) if origin else ""

    def key_for(self, user: User | None) -> str:
        """A device that this account has used is counted by itself, not with its address."""
        return self._device_key(user) or self.key

    def knows(self, user: User | None) -> bool:
        return bool(self._device_key(user))

    def _device_key(self, user: User | None) -> str:
        number = known_devices.number_of(self.token, user)
        return keyed_digest(f"device:{number}") if number else ""


def require_not_throttled(email: str, place: Place, now: datetime) -> None:
    """Raises ``RuleBroken`` after too many wrong passwords; known and unknown accounts alike."""
    since = now - rules.FAILURE_WINDOW
    user = queries.find_by_email(email)
    until = now + rules.CLOCKS_APART
    failures = queries.count_failures(_account(email), place.key_for(user), since, until)
    try:
        rules.require_not_throttled(failures, is_known=place.knows(user))
    except RuleBroken:
        _tell_of_burst(place, now)
        raise


_told_at: dict[str, datetime] = {}  # shortened address → when a burst from there was logged


def _tell_of_burst(place: Place, now: datetime) -> None:
    """One line for each burst and network; the record has every attempt."""
    origin = shortened(place.address) or "unbekannt"
    if now - _told_at.get(origin, now - rules.FAILURE_WINDOW) >= rules.FAILURE_WINDOW:
        if len(_told_at) > _MOST_ORIGINS:
            _told_at.clear()
        _told_at[origin] = now
        _log.warning("Anmeldungen angehalten: zu viele falsche Passwörter, zuletzt von %s", origin)


def _account(email: str) -> str:
    return digest(queries.normalise_email(email))


def sign_in(
    email: str, password: str, verified: str | None, place: Place, now: datetime, limit: timedelta
) -> tuple[User, str] | None:
    """The account and its session key, or None after a wrong password, kept for the throttle.

    ``verified`` is the hash that the password was found to fit before this transaction began
    (hashing takes long, and nobody shall wait for the lock meanwhile), None if it did not.
    """
    take_turns(Turn.ATTEMPTS)
    require_not_throttled(email, place, now)  # many at once would all have passed it before
    user = queries.find_by_email(email)
    if user is None or verified is None or user.password_hash != verified or user.is_disabled:
        _refuse(user, email, place, now)
        return None
    if needs_rehash(verified):
        user.password_hash = hash_password(password)
    db.session.execute(
        delete(FailedSignIn).where(
            FailedSignIn.account_hash == _account(email),
            FailedSignIn.origin_hash == place.key_for(user),
        )
    )
    record(_self(user), "account.signed_in", user, summary=f"Anmeldung: {place.device}")
    return user, open_sign_in(user, place, now, limit)


def _refuse(user: User | None, email: str, place: Place, now: datetime) -> None:
    # What was typed as an address may be a password; it is not written down.
    db.session.add(
        FailedSignIn(account_hash=_account(email), origin_hash=place.key_for(user), at=now)
    )
    summary = "Anmeldung abgewiesen" + ("" if user else ": unbekannte E-Mail-Adresse")
    record(SYSTEM, "account.sign_in_refused", user, summary=summary)
    db.session.flush()


def _self(user: User) -> Viewer:
    return Viewer(user_id=user.id, name=user.name)


def open_sign_in(user: User, place: Place, now: datetime, limit: timedelta) -> str:
    """Begin a sign-in on one device; answers with the key that its cookie carries."""
    key = new_key()
    db.session.add(
        LoginSession(
            key_hash=digest(key),
            user_id=user.id,
            created_at=now,
            expires_at=now + limit,
            last_seen_at=now,
            device=place.device,
            origin=shortened(place.address),
        )
    )
    db.session.flush()
    return key


def sign_out(key: str) -> None:
    """End this sign-in on the server; a copy of the cookie is worthless from now on."""
    db.session.execute(delete(LoginSession).where(LoginSession.key_hash == digest(key)))


def end_sign_in(actor: Viewer, sign_in: LoginSession) -> None:
    """End one of the own sign-ins, e.g. on a lost telephone."""
    record(actor, "account.signed_out", summary=f"Anmeldung beendet: {sign_in.device}")
    db.session.delete(sign_in)
    db.session.flush()


def sign_out_everywhere(actor: Viewer, user: User) -> None:
    end_sign_ins(user)
    record(actor, "account.signed_out", user, summary="Alle Anmeldungen beendet")
    db.session.flush()


def request_reset(email: str, place: Place, now: datetime, link_to: LinkTo) -> None:
    """Write the mail with the link, if there is such an account. Nothing tells whether."""
    take_turns(Turn.ATTEMPTS)
    account = digest("reset:" + queries.normalise_email(email))
    origin = keyed_digest("reset:" + place.key)
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
        db.session.scalars(select(User.id).where(User.email == "")).first()
        with db.session.begin_nested():
            db.session.add(FailedSignIn(account_hash=digest(new_key()), origin_hash="", at=now))


def set_password_by_link(link: OneTimeLink, password: str, repeated: str, now: datetime) -> None:
    """A new password by a link from a mail; it opens nothing afterwards. Raises ``RuleBroken``."""
    user = locked(User, link.user_id)
    rules.require_unused(link)
    rules.require_repeated(password, repeated, field="repeated")
    _set_password(user, password, now)
    action = f"account.password_by_{link.purpose.value}"
    record(_self(user), action, user, summary="Passwort über einen Link aus einer Mail gesetzt")
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
    if not verify_password(user.password_hash, current):
        _refuse(user, user.email, place, now)
        return False
    if current == password:
        raise RuleBroken("Das neue Passwort ist das bisherige.", field="password")
    _set_password(user, password, now)
    record(_self(user), "account.password_changed", user, summary="Passwort geändert")
    mails.password_changed(user, now)
    db.session.flush()
    return True


def _set_password(user: User, password: str, now: datetime) -> None:
    rules.require_usable_password(password, queries.context_words(user.name, user.email))
    user.password_hash = hash_password(password)
    user.password_changed_at = now
    end_sign_ins(user)
    end_links(user)


def end_restored(connection: Connection, _now: datetime) -> None:
    """Sign-ins and links of a backup have ended since: they must not revive."""
    connection.execute(delete(LoginSession))
    connection.execute(delete(OneTimeLink))


def seen(sign_in_id: int, now: datetime) -> Executable:
    """To be noted beside the request: that somebody is still here with this sign-in."""
    own = update(LoginSession).where(LoginSession.id == sign_in_id)
    return own.where(LoginSession.last_seen_at < now).values(last_seen_at=now)
