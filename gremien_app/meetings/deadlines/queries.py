"""All reads of deadlines: those of a period, and what was ticked off."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.deadlines.rules import Deadline, deadlines_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.meetings.sittings.rules import chairs
from gremien_app.people.committees.models import Committee

# Working days and Easter stretch a notice period; so many days more are looked at.
_STRETCH = 2


def deadlines_for(viewer: Viewer, from_day: date, until: date) -> list[tuple[Deadline, Sitting]]:
    """The deadlines of a period (both days included) for those who have to keep them, by day.

    The secretariat of a committee has all of them, its minute-takers and those who chair it the
    minutes'. Done ones are among them. The same number of queries at any length.
    """
    own = viewer.records_of | viewer.chair_of
    if not own:
        return []
    before, after = _reach()
    sittings = [
        sitting
        for sitting in sittings_visible_to(viewer, from_day=from_day - after, until=until + before)
        if own.intersection(sitting.committee_ids)
    ]
    found = [
        (deadline, sitting)
        for sitting in sittings
        for deadline in deadlines_of(sitting)
        if from_day <= deadline.due <= until and _concerns(viewer, sitting, deadline)
    ]
    return sorted(found, key=lambda pair: (pair[0].due, pair[1].starts_at, pair[1].id))


def _concerns(viewer: Viewer, sitting: Sitting, deadline: Deadline) -> bool:
    if viewer.manages(sitting.committee_id):
        return True
    has_minutes = viewer.takes_minutes_of(sitting.committee_id)
    is_minutes = deadline.kind is DeadlineKind.MINUTES
    return is_minutes and (has_minutes or chairs(viewer, sitting))


def _reach() -> tuple[timedelta, timedelta]:
    """How far before and after a sitting its deadlines may lie.

    In any committee: to a joint sitting the rules of the one that invites apply.
    """
    row = db.session.execute(
        select(
            func.max(Committee.motions_due_days),
            func.max(Committee.access_due_days),
            func.max(Committee.notice_days),
            func.max(Committee.minutes_due_days),
        )
    ).one()
    motions, access, notice, minutes = (value or 0 for value in row)
    before = max(motions, access, notice * _STRETCH + 14)
    return timedelta(days=before), timedelta(days=minutes)


def ticked_of(sittings: Collection[Sitting]) -> defaultdict[int, set[DeadlineKind]]:
    """The ticked kinds by the sitting's id; empty for all others."""
    found: defaultdict[int, set[DeadlineKind]] = defaultdict(set)
    ids = [sitting.id for sitting in sittings]
    rows = db.session.execute(
        select(DeadlineDone.sitting_id, DeadlineDone.kind).where(DeadlineDone.sitting_id.in_(ids))
    )
    for sitting_id, kind in rows:
        found[sitting_id].add(kind)
    return found


def ticks_of(sitting: Sitting, kind: DeadlineKind) -> list[DeadlineDone]:
    return all_of(
        select(DeadlineDone).where(DeadlineDone.sitting_id == sitting.id, DeadlineDone.kind == kind)
    )
