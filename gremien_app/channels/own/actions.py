"""Writes about oneself: consents withdrawn, an address confirmed."""

from datetime import date, datetime

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.channels.concerns.actions import note
from gremien_app.channels.concerns.models import ConcernKind
from gremien_app.channels.own.rules import Withdrawal
from gremien_app.people.accounts.actions import oneself
from gremien_app.people.accounts.address_actions import confirm_address
from gremien_app.people.accounts.models import OneTimeLink, User
from gremien_app.people.bases.rules import can_revoke
from gremien_app.people.members.locking_queries import lock_committees
from gremien_app.people.members.publicity_actions import withdraw_consent
from gremien_app.people.persons import actions as persons
from gremien_app.people.persons.models import Person


def withdraw(
    actor: Viewer, withdrawal: Withdrawal, day: date, *, office: str, link: str, now: datetime
) -> bool:
    """End these consents at once; whether there was anything to end.

    The office is told, as papers and pages outside may still show it; ``office``: its address,
    ``link``: to the list of concerns.
    """
    lock_committees({one.committee_id for one in withdrawal.memberships})
    ended = [withdraw_consent(actor, one, day) for one in withdrawal.memberships]
    person = locked(Person, withdrawal.person.id)
    if withdrawal.of_name and can_revoke(person):
        ended.append(bool(persons.edit_person(actor, person, publication_revoked_on=day)))
    for consent in withdrawal.contacts:
        if consent.revoked_on is None:
            persons.revoke_consent(actor, consent, day)
            ended.append(True)
    if not any(ended):
        return False
    text = (
        f"Widerrufen: {'; '.join(withdrawal.what)}.\nIn Gremien gilt das schon. Bitte sehen Sie "
        "nach, wo es außerhalb noch steht: Aushänge, Broschüren, andere Seiten der Stadt."
    )
    note(actor, kind=ConcernKind.PRIVACY, text=text, office=office, link=link, now=now)
    return True


def confirm_own_address(link: OneTimeLink, now: datetime) -> User:
    """The account's address, and the person's for letters where that was wished.

    A consent to publish the former contact address ends with it. Raises ``RuleBroken``.
    """
    user = confirm_address(link, now)
    if link.also_contact and user.person is not None:
        person = locked(Person, user.person.id)
        persons.edit_person(oneself(user), person, email=user.email)
    return user
