"""Writes of the address by which somebody signs in: asked for, confirmed from the new mailbox.

Nothing on the page tells whether another account has the address: its mailbox alone is told.
"""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.transactions import locked
from gremien_app.people.accounts import mail_actions as mails
from gremien_app.people.accounts import queries, rules
from gremien_app.people.accounts.actions import (
    Place,
    fits,
    oneself,
    refuse,
    require_not_throttled,
)
from gremien_app.people.accounts.models import FailedSignIn, LinkPurpose, OneTimeLink, User
from gremien_app.people.accounts.password_actions import LinkTo, add_link, end_links
from gremien_app.people.accounts.secrets import digest


def ask_for_address(
    user: User,
    current: str,
    email: str,
    place: Place,
    now: datetime,
    link_to: LinkTo,
    *,
    also_contact: bool,
) -> bool:
    """Whether the current password was right; then the new mailbox gets a link, the old one word.

    ``also_contact``: letters of the office go to the new address as well, once it is confirmed.
    Raises ``RuleBroken`` for what can be no address, and after too many.
    """
    locked(User, user.id)
    require_not_throttled(user.email, place, now)
    address = queries.normalise_email(email)
    tries = digest(f"address:{user.id}")
    since, until = now - rules.RESET_WINDOW, now + rules.CLOCKS_APART
    rules.require_new_address(address, user.email, queries.count_failures(tries, "", since, until))
    if not fits(user.password_hash, current):
        refuse(user, user.email, place, now)
        return False
    db.session.add(FailedSignIn(account_hash=tries, origin_hash="", at=now))
    key = add_link(user, LinkPurpose.ADDRESS, now, to_email=address, also_contact=also_contact)
    if queries.find_by_email(address) is None:
        mails.confirm_address(user, address, link_to(key), now)
    else:
        # The link was never sent: nobody can follow it, and the page looks the same.
        mails.address_is_taken(user, address, now)
    mails.address_asked(user, now)
    record(oneself(user), "account.address_asked", user, summary="Andere E-Mail-Adresse angefragt")
    return True


def confirm_address(link: OneTimeLink, now: datetime) -> User:
    """From now on the account has the address to which the link was sent; the old one is told."""
    user = locked(User, link.user_id)
    rules.require_unused(link)
    if queries.find_by_email(link.to_email) is not None:
        raise RuleBroken(
            "Mit dieser Adresse meldet sich inzwischen ein anderes Konto an. Ihre bisherige gilt "
            "weiter; bitte schreiben Sie uns."
        )
    old, user.email = user.email, link.to_email
    end_links(user)
    record(oneself(user), "account.address_changed", user, summary="E-Mail-Adresse geändert")
    mails.address_changed(user, old, now)
    db.session.flush()
    return user


def give_up_address(user: User) -> None:
    """The link that was sent opens nothing any more."""
    locked(User, user.id)
    end_links(user)
    record(oneself(user), "account.address_given_up", user, summary="Adressänderung abgebrochen")
