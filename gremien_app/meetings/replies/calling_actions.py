"""All writes of callings: who is asked, who stands in, and when that ends."""

from collections.abc import Sequence
from datetime import datetime

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.replies import calling_rules as rules
from gremien_app.meetings.replies import queries
from gremien_app.meetings.replies.models import ACTIVE, Calling, CallState, Cause
from gremien_app.meetings.replies.rules import Book, is_principal
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.members.models import Membership

_SAID = {
    CallState.CALLED: "als Vertretung geladen",
    CallState.ACCEPTED: "vertritt",
    CallState.DECLINED: "kann nicht vertreten",
    CallState.ENDED: "Vertretung nicht mehr nötig",
}


def call_next(actor: Viewer, sitting: Sitting, seat_id: int, now: datetime) -> Calling:
    """The office calls the seat's next deputy at once. Raises ``RuleBroken`` with who is asked."""
    locked(Sitting, sitting.id)
    rules.require_callable(sitting, now)
    book = queries.book_of(sitting)
    rules.require_vacant(book, seat_id)
    found = rules.require_next(rules.next_of(rules.candidates(book, seat_id)))
    return _set(actor, sitting, found.membership, CallState.CALLED, Cause.OFFICE, now)


def call_due(book: Book, now: datetime) -> int:
    """Call whoever is due; how many. The sitting's row is held by who asks."""
    sitting, count = book.sitting, 0
    if not rules.is_callable(sitting, now):
        return 0
    for seat_id in rules.seats_to_call(book, now):
        found = rules.next_of(rules.candidates(book, seat_id))
        if found is not None:
            _set(SYSTEM, sitting, found.membership, CallState.CALLED, Cause.WISH, now)
            count += 1
    return count


def accept(
    actor: Viewer, book: Book, person_id: int, seat_id: int | None, now: datetime
) -> Calling | None:
    """The deputy comes, for one seat; the other members who asked get their next deputy."""
    calling, seat_id = rules.to_accept(book, person_id, seat_id)
    deputy = next(m for m in book.memberships_of(person_id) if _is_for(m, calling, seat_id))
    chosen = _set(actor, book.sitting, deputy, CallState.ACCEPTED, Cause.OWN, now)
    for other in book.active_of(person_id):
        if other is not chosen:
            _change(actor, other, CallState.DECLINED, now)
    return chosen


def _is_for(deputy: Membership, calling: Calling | None, seat_id: int | None) -> bool:
    return deputy.id == calling.deputy_id if calling else deputy.seat_id == seat_id


def decline(actor: Viewer, book: Book, person_id: int, now: datetime) -> None:
    for one in book.active_of(person_id):
        _change(actor, one, CallState.DECLINED, now)


def end(actor: Viewer, book: Book, seat_ids: Sequence[int], now: datetime) -> None:
    """Whoever holds the seats comes after all: rights of their deputies end at once."""
    for seat_id in seat_ids:
        for one in book.callings_for(seat_id):
            if one.state in ACTIVE:
                _change(actor, one, CallState.ENDED, now)
            elif one.state is CallState.UNNAMED:
                remove_unnamed(actor, one)


def enter_unnamed(
    actor: Viewer, sitting: Sitting, seat_id: int, name: str, now: datetime
) -> Calling:
    """Somebody on no list comes for a seat: told to the office, without a vote."""
    locked(Sitting, sitting.id)
    rules.require_callable(sitting, now)
    book = queries.book_of(sitting)
    rules.require_vacant(book, seat_id)
    rules.require_unnamed(book, seat_id, name)
    calling = Calling(
        sitting=sitting,
        seat_id=seat_id,
        name=name,
        day=sitting.date,
        state=CallState.UNNAMED,
        cause=Cause.OFFICE,
        called_at=now,
        changed_at=now,
    )
    db.session.add(calling)
    summary = "Vertretung ohne Benennung eingetragen, ohne Stimme"
    record(actor, "calling.unnamed", calling, summary)
    db.session.flush()
    return calling


def remove_unnamed(actor: Viewer, calling: Calling) -> None:
    record(actor, "calling.unnamed_removed", calling, "Vertretung ohne Benennung gestrichen")
    db.session.delete(calling)
    db.session.flush()


def stands_in(actor: Viewer, sitting: Sitting, person_id: int, now: datetime) -> None:
    """Entered as present on the list of the sitting: so he or she was called, by whomever."""
    book = queries.book_about(sitting, person_id)
    deputy = next((m for m in book.memberships_of(person_id) if not is_principal(m)), None)
    if deputy is None or book.active_of(person_id):
        return
    taken = deputy.seat_id and any(
        one.state is CallState.ACCEPTED for one in book.callings_for(deputy.seat_id)
    )
    state = CallState.CALLED if taken else CallState.ACCEPTED
    _set(actor, sitting, deputy, state, Cause.LIST, now)


def was_not_there(actor: Viewer, sitting: Sitting, person_id: int, now: datetime) -> None:
    """Taken off again: what only the list said ends; who was asked otherwise stays asked."""
    for one in queries.callings_to(sitting):
        if one.person_id == person_id and one.state in ACTIVE and one.cause is Cause.LIST:
            _change(actor, one, CallState.ENDED, now)


def _set(
    actor: Viewer,
    sitting: Sitting,
    deputy: Membership,
    state: CallState,
    cause: Cause,
    now: datetime,
) -> Calling:
    """The one row of this deputy at this sitting, in this state."""
    known = queries.calling_row(sitting.id, deputy.id)
    if known is not None and known.day == sitting.date and known.state in ACTIVE:
        return _change(actor, known, state, now)
    calling = known or Calling(sitting=sitting, deputy=deputy, person=deputy.person, told=None)
    before = known.state if known else None
    calling.seat_id, calling.day, calling.cause = deputy.seat_id, sitting.date, cause
    calling.state, calling.called_at, calling.changed_at, calling.told = state, now, now, None
    if known is None:
        db.session.add(calling)
    _record(actor, calling, before)
    return calling


def _change(actor: Viewer, calling: Calling, state: CallState, now: datetime) -> Calling:
    before = calling.state
    if before is not state:
        calling.state, calling.changed_at = state, now
        _record(actor, calling, before)
    return calling


def _record(actor: Viewer, calling: Calling, before: CallState | None) -> None:
    name = calling.person.name if calling.person else calling.name
    record(
        actor,
        f"calling.{calling.state.value}",
        calling,
        f"{name}: {_SAID[calling.state]}",
        {"state": (before, calling.state)},
    )
    db.session.flush()
