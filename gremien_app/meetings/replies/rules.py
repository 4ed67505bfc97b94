"""Who may answer, what an answer means for a seat, and what of it counts; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gremien_app.base.kernel.dates import format_time, to_berlin
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.replies.models import ACTIVE, Answer, Calling, Reply, Way, Wish
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingState
from gremien_app.people.members.models import MemberRole, Membership

LINK_KEPT = timedelta(days=30)  # after the beginning of its sitting, to say that it is over
WINDOW = timedelta(hours=1)
MOST_ANSWERS = 20  # by one link in an hour: nobody changes his or her mind so often
# Which answers can have times: whoever just comes, comes for the whole sitting.
_TIMED = (Answer.LATER, Answer.EARLY, Answer.ONLINE)
NOT_ASKED = (SittingState.PLANNED, SittingState.CANCELLED, SittingState.CLOSED)


@dataclass(frozen=True)
class Given:
    """What somebody answers; ``seat_id``: for which seat, where a deputy is asked for several."""

    answer: Answer
    from_at: datetime | None = None
    until_at: datetime | None = None
    wish: Wish | None = None
    seat_id: int | None = None


@dataclass(frozen=True)
class Times:
    """How long to wait after somebody declines, in which hours of working days to call, and how
    many days before the sitting neither matters any more.
    """

    after_hours: int = 2
    at_once_days: int = 2
    from_hour: int = 7
    until_hour: int = 20


@dataclass(frozen=True)
class Book:
    """All answers to a sitting: its roster, what was answered, who was called; of its day.

    ``times``: by committee; of a joint sitting each calls the deputies of its own seats.
    """

    sitting: Sitting
    roster: Sequence[Membership]
    replies: dict[int, Reply] = field(default_factory=dict)
    callings: Sequence[Calling] = ()
    times: Mapping[int, Times] = field(default_factory=dict)

    def times_for(self, seat_id: int) -> Times:
        holder = self.holder_of(seat_id)
        return self.times.get(holder.committee_id, Times()) if holder else Times()

    def memberships_of(self, person_id: int) -> list[Membership]:
        return [one for one in self.roster if one.person_id == person_id]

    def reply_of(self, person_id: int) -> Reply | None:
        return self.replies.get(person_id)

    def declines(self, person_id: int) -> bool:
        reply = self.replies.get(person_id)
        return reply is not None and not reply.is_coming

    def own_seats(self, person_id: int) -> list[int]:
        """The seats that the person holds himself or herself."""
        ones = self.memberships_of(person_id)
        return [one.seat_id for one in ones if is_principal(one) and one.seat_id is not None]

    def deputies_of(self, seat_id: int) -> list[Membership]:
        """By the order of the seat: first, second … deputy."""
        found = [one for one in self.roster if one.seat_id == seat_id and not is_principal(one)]
        return sorted(found, key=lambda one: (one.deputy_order or _LAST, one.position, one.id))

    def holder_of(self, seat_id: int) -> Membership | None:
        return next((m for m in self.roster if m.seat_id == seat_id and is_principal(m)), None)

    def callings_for(self, seat_id: int) -> list[Calling]:
        return [one for one in self.callings if one.seat_id == seat_id]

    def callings_of(self, person_id: int) -> list[Calling]:
        """For which seats this person is, or was, called as a deputy."""
        ids = {one.id for one in self.memberships_of(person_id)}
        return [one for one in self.callings if one.deputy_id in ids]

    def active_of(self, person_id: int) -> list[Calling]:
        return [one for one in self.callings_of(person_id) if one.state in ACTIVE]

    def offered_to(self, person_id: int) -> list[int]:
        """Seats whose members tell their deputies themselves; nobody has taken them so far."""
        seats = [m.seat_id for m in self.memberships_of(person_id) if not is_principal(m)]
        return [id_ for id_ in seats if id_ is not None and self._is_offered(id_)]

    def seats_asked_of(self, person_id: int) -> list[int]:
        """For which seats a deputy may say yes: called for them, or told by their members."""
        called = [one.seat_id for one in self.active_of(person_id) if one.seat_id]
        return list(dict.fromkeys([*called, *self.offered_to(person_id)]))

    def seat_number(self, seat_id: int) -> str:
        """What may be said of a seat without the sign-in: nobody's name."""
        seat = next((m.seat for m in self.roster if m.seat_id == seat_id and m.seat), None)
        return f"Sitz {seat.position}" if seat else "ein Sitz"

    def _is_offered(self, seat_id: int) -> bool:
        holder = self.holder_of(seat_id)
        reply = self.replies.get(holder.person_id) if holder else None
        is_taken = any(one.state in ACTIVE for one in self.callings_for(seat_id))
        return reply is not None and reply.wish is Wish.SELF and not is_taken


