"""Answers of the demonstration: in every state, and deputies called, coming, away, not needed."""

from datetime import datetime, timedelta

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.replies.actions import answer
from gremien_app.meetings.replies.calling_actions import call_next, enter_unnamed
from gremien_app.meetings.replies.models import Answer, Way, Wish
from gremien_app.meetings.replies.queries import book_of
from gremien_app.meetings.replies.rules import Book, Given, silent
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import sittings_visible_to
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.queries import get_committee
from gremien_app.people.persons.models import Person


def load(secretary: Viewer, now: datetime) -> None:
    """To the next sitting of one committee; the demonstration's member and the chair have not
    answered yet, and the deputy is asked to stand in.
    """
    committee = get_committee(secretary, "stag-behindertenpolitik")
    coming = sittings_visible_to(secretary, committee_id=committee.id, from_day=berlin_date(now))
    sitting = next((one for one in coming if one.state is SittingState.INVITED), None)
    if sitting is None:
        return
    book = book_of(sitting)
    own = [find_by_email(f"{name}@demo.example") for name in ("mitglied", "vorsitz")]
    quiet = {user.person_id for user in own if user}
    deputy = find_by_email("stellvertretung@demo.example")
    asked = [m.seat_id for m in book.memberships_of(deputy.person_id or 0)] if deputy else []
    for seat_id in filter(None, asked):
        holder = book.holder_of(seat_id)
        if holder is not None:
            quiet.add(holder.person_id)
            _say(secretary, sitting, holder.person, Given(Answer.DECLINES, wish=Wish.CALL), now)
            call_next(secretary, sitting, seat_id, now)
    people = [one.person for one in silent(book) if one.person_id not in quiet]
    said = _said(sitting)
    for person, given in zip(people, said, strict=False):
        _say(secretary, sitting, person, given, now)
    away = [one for one, given in zip(people, said, strict=False) if given.wish is Wish.NOT_YET]
    _represent(secretary, book, away, now)


def _said(sitting: Sitting) -> list[Given]:
    hour, away = timedelta(hours=1), Given(Answer.DECLINES, wish=Wish.NOT_YET)
    return [
        Given(Answer.COMES),
        Given(Answer.LATER, from_at=sitting.starts_at + hour),
        Given(Answer.EARLY, until_at=sitting.ends_at - hour / 2),
        Given(Answer.ONLINE),
        away,
        Given(Answer.DECLINES, wish=Wish.SELF),
        Given(Answer.DECLINES),
        away,
        away,
        Given(Answer.COMES),
    ]


def _represent(secretary: Viewer, book: Book, away: list[Person], now: datetime) -> None:
    """One deputy comes; one cannot, so that somebody on no list does; one is needed no more."""
    seats = [(one, book.own_seats(one.id)[0]) for one in away if book.own_seats(one.id)]
    seats = [(one, seat_id) for one, seat_id in seats if book.deputies_of(seat_id)]
    for (principal, seat_id), said in zip(seats, ("comes", "declines", "needless"), strict=False):
        called = call_next(secretary, book.sitting, seat_id, now).person
        assert called is not None, "a deputy was called"
        if said == "needless":
            _say(secretary, book.sitting, principal, Given(Answer.COMES), now)
        else:
            _say(secretary, book.sitting, called, Given(Answer(said)), now)
        if said == "declines":
            enter_unnamed(secretary, book.sitting, seat_id, "Ottilie Beispiel", now)


def _say(actor: Viewer, sitting: Sitting, person: Person, given: Given, now: datetime) -> None:
    answer(actor, sitting, person, given, way=Way.OFFICE, now=now)
