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
from gremien_app.base.mail.actions import enqueue
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import (
    actions,
    booking_queries,
    booking_rules,
    queries,
    question_queries,
    question_rules,
    rules,
)
from gremien_app.meetings.support.measures import Needs, Way, as_data
from gremien_app.meetings.support.models import AccessNeed, Question, QuestionLink
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
    for person in fresh:
        question = Question(sitting=sitting, person=person, asked_at=now)
        db.session.add(question)
        db.session.flush()
        if person.email:
            _send(question, person, link_to, now, "")
    if fresh:
        _record(actor, "support.asked", sitting, "Nach Unterstützung gefragt")
    return sum(bool(one.email) for one in fresh), sum(not one.email for one in fresh)


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
    for person in waiting:
        known[person.id].reminded_at = now
        _send(known[person.id], person, link_to, now, "Erinnerung: ")
    if waiting:
        _record(actor, "support.reminded", sitting, "An die Frage nach Unterstützung erinnert")
    return len(waiting)


def _waits(question: Question) -> bool:
    return question.answered_at is None and question.reminded_at is None


def letters(
    actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime
) -> list[tuple[Person, str]]:
    """A link for everybody who was asked, has no address for mails and has not answered."""
    known = question_queries.questions_of(sitting)
    silent = {one.id for one in queries.told_for(sitting) if one.need_id is None}
    found = [
        (one, link_to(_link(known[one.id], question_queries.ASKED, now)))
        for one in queries.asked_persons(sitting)
        if not one.email and one.id in silent & known.keys() and _waits(known[one.id])
    ]
    if found:
        _record(actor, "support.letters", sitting, "Briefe mit der Frage nach Unterstützung")
    return found


def _link(question: Question, purpose: str, now: datetime) -> str:
    key = new_key()
    hashed = question_queries.key_hash(purpose, key)
    db.session.add(QuestionLink(question=question, key_hash=hashed, created_at=now))
    db.session.flush()
    return key


def _send(question: Question, person: Person, link_to: LinkTo, now: datetime, what: str) -> None:
    """Nothing but the day: a mail tells no committee, no need and no third person."""
    day = question.sitting.date
    enqueue(
        key=f"support-{question.id}-{'again' if what else 'asked'}",
        to_address=person.email,
        to_name=person.name,
        subject=f"{what}Was brauchen Sie am {format_date(day)}?",
        body=(
            f"Guten Tag {person.name},\n\n"
            f"am {format_date_long(day)} ist eine Sitzung, zu der wir Sie erwarten. Brauchen Sie "
            "etwas, um gut teilzunehmen, zum Beispiel Dolmetschen, einen stufenlosen Weg oder "
            "Unterlagen in einer anderen Form? Bitte sagen Sie es uns hier; auch „nichts nötig“ "
            "hilft uns:\n"
            f"{link_to(_link(question, question_queries.ASKED, now))}\n\n"
            "Der Link ist nur für Sie. Die Seite nimmt Ihre Angaben auf und zeigt keine."
        ),
        now=now,
        holds_secret=True,
    )


def answer(question: Question, needs: Needs, now: datetime) -> None:
    """What somebody said by a link; the last answer counts."""
    actions.save(BY_LINK, question.person, question.sitting, needs, day=now)
    question.answered_at = now
    db.session.flush()


def answer_as_before(question: Question, now: datetime) -> None:
    """ "Like last time": taken over if something is kept; else the office asks once more."""
    before = question_queries.last_needs(question.person_id, question.sitting)
    fresh = before or Needs(is_as_before=True)
    needs = replace(fresh, consent=rules.OWN_CONSENT, told_on=today(), answered="")
    answer(question, needs, now)


def tell(actor: Viewer, sitting: Sitting, link_to: LinkTo, now: datetime) -> int:
    """Send everybody who wants a mail a link to the answer, if it has changed; how many."""
    services = booking_queries.services_of(sitting)
    known, count = question_queries.questions_of(sitting), 0
    for person in queries.asked_persons(sitting):
        need = queries.effective_need(sitting, person.id)
        needs = queries.opened(need) if need else None
        if need is None or needs is None or needs.way is not Way.MAIL or not person.email:
            continue
        told = "\n".join(f"{label}: {so}" for label, so in booking_rules.answers(needs, services))
        if not told or told == needs.answered:
            continue
        if person.id not in known:
            known[person.id] = Question(sitting=sitting, person=person, asked_at=now)
            db.session.add(known[person.id])
            db.session.flush()
        _send_answer(known[person.id], person, link_to, now)
        need.sealed = queries.safe().close(as_data(replace(needs, answered=told)))
        count += 1
    if count:
        _record(actor, "support.told", sitting, "Bescheid zur Unterstützung gegeben")
    return count


def _send_answer(question: Question, person: Person, link_to: LinkTo, now: datetime) -> None:
    key = _link(question, question_queries.ANSWER, now)
    day = question.sitting.date
    enqueue(
        key=f"support-{question.id}-told-{question_queries.key_hash('mail', key)[:12]}",
        to_address=person.email,
        to_name=person.name,
        subject=f"Nachricht zur Sitzung am {format_date(day)}",
        body=(
            f"Guten Tag {person.name},\n\n"
            f"zu Ihren Angaben für die Sitzung am {format_date_long(day)} gibt es eine Antwort:\n"
            f"{link_to(key)}\n\n"
            "Der Link ist nur für Sie und gilt bis zum Sitzungstag. Bitte geben Sie ihn nicht "
            "weiter."
        ),
        now=now,
        holds_secret=True,
    )


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
