"""When a deputy is called, whom next, and who is passed over; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gremien_app.base.kernel.clock import BERLIN, ONE_DAY, midnight
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import is_working_day
from gremien_app.meetings.replies.models import ACTIVE, Calling, CallState, Wish
from gremien_app.meetings.replies.rules import Book, Times, is_principal
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.members.models import Membership


@dataclass(frozen=True)
class Candidate:
    """A deputy of a seat: why passed over ("" where not), and what the office should know."""

    membership: Membership
    passed_over: str = ""
    calling: Calling | None = None
    cautions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.membership.person.name


def require_hours(times: Times) -> None:
    if times.from_hour >= times.until_hour:
        raise RuleBroken("Das Ende muss nach dem Anfang liegen.", field="until_hour")


def next_open(at: datetime, times: Times) -> datetime:
    """The first moment from then on at which somebody may be called."""
    local = at.astimezone(BERLIN)
    day = local.date()
    if not is_working_day(day) or local.hour >= times.until_hour:
        day += ONE_DAY
    elif local.hour >= times.from_hour:
        return at
    while not is_working_day(day):
        day += ONE_DAY
    return datetime.combine(day, time(times.from_hour), BERLIN).astimezone(at.tzinfo)


def due_at(sitting: Sitting, since: datetime, times: Times, *, waits: bool) -> datetime:
    """When the next deputy is called, counted from an answer; ``waits``: to let somebody think
    again. Shortly before the sitting at once, at whatever hour.
    """
    usual = next_open(since + timedelta(hours=times.after_hours if waits else 0), times)
    at_once = midnight(sitting.date - timedelta(days=times.at_once_days))
    return min(usual, max(since, at_once))


def due_of(book: Book, seat_id: int) -> datetime | None:
    """When a deputy of the seat is to be called; None where nobody is, or one is asked already."""
    holder = book.holder_of(seat_id)
    reply = book.reply_of(holder.person_id) if holder else None
    if reply is None or reply.wish is not Wish.CALL:
        return None
    before = book.callings_for(seat_id)
    if any(one.state in (*ACTIVE, CallState.UNNAMED) for one in before):
        return None
    declined = [one.changed_at for one in before if one.state is CallState.DECLINED]
    since = max([reply.given_at, *declined])
    times = book.times_for(seat_id)
    return due_at(book.sitting, since, times, waits=since == reply.given_at)


def candidates(
    book: Book, seat_id: int, cautions: Mapping[int, Collection[str]] | None = None
) -> list[Candidate]:
    """The seat's deputies in their order; ``cautions``: by person, what does not hinder."""
    known = {one.deputy_id: one for one in book.callings_for(seat_id)}
    return [
        Candidate(
            one,
            _passed_over(book, one, seat_id),
            known.get(one.id),
            tuple((cautions or {}).get(one.person_id, ())),
        )
        for one in book.deputies_of(seat_id)
    ]


def _passed_over(book: Book, deputy: Membership, seat_id: int) -> str:
    own_ones = [m for m in book.memberships_of(deputy.person_id) if is_principal(m)]
    own = next((c for c in book.callings_for(seat_id) if c.deputy_id == deputy.id), None)
    if own is not None and own.state in (*ACTIVE, CallState.DECLINED):
        return own.state.label
    if book.declines(deputy.person_id):
        return "kommt selbst nicht"
    if any(one.can_vote or one.seat_id is not None for one in own_ones):
        return "hat selbst einen Sitz"
    if any(c.state is CallState.ACCEPTED for c in book.callings_of(deputy.person_id)):
        return "vertritt schon einen anderen Sitz"
    return ""


def next_of(found: Iterable[Candidate]) -> Candidate | None:
    return next((one for one in found if not one.passed_over), None)


def is_callable(sitting: Sitting, now: datetime) -> bool:
    """From the invitation on until the end: before that nobody knows what to come to."""
    states = (SittingState.INVITED, SittingState.MOVED, SittingState.RUNNING)
    return sitting.state in states and now < sitting.ends_at


def require_callable(sitting: Sitting, now: datetime) -> None:
    if not is_callable(sitting, now):
        raise RuleBroken(
            "Zu dieser Sitzung wird gerade niemand geladen: Sie ist noch nicht eingeladen, "
            "abgesagt oder zu Ende."
        )


