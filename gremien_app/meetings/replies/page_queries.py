"""The live list of a sitting: who comes, who is silent, who is called, and the quorum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.replies import calling_rules, queries, reach_queries, rules
from gremien_app.meetings.replies.calling_rules import Candidate
from gremien_app.meetings.replies.models import ACTIVE, Answer, Calling, CallState, Reply
from gremien_app.meetings.replies.rules import Book
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.quorum_rules import QuorumState, quorum_state
from gremien_app.people.members.models import Membership
from gremien_app.people.members.voice_rules import voice_of
from gremien_app.people.persons.models import Person


@dataclass(frozen=True)
class Line:
    """A person of the roster with the answer; of a seat also its deputies."""

    person: Person
    role: str
    reply: Reply | None
    seat_id: int | None = None
    deputies: tuple[Candidate, ...] = ()
    unnamed: tuple[Calling, ...] = ()
    due_at: datetime | None = None
    may_call: bool = False


@dataclass(frozen=True)
class Outlook:
    """One committee: votes that are sure to come, and those that still may."""

    label: str
    votes: int
    most: int
    quorum: QuorumState

    @property
    def lacking(self) -> int:
        """How many are missing to the quorum by what is known; 0 where it does not matter."""
        required = self.quorum.required
        if not self.quorum.is_checked or required is None:
            return 0
        return max(0, required - self.quorum.present)


@dataclass(frozen=True)
class LivePage:
    sitting: Sitting
    lines: list[Line]
    outlooks: list[Outlook]
    guests: list[Guest]
    answered: dict[int, Reply]
    unreached: set[int]
    is_asked: bool

    def count(self, *answers: Answer) -> int:
        return sum(1 for one in self.lines if one.reply and one.reply.answer in answers)

    @property
    def coming(self) -> int:
        return self.count(Answer.COMES, Answer.LATER, Answer.EARLY, Answer.ONLINE)

    @property
    def online(self) -> int:
        return self.count(Answer.ONLINE)

    @property
    def declined(self) -> int:
        return self.count(Answer.DECLINES)

    @property
    def silent(self) -> list[Line]:
        return [one for one in self.lines if one.reply is None]

    @property
    def called(self) -> int:
        """Deputies asked or coming."""
        of_seats = [one.calling for line in self.lines for one in line.deputies if one.calling]
        return sum(one.state in ACTIVE for one in of_seats)

    @property
    def summary(self) -> str:
        """ "7 zugesagt (davon 1 online), 2 abgesagt, 3 ohne Antwort" """
        online = f" (davon {self.online} online)" if self.online else ""
        said = f"{self.coming} zugesagt{online}, {self.declined} abgesagt"
        return f"{said}, {len(self.silent)} ohne Antwort"

    @property
    def deputies(self) -> str:
        """ "2 Vertretungen gefragt oder zugesagt", "" where there are none"""
        words = format_count(self.called, "Vertretung", "Vertretungen")
        return f"{words} gefragt oder zugesagt" if self.called else ""


def live_page(sitting: Sitting, now: datetime) -> LivePage:
    """The whole list; for the office. A constant number of queries, however many people."""
    book = queries.book_of(sitting)
    known = reach_queries.known_of(book, _deputies(book))
    return LivePage(
        sitting=sitting,
        lines=_lines(book, known.cautions, now),
        outlooks=[_outlook(book, one) for one in sitting.committees],
        guests=queries.guests_at(sitting),
        answered=book.replies,
        unreached=known.unreached,
        is_asked=rules.is_asked(sitting, now),
    )


def _deputies(book: Book) -> list[Membership]:
    """Of whom the office should know more: whoever may be called."""
    declined = [id_ for id_ in book.replies if book.declines(id_)]
    seats = {seat for id_ in declined for seat in book.own_seats(id_)}
    return [one for seat in seats for one in book.deputies_of(seat)]


def _lines(book: Book, cautions: dict[int, list[str]], now: datetime) -> list[Line]:
    found: dict[int, Line] = {}
    for one in book.roster:
        if rules.is_principal(one) and one.person_id not in found:
            found[one.person_id] = _line(book, one, cautions, now)
    # Deputies of nobody's seat stand in no other line.
    seatless = [m for m in book.roster if not rules.is_principal(m) and m.seat_id is None]
    return [
        *found.values(),
        *(Line(m.person, m.role.label, book.reply_of(m.person_id)) for m in seatless),
    ]


def _line(book: Book, one: Membership, cautions: dict[int, list[str]], now: datetime) -> Line:
    reply, seats = book.reply_of(one.person_id), book.own_seats(one.person_id)
    seat_id = seats[0] if seats else None
    deputies = calling_rules.candidates(book, seat_id, cautions) if seat_id else []
    is_away = reply is not None and not reply.is_coming
    before = book.callings_for(seat_id) if seat_id else []
    is_asked = any(c.state in ACTIVE for c in before)
    return Line(
        one.person,
        one.role.label,
        reply,
        seat_id,
        tuple(deputies),
        tuple(c for c in before if c.state is CallState.UNNAMED),
        calling_rules.due_of(book, seat_id) if seat_id else None,
        may_call=is_away and not is_asked and now < book.sitting.ends_at,
    )


def _outlook(book: Book, committee: Committee) -> Outlook:
    """Each seat counted once: its member, or the deputy who has said yes."""
    of_committee = [one for one in book.roster if one.committee_id == committee.id]
    accepted = {c.deputy_id for c in book.callings if c.state is CallState.ACCEPTED}
    votes, counting, silent = set(), set(), set()
    for memberships in _by_person(of_committee):
        voice = voice_of(memberships, chair_votes=committee.chair_votes)
        first, reply = memberships[0], book.reply_of(memberships[0].person_id)
        key = voice.seat_key or f"person-{first.person_id}"
        is_sure = (
            any(m.id in accepted for m in memberships)
            if voice.is_deputy
            else (reply is not None and reply.is_coming)
        )
        if is_sure and voice.can_vote:
            votes.add(key)
        if is_sure and voice.counts_for_quorum:
            counting.add(key)
        if not voice.is_deputy and reply is None and voice.can_vote:
            silent.add(key)
    seats = committee.statutory_seats_on(book.sitting.date)
    return Outlook(
        committee.short,
        len(votes),
        len(votes | silent),
        quorum_state(committee.quorum_rule, seats, len(counting)),
    )


def _by_person(memberships: Iterable[Membership]) -> Iterable[Sequence[Membership]]:
    found: dict[int, list[Membership]] = {}
    for one in memberships:
        found.setdefault(one.person_id, []).append(one)
    return found.values()
