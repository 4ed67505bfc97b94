"""Reads for the composed pages; each room's own visibility applies."""

import shutil
import sqlite3
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine.interfaces import DBAPICursor

from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked, Task, by_urgency
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.errors import is_storage_fault
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.records.minutes import queries as minutes
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import on_items

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


def has_space(folder: Path, needed: int) -> bool:
    """Whether so many bytes are free where files are kept, whichever database is used."""
    return shutil.disk_usage(folder).free >= needed


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
    """What is to be done, as all rooms say it; most urgent first."""
    asked = Asked(viewer, day)
    return by_urgency(task for due in house().due for task in due(asked))


def minutes_state(viewer: Viewer, sitting: Sitting) -> MinutesState | None:
    """The state of a sitting's minutes for its minute-takers; None for others or without any."""
    if not viewer.takes_minutes_of(sitting.committee_id):
        return None
    return first_of(select(Minutes.state).where(Minutes.sitting_id == sitting.id))


def has_agenda(sitting: Sitting) -> bool:
    count = select(func.count(AgendaItem.id)).where(
        AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED
    )
    return bool(db.session.scalar(count))


def resolutions_on(viewer: Viewer, item_ids: Collection[int]) -> dict[int, Resolution]:
    """The resolutions on these items that this viewer may read, by item."""
    return {one.agenda_item_id: one for one in on_items(viewer, item_ids)}


def minutes_of_sittings(viewer: Viewer, ids: Collection[int]) -> dict[int, Minutes]:
    """The minutes of these sittings that this viewer may read, by sitting."""
    query = select(Minutes).join(Minutes.sitting).where(Minutes.sitting_id.in_(ids))
    return {one.sitting_id: one for one in all_of(query.where(minutes.visible_to(viewer)))}
