"""Rules of accounts, passwords and sign-in."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.rights import Circle
from gremien_app.base.kernel.text import is_email_address
from gremien_app.people.accounts.common_passwords import is_common, is_obvious
from gremien_app.people.accounts.models import LinkPurpose, LoginSession, OneTimeLink, SignedIn
from gremien_app.people.roles import CHAIRS, INSIDERS, OFFICE, READERS, TAKERS, CommitteeRole

FAILURE_WINDOW = timedelta(minutes=15)
RESET_WINDOW = timedelta(hours=1)
# One person at one place; one account from everywhere; one place for all accounts.
MOST_OF_PAIR, MOST_OF_ACCOUNT, MOST_OF_ORIGIN = 10, 100, 50
MOST_OF_PAIR_WHERE_MANY = 3  # at a place that has tried too much, for each account
MOST_RESETS_OF_ACCOUNT, MOST_RESETS_OF_ORIGIN = 3, 30
MOST_ADDRESSES = 3  # new ones that an account may ask for within the window
MIN_PASSWORD, MAX_PASSWORD = 8, 200
LIFETIMES = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.ADDRESS: timedelta(days=1),
}
LINKS_KEPT = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
CLOCKS_APART = timedelta(minutes=5)  # of two machines; what is later is of a clock that was wrong


@dataclass(frozen=True)
class Failures:
    """Refused sign-ins of the window: of this account from here, from anywhere, all from here."""

    of_pair: int = 0
    of_account: int = 0
    of_origin: int = 0


def require_not_throttled(failures: Failures, *, is_known: bool = False) -> None:
    """Refuse further attempts after too many wrong passwords in a quarter of an hour.

    ``is_known``: a device from which the account has signed in; only its own failures count.
    Of a place that has tried too much each account has fewer attempts, but has them: a whole
    office may stand behind one address, and a stranger in it must not lock out the others.
    """
    is_crowd = failures.of_origin >= MOST_OF_ORIGIN and not is_known
    is_attacked = failures.of_account >= MOST_OF_ACCOUNT and not is_known
    if failures.of_pair >= MOST_OF_PAIR or is_attacked:
        raise RuleBroken(
            "Für diese E-Mail-Adresse gab es zu viele Fehlversuche. Bitte warten Sie eine "
            "Viertelstunde und versuchen Sie es dann noch einmal."
        )
    if is_crowd and failures.of_pair >= MOST_OF_PAIR_WHERE_MANY:
        raise RuleBroken(
            "Von Ihrem Anschluss kamen zu viele Fehlversuche, auch für diese E-Mail-Adresse. Bitte "
            "warten Sie eine Viertelstunde und versuchen Sie es dann noch einmal."
        )


def require_unused(link: OneTimeLink) -> None:
    """A link opens once; two who follow it at once are one too many."""
    if link.used_at is not None:
        raise RuleBroken("Dieser Link wurde gerade eben benutzt. Er gilt nur einmal.")


def may_ask_for_reset(failures: Failures) -> bool:
    """Whether a mail is written at all; the answer on the page is the same."""
    return (
        failures.of_account < MOST_RESETS_OF_ACCOUNT and failures.of_origin < MOST_RESETS_OF_ORIGIN
    )


def require_usable_password(
    password: str, context: Iterable[str] = (), *, field: str = "password"
) -> None:
    """Length and no well-known password; no composition rules (NIST SP 800-63B § 3.1.1).

    ``context``: words that everybody here would try, e.g. the names of the committees.
    """
    length = len(unicodedata.normalize("NFC", password))
    if length < MIN_PASSWORD:
        raise RuleBroken(f"Das Passwort braucht mindestens {MIN_PASSWORD} Zeichen.", field=field)
    if length > MAX_PASSWORD:
        raise RuleBroken(f"Das Passwort darf höchstens {MAX_PASSWORD} Zeichen haben.", field=field)
    if is_obvious(password, context):
        raise RuleBroken(
            "Dieses Passwort besteht fast nur aus naheliegenden Wörtern: dem Namen der Stadt, "
            "eines Gremiums, des Programms oder Ihrem eigenen. Bitte wählen Sie ein anderes, zum "
            "Beispiel einen kurzen Satz.",
            field=field,
        )
    if is_common(password):
        raise RuleBroken(
            "Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Bitte wählen Sie ein "
            "anderes, zum Beispiel einen kurzen Satz.",
            field=field,
        )


def require_repeated(password: str, repeated: str, *, field: str) -> None:
    if password != repeated:
        raise RuleBroken("Die beiden Eingaben stimmen nicht überein.", field=field)


def require_account_address(address: str) -> None:
    """An address that a mail can reach; accounts get theirs by mail."""
    if not is_email_address(address) or not address.isascii():
        raise RuleBroken(
            "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org.",
            field="email",
        )


def require_new_address(address: str, current: str, failures: Failures) -> None:
    """Another address than the current one, and not one after the other."""
    require_account_address(address)
    if address == current:
        raise RuleBroken("Mit dieser Adresse melden Sie sich schon an.", field="email")
    if failures.of_account >= MOST_ADDRESSES:
        raise RuleBroken(
            f"In der letzten Stunde haben Sie schon {MOST_ADDRESSES} Adressen angegeben. Bitte "
            "warten Sie eine Stunde oder schreiben Sie uns."
        )


@dataclass(frozen=True)
class Lasting:
    """How long a sign-in goes on, in seconds: without a further visit, at the utmost."""

    ends_in: int
    last_end_in: int
    pause: int


def lasting(sign_in: LoginSession | SignedIn, idle: timedelta, now: datetime) -> Lasting:
    """Seen from a request that is answered now, whose visit may be written down after it."""
    seen = now if seen_long_ago(sign_in.last_seen_at, now) else sign_in.last_seen_at
    last = sign_in.expires_at
    end = min(seen + idle, last)
    return Lasting(*(int(time.total_seconds()) for time in (end - now, last - now, idle)))


def seen_long_ago(last_seen_at: datetime, now: datetime) -> bool:
    """Whether the time of the last visit is worth writing down again."""
    return now - last_seen_at >= SEEN_EVERY


def circles_of(tasks: Iterable[tuple[int, CommitteeRole]]) -> dict[Circle, frozenset[int]]:
    """In which committees the tasks that run place their account in each circle."""
    given = list(tasks)
    return {
        circle: frozenset(id_ for id_, role in given if circle in role.circle.around)
        for circle in (OFFICE, TAKERS, CHAIRS, READERS, INSIDERS)
    }
