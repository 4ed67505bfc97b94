"""What mails about replies say: date, time, place and a link; no committee, nobody's name."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str


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


def _letter(sitting: Sitting, subject: str, text: str, link: str) -> Letter:
    answer = (
        f"\n\nAntworten Sie bitte hier, ohne Anmeldung:\n{link}\n\n{_ONLY_YOURS}"
        if link
        else "\n\nBitte antworten Sie auf der Seite der Sitzung oder rufen Sie an."
    )
    return Letter(
        f"{subject} am {format_date(sitting.date)}",
        f"Guten Tag,\n\n{text}\n\n{_when(sitting)}{answer}",
    )


def reminder(sitting: Sitting, link: str) -> Letter:
    text = "wir haben von Ihnen noch keine Antwort zu dieser Sitzung. Kommen Sie?"
    return _letter(sitting, "Kommen Sie zur Sitzung", text, link)


def call(sitting: Sitting, link: str) -> Letter:
    text = "bitte vertreten Sie in dieser Sitzung ein Mitglied. Können Sie kommen?"
    return _letter(sitting, "Bitte um Vertretung", text, link)


def not_needed(sitting: Sitting) -> Letter:
    return Letter(
        f"Vertretung nicht mehr nötig am {format_date(sitting.date)}",
        "Guten Tag,\n\nIhre Vertretung ist nicht mehr nötig. Danke, dass Sie bereit waren. Es geht "
        f"um diese Sitzung:\n\n{_when(sitting)}",
    )
