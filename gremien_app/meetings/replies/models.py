"""What people answer, who is called to stand in, and the links by which one answers unsigned."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership, Seat
from gremien_app.people.persons.models import Person


class Answer(Labelled):
    COMES = "comes", "kommt"
    LATER = "later", "kommt später"
    EARLY = "early", "geht früher"
    ONLINE = "online", "nimmt online teil"
    DECLINES = "declines", "kommt nicht"


class Wish(Labelled):
    """What somebody who does not come says of the own deputy."""

    CALL = "call", "Vertretung soll geladen werden"
    SELF = "self", "sagt der Vertretung selbst Bescheid"
    NOT_YET = "not_yet", "Vertretung noch nicht laden"


class Way(Labelled):
    PAGE = "page", "angemeldet"
    LINK = "link", "über den persönlichen Link"
    OFFICE = "office", "vom Büro eingetragen"


class CallState(Labelled):
    CALLED = "called", "gefragt"
    ACCEPTED = "accepted", "vertritt"
    DECLINED = "declined", "kann nicht"
    ENDED = "ended", "nicht mehr nötig"
    UNNAMED = "unnamed", "ohne Benennung, ohne Stimme"


class Cause(Labelled):
    """By what a deputy came to be called."""

    WISH = "wish", "nach der Absage geladen"
    OFFICE = "office", "vom Büro geladen"
    OWN = "own", "vom Mitglied selbst verständigt"
    LIST = "list", "auf der Anwesenheitsliste eingetragen"


class Reply(Versioned, Base):
    """Whether a person comes to a sitting; said again, it is replaced. No reason is stored.

    ``day``: for which day it was said. A sitting on another day since asks anew.
    ``wish`` is None until somebody who declines has said what becomes of the seat.
    """

    __table_args__ = (
        UniqueConstraint("sitting_id", "person_id"),
        CheckConstraint("wish IS NULL OR answer = 'declines'", name="wish"),
    )

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    person_id: Mapped[int] = refers_to("person.id")
    day: Mapped[date] = recorded_column("Sitzungstag")
    answer: Mapped[Answer] = recorded_column("Antwort")
    from_at: Mapped[datetime | None] = recorded_column("ab")
    until_at: Mapped[datetime | None] = recorded_column("bis")
    wish: Mapped[Wish | None] = recorded_column("Vertretung")
    way: Mapped[Way] = recorded_column("Weg der Antwort")
    given_at: Mapped[datetime]

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def is_coming(self) -> bool:
        return self.answer is not Answer.DECLINES


class Calling(Base):
    """A deputy called for a seat (Vertretungsfall): who reads and votes for it on that day.

    The one table of it. ``day`` as with replies. ``deputy`` is None for somebody on no list
    (``name``), who has no vote. ``seat`` is None where the list knows of none. ``told``: the
    state of which the deputy was last told by mail.
    """

    __table_args__ = (
        UniqueConstraint("sitting_id", "deputy_id"),
        CheckConstraint("(deputy_id IS NULL) = (state = 'unnamed')", name="unnamed"),
        once("uq_calling_accepted", "state = 'accepted'", "sitting_id", "seat_id"),
    )

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    seat_id: Mapped[int | None] = part_of("seat.id")
    deputy_id: Mapped[int | None] = part_of("membership.id")
    person_id: Mapped[int | None] = refers_to("person.id")
    name: Mapped[str] = mapped_column(String(200), default="")
    day: Mapped[date]
    state: Mapped[CallState] = recorded_column("Stand der Vertretung")
    cause: Mapped[Cause]
    called_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    told: Mapped[CallState | None]

    sitting: Mapped[Sitting] = relationship()
    seat: Mapped[Seat | None] = relationship()
    deputy: Mapped[Membership | None] = relationship()
    person: Mapped[Person | None] = relationship()


ACTIVE = (CallState.CALLED, CallState.ACCEPTED)


class ReplyLink(Base):
    """A personal link to answer without signing in: only the SHA-256 of its 32 random bytes.

    It ends when the sitting begins, or ``ended_at`` where another one replaced it. ``used`` counts
    answers by it in the hour that began ``used_from``.
    """

    sitting_id: Mapped[int] = part_of("sitting.id")
    person_id: Mapped[int] = refers_to("person.id")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    used_from: Mapped[datetime | None]
    used: Mapped[int] = mapped_column(default=0)

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()


class CallingTimes(Versioned, Base):
    """When a committee calls deputies, where it differs from what is usual."""

    __table_args__ = (CheckConstraint("from_hour < until_hour", name="hours"),)

    committee_id: Mapped[int] = part_of("committee.id", unique=True)
    after_hours: Mapped[int] = recorded_column("Stunden nach der Absage")
    at_once_days: Mapped[int] = recorded_column("sofort ab so vielen Tagen vorher")
    from_hour: Mapped[int] = recorded_column("frühestens um")
    until_hour: Mapped[int] = recorded_column("spätestens um")

    committee: Mapped[Committee] = relationship()
