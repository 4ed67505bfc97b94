"""What a list from elsewhere says: deputies who came were called, whoever is away declined."""

from collections.abc import Collection, Sequence
from datetime import datetime

from gremien_app.base.extensions import db
from gremien_app.meetings.replies.models import Answer, Calling, CallState, Cause, Reply, Way
from gremien_app.meetings.replies.rules import Book, is_principal
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.models import Membership


def take_over(
    sitting: Sitting,
    roster: Sequence[Membership],
    *,
    excused: Collection[int],
    present: Collection[int],
    now: datetime,
) -> None:
    """``excused``, ``present``: ids of persons; ``roster``: of the sitting's day. Nobody is told.

    Of a sitting that is over only who came is taken over.
    """
    book, taken = Book(sitting, roster), set[int]()
    for one in roster:
        if not is_principal(one) and one.person_id in present and one.seat_id not in taken:
            _add(sitting, one, CallState.ACCEPTED, now)
            taken |= {one.seat_id} if one.seat_id else set()
    if sitting.state in (SittingState.CLOSED, SittingState.CANCELLED):
        return
    for one in roster:
        if is_principal(one) and one.person_id in excused:
            _decline(book, one, taken, now)


def _decline(book: Book, one: Membership, taken: Collection[int], now: datetime) -> None:
    if one.person_id not in book.replies:
        reply = Reply(
            sitting=book.sitting,
            person=one.person,
            day=book.sitting.date,
            answer=Answer.DECLINES,
            way=Way.OFFICE,
            given_at=now,
        )
        book.replies[one.person_id] = reply
        db.session.add(reply)
    deputies = book.deputies_of(one.seat_id) if one.seat_id else []
    if deputies and one.seat_id not in taken:
        _add(book.sitting, deputies[0], CallState.CALLED, now)


def _add(sitting: Sitting, deputy: Membership, state: CallState, now: datetime) -> None:
    db.session.add(
        Calling(
            sitting=sitting,
            seat_id=deputy.seat_id,
            deputy=deputy,
            person=deputy.person,
            day=sitting.date,
            state=state,
            cause=Cause.LIST,
            called_at=now,
            changed_at=now,
            told=state,
        )
    )
