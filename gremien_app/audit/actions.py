"""Writing the record; called by every room's actions in the same transaction."""

from datetime import date, datetime, time
from enum import Enum
from typing import Any

from gremien_app.audit.models import AuditEntry
from gremien_app.extensions import db
from gremien_app.kernel.clock import utc_now
from gremien_app.kernel.viewer import Viewer

SYSTEM = Viewer(name="System")
SUMMARY_LENGTH = 500


def record(
    actor: Viewer,
    action: str,
    target: Any = None,
    *,
    summary: str,
    committee_id: int | None = None,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> AuditEntry:
    """Add one entry, e.g. ``record(actor, "sitting.moved", sitting, summary="…")``.

    ``changes`` maps a field to (old, new); never pass secrets, access needs or closed texts.
    """
    if target is not None and target.id is None:
        db.session.flush()
    entry = AuditEntry(
        at=utc_now(),
        user_id=actor.user_id,
        actor=actor.name,
        action=action,
        object_type="" if target is None else str(target.__tablename__),
        object_id=None if target is None else target.id,
        committee_id=committee_id,
        summary=summary[:SUMMARY_LENGTH],
        changes={name: [_plain(a), _plain(b)] for name, (a, b) in (changes or {}).items()},
    )
    db.session.add(entry)
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value
