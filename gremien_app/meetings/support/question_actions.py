"""All writes of the question: sent in time, answered by link, and the answer that is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import berlin_date, format_date, format_date_long
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import Writing, writing
from gremien_app.base.mail.occasion_actions import tell as put
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import (
    actions,
    queries,
    question_queries,
    question_rules,
    rules,
)
from gremien_app.meetings.support.measures import Needs, as_data
from gremien_app.meetings.support.models import AccessNeed, Question, QuestionLink
from gremien_app.meetings.support.occasions import ASKED, REMINDED
from gremien_app.people.accounts.secrets import new_key
from gremien_app.people.persons.models import Person

LinkTo = Callable[[str], str]
BY_LINK = Viewer(name="Antwort über einen Link")
BY_VISITOR = Viewer(name="Anmeldung ohne Konto")


def ask(actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime) -> tuple[int, int]:
    """Ask everybody who was not asked yet; how many got a mail, and how many need a letter."""
    rules.require_ahead(sitting, berlin_date(now))
    known = question_queries.questions_of(sitting)
    fresh = [one for one in queries.asked_persons(sitting) if one.id not in known]
    to_write, mails = writing(ASKED, [one.id for one in fresh]), 0
    for person in fresh:
        question = Question(sitting=sitting, person=person, asked_at=now)
        db.session.add(question)
        db.session.flush()
        mails += _send(to_write, question, person, link_to, now)
    if fresh:
        _record(actor, "support.asked", sitting, "Nach Unterstützung gefragt")
    return mails, len(fresh) - mails


def remind(actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime) -> int:
    """Ask those once more who have not answered; each once. How many got a mail."""
    rules.require_ahead(sitting, berlin_date(now))
    known = question_queries.questions_of(sitting)
    silent = {one.id for one in queries.told_for(sitting) if one.need_id is None}
    waiting = [
        one
        for one in queries.asked_persons(sitting)
        if one.email and one.id in silent & known.keys() and _waits(known[one.id])
    ]
    to_write, mails = writing(REMINDED, [one.id for one in waiting]), 0
    for person in waiting:
        if _send(to_write, known[person.id], person, link_to, now):
            known[person.id].reminded_at = now
            mails += 1
    if mails:
        _record(actor, "support.reminded", sitting, "An die Frage nach Unterstützung erinnert")
    return mails


def _waits(question: Question) -> bool:
    return question.answered_at is None and question.reminded_at is None


def letters(
    actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime
) -> list[tuple[Person, str]]:
    """A link for everybody who was asked, whom no mail reaches, and who has not answered."""
    known = question_queries.questions_of(sitting)
    silent = {one.id for one in queries.told_for(sitting) if one.need_id is None}
    to_write = writing(ASKED, known)
    found = [
        (one, link_to(new_link(known[one.id], question_queries.ASKED, now)))
        for one in queries.asked_persons(sitting)
        if one.id in silent & known.keys()
        if _waits(known[one.id]) and needs_letter(to_write, one)
    ]
    if found:
        _record(actor, "support.letters", sitting, "Briefe mit der Frage nach Unterstützung")
    return found


def needs_letter(to_write: Writing, person: Person) -> bool:
    """No mail reaches the person, who has not said that he or she wants no post at all."""
    reader = Reader(person.email, person.name, person.id)
    return not (to_write.goes_to(reader) or to_write.wishes_of(reader).has_stopped)


def new_link(question: Question, purpose: str, now: datetime) -> str:
    """A key for whoever was asked; only its hash is kept."""
    key = new_key()
    hashed = question_queries.key_hash(purpose, key)
    db.session.add(QuestionLink(question=question, key_hash=hashed, created_at=now))
    db.session.flush()
    return key


def _send(
    to_write: Writing, question: Question, person: Person, link_to: LinkTo, now: datetime
) -> bool:
    """Nothing but the day: a mail tells no committee, no need and no third person."""
    reader = Reader(person.email, person.name, person.id)
    if not to_write.goes_to(reader):
        return False
    what = "again" if to_write.occasion is REMINDED else "asked"
    values = values_of(question, link_to(new_link(question, question_queries.ASKED, now)))
    key = f"support-{question.id}-{what}"
    return put(to_write, reader, values, key=key, now=now, holds_secret=True) is not None


def values_of(question: Question, link: str) -> dict[str, str]:
    """What a mail of support tells: the day and a link."""
    day = question.sitting.date
    return {"datum": format_date(day), "tag": format_date_long(day), "link": link}


def answer(question: Question, needs: Needs, now: datetime) -> None:
    """What somebody said by a link; the last answer counts."""
    actions.save(BY_LINK, question.person, question.sitting, needs, day=now)
    question.answered_at = now
    db.session.flush()


def answer_as_before(question: Question, now: datetime) -> None:
    """ "Like last time": taken over if something is kept; else the office asks once more."""
    before = question_queries.last_needs(question.person_id, question.sitting)
    fresh = before or Needs(is_as_before=True)
    needs = replace(fresh, consent=rules.OWN_CONSENT, told_on=today(), answered={})
    answer(question, needs, now)


def register(sitting: Sitting, needs: Needs, day: datetime) -> None:
    """What a visitor of a public sitting asks for; the same once more changes nothing."""
    if not question_rules.takes_visitors(sitting, berlin_date(day)):
        raise RuleBroken("Für diese Sitzung lässt sich nichts mehr anmelden.")
    rules.require_needs(needs)
    question_rules.require_something(needs)
    if any(one.needs == needs for one in queries.visitors_of(sitting)):
        return
    question_rules.require_room(question_queries.count_visitors(sitting))
    need = AccessNeed(sitting=sitting, sealed=queries.safe().close(as_data(needs)))
    db.session.add(need)
    _record(BY_VISITOR, "support.registered", sitting, "Unterstützung angemeldet")


def _record(actor: Viewer, action: str, sitting: Sitting, what: str) -> None:
    record(actor, action, sitting, summary=f"{what}: Sitzung am {format_date(sitting.date)}")
    db.session.flush()
