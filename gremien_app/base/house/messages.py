"""What rooms add to messages, and what they are told of them; the sender names none of them."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Hint:
    """Something that stands against sending, with the page where it is settled.

    ``text``: a German sentence; ``is_closed``: it may tell of a closed matter.
    """

    text: str
    endpoint: str = ""
    values: dict[str, int | str] = field(default_factory=dict)
    is_closed: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """A paragraph for one recipient and the address below it.

    A link that opens without a sign-in makes the message a secret: ``is_secret``.
    """

    text: str
    link: str = ""
    is_secret: bool = True


@dataclass(frozen=True, kw_only=True)
class MailNews:
    """What became of a mail: taken by the mail server at ``at``, or refused for good."""

    key: str
    at: datetime
    failure: str = ""
    is_address_refused: bool = False
