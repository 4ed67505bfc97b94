"""Reads of the record. Who works in a committee's secretariat reads what happened there.

The administration of the application sees every entry, but of committees it does not work for
only who did what and when: the content of their work is not its business.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from gremien_app.base.audit import rules, words
from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import RecordedAs
from gremien_app.base.kernel.clock import end_of, midnight
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of

MOST_SHOWN = 200


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
    """One entry in words; ``has_details`` is false where only who, what and when may be told.

    ``has_page``: its object is still there, and this viewer may open its page.
    """

    entry: AuditEntry
    area: str
    kind: RecordedAs | None
    committee: str
    has_details: bool
    changes: tuple[Change, ...]
    has_page: bool = False


@dataclass(frozen=True)
class Erasure:
    """The entries whose texts would go: those to show, how many there are, the latest number.

    ``unshown``: how many older ones stand on no list, as it would be too long; ``hidden``: those
    of a person whose connection with her the viewer may not learn.
    """

    lines: tuple[Line, ...]
    unshown: int
    hidden: int
    count: int
    until: int


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
    viewer: Viewer, object_type: str, object_id: int, *, before: int | None = None, limit: int = 100
) -> list[Line]:
    """The history of one object, the newest first; empty also where the viewer may not know."""
    query = select(AuditEntry).where(
        AuditEntry.object_type == object_type,
        AuditEntry.object_id == object_id,
        _visible_to(viewer),
    )
    if before is not None:
        query = query.where(AuditEntry.seq < before)
    lines = _lines(viewer, query.order_by(AuditEntry.seq.desc()).limit(limit))
    if all(line.has_details or not line.entry.is_erased for line in lines):
        return lines
    here = _erased_by(object_type, object_id)
    return [replace(one, has_details=one.has_details or one.entry.seq in here) for one in lines]


def _erased_by(object_type: str, object_id: int) -> set[int]:
    """Entries erased on this object's own page: that they are is no secret of a committee."""
    told = select(AuditEntry.changes).where(
        AuditEntry.action == rules.ERASED,
        AuditEntry.object_type == object_type,
        AuditEntry.object_id == object_id,
    )
    found = db.session.scalars(told.order_by(AuditEntry.seq))
    return {seq for changes in found for seq, _ in changes["entries"][1]}


def erasure_of(viewer: Viewer, object_type: str, object_id: int) -> Erasure:
    """What an erasure would take from the record of an object; raises ``Forbidden``.

    Where the person is a member is the business of the committees: of such entries the
    administration learns the number only.
    """
    entries = entries_to_erase(viewer, object_type, object_id)
    shown = [one for one in entries if one.object_type == object_type or _has_details(viewer, one)]
    return Erasure(
        lines=tuple(_lines_of(viewer, shown[:MOST_SHOWN])),
        unshown=len(shown[MOST_SHOWN:]),
        hidden=len(entries) - len(shown),
        count=len(entries),
        until=max((one.seq or 0 for one in entries), default=0),
    )


def entries_to_erase(
    viewer: Viewer, object_type: str, object_id: int, *, until: int | None = None
) -> list[AuditEntry]:
    """Those of an object, with a person's those of what belongs to her; the newest first.

    Without what is erased already or must stay; ``until``: up to this number.
    """
    if not viewer.is_admin:
        raise Forbidden
    about = or_(
        and_(AuditEntry.object_type == object_type, AuditEntry.object_id == object_id),
        *_of_belongings(object_type, object_id),
    )
    query = select(AuditEntry).where(
        about, AuditEntry.is_erased.is_(False), AuditEntry.action.not_in(kept_actions())
    )
    if until is not None:
        query = query.where(AuditEntry.seq <= until)
    return all_of(query.order_by(AuditEntry.seq.desc()))


def kept_actions() -> frozenset[str]:
    """The actions whose entries keep their text, whatever is erased."""
    return house().evidence | rules.OF_THE_RECORD


def has_belongings(object_type: str) -> bool:
    """Whether entries of other objects are erased with those of one of these."""
    return next(_of_belongings(object_type, 0), None) is not None


def _of_belongings(object_type: str, object_id: int) -> Iterator[ColumnElement[bool]]:
    """The entries of the rows that belong to this one."""
    for name, recorded in house().recorded.items():
        if not recorded.belongs_by:
            continue
        table = house().tables[name].table
        column = table.c[recorded.belongs_by]
        if any(key.column.table.name == object_type for key in column.foreign_keys):
            own = select(table.c.id).where(column == object_id)
            yield and_(AuditEntry.object_type == name, AuditEntry.object_id.in_(own))


