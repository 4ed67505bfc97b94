"""Reads of the record. Who works in a committee's secretariat reads what happened there.

The administration of the application sees every entry, but of committees it does not work for
only who did what and when: the content of their work is not its business.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, false, or_, select, table, true

from gremien_app.audit import words
from gremien_app.audit.models import AuditEntry
from gremien_app.extensions import db
from gremien_app.kernel.clock import BERLIN
from gremien_app.kernel.errors import Forbidden
from gremien_app.kernel.viewer import Viewer

# Without a committee of their own, but the daily work of every secretariat. Persons are not among
# them: whoever may see a person reads the history on the person's page.
SHARED = frozenset(
    {
        "observance",
        "office",
        "office_tenure",
        "organization",
        "outside_calendar",
        "room",
        "term",
        "venue",
    }
)
# The room of the committees stands above this one: its table is known by name only.
_COMMITTEE = table("committee", column("id"), column("short"))


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. Days are days in Köln, both included."""

    actor: str = ""
    area: str = ""
    object_type: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One entry in words; ``has_details`` is false where only who, what and when may be told."""

    entry: AuditEntry
    area: str
    kind: words.ObjectKind | None
    committee: str
    has_details: bool
    changes: tuple[Change, ...]


def entries_visible_to(
    viewer: Viewer, filters: Filters, *, before: int | None = None, limit: int
) -> list[Line]:
    """The newest first; ``before``: only those with a smaller number. Raises ``Forbidden``."""
    if not (viewer.is_admin or viewer.is_staff):
        raise Forbidden
    query = select(AuditEntry).where(_visible_to(viewer), *_narrowed(filters))
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    return _lines(viewer, query.order_by(AuditEntry.seq.desc()).limit(limit))


def entries_of(
    viewer: Viewer,
    object_type: str,
    object_id: int,
    *,
    before: int | None = None,
    limit: int = 100,
) -> list[Line]:
    """The history of one object, the newest first; empty also where the viewer may not know."""
    query = select(AuditEntry).where(
        AuditEntry.object_type == object_type,
        AuditEntry.object_id == object_id,
        _visible_to(viewer),
    )
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    return _lines(viewer, query.order_by(AuditEntry.seq.desc()).limit(limit))


def _visible_to(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.is_admin:
        return true()
    if not viewer.is_staff:
        return false()
    shared = or_(AuditEntry.object_type.in_(SHARED), AuditEntry.user_id == viewer.user_id)
    # Computed, so that no index is used for it: the newest entries are read in their order until
    # the page is full, instead of all entries of these committees being sorted.
    computed = AuditEntry.committee_id + 0
    return or_(
        computed.in_(viewer.secretariat_of),
        and_(AuditEntry.committee_id.is_(None), shared),
    )


def _has_details(viewer: Viewer, entry: AuditEntry) -> bool:
    if entry.committee_id is None:
        is_own = entry.user_id is not None and entry.user_id == viewer.user_id
        return viewer.is_admin or is_own or entry.object_type in SHARED
    return viewer.manages(entry.committee_id)


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.actor:
        conditions.append(AuditEntry.actor.icontains(filters.actor, autoescape=True))
    if filters.area:
        conditions.append(AuditEntry.action.startswith(f"{filters.area}.", autoescape=True))
    if filters.object_type:
        conditions.append(AuditEntry.object_type == filters.object_type)
    if filters.first_day:
        conditions.append(AuditEntry.at >= _midnight(filters.first_day))
    if filters.last_day:
        conditions.append(AuditEntry.at < _midnight(filters.last_day + timedelta(days=1)))
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _lines(viewer: Viewer, query: Select[AuditEntry]) -> list[Line]:
    found = db.session.scalars(query).all()
    shorts: dict[int, str] = {}
    ids = {entry.committee_id for entry in found} - {None}
    if ids:
        named = select(_COMMITTEE.c.id, _COMMITTEE.c.short).where(_COMMITTEE.c.id.in_(ids))
        shorts = {row.id: row.short for row in db.session.execute(named)}
    return [_line(viewer, entry, shorts) for entry in found]


def _line(viewer: Viewer, entry: AuditEntry, shorts: dict[int, str]) -> Line:
    has_details = _has_details(viewer, entry)
    return Line(
        entry=entry,
        area=words.area_of(entry.action),
        kind=words.OBJECTS.get(entry.object_type),
        committee=shorts.get(entry.committee_id or 0, ""),
        has_details=has_details,
        changes=tuple(_changes(entry)) if has_details else (),
    )


def _changes(entry: AuditEntry) -> list[Change]:
    told = []
    for name, pair in entry.changes.items():
        old, new = _pair(pair)
        told.append(
            Change(
                words.field_label(name),
                words.in_words(entry.object_type, name, old),
                words.in_words(entry.object_type, name, new),
            )
        )
    return told


def _pair(value: Any) -> tuple[Any, Any]:
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else (None, value)
