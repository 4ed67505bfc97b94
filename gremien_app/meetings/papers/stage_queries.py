"""What the formal check looks at, and a paper for its chair or its submitters."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import due_day
from gremien_app.meetings.papers import queries
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.papers.reading_queries import is_own
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import running


@dataclass(frozen=True)
class Findings:
    """What the data say of a formal check; None: they say nothing.

    ``due``: the last day for motions to the next sitting (``sitting``) after the receipt.
    """

    sitting: Sitting | None
    due: date | None
    is_in_time: bool | None
    is_entitled: bool | None


def findings(paper: Paper) -> Findings:
    """Deadline and right to move, as of the day of the receipt."""
    if paper.received_at is None:
        return Findings(None, None, None, None)
    day = berlin_date(paper.received_at)
    sitting = next_sitting(paper.committee_id, day)
    due = due_day(sitting.committee, sitting.date, DeadlineKind.MOTIONS) if sitting else None
    movers = {one.person_id for one in paper.submitters if one.person_id is not None}
    is_entitled = None
    if paper.kind.is_moved and movers:
        is_entitled = movers <= entitled_on(paper.committee_id, day)
    return Findings(sitting, due, None if due is None else day <= due, is_entitled)


def next_sitting(committee_id: int, day: date) -> Sitting | None:
    """The committee's next sitting after that day that is to take place."""
    return first_of(
        select(Sitting)
        .where(
            Sitting.committee_id == committee_id,
            Sitting.starts_at >= midnight(day),
            Sitting.state != SittingState.CANCELLED,
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )


def entitled_on(committee_id: int, day: date) -> set[int]:
    """The persons with the right to move there on that day."""
    query = running(day).where(Membership.committee_id == committee_id, Membership.may_move)
    return {one.person_id for one in all_of(query)}


def chaired(viewer: Viewer, id: int) -> Paper:
    """The paper for whoever chairs its committee; ``NotFound`` for everybody else."""
    paper = queries.get_paper(viewer, id).paper
    if not viewer.chairs(paper.committee_id):
        raise NotFound
    return queries.held_whole(paper)


def retractable(viewer: Viewer, id: int) -> Paper:
    """For those who submitted it, and for the office that was told by them."""
    paper = queries.get_paper(viewer, id).paper
    if not viewer.manages(paper.committee_id) and not is_own(viewer, paper):
        raise NotFound
    return queries.held_whole(paper)
