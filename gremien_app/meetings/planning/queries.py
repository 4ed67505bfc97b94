"""All reads of planning: the sittings of a year, the plans."""

from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.dates import local_datetime, to_berlin
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, one_of
from gremien_app.base.transactions import held
from gremien_app.meetings.planning.models import (
    PlannedDate,
    PlanState,
    SittingPlan,
)
from gremien_app.meetings.planning.patterns import Model
from gremien_app.meetings.sittings.candidate_rules import Candidate, DateWarning
from gremien_app.meetings.sittings.date_queries import warnings_about_many
from gremien_app.meetings.sittings.models import Room, Sitting, SittingKind, SittingState
from gremien_app.meetings.sittings.queries import of_committees, sittings_visible_to
from gremien_app.people.committees import queries as committees
from gremien_app.people.committees.models import Committee, CommitteeKind

_MODELS = (SittingKind.REGULAR, SittingKind.WORKING_GROUP)


def sittings_of_year(viewer: Viewer, year: int) -> list[Sitting]:
    """The sittings of a year that this viewer may know of, cancelled ones too; by beginning."""
    return sittings_visible_to(viewer, from_day=date(year, 1, 1), until=date(year, 12, 31))


def periods_taken(committee_id: int, year: int) -> list[tuple[datetime, datetime]]:
    """When a committee sits in a year already, jointly too; without what was called off."""
    rows = db.session.execute(
        select(Sitting.starts_at, Sitting.ends_at)
        .where(
            of_committees([committee_id]),
            Sitting.state != SittingState.CANCELLED,
            Sitting.starts_at >= local_datetime(date(year, 1, 1), time()),
            Sitting.starts_at < local_datetime(date(year + 1, 1, 1), time()),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [(starts_at, ends_at) for starts_at, ends_at in rows]


def committees_of_year(viewer: Viewer, year: int) -> list[Committee]:
    """The committees that this viewer may know of and that existed in the year, by position."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return all_of(
        select(Committee)
        .where(
            committees.visible_to(viewer),
            Committee.kind != CommitteeKind.OUTSIDE,
            ends_since(Committee.closed_on, first),
            or_(Committee.founded_on.is_(None), Committee.founded_on <= last),
        )
        .options(selectinload(Committee.names))
        .order_by(Committee.position, Committee.id)
    )


def plans_of_year(viewer: Viewer, year: int) -> list[SittingPlan]:
    """The plans of a year for the secretariats of their committees; nobody else knows of them."""
    return all_of(
        select(SittingPlan)
        .join(SittingPlan.committee)
        .where(SittingPlan.year == year, SittingPlan.committee_id.in_(viewer.secretariat_of))
        .options(
            joinedload(SittingPlan.committee).selectinload(Committee.names),
            selectinload(SittingPlan.dates).joinedload(PlannedDate.room).joinedload(Room.venue),
        )
        .order_by(Committee.position, SittingPlan.committee_id, SittingPlan.id)
    )


def draft_plans(viewer: Viewer, from_year: int) -> list[SittingPlan]:
    """Plans of this year and later that were never taken over, for their secretariats."""
    return all_of(
        select(SittingPlan)
        .where(
            SittingPlan.year >= from_year,
            SittingPlan.committed_at.is_(None),
            SittingPlan.committee_id.in_(viewer.secretariat_of),
        )
        .options(joinedload(SittingPlan.committee).selectinload(Committee.names))
        .order_by(SittingPlan.year, SittingPlan.id)
    )


def drafts_of(committee_id: int, year: int) -> list[SittingPlan]:
    """The committee's plans of a year that were never taken over."""
    return all_of(
        select(SittingPlan)
        .where(
            SittingPlan.committee_id == committee_id,
            SittingPlan.year == year,
            SittingPlan.committed_at.is_(None),
        )
        .order_by(SittingPlan.id)
    )


def manageable_plan(viewer: Viewer, id: int) -> SittingPlan:
    """The plan for its secretariat; for everybody else there is none."""
    found = one_of(
        select(SittingPlan)
        .where(SittingPlan.id == id, SittingPlan.committee_id.in_(viewer.secretariat_of))
        .options(
            joinedload(SittingPlan.committee).selectinload(Committee.names),
            selectinload(SittingPlan.dates).options(
                joinedload(PlannedDate.room).joinedload(Room.venue),
                joinedload(PlannedDate.sitting).selectinload(Sitting.moves),
            ),
        )
    )
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
    return [day for day in days if not any(term.runs_on(day) for term in known)]


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
