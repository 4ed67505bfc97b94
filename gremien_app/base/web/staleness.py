"""What a form that came too late is told: both texts, and whose save it was; nobody is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import g

from gremien_app.base.extensions import Counted
from gremien_app.base.kernel.errors import StaleVersion
from gremien_app.base.transactions import note_comparison, refuse_at_commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.binding import Binding, typed


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


class Compared(Binding):
    """A form that carries the version on which it was built."""

    conflict: list[Conflict]
    outdated_by: Saver | None  # whose save this form did not know of

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.conflict = []
        self.outdated_by = None
        super().__init__(*args, **kwargs)

    def check_version(self, thing: Counted) -> None:
        """Refuse a button that was pressed on another version than the stored one.

        At the commit, so that a rule which refuses it anyway says so in its own words.
        """
        if self["version"].data == thing.version:
            note_comparison()
        else:
            refuse_at_commit(StaleVersion(thing.saved_by))

    def is_stale(self, thing: Counted | None, current: Mapping[str, str] | None = None) -> bool:
        """Whether it was saved in between; then both texts are kept in ``conflict``.

        ``current`` maps field names to the stored values as shown, where the columns do not say
        all. Without a ``thing`` nothing is stored yet. The hidden version moves on to the stored
        one: sending the form again saves knowingly over the other text. The answer is a 409, as
        nothing was saved.
        """
        stored = thing.version if thing is not None else 0
        if self["version"].data == stored:
            note_comparison()
            return False
        for name, text in (self.stored_in(thing) if current is None else current).items():
            if text != typed(self[name]):
                self.note_conflict(str(self[name].label.text), text, typed(self[name]), thing)
        self["version"].data = stored
        self["version"].raw_data = None
        both = "vergleichen Sie beide Fassungen" if self.conflict else "prüfen Sie den neuen Stand"
        self.note_saver(thing)
        self.form_errors.append(
            f"{self.outdated_by} Ihre Eingaben sind noch da. Bitte {both} und speichern Sie dann "
            "noch einmal."
        )
        g.is_conflict = True  # web.errors answers 409
        return True

    def note_conflict(self, label: str, stored: str, here: str, thing: Counted | None) -> None:
        """Keep one text beside the stored one, and who saved that."""
        self.conflict.append(Conflict(label, stored, here))
        self.note_saver(thing)

    def note_saver(self, thing: Counted | None) -> None:
        """Whose save it was; of several, somebody else's counts."""
        if self.outdated_by is not Saver.OTHER:
            self.outdated_by = saver_of(thing)
