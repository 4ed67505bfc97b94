"""The mails of accounts."""

from collections.abc import Mapping
from datetime import datetime

from gremien_app.base.house.occasions import Occasion
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_time
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.people.accounts import occasions
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest

_NOTHING: Mapping[str, str] = {}


def invitation(user: User, link: str, inviter: str, now: datetime) -> bool:
    """False where its owner wants no post any more, and is to be told otherwise."""
    values = {"wer": inviter or "die Geschäftsführung", "link": link, "adresse": user.email}
    return _write(
        user, occasions.INVITED, f"invited-{_occasion(link)}", now, values, holds_secret=True
    )


def reset(user: User, link: str, now: datetime) -> None:
    key = f"reset-{_occasion(link)}"
    _write(user, occasions.RESET, key, now, {"link": link}, holds_secret=True)


def password_changed(user: User, now: datetime) -> None:
    """Tells the owner, in case it was somebody else."""
    at = now.astimezone(BERLIN)
    values = {"tag": format_date(at.date()), "uhrzeit": format_time(at.time())}
    _write(user, occasions.PASSWORD_CHANGED, f"password-{now.isoformat()}", now, values)


def confirm_address(user: User, address: str, link: str, now: datetime) -> None:
    _write(
        user,
        occasions.CONFIRM_ADDRESS,
        f"address-{_occasion(link)}",
        now,
        {"link": link},
        to_address=address,
        holds_secret=True,
    )


def address_is_taken(user: User, address: str, now: datetime) -> None:
    """To the mailbox alone; who asked for it is not told, nor is its owner told who did."""
    key = f"account-{user.id}-address-taken-{now.isoformat()}"
    tell(writing(occasions.ADDRESS_TAKEN), Reader(address), _NOTHING, key=key, now=now)


def address_asked(user: User, now: datetime) -> None:
    """Tells the owner, in case it was somebody else."""
    _write(user, occasions.ADDRESS_ASKED, f"address-asked-{now.isoformat()}", now)


def address_changed(user: User, old: str, now: datetime) -> None:
    """To the old address: from there it can still be objected to."""
    key = f"address-changed-{now.isoformat()}"
    _write(user, occasions.ADDRESS_CHANGED, key, now, to_address=old)


def _write(
    user: User,
    occasion: Occasion,
    key: str,
    now: datetime,
    values: Mapping[str, str] = _NOTHING,
    *,
    to_address: str = "",
    holds_secret: bool = False,
) -> bool:
    mail = tell(
        writing(occasion, [user.person_id]),
        Reader(to_address or user.email, user.name, user.person_id),
        values,
        key=f"account-{user.id}-{key}",
        now=now,
        holds_secret=holds_secret,
    )
    return mail is not None


def _occasion(link: str) -> str:
    """Names one link without telling it."""
    return digest(link)[:32]
