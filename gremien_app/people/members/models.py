"""Persons, organisations, seats and memberships: four different things."""

from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.people.bases.models import PublishedAlong, says_kind
from gremien_app.people.committees.models import Committee, Office, Term
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person


class MemberRole(StrEnum):
    """In which group of the roster (and of the minutes) a membership stands."""

    CHAIR = "chair"
    VOTING = "voting"
    DEPUTY = "deputy"
    ADVISORY = "advisory"
    RESIDENT_EXPERT = "resident_expert"
    STANDING_GUEST = "standing_guest"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> str:
        """The role of one person, without a gender."""
        return _ROLES[self][0]

    @property
    def group_label(self) -> str:
        """The heading of the group in roster and minutes."""
        return _ROLES[self][1]


_ROLES = {
    MemberRole.CHAIR: ("Vorsitz", "Vorsitz"),
    MemberRole.VOTING: ("stimmberechtigtes Mitglied", "Stimmberechtigte Mitglieder"),
    MemberRole.DEPUTY: ("Stellvertretung", "Stellvertretende stimmberechtigte Mitglieder"),
    MemberRole.ADVISORY: ("beratendes Mitglied", "Beratende Mitglieder"),
    MemberRole.RESIDENT_EXPERT: ("sachkundige*r Einwohner*in", "Sachkundige Einwohner*innen"),
    MemberRole.STANDING_GUEST: ("ständiger Gast", "Ständige Gäste"),
    MemberRole.ADMINISTRATION: ("Verwaltung", "Verwaltung"),
}


class ChairOffice(StrEnum):
    """An office in the chair, held beside the seat."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"

    @property
    def label(self) -> str:
        return "Vorsitz" if self is ChairOffice.CHAIR else "stellvertretender Vorsitz"


class OfficeTenure(Versioned, Base):
    """Who holds an office of the city (``committees.Office``) from–to, by which title.

    ``is_deputy``: a standing deputy in the chair; ``position`` is the order among deputies.
    ``ended`` maps what its beginning ended ("tenure:3", "membership:17") to the former last day.
    """

    __tablename__ = "office_tenure"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))  # "Oberbürgermeisterin"
    is_deputy: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ended: Mapped[dict[str, str | None]] = mapped_column(JSON, default=dict)

    office: Mapped[Office] = relationship()
    person: Mapped[Person] = relationship()


class Seat(Versioned, Base):
    """A Sitz of a committee in a term, held by a person or by an organisation that names one."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("committee_id", "term_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), index=True)
    position: Mapped[int]
    group_label: Mapped[str] = mapped_column(String(120), default="")
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)

    committee: Mapped[Committee] = relationship()
    term: Mapped[Term] = relationship()
    organization: Mapped[Organization | None] = relationship()


def counts_as_it_votes(context: DefaultExecutionContext) -> bool:
    """Unless said otherwise, whoever votes counts for the quorum."""
    return bool(context.get_current_parameters().get("can_vote", False))  # type: ignore[no-untyped-call]  # untyped there


class Membership(PublishedAlong, Versioned, Base):
    """A person in a committee from–to (inclusive days). Leaving and returning are two.

    A deputy shares the principal's seat; the vote belongs to the seat, not to the person.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        says_kind(),
        Index(None, "committee_id", "starts_on", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(choice(MemberRole, length=20))
    chair_office: Mapped[ChairOffice | None] = mapped_column(choice(ChairOffice, length=20))
    can_vote: Mapped[bool] = mapped_column(default=False)
    may_speak: Mapped[bool] = mapped_column(default=True)
    may_move: Mapped[bool] = mapped_column(default=True)  # may put motions (Antragsrecht)
    counts_for_quorum: Mapped[bool] = mapped_column(default=counts_as_it_votes)
    sees_closed: Mapped[bool] = mapped_column(default=True)
    gets_papers: Mapped[bool] = mapped_column(default=True)
    deputy_order: Mapped[int | None]  # first, second … deputy of the seat
    position: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    predecessor_id: Mapped[int | None] = mapped_column(
        ForeignKey("membership.id", ondelete="SET NULL"), index=True
    )
    tenure_id: Mapped[int | None] = mapped_column(ForeignKey("office_tenure.id"), index=True)

    committee: Mapped[Committee] = relationship()
    person: Mapped[Person] = relationship(back_populates="memberships")
    seat: Mapped[Seat | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    predecessor: Mapped["Membership | None"] = relationship(remote_side="Membership.id")
    tenure: Mapped[OfficeTenure | None] = relationship()

    @property
    def last_day(self) -> date | None:
        """Of the time of which this membership is a part; None while it runs on.

        A change from a day on makes two of one: what ends along with it ends with the later one,
        as long as that has kept the basis.
        """
        last = self.ends_on
        for one in self.person.memberships:  # in the order of their days
            goes_on = last is not None and one.starts_on == last + timedelta(days=1)
            if goes_on and one.committee_id == self.committee_id and one.publication_ends_along:
                last = one.ends_on
        return last

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
