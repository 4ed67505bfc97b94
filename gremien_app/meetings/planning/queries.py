"""All reads of planning: the sittings of a year, their deadlines, the plans."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.dates import local_datetime, to_berlin
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import held
from gremien_app.meetings.planning.deadlines import Deadline, deadlines_of
from gremien_app.meetings.planning.models import (
    DeadlineDone,
    DeadlineKind,
    PlannedDate,
    PlanState,
    SittingPlan,
)
from gremien_app.meetings.planning.patterns import Model
from gremien_app.meetings.sittings.date_queries import warnings_about_many
from gremien_app.meetings.sittings.date_rules import Candidate, DateWarning
from gremien_app.meetings.sittings.models import Room, Sitting, SittingKind, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.meetings.sittings.rules import chairs
from gremien_app.people.committees import queries as committees
from gremien_app.people.committees.models import Committee, CommitteeKind

# Working days and Easter stretch a notice period; so many days more are looked at.
_STRETCH = 2
_MODELS = (SittingKind.REGULAR, SittingKind.WORKING_GROUP)


def sittings_of_year(viewer: Viewer, year: int) -> list[Sitting]:
    """The sittings of a year that this viewer may know of, cancelled ones too; by beginning."""
    return sittings_visible_to(viewer, from_day=date(year, 1, 1), until=date(year, 12, 31))


def committees_of_year(viewer: Viewer, year: int) -> list[Committee]:
    """The committees that this viewer may know of and that existed in the year, by position."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return list(
        db.session.scalars(
            select(Committee)
            .where(
                committees.visible_to(viewer),
                Committee.kind != CommitteeKind.OUTSIDE,
                or_(Committee.closed_on.is_(None), Committee.closed_on >= first),
                or_(Committee.founded_on.is_(None), Committee.founded_on <= last),
            )
            .options(selectinload(Committee.names))
            .order_by(Committee.position, Committee.id)
        )
    )


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
    ticks = ticked_of(sittings)
    found = [
        (deadline, sitting)
        for sitting in sittings
        for deadline in deadlines_of(sitting, ticks[sitting.id])
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
    return list(
        db.session.scalars(
            select(DeadlineDone).where(
                DeadlineDone.sitting_id == sitting.id, DeadlineDone.kind == kind
            )
        )
    )


def plans_of_year(viewer: Viewer, year: int) -> list[SittingPlan]:
    """The plans of a year for the secretariats of their committees; nobody else knows of them."""
    return list(
        db.session.scalars(
            select(SittingPlan)
            .join(SittingPlan.committee)
            .where(SittingPlan.year == year, SittingPlan.committee_id.in_(viewer.secretariat_of))
            .options(
                joinedload(SittingPlan.committee).selectinload(Committee.names),
                selectinload(SittingPlan.dates).joinedload(PlannedDate.room).joinedload(Room.venue),
            )
            .order_by(Committee.position, SittingPlan.committee_id, SittingPlan.id)
        )
    )


def draft_plans(viewer: Viewer, from_year: int) -> list[SittingPlan]:
    """Plans of this year and later that were never taken over, for their secretariats."""
    return list(
        db.session.scalars(
            select(SittingPlan)
            .where(
                SittingPlan.year >= from_year,
                SittingPlan.committed_at.is_(None),
                SittingPlan.committee_id.in_(viewer.secretariat_of),
            )
            .options(joinedload(SittingPlan.committee).selectinload(Committee.names))
            .order_by(SittingPlan.year, SittingPlan.id)
        )
    )


def drafts_of(committee_id: int, year: int) -> list[SittingPlan]:
    """The committee's plans of a year that were never taken over."""
    return list(
        db.session.scalars(
            select(SittingPlan)
            .where(
                SittingPlan.committee_id == committee_id,
                SittingPlan.year == year,
                SittingPlan.committed_at.is_(None),
            )
            .order_by(SittingPlan.id)
        )
    )


def manageable_plan(viewer: Viewer, id: int) -> SittingPlan:
    """The plan for its secretariat; for everybody else there is none."""
    found = db.session.scalars(
        select(SittingPlan)
        .where(SittingPlan.id == id, SittingPlan.committee_id.in_(viewer.secretariat_of))
        .options(
            joinedload(SittingPlan.committee).selectinload(Committee.names),
            selectinload(SittingPlan.dates).options(
                joinedload(PlannedDate.room).joinedload(Room.venue),
                joinedload(PlannedDate.sitting).selectinload(Sitting.moves),
            ),
        )
    ).first()
    if found is None:
        raise NotFound
    return held(found)


def manageable_date(viewer: Viewer, id: int) -> PlannedDate:
    """A date of a plan for its secretariat; for everybody else there is none."""
    planned = db.session.get(PlannedDate, id)
    if planned is None or not viewer.manages(planned.plan.committee_id):
        raise NotFound
    held(planned.plan)
    return planned


def conflicts_by_date(viewer: Viewer, plan: SittingPlan) -> dict[int, list[DateWarning]]:
    """What speaks against each kept date, by its id; a constant number of queries."""
    kept = plan.kept_dates
    candidates = [
        Candidate(
            (plan.committee_id,),
            planned.starts_at,
            planned.ends_at,
            planned.room_id,
            planned.sitting_id,
        )
        for planned in kept
    ]
    found = warnings_about_many(candidates, viewer)
    return {planned.id: conflicts for planned, conflicts in zip(kept, found, strict=True)}


def other_sittings(plan: SittingPlan) -> int:
    """How many sittings the committee has in the year that are none of this plan's."""
    own = [planned.sitting_id for planned in plan.dates if planned.sitting_id]
    found = db.session.scalar(
        select(func.count(Sitting.id)).where(
            Sitting.committee_id == plan.committee_id,
            Sitting.state != SittingState.CANCELLED,
            Sitting.starts_at.between(*_span(plan.year)),
            Sitting.id.not_in(own),
        )
    )
    return found or 0


def days_without_term(plan: SittingPlan) -> list[date]:
    """The days of an open plan that lie in no known term."""
    if plan.state is PlanState.COMMITTED:
        return []
    known = committees.terms()
    days = [planned.day for planned in plan.kept_dates]
    return [day for day in days if not any(term.includes(day) for term in known)]


def _span(year: int) -> tuple[datetime, datetime]:
    """The year on the clocks of Köln."""
    first = local_datetime(date(year, 1, 1), time())
    return first, local_datetime(date(year, 12, 31), time(23, 59, 59))


def precedents_of(committee_id: int, year: int) -> list[Model]:
    """The committee's sittings of a year whose rhythm another year may follow, by beginning."""
    found = db.session.scalars(
        select(Sitting)
        .where(
            Sitting.committee_id == committee_id,
            Sitting.state != SittingState.CANCELLED,
            Sitting.kind.in_(_MODELS),
            Sitting.starts_at.between(*_span(year)),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [
        Model(
            sitting.date,
            to_berlin(sitting.starts_at).time(),
            to_berlin(sitting.ends_at).time(),
            sitting.room_id,
        )
        for sitting in found
    ]


def with_content(sitting_ids: Collection[int]) -> set[int]:
    """Those of these sittings on which rooms have hung anything: agenda, invitations, …

    What is content, each room says of its own tables (``base.house``).
    """
    found: set[int] = set()
    for column, is_content in house().content_of(Sitting.__tablename__):
        rows = select(column).where(column.in_(sitting_ids), is_content).distinct()
        found |= set(db.session.scalars(rows))
    return found