def _shared() -> list[str]:
    """Without a committee of their own, but the daily work of every secretariat.

    Persons are not among them: whoever may see a person reads the history on the person's page.
    """
    return [name for name, recorded in house().recorded.items() if recorded.is_shared]


def _visible_to(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.is_admin:
        return true()
    if not viewer.is_staff:
        return false()
    shared = or_(AuditEntry.object_type.in_(_shared()), AuditEntry.user_id == viewer.user_id)
    # Computed, so that no index is used for it: the newest entries are read in their order until
    # the page is full, instead of all entries of these committees being sorted.
    computed = AuditEntry.committee_id + 0
    return or_(computed.in_(viewer.secretariat_of), and_(AuditEntry.committee_id.is_(None), shared))


def _has_details(viewer: Viewer, entry: AuditEntry) -> bool:
    if entry.action in rules.OF_THE_RECORD:
        return True  # how many and why, nothing of what was erased
    if entry.committee_id is None:
        is_own = entry.user_id is not None and entry.user_id == viewer.user_id
        return viewer.is_admin or is_own or entry.object_type in _shared()
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
        conditions.append(AuditEntry.at >= midnight(filters.first_day))
    if filters.last_day:
        conditions.append(AuditEntry.at < end_of(filters.last_day))
    return conditions


def _lines(viewer: Viewer, query: Select[AuditEntry]) -> list[Line]:
    return _lines_of(viewer, all_of(query))


def _lines_of(viewer: Viewer, found: Sequence[AuditEntry]) -> list[Line]:
    shorts = house().short_names({entry.committee_id for entry in found if entry.committee_id})
    opened = _with_page(viewer, found)
    return [_line(viewer, entry, shorts, opened) for entry in found]


def _with_page(viewer: Viewer, found: Sequence[AuditEntry]) -> set[tuple[str, int]]:
    """The objects of these entries that the viewer may open; one query for each kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in found:
        if entry.object_type in house().pages and entry.object_id is not None:
            ids[entry.object_type].add(entry.object_id)
    pages = house().pages
    return {(kind, id_) for kind, some in ids.items() for id_ in pages[kind].opens(viewer, some)}


def _line(
    viewer: Viewer, entry: AuditEntry, shorts: Mapping[int, str], opened: set[tuple[str, int]]
) -> Line:
    has_details = _has_details(viewer, entry)
    return Line(
        entry=entry,
        area=words.area_of(entry.action),
        kind=house().recorded.get(entry.object_type),
        committee=shorts.get(entry.committee_id or 0, ""),
        has_details=has_details,
        changes=tuple(Change(*one) for one in words.told(entry.object_type, entry.changes))
        if has_details and entry.action not in rules.OF_THE_RECORD
        else (),
        has_page=(entry.object_type, entry.object_id) in opened,
    )


def last_saved(
    viewer: Viewer, object_type: str, object_id: int | None, since: datetime
) -> Line | None:
    """What was last saved of an object; without an id: what the viewer saved since then.

    None where the viewer may not read the entry.
    """
    if viewer.user_id is None:
        return None
    own = AuditEntry.user_id == viewer.user_id
    others = [area.code for area in house().areas.values() if not area.tells_of_saves]
    query = select(AuditEntry).where(*(AuditEntry.action.not_like(f"{code}.%") for code in others))
    if object_id is None:
        of_kind = AuditEntry.object_type == object_type
        query = query.where(own, AuditEntry.at >= since).order_by(of_kind.desc())
    else:
        query = query.where(
            AuditEntry.object_type == object_type,
            AuditEntry.object_id == object_id,
            or_(own, _visible_to(viewer)),
        )
    lines = _lines(viewer, query.order_by(AuditEntry.seq.desc()).limit(1))
    told = [one for one in lines if one.has_details or one.entry.user_id == viewer.user_id]
    return told[0] if told else None


def is_told(action: str, target: Any, changes: dict[str, Any], since: datetime) -> bool:
    """Whether the record has told of this of the object since then."""
    told = select(AuditEntry.changes).where(
        AuditEntry.object_type == str(target.__tablename__),
        AuditEntry.object_id == target.id,
        AuditEntry.action == action,
        AuditEntry.at >= since,
    )
    return changes in all_of(told.order_by(AuditEntry.id))


def locked_head(session: Session) -> tuple[int, str] | None:
    """Place and hash of the last entry, held until the end of the transaction."""
    head = select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()
    found = session.execute(head).one_or_none()
    return None if found is None else (found.seq, found.hash)
