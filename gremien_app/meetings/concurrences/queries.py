"""All reads of the Mitzeichnung; it is for the paper's secretariat, its chair and who is asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import held
from gremien_app.meetings.concurrences import rules
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.papers import queries as papers
from gremien_app.meetings.papers.kinds import PaperState
from gremien_app.meetings.papers.models import Paper, PaperFile
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.roles import CommitteeRole


@dataclass(frozen=True)
class Line:
    """One who is asked, as the office reads it."""

    asked: Concurrence
    told: str
    badge: str
    is_outdated: bool
    is_open: bool


def _whole() -> Select[Concurrence]:
    paper = joinedload(Concurrence.paper)
    return select(Concurrence).options(
        paper.selectinload(Paper.files), paper.joinedload(Paper.committee)
    )


def asked_of(paper: Paper) -> list[Concurrence]:
    """Everybody who was asked, in that order: for actions."""
    query = _whole().where(Concurrence.paper_id == paper.id)
    return all_of(query.order_by(Concurrence.id))


def lines_of(viewer: Viewer, paper: Paper, day: date) -> list[Line]:
    """For the paper's secretariat and its chair; nobody else learns that anybody was asked."""
    if not (viewer.manages(paper.committee_id) or viewer.chairs(paper.committee_id)):
        return []
    return [
        Line(one, *rules.standing(one, day), rules.is_outdated(one), rules.is_open(one, day))
        for one in asked_of(paper)
    ]


def manageable(viewer: Viewer, id: int) -> Concurrence:
    """For the secretariat of the paper, which is held."""
    found = one_of(_whole().where(Concurrence.id == id))
    papers.manageable(viewer, found.paper_id)
    return held(found)


def by_token(token: str) -> Concurrence:
    """What a link is about, still good or not; ``NotFound`` for any other token."""
    found = first_of(_whole().where(Concurrence.token_hash == digest(token)))
    if found is None or found.paper.removed_at is not None:
        raise NotFound
    return held(found)


def own(viewer: Viewer, paper_id: int) -> Concurrence:
    """What this account is asked; ``NotFound`` for everybody else, and when it was taken back."""
    found = first_of(
        _whole()
        .join(Concurrence.paper)
        .where(
            Concurrence.paper_id == paper_id,
            Concurrence.user_id == (viewer.user_id or 0),
            Concurrence.ended_at.is_(None),
            Paper.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotFound
    return held(found)


def file_of(one: Concurrence, day: date) -> PaperFile:
    """The newest version, for as long as an answer is taken."""
    newest = one.paper.newest
    if newest is None or not rules.is_open(one, day):
        raise NotFound
    return newest


def colleagues(viewer: Viewer, day: date) -> list[User]:
    """Accounts of secretariats and minute-takers that can be asked, by their names."""
    running = select(Assignment.user_id).where(
        Assignment.role.in_(list(CommitteeRole)), Assignment.running(day)
    )
    return all_of(
        select(User)
        .where(User.id.in_(running), ~User.is_disabled, User.id != (viewer.user_id or 0))
        .order_by(User.name, User.id)
    )


def silent(viewer: Viewer, day: date) -> list[Concurrence]:
    """Whose day has passed without a word, of this secretariat's papers."""
    return all_of(
        _pending()
        .where(Paper.committee_id.in_(viewer.secretariat_of), Concurrence.due_on < day)
        .order_by(Concurrence.due_on, Concurrence.id)
    )


def waiting_for(viewer: Viewer) -> list[Concurrence]:
    """What this account has been asked and not answered."""
    query = _pending().where(Concurrence.user_id == (viewer.user_id or 0))
    return all_of(query.order_by(Concurrence.due_on, Concurrence.id))


def _pending() -> Select[Concurrence]:
    ended = [state for state in PaperState if state.is_ended]
    return (
        _whole()
        .join(Concurrence.paper)
        .where(
            Concurrence.verdict.is_(None),
            Concurrence.ended_at.is_(None),
            Paper.removed_at.is_(None),
            Paper.state.not_in(ended),
        )
    )


def forgettable(day: date) -> list[Concurrence]:
    """Whose address and link are needed no more."""
    return all_of(
        select(Concurrence)
        .where(
            Concurrence.due_on < day - rules.KEPT,
            (Concurrence.token_hash.is_not(None)) | (Concurrence.email != ""),
        )
        .options(selectinload(Concurrence.paper))
        .order_by(Concurrence.id)
    )
