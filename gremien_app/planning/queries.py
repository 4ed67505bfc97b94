"""All reads of planning: the sittings of a year, their deadlines, the plans."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select

from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.kernel.viewer import Viewer
from gremien_app.planning.deadlines import Deadline, deadlines_of
from gremien_app.planning.models import DeadlineDone, DeadlineKind
from gremien_app.sittings.models import Sitting
from gremien_app.sittings.queries import sittings_visible_to

# Working days and Easter stretch a notice period; so many days more are looked at.
_STRETCH = 2


def sittings_of_year(viewer: Viewer, year: int) -> list[Sitting]:
    """The sittings of a year that this viewer may know of, cancelled ones too; by beginning."""
    return sittings_visible_to(viewer, from_day=date(year, 1, 1), until=date(year, 12, 31))


def deadlines_for(viewer: Viewer, from_day: date, until: date) -> list[tuple[Deadline, Sitting]]:
    """The deadlines of a period (both days included) for those who have to keep them, by day.

    The secretariat and the minute-takers of a committee have all of them, those who chair it
    the minutes'. Done ones are among them. The same number of queries at any length.
    """
    own = viewer.secretariat_of | viewer.minute_taker_of | viewer.chair_of
    if not own:
        return []
    before, after = _reach(own)
    sittings = [
        sitting
        for sitting in sittings_visible_to(viewer, from_day=from_day - after, until=until + before)
        if sitting.committee_id in own
    ]
    ticks = ticked_of(sittings)
    found = [
        (deadline, sitting)
        for sitting in sittings
        for deadline in deadlines_of(sitting, ticks[sitting.id])
        if from_day <= deadline.due <= until and _concerns(viewer, sitting, deadline)
    ]
    return sorted(found, key=lambda pair: (pair[0].due, pair[1].starts_at, pair[1].id))


def _concerns(viewer: Viewer, sitting: Sitting, deadline: Deadline) -> bool:
    if viewer.takes_minutes_of(sitting.committee_id):
        return True
    return deadline.kind is DeadlineKind.MINUTES and viewer.chairs(sitting.committee_id)


def _reach(committee_ids: Collection[int]) -> tuple[timedelta, timedelta]:
    """How far before and after a sitting its deadlines may lie."""
    row = db.session.execute(
        select(
            func.max(Committee.motions_due_days),
            func.max(Committee.access_due_days),
            func.max(Committee.notice_days),
            func.max(Committee.minutes_due_days),
        ).where(Committee.id.in_(committee_ids))
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
