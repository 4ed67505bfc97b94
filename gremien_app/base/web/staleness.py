"""What a form that came too late is told: both texts, and whose save it was; nobody is named."""

from dataclasses import dataclass
from enum import StrEnum

from gremien_app.base.extensions import Counted
from gremien_app.base.web.access import current_viewer


@dataclass(frozen=True)
class Conflict:
    """One field of a stale save: what is stored now and what was typed here."""

    label: str
    stored: str
    typed: str


class Saver(StrEnum):
    """Who saved what a form did not know of yet; the value says it in one sentence."""

    OTHER = "Inzwischen hat jemand anderes gespeichert."
    SELF = "Sie haben inzwischen in einem anderen Fenster gespeichert."
    # By a command, before anybody wrote down who, or deleted: nothing more can be said.
    UNKNOWN = "Was gespeichert ist, hat sich inzwischen geändert."


def saver_of(thing: Counted | None) -> Saver:
    """Who saved the version that is stored now, as this viewer may be told."""
    return saver(thing.saved_by if thing is not None else None)


def saver(user_id: int | None) -> Saver:
    if user_id is None:
        return Saver.UNKNOWN
    return Saver.SELF if user_id == current_viewer().user_id else Saver.OTHER
