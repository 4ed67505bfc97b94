"""The answer is told by the way that the person chose: a mail with a link, a letter, a call."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import Writing, writing
from gremien_app.base.mail.occasion_actions import tell as put
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import answer_queries, booking_rules, queries, question_queries
from gremien_app.meetings.support.answer_queries import News
from gremien_app.meetings.support.measures import Way, as_data
from gremien_app.meetings.support.models import Question
from gremien_app.meetings.support.occasions import ANSWERED
from gremien_app.meetings.support.question_actions import (
    LinkTo,
    needs_letter,
    new_link,
    values_of,
)
from gremien_app.people.persons.models import Person


def tell(actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime) -> int:
    """Send everybody who wants a mail a link to the answer, if it has changed; how many."""
    known = question_queries.questions_of(sitting)
    news = [one for one in answer_queries.news_for(sitting) if one.way is Way.MAIL]
    to_write = writing(ANSWERED, [one.person.id for one in news])
    news = [one for one in news if to_write.goes_to(_reader(one.person))]
    for one in news:
        question = known.get(one.person.id)
        if question is None:
            question = Question(sitting=sitting, person=one.person, asked_at=now)
            db.session.add(question)
            db.session.flush()
        _send(to_write, question, one.person, link_to, now)
    _mark(actor, sitting, news)
    return len(news)


def write_letters(actor: Viewer, sitting: Sitting) -> list[News]:
    """What stands in the letters to those who want one, or whom no mail reaches; told with that."""
    news = answer_queries.news_for(sitting)
    to_write = writing(ANSWERED, [one.person.id for one in news])
    news = [
        one
        for one in news
        if one.way is Way.LETTER or (one.way is Way.MAIL and needs_letter(to_write, one.person))
    ]
    _mark(actor, sitting, news)
    return news


def note_called(actor: Viewer, sitting: Sitting, person_id: int) -> bool:
    """The office told one person by telephone; whether there was anything new to tell."""
    news = [one for one in answer_queries.news_for(sitting) if one.person.id == person_id]
    _mark(actor, sitting, news)
    return bool(news)


def _mark(actor: Viewer, sitting: Sitting, news: Iterable[News]) -> None:
    told = list(news)
    for one in told:
        answered = booking_rules.with_answer(one.needs.answered, sitting.id, one.told)
        one.need.sealed = queries.safe().close(as_data(replace(one.needs, answered=answered)))
    if told:
        day = format_date(sitting.date)
        what = f"Bescheid zur Unterstützung gegeben: Sitzung am {day}"
        record(actor, "support.told", sitting, summary=what)
    db.session.flush()


def _reader(person: Person) -> Reader:
    return Reader(person.email, person.name, person.id)


def _send(
    to_write: Writing, question: Question, person: Person, link_to: LinkTo, now: datetime
) -> None:
    key = new_link(question, question_queries.ANSWER, now)
    put(
        to_write,
        _reader(person),
        values_of(question, link_to(key)),
        key=f"support-{question.id}-told-{question_queries.key_hash('mail', key)[:12]}",
        now=now,
        holds_secret=True,
    )
