"""Reads of the entries that tell a name."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.reading import all_of


def telling_of(names: Iterable[str], target: Any, *, by: int | None) -> Sequence[AuditEntry]:
    """Entries that say one of the names; none older than the first one about ``target``.

    ``by``: only those of this account.
    """
    first = select(func.min(AuditEntry.id)).where(
        AuditEntry.object_type == target.__tablename__,
        AuditEntry.object_id == target.id,
        AuditEntry.action.in_([one.begun_by for one in house().recorded.values() if one.begun_by]),
    )
    known_since = db.session.scalar(first)
    query = select(AuditEntry).where(or_(*map(_says, names)), AuditEntry.is_erased.is_(False))
    if by is not None:
        query = query.where(AuditEntry.user_id == by)
    if known_since is not None:
        query = query.where(AuditEntry.id >= known_since)
    return all_of(query.order_by(AuditEntry.id))


def _says(name: str) -> ColumnElement[bool]:
    changes = cast(AuditEntry.changes, Text)
    escaped = json.dumps(name)[1:-1]  # as JSON columns are written
    return or_(
        AuditEntry.actor.contains(name, autoescape=True),
        AuditEntry.summary.contains(name, autoescape=True),
        changes.contains(name, autoescape=True),
        changes.contains(escaped, autoescape=True),
    )
