"""What mails about replies say: date, time, place and a link; no committee, nobody's name."""

from gremien_app.base.kernel.dates import format_date, format_date_long, format_time_span
from gremien_app.meetings.invitations.dispatch_models import (
    AddressKind,
    Correspondence,
    Recipient,
)
from gremien_app.meetings.invitations.mail_rules import ASKING, gets_lines
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person

_ONLY_YOURS = (
    "Der Link ist nur für Sie. Er gilt, bis die Sitzung beginnt. Einen Grund müssen Sie nicht "
    "nennen."
)
QUESTION = f"Kommen Sie? {_ONLY_YOURS} Antworten Sie bitte hier, ohne Anmeldung:"
FOR_DEPUTIES = (
    "Als Stellvertretung kommen Sie nur, wenn Sie darum gebeten werden. Wissen Sie schon, dass Sie "
    f"nicht könnten, oder vertreten Sie ein Mitglied? {_ONLY_YOURS} Sagen Sie es bitte hier, ohne "
    "Anmeldung:"
)


def address_of(person: Person, post: Correspondence | None) -> str:
    """Where a mail reaches the person; "": nowhere, so somebody has to telephone."""
    if post is not None and (post.has_stopped or post.returned_on is not None):
        return ""
    return person.email


def may_have_link(post: Correspondence | None) -> bool:
    """Others read a shared mailbox, and whoever opens the link answers for the person."""
    return post is None or post.address_kind is not AddressKind.SHARED


def has_link(recipient: Recipient) -> bool:
    """Whether the mail of a dispatch carries the recipient's personal link."""
    kind = recipient.dispatch.kind
    return kind in ASKING and gets_lines(kind, recipient.address_kind)


def path_of(token: str) -> str:
    """Where a personal link leads."""
    return f"/antwort/{token}"


def _when(sitting: Sitting) -> str:
    span = format_time_span(sitting.starts_at, sitting.ends_at)
    place = f"\n{sitting.place}" if sitting.place else ""
    return f"{format_date_long(sitting.date)}, {span}{place}"


def values(sitting: Sitting, link: str) -> dict[str, str]:
    """What the placeholders of these mails stand for; ``link``: "" in a shared mailbox."""
    answer = (
        f"Antworten Sie bitte hier, ohne Anmeldung:\n{link}\n\n{_ONLY_YOURS}"
        if link
        else "Bitte antworten Sie auf der Seite der Sitzung oder rufen Sie an."
    )
    return {"datum": format_date(sitting.date), "termin": _when(sitting), "antwort": answer}
