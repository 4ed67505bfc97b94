"""All reads of questions and their links."""

from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import queries, question_rules
from gremien_app.meetings.support.measures import Needs
from gremien_app.meetings.support.models import AccessNeed, Question, QuestionLink
from gremien_app.people.accounts.secrets import digest

ASKED, ANSWER = "question", "answer"


def key_hash(purpose: str, key: str) -> str:
    """Of both purposes alike: a row tells not that somebody was answered."""
    return digest(f"support:{purpose}:{key}")


def questions_of(sitting: Sitting) -> dict[int, Question]:
    """By person: who was asked; for checked sittings."""
    query = select(Question).where(Question.sitting_id == sitting.id).order_by(Question.id)
    return {one.person_id: one for one in db.session.scalars(query)}


def open_question(purpose: str, key: str, day: date) -> Question:
    """The question of a link that is still good; ``NotFound`` for every other key.

    Good only for whoever is still expected at a sitting that is ahead.
    """
    query = (
        select(QuestionLink)
        .where(QuestionLink.key_hash == key_hash(purpose, key))
        .options(joinedload(QuestionLink.question).joinedload(Question.sitting))
    )
    link = required(first_of(query))
    question = link.question
    if not question_rules.is_good(question.sitting, day):
        raise NotFound
    queries.person_of(question.sitting, question.person_id)
    held(question.sitting)
    return question


def last_needs(person_id: int, sitting: Sitting) -> Needs | None:
    """What the person said last time: for all sittings, else for the one before."""
    standing = queries.need_of(person_id, None)
    if standing is not None:
        return queries.opened(standing)
    query = (
        select(AccessNeed)
        .join(AccessNeed.sitting)
        .where(AccessNeed.person_id == person_id, AccessNeed.sitting_id != sitting.id)
        .order_by(Sitting.starts_at.desc(), AccessNeed.id.desc())
    )
    before = first_of(query)
    return queries.opened(before) if before is not None else None


def standing_of(sitting: Sitting) -> list[Needs]:
    """What is known to be needed already."""
    return [one.needs for one in queries.told_for(sitting) if one.needs is not None]


def was_asked(sittings: list[Sitting]) -> set[int]:
    """The sittings for which somebody was asked, by their ids."""
    ids = [one.id for one in sittings]
    query = select(Question.sitting_id).where(Question.sitting_id.in_(ids)).distinct()
    return set(db.session.scalars(query))


def count_visitors(sitting: Sitting) -> int:
    query = select(func.count(AccessNeed.id)).where(
        AccessNeed.sitting_id == sitting.id, AccessNeed.person_id.is_(None)
    )
    return db.session.scalar(query) or 0


def forget_questions(day: date) -> int:
    """Delete those of sittings that ended before a day, with their links."""
    over = select(Sitting.id).where(Sitting.ends_at < midnight(day))
    ids = all_of(select(Question.id).where(Question.sitting_id.in_(over)))
    db.session.execute(delete(QuestionLink).where(QuestionLink.question_id.in_(ids)))
    db.session.execute(delete(Question).where(Question.id.in_(ids)))
    return len(ids)
