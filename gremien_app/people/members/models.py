"""Persons, organisations, seats and memberships: four different things."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.lasting import Lasting
from gremien_app.people.bases.models import PublishedAlong, says_kind
from gremien_app.people.committees.models import Committee, Office, Term
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person


class MemberRole(Labelled):
    """The role of one person, without a gender; and of the group in roster and minutes."""

    CHAIR = "chair", "Vorsitz", "Vorsitz"
    VOTING = "voting", "stimmberechtigtes Mitglied", "Stimmberechtigte Mitglieder"
    DEPUTY = "deputy", "Stellvertretung", "Stellvertretende stimmberechtigte Mitglieder"
    ADVISORY = "advisory", "beratendes Mitglied", "Beratende Mitglieder"
    RESIDENT_EXPERT = "resident_expert", "sachkundige*r Einwohner*in", "Sachkundige Einwohner*innen"
    STANDING_GUEST = "standing_guest", "ständiger Gast", "Ständige Gäste"
    ADMINISTRATION = "administration", "Verwaltung", "Verwaltung"

    @property
    def group_label(self) -> str:
        """The heading of the group."""
        return self.also


class ChairOffice(Labelled):
    """An office in the chair, held beside the seat."""

    CHAIR = "chair", "Vorsitz"
    DEPUTY_CHAIR = "deputy_chair", "stellvertretender Vorsitz"


class OfficeTenure(Lasting, Versioned, Base):
    """Who holds an office of the city (``committees.Office``) from–to, by which title.

    ``is_deputy``: a standing deputy in the chair; ``position`` is the order among deputies.
    """

    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    office_id: Mapped[int] = refers_to("office.id")
    person_id: Mapped[int] = refers_to("person.id", "Person")
    title: Mapped[str] = recorded_column("Titel", String(120))  # "Oberbürgermeisterin"
    is_deputy: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = recorded_column("Reihenfolge", default=0)

    office: Mapped[Office] = relationship()
    person: Mapped[Person] = relationship()


class Seat(Versioned, Base):
    """A Sitz of a committee in a term, held by a person or by an organisation that names one."""

    __table_args__ = (UniqueConstraint("committee_id", "term_id", "position"),)

    committee_id: Mapped[int] = part_of("committee.id")
    term_id: Mapped[int] = refers_to("term.id")
    position: Mapped[int]
    group_label: Mapped[str] = recorded_column("Gruppe", String(120), default="")
    organization_id: Mapped[int | None] = refers_to("organization.id", "entsendet von")

    committee: Mapped[Committee] = relationship()
    term: Mapped[Term] = relationship()
    organization: Mapped[Organization | None] = relationship()

    @property
    def in_record(self) -> str:
        return f"Sitz {self.position}"


def counts_as_it_votes(context: DefaultExecutionContext) -> bool:
    """Unless said otherwise, whoever votes counts for the quorum."""
    return bool(context.get_current_parameters().get("can_vote", False))  # type: ignore[no-untyped-call]  # untyped there


class OwnReason(Labelled):
    """Why a membership ends, where the program itself says so; everything else is typed."""

    OFFICE = "office", "Amtswechsel"
    TERM = "term", "Ende der Wahlperiode"
    ROTATION = "rotation", "Wechsel im Vorsitz"
    MOVED_UP = "moved_up", "nachgerückt"
    CLOSED = "closed", "Gremium geschlossen"


class Membership(PublishedAlong, Lasting, Versioned, Base):
    """A person in a committee from–to (inclusive days). Leaving and returning are two.

    A deputy shares the principal's seat; the vote belongs to the seat, not to the person.
    """

    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        says_kind(),
        Index(None, "committee_id", "starts_on", "ends_on"),
    )

    committee_id: Mapped[int] = part_of("committee.id")
    person_id: Mapped[int] = refers_to("person.id", "Person")
    seat_id: Mapped[int | None] = refers_to("seat.id", "Sitz")
    organization_id: Mapped[int | None] = refers_to("organization.id", "entsendet von")
    role: Mapped[MemberRole] = recorded_column("Rolle")
    chair_office: Mapped[ChairOffice | None] = recorded_column("Amt im Vorsitz")
    can_vote: Mapped[bool] = recorded_column("stimmberechtigt", default=False)
    may_speak: Mapped[bool] = recorded_column("Rederecht", default=True)
    may_move: Mapped[bool] = recorded_column("Antragsrecht", default=True)
    counts_for_quorum: Mapped[bool] = recorded_column(
        "zählt zur Beschlussfähigkeit", default=counts_as_it_votes
    )
    sees_closed: Mapped[bool] = recorded_column("liest den nichtöffentlichen Teil", default=True)
    gets_papers: Mapped[bool] = recorded_column("erhält Einladung und Unterlagen", default=True)
    # first, second … deputy of the seat
    deputy_order: Mapped[int | None] = recorded_column("Rang der Stellvertretung")
    position: Mapped[int] = recorded_column("Reihenfolge", default=0)
    end_reason: Mapped[str] = recorded_column("Grund des Endes", String(300), default="")
    own_reason: Mapped[OwnReason | None] = recorded_column("Grund des Endes")
    predecessor_id: Mapped[int | None] = refers_to("membership.id", ondelete="SET NULL")
    tenure_id: Mapped[int | None] = refers_to("office_tenure.id")
    # Presided by hand before the tenure was entered; it stays when the tenure is taken back.
    is_adopted: Mapped[bool] = mapped_column(default=False, server_default=false())

    committee: Mapped[Committee] = relationship()
    person: Mapped[Person] = relationship(back_populates="memberships")
    seat: Mapped[Seat | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    predecessor: Mapped["Membership | None"] = relationship(remote_side="Membership.id")
    tenure: Mapped[OfficeTenure | None] = relationship()

    @property
    def reason_told(self) -> str:
        """Why it ends, as pages say it; "" where nobody said so."""
        return self.own_reason.label if self.own_reason else self.end_reason

    @property
    def last_day(self) -> date | None:
        """Of the time of which this membership is a part; None while it runs on.

        A change from a day on makes two of one: what ends along with it ends with the later one,
        as long as that has kept the basis.
        """
        last = self.ends_on
        for one in self.person.memberships:  # in the order of their days
            goes_on = last is not None and one.starts_on == last + ONE_DAY
            if goes_on and one.committee_id == self.committee_id and one.publication_ends_along:
                last = one.ends_on
        return last


class Cause(Labelled):
    """By what a membership or tenure was ended, so that taking that back gives it its end back."""

    CLOSING = "closing", "der Schließung des Gremiums"  # the body was closed
    RENEWAL = "renewal", "der Neubildung des Gremiums"  # it was formed anew in a term
    OFFICE = "office", "dem Amtswechsel"  # somebody new took the office
    LEAVING = "leaving", "der Amtszeit"  # somebody left the office, and nobody followed yet
    # another took the seat, or the same goes on with other rights
    FOLLOWING = "following", "einer Nachfolge"


class Ending(Base):
    """What something ended: the day it set, and the end and reason that stood there before.

    ``membership`` or ``tenure`` is None once that row is gone (an erasure, an entry taken back).
    ``is_known`` is False where the record of before 0026 cannot tell the former end any more, and
    ``former_reason`` None where only the reason is lost. Taken back, the row is deleted.
    """

    __table_args__ = (
        CheckConstraint(
            "(closed_committee_id IS NOT NULL) = (cause = 'closing') "
            "AND (reconstitution_id IS NOT NULL) = (cause = 'renewal') "
            "AND (by_tenure_id IS NOT NULL) = (cause IN ('office', 'leaving')) "
            "AND (successor_id IS NOT NULL) = (cause = 'following')",
            name="cause",
        ),
        UniqueConstraint("closed_committee_id", "membership_id"),
        UniqueConstraint("reconstitution_id", "membership_id"),
        UniqueConstraint("by_tenure_id", "cause", "membership_id"),
        UniqueConstraint("by_tenure_id", "tenure_id"),
        UniqueConstraint("successor_id", "membership_id"),
    )

    cause: Mapped[Cause]
    closed_committee_id: Mapped[int | None] = part_of("committee.id", index=False)
    reconstitution_id: Mapped[int | None] = mapped_column(
        ForeignKey("reconstitution.id", ondelete="CASCADE")  # of a room above
    )
    by_tenure_id: Mapped[int | None] = part_of("office_tenure.id", index=False)
    successor_id: Mapped[int | None] = part_of("membership.id", index=False)
    membership_id: Mapped[int | None] = refers_to("membership.id", ondelete="SET NULL")
    tenure_id: Mapped[int | None] = refers_to("office_tenure.id", ondelete="SET NULL")
    last_day: Mapped[date]
    former_end: Mapped[date | None]
    former_reason: Mapped[str | None] = mapped_column(String(300), default="")
    former_own: Mapped[OwnReason | None]
    is_known: Mapped[bool] = mapped_column(default=True)

    successor: Mapped[Membership | None] = relationship(foreign_keys=[successor_id])
    membership: Mapped[Membership | None] = relationship(foreign_keys=[membership_id])
    tenure: Mapped[OfficeTenure | None] = relationship(foreign_keys=[tenure_id])
