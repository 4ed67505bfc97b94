"""What happens in the running sitting: attendance, the chair, conflicts of interest, votes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.agenda.models import AgendaItem, Outcome
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership, counts_as_it_votes
from gremien_app.people.persons.models import Person


class AttendanceGroup(StrEnum):
    """Groups of the minutes, in the order in which Köln prints them."""

    CHAIR = "chair"
    ELECTED = "elected"
    VOTING = "voting"
    DEPUTY = "deputy"
    ADVISORY = "advisory"
    RESIDENT_EXPERT = "resident_expert"
    STANDING_GUEST = "standing_guest"
    ADMINISTRATION = "administration"
    GUEST = "guest"
    CLOSED_GUEST = "closed_guest"
    PRESS = "press"
    AUDIENCE = "audience"
    MINUTE_TAKER = "minute_taker"


class AttendanceStatus(Labelled):
    PRESENT = "present", "da"
    EXCUSED = "excused", "entschuldigt"
    ABSENT = "absent", "fehlt"
    OPEN = "open", "offen"  # nobody knows so far; no sitting closes with it


class VoteMode(Labelled):
    VERBAL = "verbal", "Ergebnis in Worten"
    COUNTED = "counted", "ausgezählt"
    BY_GROUP = "by_group", "nach Fraktionen und Gruppen"
    ROLL_CALL = "roll_call", "namentlich"
    SECRET = "secret", "geheim"
    CONSENSUS = "consensus", "einvernehmlich, ohne Auszählung"


class VoteKind(Labelled):
    """What is voted on. Only main votes and elections decide the matter and lead to a number."""

    MAIN = "main", "über die Sache selbst"
    AMENDMENT = "amendment", "Änderungsantrag"
    REFERRAL = "referral", "Verweisung oder Vertagung"
    ELECTION = "election", "Wahl"
    PROCEDURE = "procedure", "Verfahren (Tagesordnung, Niederschrift, Rederecht, Ende der Debatte)"


DECIDING_KINDS = (VoteKind.MAIN, VoteKind.ELECTION)
PROCEDURAL_KINDS = (VoteKind.REFERRAL, VoteKind.PROCEDURE)


class Attendance(Versioned, Base):
    """A person at a sitting. Name, detail and group are kept as they were on that day.

    ``seat_key`` names the vote this person may cast: a principal and the deputies of one
    seat share it, and it counts once. Empty: no vote. ``detail`` is the organisation as printed.
    ``is_recorded``: somebody marked the line, or closed the sitting with it; what nobody touched
    may follow the roster, what was recorded stays. ``sits_for``: in a joint sitting the ids of
    the committees for which the person sits, and whether he or she counts for their quorum.
    """

    __table_args__ = (
        UniqueConstraint("sitting_id", "person_id"),
        UniqueConstraint("sitting_id", "membership_id"),
    )

    sitting_id: Mapped[int] = part_of("sitting.id")
    membership_id: Mapped[int | None] = refers_to("membership.id")
    person_id: Mapped[int | None] = refers_to("person.id")
    name: Mapped[str] = recorded_column("Name", String(300))
    sort_name: Mapped[str] = mapped_column(String(300), default="")
    salutation: Mapped[str] = mapped_column(String(20), default="")
    detail: Mapped[str] = recorded_column("Funktion oder Organisation", String(300), default="")
    group: Mapped[AttendanceGroup] = recorded_column("Gruppe")
    group_label: Mapped[str] = recorded_column("Gruppe", String(120), default="")
    position: Mapped[int] = mapped_column(default=0)
    seat_key: Mapped[str] = mapped_column(String(40), default="")
    is_deputy: Mapped[bool] = mapped_column(default=False)
    can_vote: Mapped[bool] = recorded_column("stimmberechtigt", default=False)
    counts_for_quorum: Mapped[bool] = mapped_column(default=counts_as_it_votes)
    status: Mapped[AttendanceStatus] = recorded_column(
        "Anwesenheit", choice(AttendanceStatus, length=10), default=AttendanceStatus.OPEN
    )
    is_online: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = recorded_column("Vermerk", String(200), default="")
    is_recorded: Mapped[bool] = mapped_column(default=False)
    sits_for: Mapped[dict[str, bool]] = mapped_column(JSON, default=dict)

    sitting: Mapped[Sitting] = relationship()
    membership: Mapped[Membership | None] = relationship()
    person: Mapped[Person | None] = relationship()
    intervals: Mapped[list["AttendanceInterval"]] = relationship(
        back_populates="attendance",
        order_by="AttendanceInterval.id",
        cascade="all, delete-orphan",
    )


class AttendanceInterval(Base):
    """Present from–to; an open end is the sitting's own beginning or end. No row: all the time."""

    __table_args__ = (
        CheckConstraint("from_at IS NULL OR to_at IS NULL OR to_at > from_at", name="period"),
    )

    attendance_id: Mapped[int] = part_of("attendance.id")
    from_at: Mapped[datetime | None]
    to_at: Mapped[datetime | None]

    attendance: Mapped[Attendance] = relationship(back_populates="intervals")


