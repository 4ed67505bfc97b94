"""The record of changes of one membership in words: who, when, from what to what, why."""

from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.words import told
from gremien_app.people.members.data import RIGHTS
from gremien_app.people.members.models import Membership

_EVENTS = {
    "membership.added": "eingetragen",
    "membership.ended": "Ende eingetragen",
    "membership.succeeded": "ausgeschieden, Nachfolge eingetragen",
    "membership.split": "endet, geändert weitergeführt",
    "membership.continued": "geändert weitergeführt",
    "membership.changed": "ab diesem Tag geändert",
    "membership.corrected": "berichtigt",
    "membership.restored": "Ende zurückgenommen",
    "membership.reconstituted": "endet mit der Neubildung",
}
# Bookkeeping for an undo, and what has its own column.
_UNSHOWN = frozenset({"deputies", "reason"})


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    actor: str
    event: str
    changes: tuple[tuple[str, str, str], ...]  # field, old, new
    reason: str


def line_of(entry: AuditEntry) -> HistoryLine:
    shown = {name: pair for name, pair in entry.changes.items() if name not in _UNSHOWN}
    reason = entry.changes.get("reason", [None, None])[1]
    return HistoryLine(
        entry.at,
        entry.actor,
        _EVENTS.get(entry.action, entry.summary),
        tuple(told(entry.object_type, shown)),
        entry.summary if entry.is_erased else str(reason or ""),
    )


def rights_of(membership: Membership) -> list[tuple[str, str]]:
    """Every right with yes or no, for the page."""
    return [
        (label, "ja" if getattr(membership, name) else "nein") for name, label in RIGHTS.items()
    ]
