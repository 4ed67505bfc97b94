"""All writes of replies: answers, reminders, the committee's times."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import Writing, writing
from gremien_app.base.mail.occasion_actions import tell as put
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.transactions import locked
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.replies import (
    calling_actions,
    calling_rules,
    link_actions,
    mail_rules,
    queries,
    rules,
)
from gremien_app.meetings.replies.models import (
    Answer,
    Calling,
    CallingTimes,
    CallState,
    Reply,
    Way,
    Wish,
)
from gremien_app.meetings.replies.occasions import CALL, NOT_NEEDED, REMINDER
from gremien_app.meetings.replies.rules import Book, Given
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person

# What rooms above do when somebody answered: the list of the sitting shows it as a proposal.
ANSWERED: list[Callable[[Viewer, Sitting, Reply], None]] = []


def answer(
    actor: Viewer, sitting: Sitting, person: Person, given: Given, *, way: Way, now: datetime
) -> Reply:
    """Store what somebody says; said again, it replaces what was said before.

    Who declines may say what becomes of the seat (``given.wish``); who comes after all ends the
    calling of the own deputies. A deputy's answer is about the seat for which he or she is asked.
    Raises ``RuleBroken`` where nothing can be answered (any more).
    """
    locked(Sitting, sitting.id)
    rules.require_asked(sitting, way, now)
    book, given = queries.book_about(sitting, person.id), rules.kept(given)
    memberships = book.memberships_of(person.id)
    if not memberships:
        rules.require_guest(is_guest=queries.is_guest(sitting, person.id))
    rules.require_times(sitting, given)
    deputises = bool(memberships) and not any(rules.is_principal(m) for m in memberships)
    if deputises and given.answer is not Answer.DECLINES:
        calling_actions.accept(actor, book, person.id, given.seat_id, now)
    reply = _keep(actor, book, person, given, way, now)
    _follow(actor, book, reply, now)
    for tell in ANSWERED:
        tell(actor, sitting, reply)
    db.session.flush()
    return reply


def _keep(
    actor: Viewer, book: Book, person: Person, given: Given, way: Way, now: datetime
) -> Reply:
    sitting = book.sitting
    values: dict[str, Any] = {
        "answer": given.answer,
        "from_at": given.from_at,
        "until_at": given.until_at,
        "wish": given.wish,
        "way": way,
        "day": sitting.date,
    }
    reply = book.reply_of(person.id) or queries.reply_row(sitting.id, person.id)
    if reply is None:
        reply = Reply(sitting=sitting, person=person, given_at=now, **values)
        db.session.add(reply)
        changes = {name: (None, value) for name, value in values.items() if value is not None}
    else:
        is_same = given.wish is None and reply.answer is given.answer
        if is_same and reply.day == sitting.date:
            values["wish"] = reply.wish  # asked once more, and said before
        changes = apply(reply, values)
        if not changes:
            return reply
        if {"answer", "wish", "day"} & changes.keys():
            reply.given_at = now
    record(actor, "reply.given", reply, f"{person.name}: {given.answer.label}", changes)
    db.session.flush()
    return reply


def _follow(actor: Viewer, book: Book, reply: Reply, now: datetime) -> None:
    """What becomes of the seats: of the own one, and of those for which one was called."""
    if reply.is_coming:
        calling_actions.end(actor, book, book.own_seats(reply.person_id), now)
        return
    calling_actions.decline(actor, book, reply.person_id, now)
    book.replies[reply.person_id] = reply
    calling_actions.call_due(book, now)


def wish(
    actor: Viewer, sitting: Sitting, person: Person, said: Wish, *, way: Way, now: datetime
) -> None:
    """What becomes of the seat of somebody who declined; to be asked once more at any time."""
    given = Given(Answer.DECLINES, wish=said)
    answer(actor, sitting, person, given, way=way, now=now)


def excuse(actor: Viewer, sitting: Sitting, person: Person, now: datetime) -> None:
    """The list of the sitting says that somebody is excused: the office was told so."""
    book = queries.book_about(sitting, person.id)
    if book.declines(person.id) or not book.memberships_of(person.id):
        return
    given = Given(Answer.DECLINES, wish=Wish.CALL)
    answer(actor, sitting, person, given, way=Way.OFFICE, now=now)


def take_back_excuse(
    actor: Viewer, sitting: Sitting, person: Person, *, is_here: bool, now: datetime
) -> None:
    """The list says otherwise now: here after all, or nobody knows."""
    book = queries.book_about(sitting, person.id)
    reply = book.reply_of(person.id)
    if reply is None or reply.is_coming:
        return
    if is_here:
        answer(actor, sitting, person, Given(Answer.COMES), way=Way.OFFICE, now=now)
        return
    calling_actions.end(actor, book, book.own_seats(person.id), now)
    record(actor, "reply.taken_back", reply, f"{person.name}: wieder ohne Antwort")
    db.session.delete(reply)
    db.session.flush()


@dataclass
class Reminded:
    """How many got a mail, and who has no address: to be called by telephone."""

    count: int
    without: list[str]


def remind(actor: Viewer, sitting: Sitting, now: datetime, origin: str) -> Reminded:
    """A mail with a link to everybody who has not answered; once a day."""
    locked(Sitting, sitting.id)
    rules.require_asked(sitting, Way.LINK, now)
    people = [one.person for one in rules.silent(queries.book_of(sitting))]
    rules.require_somebody_silent(people)
    post, told = queries.post_of(one.id for one in people), Reminded(0, [])
    to_write = writing(REMINDER, [one.id for one in people])
    for person in people:
        if not mail_rules.address_of(person, post.get(person.id)):
            told.without.append(person.name)
            continue
        link = _link(sitting, person, post, now, origin)
        key = f"reply-reminder-{sitting.id}-{person.id}-{berlin_date(now).isoformat()}"
        _send(to_write, key, person, mail_rules.values(sitting, link), now)
        told.count += 1
    record(actor, "reply.reminded", sitting, summary=f"An die Antwort erinnert: {told.count}")
    db.session.flush()
    return told


def _link(
    sitting: Sitting,
    person: Person,
    post: Mapping[int, Correspondence],
    now: datetime,
    origin: str,
) -> str:
    if not mail_rules.may_have_link(post.get(person.id)):
        return ""
    return origin + mail_rules.path_of(link_actions.new_link(sitting, person.id, now))


def _send(
    to_write: Writing, key: str, person: Person, values: Mapping[str, str], now: datetime
) -> None:
    reader = Reader(person.email, person.name, person.id)
    put(to_write, reader, values, key=key, now=now, holds_secret=True)


def call_due_at(sitting_id: int, now: datetime) -> int:
    """Call every deputy of a sitting whose time has come; for ``tick``, sitting by sitting."""
    return calling_actions.call_due(queries.book_of(locked(Sitting, sitting_id)), now)


def tell(sitting_id: int, calling_id: int, now: datetime, origin: str) -> bool:
    """Mail somebody who was asked to stand in, or is needed no more; for ``tick``."""
    locked(Sitting, sitting_id)
    calling = db.session.get(Calling, calling_id)
    if calling is None or calling.person is None or calling.told is calling.state:
        return False
    return _tell(calling, calling.person, now, origin)


def _tell(calling: Calling, person: Person, now: datetime, origin: str) -> bool:
    """Whoever has no address is telephoned: the page of the answers says so."""
    if calling.state not in (CallState.CALLED, CallState.ENDED):
        return False
    sitting, post = calling.sitting, queries.post_of([person.id])
    calling.told = calling.state
    if not mail_rules.address_of(person, post.get(person.id)):
        return False
    is_over = calling.state is CallState.ENDED
    link = "" if is_over else _link(sitting, person, post, now, origin)
    key = f"calling-{calling.id}-{calling.state.value}-{int(calling.called_at.timestamp())}"
    to_write = writing(NOT_NEEDED if is_over else CALL, [person.id])
    _send(to_write, key, person, mail_rules.values(sitting, link), now)
    return True


def set_times(actor: Viewer, committee: Committee, times: rules.Times) -> bool:
    """When this committee calls deputies; False where nothing changed.

    What is usual in the house is kept by no row: it follows when the house changes it.
    """
    calling_rules.require_hours(times)
    locked(Committee, committee.id)
    row = queries.times_row(committee.id)
    before = queries.times_of(committee)
    if before == times:
        return False
    if row is None:
        row = CallingTimes(committee=committee, **asdict(times))
        db.session.add(row)
        changes = {name: (None, value) for name, value in asdict(times).items()}
    else:
        changes = apply(row, asdict(times))
        if times == queries.usual_times():
            db.session.delete(row)
    record(actor, "calling_times.changed", row, "Zeiten für das Laden geändert", changes)
    db.session.flush()
    return True