def require_vacant(book: Book, seat_id: int) -> None:
    """Nobody stands in for somebody who comes, and no second deputy beside one who is asked."""
    holder = book.holder_of(seat_id)
    if holder is not None and not book.declines(holder.person_id):
        raise RuleBroken(
            f"{holder.person.name} hat nicht abgesagt. Bitte tragen Sie zuerst die Absage ein."
        )
    asked = [one for one in book.callings_for(seat_id) if one.state in ACTIVE]
    if asked and asked[0].deputy:
        raise RuleBroken(
            f"{asked[0].deputy.person.name} ist schon gefragt. Die nächste Vertretung erfährt "
            "davon erst nach einer Absage."
        )


def require_next(found: Candidate | None) -> Candidate:
    if found is None:
        raise RuleBroken(
            "Auf der Liste steht niemand mehr, der vertreten kann. Kommt jemand anderes, tragen "
            "Sie das als „Vertretung ohne Benennung“ ein."
        )
    return found


def to_accept(book: Book, person_id: int, seat_id: int | None) -> tuple[Calling | None, int | None]:
    """Which calling, or which offered seat, a deputy's "ich komme" means.

    Refused where another deputy was faster, where nobody is needed any more, or where the person
    is asked for several seats and names none.
    """
    active, offered = _open_to(book, person_id), book.offered_to(person_id)
    if not active and not offered:
        raise RuleBroken(_refusal(book, person_id))
    if seat_id is None and len(active) == 1 and not offered:
        seat_id = active[0].seat_id
    elif seat_id is None and len(offered) == 1 and not active:
        seat_id = offered[0]
    elif seat_id is None:
        raise RuleBroken("Bitte wählen Sie, für welchen Sitz Sie kommen.", field="seat")
    calling = next((one for one in active if one.seat_id == seat_id), None)
    if calling is None and seat_id not in offered:
        raise RuleBroken("Für diesen Sitz sind Sie nicht gefragt.", field="seat")
    others = book.callings_for(seat_id) if seat_id else []
    if any(c.state is CallState.ACCEPTED and c is not calling for c in others):
        raise RuleBroken("Für diesen Sitz kommt schon jemand anderes. Danke für Ihre Antwort.")
    return calling, seat_id


def _open_to(book: Book, person_id: int) -> list[Calling]:
    """What the person is called for, and what was declined without anybody else being asked."""
    return [
        one
        for one in book.callings_of(person_id)
        if one.state in ACTIVE or (one.state is CallState.DECLINED and _is_vacant(book, one))
    ]


def _is_vacant(book: Book, calling: Calling) -> bool:
    seat_id = calling.seat_id
    holder = book.holder_of(seat_id) if seat_id else None
    is_asked = seat_id and any(one.state in ACTIVE for one in book.callings_for(seat_id))
    return holder is not None and book.declines(holder.person_id) and not is_asked


def _refusal(book: Book, person_id: int) -> str:
    before = book.callings_of(person_id)
    if any(one.state is CallState.ENDED for one in before):
        return "Ihre Vertretung ist nicht mehr nötig. Danke, dass Sie bereit waren."
    if any(one.state is CallState.DECLINED for one in before):
        return (
            "Sie hatten abgesagt, inzwischen ist jemand anderes gefragt. Bitte rufen Sie in der "
            "Geschäftsführung an, wenn Sie doch können."
        )
    return "Für diese Sitzung sind Sie nicht als Vertretung gefragt."


def seats_to_call(book: Book, now: datetime) -> list[int]:
    """Whose deputy is due now, by the seats' order."""
    seats = dict.fromkeys(m.seat_id for m in book.roster if is_principal(m) and m.seat_id)
    found = [(due, seat) for seat in seats if seat and (due := due_of(book, seat))]
    return [seat for due, seat in found if due <= now]


def require_unnamed(book: Book, seat_id: int, name: str) -> None:
    """Only with a name, once for a seat, and not for who stands on the list of deputies."""
    if not name:
        raise RuleBroken("Bitte geben Sie den Namen ein.", field="name")
    if any(one.state is CallState.UNNAMED for one in book.callings_for(seat_id)):
        raise RuleBroken("Für diesen Sitz ist schon jemand ohne Benennung eingetragen.")
    named = {one.person.name for one in book.deputies_of(seat_id)}
    if name in named:
        raise RuleBroken(f"{name} ist benannt. Bitte laden Sie die Vertretung.", field="name")
