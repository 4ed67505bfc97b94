"""Reads for the composed pages; each room's own visibility applies."""

import sqlite3
import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, or_, select, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import is_storage_fault
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.portal.tasks import (
    Task,
    by_urgency,
    plan_tasks,
    record_tasks,
    secretariat_tasks,
    signing_task,
)
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.planning.queries import draft_plans, ticked_of
from gremien_app.meetings.proceedings.models import ChairPeriod
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import of_committees, sittings_visible_to
from gremien_app.people.committees.models import Committee
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion
from gremien_app.records.minutes.queries import presided_by

AHEAD = timedelta(days=60)
BEHIND = timedelta(days=400)
PROBE_BYTES = 64 * 1024


def database_answers() -> bool:
    return bool(db.session.scalar(text("SELECT 1")))


def takes_writes(data_dir: Path) -> bool:
    """Whether something could be saved just now: tried, and taken back at once.

    What PostgreSQL's own disk holds cannot be seen from here; only that it takes no writes.
    """
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        if db.engine.dialect.name == "sqlite":
            return _has_room(Path(db.engine.url.database or "").parent) and _may_write(cursor)
        cursor.execute("SELECT current_setting('transaction_read_only') = 'off'")
        found = cursor.fetchone()
        return bool(found and found[0]) and _has_room(data_dir)
    finally:
        connection.close()


def _has_room(folder: Path) -> bool:
    """SQLite writes to the disk at the commit only, so the disk is asked by itself."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
    except OSError:
        return False
    return True


def _may_write(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA busy_timeout")
    [patience] = cursor.fetchone() or (0,)
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        cursor.execute("BEGIN IMMEDIATE")
        try:
            cursor.execute("CREATE TABLE healthz_probe (x)")
        finally:
            cursor.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return not is_storage_fault(str(error))  # somebody else is writing: it can be done
    finally:
        cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
    return True


def next_sittings(viewer: Viewer, day: date, limit: int = 6) -> list[Sitting]:
    """The coming sittings of one's own committees; of all for the public."""
    ids = viewer.belongs_of
    own = sittings_visible_to(viewer, from_day=day, limit=limit, among=ids) if ids else []
    return own or sittings_visible_to(viewer, from_day=day, limit=limit)


def tasks_of(viewer: Viewer, day: date) -> list[Task]:
    """What is to be done: deadlines, invitations, sittings, minutes, plans; most urgent first."""
    sittings = _to_look_after(viewer, day)
    minutes, ticks = _minutes_by_sitting(sittings), ticked_of(sittings)
    tasks: list[Task] = []
    for sitting in sittings:
        if viewer.manages(sitting.committee_id):
            tasks += secretariat_tasks(sitting, ticks[sitting.id], day)
        tasks += record_tasks(sitting, minutes.get(sitting.id), day)
    return by_urgency([*tasks, *_to_sign(viewer), *plan_tasks(draft_plans(viewer, day.year))])


def _to_look_after(viewer: Viewer, day: date) -> list[Sitting]:
    """Those whose minutes one takes and that are not closed for good."""
    ids = viewer.records_of
    if not ids:
        return []
    found = sittings_visible_to(
        viewer, from_day=day - BEHIND, until=day + AHEAD, among=ids, is_open=True
    )
    return [one for one in found if viewer.takes_minutes_of(one.committee_id)]


def _minutes_by_sitting(sittings: Iterable[Sitting]) -> dict[int, Minutes]:
    ids = [sitting.id for sitting in sittings]
    found = db.session.scalars(
        select(Minutes).where(Minutes.sitting_id.in_(ids)).order_by(Minutes.id)
    )
    return {minutes.sitting_id: minutes for minutes in found}


def _to_sign(viewer: Viewer) -> Iterable[Task]:
    """Submitted minutes that wait for this person: as the one who presided, or as minute-taker."""
    waiting = db.session.scalars(
        select(Minutes)
        .join(Minutes.sitting)
        .where(
            Minutes.state == MinutesState.SUBMITTED,
            or_(
                Minutes.sitting_id.in_(presided_by(viewer)),
                of_committees(viewer.records_of),
            ),
        )
        .options(
            contains_eager(Minutes.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names)
            ),
            selectinload(Minutes.versions).selectinload(MinutesVersion.signatures),
        )
        .order_by(Minutes.submitted_at, Minutes.id)
    ).all()
    presided = _presided(viewer, [minutes.sitting_id for minutes in waiting])
    for minutes in waiting:
        version = minutes.current_version
        if version is None or any(s.user_id == viewer.user_id for s in version.signatures):
            continue
        if minutes.sitting_id in presided:
            yield signing_task(minutes.sitting, "Niederschrift lesen und unterzeichnen")
        elif viewer.takes_minutes_of(minutes.sitting.committee_id) and not any(
            s.role == "minute_taker" for s in version.signatures
        ):
            yield signing_task(minutes.sitting, "Niederschrift als Schriftführung unterzeichnen")


def _presided(viewer: Viewer, sitting_ids: list[int]) -> set[int]:
    if viewer.person_id is None:
        return set()
    periods = db.session.scalars(
        select(ChairPeriod)
        .where(ChairPeriod.sitting_id.in_(sitting_ids))
        .options(joinedload(ChairPeriod.attendance))
        .order_by(ChairPeriod.id)
    )
    return {p.sitting_id for p in periods if p.attendance.person_id == viewer.person_id}


def minutes_state(viewer: Viewer, sitting: Sitting) -> MinutesState | None:
    """The state of a sitting's minutes for its minute-takers; None for others or without any."""
    if not viewer.takes_minutes_of(sitting.committee_id):
        return None
    return db.session.scalars(select(Minutes.state).where(Minutes.sitting_id == sitting.id)).first()


def has_agenda(sitting: Sitting) -> bool:
    count = select(func.count(AgendaItem.id)).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED
    )
    return bool(db.session.scalar(count))
