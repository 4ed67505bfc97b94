"""The record of changes of one membership in words: who, when, from what to what, why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gremien_app.audit.models import AuditEntry
from gremien_app.kernel.dates import format_date
from gremien_app.members.data import LABELS, RIGHTS
from gremien_app.members.models import ChairOffice, MemberRole, Membership

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
# The narrow column breaks long words only here.
_SHOWN = {
    "counts_for_quorum": "Zählt zur Beschluss\u00adfähigkeit",
    "sees_closed": "Nicht\u00adöffentlicher Teil",
    "gets_papers": "Erhält Unterlagen",
}
_ROLES = {role.value: role.label for role in MemberRole}
_OFFICES = {office.value: office.label for office in ChairOffice}


@dataclass(frozen=True)
class HistoryLine:
    at: datetime
    actor: str
    event: str
    changes: tuple[tuple[str, str, str], ...]  # field, old, new
    reason: str


def line_of(entry: AuditEntry) -> HistoryLine:
    shown = [(name, *pair) for name, pair in entry.changes.items() if name in LABELS]
    reason = next((str(new) for name, _, new in shown if name == "reason" and new), "")
    return HistoryLine(
        entry.at,
        entry.actor,
        _EVENTS.get(entry.action, entry.summary),
        tuple(
            (LABELS[name], in_words(name, old), in_words(name, new))
            for name, old, new in shown
            if name != "reason"
        ),
        reason,
    )


def in_words(name: str, value: Any) -> str:
    """A stored value as a reader understands it: "ja", "01.11.2025", "Vorsitz"."""
    if value is None or value == "":
        return "offen" if name == "ends_on" else "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    text = str(value)
    if name == "role":
        return _ROLES.get(text, text)
    if name == "chair_office":
        return _OFFICES.get(text, text)
    if name.endswith(("_on", "_date")):
        return format_date(date.fromisoformat(text))
    return text


def rights_of(membership: Membership) -> list[tuple[str, str]]:
    """Every right with yes or no, for the page."""
    return [
        (_SHOWN.get(name) or label, in_words(name, getattr(membership, name)))
        for name, label in RIGHTS.items()
    ]
