"""Persons, organisations, seats and memberships: four different things."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.text import fold
from gremien_app.people.committees.models import Committee, Office, Term
from gremien_app.people.members.naming_models import Called, FormerName

KEY_LENGTH = 400  # of the folded names


class OrganizationKind(StrEnum):
    PARTY_GROUP = "party_group"
    ELECTORAL_LIST = "electoral_list"
    ASSOCIATION = "association"
    COMMUNITY = "community"
    CITY_OFFICE = "city_office"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    OrganizationKind.PARTY_GROUP: "Fraktion",
    OrganizationKind.ELECTORAL_LIST: "Liste",
    OrganizationKind.ASSOCIATION: "Verein oder Verband",
    OrganizationKind.COMMUNITY: "Gemeinschaft",
    OrganizationKind.CITY_OFFICE: "Dienststelle der Stadt",
    OrganizationKind.OTHER: "andere",
}


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


class ContactKind(StrEnum):
    """A kind of contact data; each is published only with its own consent."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        return _CONTACTS[self]


_CONTACTS = {
    ContactKind.EMAIL: "E-Mail-Adresse",
    ContactKind.PHONE: "Telefon",
    ContactKind.MOBILE: "Mobiltelefon",
    ContactKind.ADDRESS: "Anschrift",
}


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

    names: Mapped[list["OrganizationName"]] = relationship(
        back_populates="organization",
        order_by="OrganizationName.valid_until.asc().nulls_last(), OrganizationName.id",
        cascade="all, delete-orphan",
    )

    def name_on(self, day: date) -> str:
        """The name it had on that day: old papers print the old name."""
        for former in self.names:
            if former.valid_until is not None and day <= former.valid_until:
                return former.name
        return self.name

    @property
    def former_names(self) -> list["OrganizationName"]:
        return [one for one in self.names if one.valid_until is not None]

    @property
    def spellings(self) -> list["OrganizationName"]:
        return [one for one in self.names if one.valid_until is None]


class OrganizationName(Base):
    """A former name or another spelling of an organisation.

    With ``valid_until`` it was the name up to that day; without, it is a spelling only.
    """

    __tablename__ = "organization_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(300), index=True)
    valid_until: Mapped[date | None]

    organization: Mapped[Organization] = relationship(back_populates="names")


class Person(Called, Versioned, Base):
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
    pronoun: Mapped[str] = mapped_column(String(40), default="")
    order_name: Mapped[str] = mapped_column(String(200), default="")  # sorts instead of the name
    office: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    mobile: Mapped[str] = mapped_column(String(60), default="")
    street: Mapped[str] = mapped_column(String(120), default="")
    postal_code: Mapped[str] = mapped_column(String(10), default="")
    town: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(60), default="")  # spoken, for letters
    papers_as: Mapped[str] = mapped_column(String(60), default="")  # "Word", "PDF", "Papier"
    publication_basis: Mapped[str] = mapped_column(String(200), default="")
    publication_date: Mapped[date | None]
    publication_revoked_on: Mapped[date | None]
    recorded_on: Mapped[date] = mapped_column(default=today)
    search_key: Mapped[str] = mapped_column(String(400), default="", index=True)
    sort_key: Mapped[str] = mapped_column(String(400), default="", index=True)  # folded

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.starts_on, Membership.id"
    )

    consents: Mapped[list["ContactConsent"]] = relationship(
        back_populates="person", order_by="ContactConsent.id", cascade="all, delete-orphan"
    )

    former_names: Mapped[list[FormerName]] = relationship(
        back_populates="person",
        order_by="FormerName.valid_until, FormerName.id",
        cascade="all, delete-orphan",
    )

    def on(self, day: date) -> Called:
        """What the person was called on that day; today's name where no former one may be told."""
        return next((one for one in self.former_names if day <= one.valid_until), self)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _fold_names(_mapper: object, _connection: object, person: Person) -> None:
    """Whoever writes a name: it is found and sorted by its folded form."""
    shown = (person.title, person.first_name, person.last_name, person.order_name)
    person.search_key = fold(" ".join(part for part in shown if part))[:KEY_LENGTH]
    sorted_by = person.order_name or f"{person.last_name} {person.first_name or ''}"
    person.sort_key = fold(sorted_by)[:KEY_LENGTH]


class ContactConsent(Base):
    """The person's consent that one kind of contact data may be published; revocable."""

    __tablename__ = "contact_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind, length=20))
    basis: Mapped[str] = mapped_column(String(200))
    given_on: Mapped[date]
    revoked_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="consents")


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


def counts_as_it_votes(context: DefaultExecutionContext) -> bool:
    """Unless said otherwise, whoever votes counts for the quorum."""
    return bool(context.get_current_parameters().get("can_vote", False))  # type: ignore[no-untyped-call]  # untyped there


class Membership(Versioned, Base):
    """A person in a committee from–to (inclusive days). Leaving and returning are two.

    A deputy shares the principal's seat; the vote belongs to the seat, not to the person.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
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
    publication_basis: Mapped[str] = mapped_column(String(200), default="")
    publication_date: Mapped[date | None]
    publication_revoked_on: Mapped[date | None]
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

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
