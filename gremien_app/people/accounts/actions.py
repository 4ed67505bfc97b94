"""Writes of sign-ins and of what people choose for themselves; passwords: ``password_actions``."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Executable, delete, update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.base.web.origin import origin_key, shortened
from gremien_app.base.web.signing import serializer
from gremien_app.people.accounts import known_devices, queries, rules
from gremien_app.people.accounts.models import (
    FailedSignIn,
    LoginSession,
    OneTimeLink,
    Theme,
    User,
)
from gremien_app.people.accounts.passwords import hash_password, needs_rehash, verify_password
from gremien_app.people.accounts.secrets import digest, keyed_digest, new_key

_log = logging.getLogger(__name__)
_MOST_ORIGINS = 1_000


def device_signer() -> URLSafeTimedSerializer:
    return serializer(known_devices.SALT)


def keyed(value: str) -> str:
    """The digest of what could be guessed by trying all; nobody computes it without our key."""
    return keyed_digest(value, str(current_app.config["SECRET_KEY"]))


def hashed(password: str) -> str:
    """As the settings want it: tests take the smallest parameters."""
    return hash_password(password, is_fast=_is_fast())


def fits(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; without one it takes as long and is False."""
    return verify_password(stored, password, is_fast=_is_fast())


def _is_fast() -> bool:
    return bool(current_app.config["FAST_PASSWORDS"])


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
        return keyed(origin) if origin else ""

    def key_for(self, user: User | None) -> str:
        """A device that this account has used is counted by itself, not with its address."""
        return self._device_key(user) or self.key

    def knows(self, user: User | None) -> bool:
        return bool(self._device_key(user))

    def _device_key(self, user: User | None) -> str:
        number = known_devices.number_of(self.token, user, device_signer())
        return keyed(f"device:{number}") if number else ""


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
        refuse(user, email, place, now)
        return None
    if needs_rehash(verified, is_fast=_is_fast()):
        user.password_hash = hashed(password)
    db.session.execute(
        delete(FailedSignIn).where(
            FailedSignIn.account_hash == _account(email),
            FailedSignIn.origin_hash == place.key_for(user),
        )
    )
    record(oneself(user), "account.signed_in", user, summary=f"Anmeldung: {place.device}")
    return user, open_sign_in(user, place, now, limit)


def refuse(user: User | None, email: str, place: Place, now: datetime) -> None:
    # What was typed as an address may be a password; it is not written down.
    db.session.add(
        FailedSignIn(account_hash=_account(email), origin_hash=place.key_for(user), at=now)
    )
    summary = "Anmeldung abgewiesen" + ("" if user else ": unbekannte E-Mail-Adresse")
    record(SYSTEM, "account.sign_in_refused", user, summary=summary)


def oneself(user: User) -> Viewer:
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


def end_sign_ins(user: User) -> None:
    """The account is signed in nowhere any more."""
    user.nonce = new_key()
    db.session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))


def choose_theme(actor: Viewer, user: User, theme: Theme) -> None:
    """How one's own pages look; the same choice again is no change."""
    if user.theme is theme:
        return
    changes = {"theme": (user.theme, theme)}
    user.theme = theme
    record(
        actor, "account.theme_chosen", user, summary="Eigene Darstellung geändert", changes=changes
    )


def tidy(now: datetime) -> int:
    """Delete sign-ins that have run out, old refused attempts and dead links; how many rows."""
    longest: timedelta = max(rules.FAILURE_WINDOW, rules.RESET_WINDOW)
    count = 0
    for dead in (
        delete(LoginSession).where(LoginSession.expires_at <= now),
        delete(FailedSignIn).where(FailedSignIn.at <= now - longest),
        delete(OneTimeLink).where(OneTimeLink.expires_at <= now - rules.LINKS_KEPT),
    ):
        count += int(db.session.execute(dead).rowcount)  # type: ignore[attr-defined]  # a DELETE counts
    return count


def seen(sign_in_id: int, now: datetime) -> Executable:
    """To be noted beside the request: that somebody is still here with this sign-in."""
    own = update(LoginSession).where(LoginSession.id == sign_in_id)
    return own.where(LoginSession.last_seen_at < now).values(last_seen_at=now)
