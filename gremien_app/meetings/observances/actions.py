"""All writes of days to respect and of other bodies' calendars."""

from collections.abc import Iterable
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.meetings.observances import calendar_rules, queries, rules
from gremien_app.meetings.observances.calendar_rules import Imported
from gremien_app.meetings.observances.events import Occurrence
from gremien_app.meetings.observances.models import Observance, OutsideCalendar, OutsideSitting
from gremien_app.meetings.observances.reading import ReadSittings
from gremien_app.meetings.observances.rules import PlannedEntry, SpecialDay


def add(actor: Viewer, entry: SpecialDay) -> Observance:
    rules.require_entry(entry)
    row = Observance(**vars(entry))
    db.session.add(row)
    record(actor, "observance.added", row, summary=f"Tag angelegt: {_describe(entry)}")
    return row


def edit(actor: Viewer, row: Observance, entry: SpecialDay) -> None:
    rules.require_entry(entry)
    changes = apply(row, vars(entry))
    if not changes:
        return
    db.session.flush()
    summary = f"Tag geändert: {_describe(entry)}"
    record(actor, "observance.edited", row, summary=summary, changes=changes)


def delete(actor: Viewer, row: Observance) -> SpecialDay:
    """Take an entry off the table; the answer is what it takes to put it back."""
    entry = rules.entry_of(row)
    record(actor, "observance.deleted", row, summary=f"Tag gelöscht: {_describe(entry)}")
    db.session.delete(row)
    db.session.flush()
    return entry


def take_over(actor: Viewer, entries: Iterable[SpecialDay]) -> list[PlannedEntry]:
    """Add and change what a file says; what stands in the table alone stays."""
    take_turns(Turn.OUTSIDE)
    listed = list(entries)
    stored = queries.stored_entries(one.key for one in listed)
    planned = rules.plan_entries(listed, stored)
    for one in planned:
        if one.kind == "new":
            add(actor, one.entry)
        elif one.kind == "changed":
            edit(actor, stored[one.entry.key], one.entry)
    return planned


def import_calendar(
    actor: Viewer, *, name: str, source: str, read: ReadSittings, now: datetime
) -> Imported:
    """Bring another body's calendar up to date, by UID.

    What the file no longer has is taken away if it still lay ahead; the past stays, and so does
    what the file still names but cannot be read.
    """
    take_turns(Turn.OUTSIDE)
    calendar = queries.find_calendar(name)
    if calendar is None:
        calendar = OutsideCalendar(name=name, imported_at=now)
        db.session.add(calendar)
    calendar.source, calendar.imported_at = source, now
    db.session.flush()
    stored = {one.uid: one for one in queries.sittings_of_calendar(calendar)}
    sittings = {one.uid: one for one in read.sittings}
    calendar_rules.know_again(stored, sittings)
    added = [one for uid, one in sittings.items() if uid not in stored]
    changed = [one for uid, one in sittings.items() if uid in stored and _update(stored[uid], one)]
    missing = [one for uid, one in stored.items() if uid not in sittings and one.starts_at > now]
    gone = calendar_rules.gone(missing, read)
    for one in added:
        db.session.add(OutsideSitting(calendar_id=calendar.id, **one.row))
    for row in gone:
        db.session.delete(row)
    same = len(sittings) - len(added) - len(changed)
    found = Imported(len(added), len(changed), same, len(gone), len(missing) - len(gone))
    summary = (
        f"Sitzungskalender „{name}“ eingelesen: {found.added} neu, {found.changed} geändert, "
        f"{found.removed} entfallen"
    )
    record(actor, "outside_calendar.imported", calendar, summary=summary)
    return found


def _update(row: OutsideSitting, read: Occurrence) -> bool:
    new = (read.summary, read.starts_at, read.ends_at, read.is_end_known)
    if (row.summary, row.starts_at, row.ends_at, row.is_end_known) == new:
        return False
    row.summary, row.starts_at, row.ends_at, row.is_end_known = new
    return True


def delete_calendar(actor: Viewer, calendar: OutsideCalendar) -> None:
    """Take another body's calendar away with all its sittings; the file can be read again."""
    summary = f"Sitzungskalender „{calendar.name}“ entfernt"
    record(actor, "outside_calendar.deleted", calendar, summary=summary)
    for row in queries.sittings_of_calendar(calendar):
        db.session.delete(row)
    db.session.flush()
    db.session.delete(calendar)
    db.session.flush()


def _describe(entry: SpecialDay) -> str:
    return f"{entry.name}, {format_date(entry.starts_on)}"
