"""Rules of the outbox: what may be a mail, when it is tried again, when nobody tries any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import clean_text, is_email_address

KEY_LENGTH, NAME_LENGTH, SUBJECT_LENGTH, BODY_LENGTH = 120, 200, 250, 200_000
LEASE = timedelta(minutes=5)  # a mail in somebody's hands is left alone for so long
# After each failed attempt the next one comes later; after the last one the mail is given up.
WAITS = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
SECRETS_KEPT = timedelta(days=7)  # the longest life of a one-time link
SENT_KEPT = timedelta(days=90)  # also of those given up
MAIL_IS_LATE = timedelta(hours=1)  # what waits longer is a fault
BLANKED = "(Dieser Text enthielt einen persönlichen Link und wurde gelöscht.)"


class Attempted(Protocol):
    attempts: int


@dataclass(frozen=True)
class Extras:
    """What a mail has besides its text.

    ``attachments``: names and numbers of kept files (``file_actions``); ``list_id``: a name that
    tells nothing; ``calendar``: an iTIP message and its method.
    """

    attachments: tuple[tuple[str, int], ...] = ()
    list_id: str = ""
    calendar: str = ""
    calendar_method: str = ""


NOTHING_ELSE = Extras()


class Blankable(Protocol):
    blanked_at: datetime | None
    sent_at: datetime | None


def require_address(address: str) -> str:
    """One plain address; a line break or a list of addresses never gets into a header.

    The host's name is written as mail servers know it (IDNA): "xn--mller-kva.example".
    """
    text = _with_plain_host(address.strip())
    if not is_email_address(text) or not text.isascii() or not text.isprintable():
        raise RuleBroken("Das ist keine E-Mail-Adresse, an die eine Mail gehen kann.")
    return text


def _with_plain_host(address: str) -> str:
    box, at, host = address.rpartition("@")
    if not at or host.isascii():
        return address
    try:
        return f"{box}@{host.encode('idna').decode('ascii')}"
    except UnicodeError:  # no name that a host can have
        return address


def clean_header(text: str, length: int) -> str:
    """One line of at most so many characters: nothing in it can begin another header.

    "=?" begins an encoded word (RFC 2047), and ``email`` decodes one even in what is to be
    written, line breaks in it included.
    """
    return clean_text(text, multiline=False).replace("=?", "= ?")[:length].strip()


def require_text(mail: Blankable) -> None:
    """What nobody got to send in the life of its link cannot be sent any more."""
    if mail.blanked_at is not None and mail.sent_at is None:
        raise RuleBroken(
            "Der Link in dieser Mail gilt nicht mehr, ihr Text ist gelöscht. Bitte schicken Sie "
            "der Person einen neuen Link."
        )


def next_try(mail: Attempted, now: datetime) -> datetime | None:
    """When a failed mail is due again; None: never."""
    if mail.attempts > len(WAITS):
        return None
    return now + WAITS[mail.attempts - 1]