_LAST = 10_000  # deputies without an order come after the others


def is_principal(membership: Membership) -> bool:
    return membership.role is not MemberRole.DEPUTY


def has_seat_to_fill(book: Book, person_id: int) -> bool:
    """Whether somebody is asked once more what becomes of the own seat."""
    return any(book.deputies_of(seat_id) for seat_id in book.own_seats(person_id))


def is_asked(sitting: Sitting, now: datetime) -> bool:
    """Answers are taken from the invitation on until the sitting begins."""
    return sitting.state not in (*NOT_ASKED, *HELD) and now < sitting.starts_at


def require_asked(sitting: Sitting, way: Way, now: datetime) -> None:
    """Members answer until it begins; the office notes what it hears until it is closed."""
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Eine Antwort ist nicht mehr nötig.")
    if way is Way.OFFICE:
        if sitting.state is SittingState.CLOSED:
            raise RuleBroken(
                "Die Sitzung ist beendet. Wer da war, steht auf der Seite „Anwesenheit“."
            )
        return
    if sitting.state in HELD or now >= sitting.starts_at:
        raise RuleBroken(
            "Die Sitzung hat begonnen. Bitte rufen Sie in der Geschäftsführung an, wenn sich "
            "etwas ändert."
        )
    if not is_asked(sitting, now):
        raise RuleBroken("Zu dieser Sitzung ist noch nicht eingeladen. Bitte antworten Sie dann.")


def require_guest(*, is_guest: bool) -> None:
    """Whoever is no member of that day can be asked only as a guest."""
    if not is_guest:
        raise RuleBroken("Diese Person gehört am Tag der Sitzung nicht zum Gremium.")


def require_times(sitting: Sitting, given: Given) -> None:
    """Coming later says from when, leaving early until when; both inside the sitting's day."""
    if given.answer is Answer.LATER and given.from_at is None:
        raise RuleBroken("Bitte geben Sie an, ab wann Sie kommen.", field="from_at")
    if given.answer is Answer.EARLY and given.until_at is None:
        raise RuleBroken("Bitte geben Sie an, bis wann Sie bleiben.", field="until_at")
    if given.from_at and given.from_at <= sitting.starts_at:
        raise RuleBroken("Um diese Zeit hat die Sitzung noch nicht begonnen.", field="from_at")
    if given.until_at and given.until_at <= (given.from_at or sitting.starts_at):
        raise RuleBroken("„Bis“ muss nach dem Beginn liegen.", field="until_at")


def kept(given: Given) -> Given:
    """What belongs to the answer: no times of who does not come, no wish of who comes."""
    if given.answer is Answer.DECLINES:
        return Given(given.answer, wish=given.wish, seat_id=given.seat_id)
    if given.answer not in _TIMED:
        return Given(given.answer, seat_id=given.seat_id)
    return Given(given.answer, given.from_at, given.until_at, seat_id=given.seat_id)


def in_words(reply: Reply) -> str:
    """ "kommt später, ab 17:30 Uhr" """
    times = [("ab", reply.from_at), ("bis", reply.until_at)]
    said = [f"{word} {format_time(to_berlin(at).time())}" for word, at in times if at]
    return ", ".join([reply.answer.label, *said])


def require_link_holds(sitting: Sitting, ended_at: datetime | None, now: datetime) -> None:
    """A personal link ends when the sitting begins, or when another one took its place."""
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Eine Antwort ist nicht mehr nötig.")
    if ended_at is not None:
        raise RuleBroken(
            "Dieser Link gilt nicht mehr, es gibt einen neueren. Bitte nehmen Sie den Link aus "
            "der letzten Nachricht."
        )
    if sitting.state in HELD or now >= sitting.starts_at:
        raise RuleBroken("Dieser Link gilt nicht mehr: Die Sitzung hat begonnen.")


def require_not_too_many(used: int) -> None:
    if used > MOST_ANSWERS:
        raise RuleBroken(
            "Mit diesem Link wurde in der letzten Stunde sehr oft geantwortet. Bitte warten Sie "
            "eine Stunde, oder rufen Sie in der Geschäftsführung an."
        )


def silent(book: Book) -> list[Membership]:
    """Principals who have not answered, each person once, by the roster's order."""
    found: dict[int, Membership] = {}
    for one in book.roster:
        if is_principal(one) and one.person_id not in book.replies:
            found.setdefault(one.person_id, one)
    return list(found.values())


def require_somebody_silent(people: Iterable[object]) -> None:
    if not list(people):
        raise RuleBroken("Alle haben geantwortet; es ist niemand zu erinnern.")
