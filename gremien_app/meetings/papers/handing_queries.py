"""A member's own drafts, to which sitting they can still come, and who can move with them."""

from sqlalchemy import select

from gremien_app.base.kernel.clock import midnight, today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import due_day
from gremien_app.meetings.papers import handing_rules, queries
from gremien_app.meetings.papers.handing_rules import Chance
from gremien_app.meetings.papers.kinds import PaperState, Way
from gremien_app.meetings.papers.models import Paper, PaperSubmitter
from gremien_app.meetings.papers.reading_queries import is_own
from gremien_app.meetings.papers.stage_queries import entitled_on
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import get_committee
from gremien_app.people.members.queries import roster
from gremien_app.people.persons.models import Person


def entitled_today(committee_id: int) -> set[int]:
    return entitled_on(committee_id, today())


def member_of(viewer: Viewer, slug: str) -> tuple[Committee, Person | None]:
    """The committee and oneself in it; no person where somebody belongs to it by a task alone."""
    committee = get_committee(viewer, slug)
    if not viewer.belongs_to(committee.id):
        raise NotFound
    persons = {one.person_id: one.person for one in roster(committee.id, today())}
    return committee, persons.get(viewer.person_id or 0)


def others_who_move(committee: Committee, person_id: int) -> list[Person]:
    """Who else has the right to move today."""
    found = [one for one in roster(committee.id, today()) if one.may_move]
    return [one.person for one in found if one.person_id != person_id]


def drafts_of(person_id: int, committee_id: int, title: str) -> list[Paper]:
    """The person's own drafts of that title."""
    return all_of(
        select(Paper)
        .join(Paper.submitters)
        .where(
            PaperSubmitter.person_id == person_id,
            Paper.committee_id == committee_id,
            Paper.title == title,
            Paper.state == PaperState.DRAFT,
            Paper.way == Way.PAGE,
        )
        .order_by(Paper.id)
    )


def chances(committee: Committee) -> list[Chance]:
    """The coming sittings with their deadline for motions, the next one first."""
    sittings = all_of(
        select(Sitting)
        .where(
            Sitting.committee_id == committee.id,
            Sitting.starts_at >= midnight(today()),
            Sitting.state.in_((SittingState.PLANNED, SittingState.INVITED, SittingState.MOVED)),
        )
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(10)
    )
    return [Chance(one, due_day(one.committee, one.date, DeadlineKind.MOTIONS)) for one in sittings]


def own(viewer: Viewer, id: int) -> Paper:
    """A paper that this viewer submits, or is asked to; held."""
    paper = queries.get_paper(viewer, id).paper
    if not is_own(viewer, paper):
        raise NotFound
    return queries.held_whole(paper)


def own_draft(viewer: Viewer, id: int) -> Paper:
    """The paper of who began it; ``NotFound`` for all others."""
    paper = own(viewer, id)
    if handing_rules.owner_of(paper) != viewer.person_id:
        raise NotFound
    return paper
