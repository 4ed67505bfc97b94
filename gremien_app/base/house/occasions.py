"""Occasions of mails: every room says its own, the office words them, each reader chooses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gremien_app.base.kernel.labels import Labelled


class Usual(Labelled):
    """Whether such a mail goes out where nobody has chosen anything."""

    ALWAYS = "always", "immer"
    ON = "on", "üblich"
    OFF = "off", "nur auf Wunsch"


@dataclass(frozen=True)
class Placeholder:
    """What a text may name as "{name}"; ``example`` stands there in the preview.

    ``is_needed``: without it the mail would be useless; ``is_short``: one that a subject may have.
    """

    name: str
    meaning: str
    example: str
    is_needed: bool = False
    is_short: bool = False


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One kind of mail with the words that come with the program.

    ``readers``: who gets it, in words. ``is_answer``: it answers what its reader has just done, so
    it leaves at any hour and reaches whoever wants no other post. Greeting and closing sentence
    are added to the text.
    """

    key: str
    label: str
    readers: str
    order: int
    subject: str
    text: str
    places: tuple[Placeholder, ...] = ()
    usual: Usual = Usual.ALWAYS
    is_answer: bool = False

    @property
    def can_choose(self) -> bool:
        """What nobody must miss cannot be turned off, and never waits for a daily mail."""
        return self.usual is not Usual.ALWAYS


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person said about mails; from ``lost_address`` mail came back."""

    has_stopped: bool = False
    lost_address: str = ""
    gets_digest: bool = False
    chosen: Mapping[str, bool] = field(default_factory=dict)


NO_WISHES = Wishes()
