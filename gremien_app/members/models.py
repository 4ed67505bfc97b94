"""Persons, organisations, seats and memberships: four different things."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.committees.models import Committee, Term
from gremien_app.extensions import Base, Versioned, choice


class OrganizationKind(StrEnum):
    PARTY_GROUP = "party_group"
    ELECTORAL_LIST = "electoral_list"
    ASSOCIATION = "association"
    COMMUNITY = "community"
    CITY_OFFICE = "city_office"
    OTHER = "other"


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


class Organization(Versioned, Base):
    """One record per organisation however it was spelt; ``search_key`` is the folded name."""

    __tablename__ = "organization"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    short: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[OrganizationKind] = mapped_column(
        choice(OrganizationKind, length=20), default=OrganizationKind.OTHER
    )
    search_key: Mapped[str] = mapped_column(String(300), unique=True)


class Person(Versioned, Base):
    """A person by the chosen name. Salutation and title are optional; no gender, no faith.

    ``ref`` is the stable key of the data format; contact data is the secretariat's only.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(60), unique=True)
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(40), default="")
    salutation: Mapped[str] = mapped_column(String(20), default="")
    office: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    publication_basis: Mapped[str] = mapped_column(String(200), default="")
    publication_date: Mapped[date | None]
    search_key: Mapped[str] = mapped_column(String(400), default="", index=True)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.starts_on, Membership.id"
    )

    @property
    def name(self) -> str:
        """Title, first and last name: "Dr. Ayşe Yıldız"."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def sort_name(self) -> str:
        return ", ".join(part for part in (self.last_name, self.first_name) if part)


class Seat(Base):
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


class Membership(Versioned, Base):
    """A person in a committee from–to (inclusive days). Leaving and returning are two.

    A deputy shares the principal's seat; the vote belongs to the seat, not to the person.
    """

    __tablename__ = "membership"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

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
    sees_closed: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    committee: Mapped[Committee] = relationship()
    person: Mapped[Person] = relationship(back_populates="memberships")
    seat: Mapped[Seat | None] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