class RosterQuestion(Base):
    """The roster of the day was changed after the list of a sitting stood: which one is right?

    Open while the two differ and nobody has said that the list stays; ``kept`` is what the
    roster said (``question_rules.text_of``) when somebody did. Gone when they agree again.
    """

    __table_args__ = (UniqueConstraint("sitting_id", "person_id"),)

    sitting_id: Mapped[int] = part_of("sitting.id")
    person_id: Mapped[int] = refers_to("person.id")
    kept: Mapped[str | None] = mapped_column(String(600))

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()


class SeatsOfDay(Base):
    """With how many seats by statute a sitting reckoned, where the number was changed afterwards.

    ``seats`` None: no number was stated. Without a row the number of the committee's term counts.
    """

    __table_args__ = (UniqueConstraint("sitting_id", "committee_id"),)

    sitting_id: Mapped[int] = part_of("sitting.id")
    committee_id: Mapped[int] = part_of("committee.id")
    seats: Mapped[int | None]

    sitting: Mapped[Sitting] = relationship()
    committee: Mapped[Committee] = relationship()


class ChairPeriod(Base):
    """Who presided from when and which item on; each signs for the items he or she chaired."""

    sitting_id: Mapped[int] = part_of("sitting.id")
    attendance_id: Mapped[int] = part_of("attendance.id")
    from_at: Mapped[datetime | None]
    from_item_id: Mapped[int | None] = refers_to("agenda_item.id", ondelete="SET NULL")

    attendance: Mapped[Attendance] = relationship()


class ConflictOfInterest(Base):
    """Befangenheit (§ 31 GO NRW) of a person for one item: not present for its vote."""

    __table_args__ = (UniqueConstraint("agenda_item_id", "attendance_id"),)

    agenda_item_id: Mapped[int] = part_of("agenda_item.id")
    attendance_id: Mapped[int] = part_of("attendance.id")

    attendance: Mapped[Attendance] = relationship()
    agenda_item: Mapped[AgendaItem] = relationship()


class Vote(Versioned, Base):
    """An Abstimmung on one motion; an item can carry several. Counts may be absent.

    ``result_text`` is the free wording that wins in print; empty: derived from the counts.
    ``brought`` is the item's outcome that was recorded with this vote and goes with it.
    """

    __table_args__ = (
        CheckConstraint("yes IS NULL OR yes >= 0", name="yes"),
        CheckConstraint("no IS NULL OR no >= 0", name="no"),
        CheckConstraint("abstain IS NULL OR abstain >= 0", name="abstain"),
        CheckConstraint("invalid IS NULL OR invalid >= 0", name="invalid"),
    )

    agenda_item_id: Mapped[int] = part_of("agenda_item.id")
    position: Mapped[int] = mapped_column(default=1)
    kind: Mapped[VoteKind] = recorded_column("Art", default=VoteKind.MAIN)
    motion: Mapped[str] = recorded_column("Antrag", String(300), default="")
    mode: Mapped[VoteMode] = recorded_column("Art der Abstimmung")
    taken_at: Mapped[datetime | None] = recorded_column("Uhrzeit der Abstimmung")
    yes: Mapped[int | None] = recorded_column("Ja-Stimmen")
    no: Mapped[int | None] = recorded_column("Nein-Stimmen")
    abstain: Mapped[int | None] = recorded_column("Enthaltungen")
    invalid: Mapped[int | None] = recorded_column("ungültige Stimmen")
    is_adopted: Mapped[bool | None] = recorded_column("angenommen")
    result_text: Mapped[str] = recorded_column(
        "eigener Wortlaut für die Niederschrift", String(500), default=""
    )
    present_override: Mapped[int | None] = recorded_column("Anwesende laut Protokoll")
    brought: Mapped[Outcome | None] = mapped_column(choice(Outcome, length=30))

    agenda_item: Mapped[AgendaItem] = relationship()

    @property
    def decides(self) -> bool:
        return (self.kind or VoteKind.MAIN) in DECIDING_KINDS  # unset until it is stored

    @property
    def is_procedural(self) -> bool:
        return self.kind in PROCEDURAL_KINDS
