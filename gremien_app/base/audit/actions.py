"""Writing the record; called by every room's actions in the same transaction.

Entries get their place in the chain when the transaction commits: the head is locked last, so
that writers wait for each other only there and cannot wait in a circle.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from flask import g, has_request_context
from sqlalchemy import event, inspect, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.audit import change_actions, queries, rules
from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.audit.queries import kept_actions
from gremien_app.base.extensions import Base, db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import midnight, today, utc_now
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.origin import client_address, shortened

SYSTEM = Viewer(name="System")
SUMMARY_LENGTH = 500
_UNSEALED = "audit_unsealed"


class Unsaid(Enum):
    """Not said by whoever records; None says that it is no committee's business."""

    UNSAID = "unsaid"


UNSAID = Unsaid.UNSAID


@dataclass(frozen=True)
class Target:
    """An object as ``record`` wants it, where the object itself is not at hand, or not any more."""

    __tablename__: str
    id: int


def record(
    actor: Viewer,
    action: str,
    target: Any = None,
    summary: str = "",
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    *,
    committee_id: int | Unsaid | None = UNSAID,
) -> AuditEntry:
    """Add one entry and write what changed, e.g. ``record(actor, "sitting.moved", sitting, "…")``.

    Whose business it is follows from the target (``RecordedAs.committee``) where it isn't said.

    ``changes`` maps a field to (old, new); of a column the record keeps what that says of itself
    (``base.columns``). Never pass secrets, access needs or closed texts.
    """
    if target is not None and target.id is None:
        db.session.flush()
    table = "" if target is None else str(target.__tablename__)
    known, is_gone = house().recorded.get(table), isinstance(target, Target)
    is_closed = known is not None and not is_gone and known.is_closed(target)
    told = change_actions.kept(table, changes or {}, is_closed=is_closed)
    plain = {name: [_plain(value) for value in values] for name, values in told.items()}
    origin, request_id = _request()
    entry = AuditEntry(
        at=utc_now(),
        salt=secrets.token_hex(16),
        user_id=actor.user_id,
        actor=actor.name[:200],
        action=action,
        object_type=table,
        object_id=None if target is None else target.id,
        committee_id=_committee_of(target) if isinstance(committee_id, Unsaid) else committee_id,
        summary=summary[:SUMMARY_LENGTH],
        changes=json.loads(json.dumps(plain)),  # exactly what the database will give back
        origin=origin,
        request_id=request_id,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def record_once_a_day(
    actor: Viewer,
    action: str,
    target: Any,
    *,
    summary: str,
    about: Mapping[str, str],
    committee_id: int | Unsaid | None = UNSAID,
) -> AuditEntry | None:
    """As ``record``, unless today's record tells of the same (then None).

    ``about`` says of what, by facts: sentences are worded anew.
    """
    start = midnight(today())
    changes = {name: (None, value) for name, value in about.items()}
    if queries.is_told(action, target, {name: [*one] for name, one in changes.items()}, start):
        return None
    return record(
        actor, action, target, summary=summary, committee_id=committee_id, changes=changes
    )


def erase(actor: Viewer, target: Target, entries: Sequence[AuditEntry], reason: str) -> AuditEntry:
    """Take the texts out of entries (Art. 17 GDPR); who, what and when stay, and so does this act.

    ``target`` is what they are about. Answers with the one entry that tells of the erasure; it
    holds a hash of what is left of each. Raises ``RuleBroken``.
    """
    rules.require_erasable(entries, reason, kept_actions())
    mark = f"Text gelöscht am {format_date(today())} ({reason})"
    for entry in entries:
        entry.salt = entry.origin = entry.request_id = ""
        entry.summary, entry.changes, entry.is_erased = mark, {}, True
    committees = {entry.committee_id for entry in entries}
    count = "1 Eintrag" if len(entries) == 1 else f"{len(entries)} Einträgen"
    return record(
        actor,
        rules.ERASED,
        target,
        committee_id=committees.pop() if len(committees) == 1 else None,
        summary=f"Text von {count} gelöscht: {reason}",
        changes={"entries": (None, [[one.seq, rules.remainder_hash(one)] for one in entries])},
    )


def _committee_of(target: Any) -> int | None:
    told = house().recorded.get(getattr(target, "__tablename__", ""))
    found = target
    for name in told.committee.split(".") if told and told.committee else ("",):
        found = getattr(found, name, None)
    return found if isinstance(found, int) else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value.in_record if isinstance(value, Base) else value


def _request() -> tuple[str, str]:
    """Where the request came from and its number; empty for commands."""
    if not has_request_context():
        return "", ""
    number: str = g.setdefault("request_id", secrets.token_hex(8))
    return shortened(client_address()), number


@event.listens_for(Session, "before_flush")
def _notice(session: Session, _context: Any, _objects: Any) -> None:
    fresh = [one for one in session.new if isinstance(one, AuditEntry)]
    if fresh:
        # In the order of their making, which is the order of their ids.
        session.info.setdefault(_UNSEALED, []).extend(fresh)


def seal(session: Session) -> None:
    """The last step before the commit: the new entries get their places in the chain."""
    waiting = [e for e in session.info.pop(_UNSEALED, []) if inspect(e).persistent and not e.seq]
    if not waiting:
        return
    seq, last = _locked_head(session)
    with session.no_autoflush:
        for entry in sorted(waiting, key=lambda one: one.id):
            seq += 1
            last = rules.seal(entry, seq, last)
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(seq=seq, hash=last))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:  # what stood before a savepoint still waits for the commit
        session.info.pop(_UNSEALED, None)


def _locked_head(session: Session) -> tuple[int, str]:
    """Place and hash of the last entry; nobody else adds one before this transaction ends."""
    found = queries.locked_head(session)
    if found is None:
        kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        first = kind.insert(AuditHead).values(id=1, seq=0, hash="").on_conflict_do_nothing()
        session.execute(first)
        found = queries.locked_head(session)
        assert found is not None
    return found
