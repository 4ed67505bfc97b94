"""Sittings, their moves, venues and rooms."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import described, recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.numbers import join_german
from gremien_app.people.committees.models import Committee, Term


class SittingState(StrEnum):
    """States of DOMAIN: ``moved`` is an invited sitting with a new date, to be invited anew."""

    PLANNED = "planned"
    INVITED = "invited"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MOVED = "moved"

    @property
    def label(self) -> str:
        return _STATES[self][0]

    @property
    def kind(self) -> str:
        """The badge's colour; the label says the same in words."""
        return _STATES[self][1]


# It takes place or took place: what happened there is recorded.
HELD = frozenset({SittingState.RUNNING, SittingState.CLOSED})


_STATES = {
    SittingState.PLANNED: ("geplant, noch ohne Einladung", "neutral"),
    SittingState.INVITED: ("eingeladen", "info"),
    SittingState.RUNNING: ("läuft", "success"),
    SittingState.CLOSED: ("beendet", "neutral"),
    SittingState.CANCELLED: ("abgesagt", "danger"),
    SittingState.MOVED: ("verlegt", "warning"),
}


class SittingKind(Labelled):
    REGULAR = "regular", "Sitzung"
    SPECIAL = "special", "Sondersitzung"
    INAUGURAL = "inaugural", "Konstituierende Sitzung"
    WORKING_GROUP = "working_group", "Treffen einer Arbeitsgruppe"


class SittingFormat(Labelled):
    IN_PERSON = "in_person", "in Präsenz"
    HYBRID = "hybrid", "hybrid (vor Ort und online)"
    ONLINE = "online", "nur online"


# The further committees of a joint sitting; the first one is ``Sitting.committee``.
sitting_partner = Table(
    "sitting_partner",
    Base.metadata,
    Column("sitting_id", ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("committee_id", ForeignKey("committee.id"), primary_key=True, index=True),
)


class Venue(Versioned, Base):
    """A Sitzungsort: a house with an address."""

    __tablename__ = "venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True, info=recorded("Name"))
    street: Mapped[str] = mapped_column(String(120), default="", info=recorded("Straße"))
    town: Mapped[str] = mapped_column(String(120), default="", info=recorded("Ort"))
    # bus, tram, parking, entrance
    directions: Mapped[str] = mapped_column(Text, default="", info=recorded("Weg"))


class Room(Versioned, Base):
    """A Raum in a venue with what a visitor needs to know to get in and follow."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), info=recorded("Name"))
    capacity: Mapped[int | None] = mapped_column(info=recorded("Plätze"))
    # None: nobody has looked
    is_step_free: Mapped[bool | None] = mapped_column(info=recorded("stufenlos erreichbar"))
    step_free_way: Mapped[str] = mapped_column(
        String(500), default="", info=recorded("stufenloser Weg")
    )
    lift_width_cm: Mapped[int | None] = mapped_column(info=recorded("Breite der Aufzugtür in cm"))
    has_accessible_wc: Mapped[bool | None] = mapped_column(info=recorded("barrierefreies WC"))
    has_induction_loop: Mapped[bool | None] = mapped_column(info=recorded("induktive Höranlage"))
    wheelchair_places: Mapped[int | None] = mapped_column(info=recorded("Plätze für Rollstühle"))
    has_quiet_room: Mapped[bool | None] = mapped_column(info=recorded("Ruheraum"))
    directions: Mapped[str] = mapped_column(String(500), default="", info=recorded("Weg"))
    # when somebody last looked at the way and the equipment
    checked_on: Mapped[date | None] = mapped_column(info=recorded("vor Ort geprüft am"))
    # no longer offered; past sittings keep it
    closed_on: Mapped[date | None] = mapped_column(info=recorded("nicht mehr verfügbar ab"))

    venue: Mapped[Venue] = relationship(lazy="joined")

    @property
    def label(self) -> str:
        """As printed: "Stadthaus Deutz, Konferenzraum 16 F 43"."""
        return f"{self.venue.name}, {self.name}"


class Sitting(Versioned, Base):
    """A Sitzung. ``uid`` never changes; ``sequence`` and ``changed_at`` serve the calendars.

    ``starts_at``/``ends_at`` are the planned times, ``opened_at``/``closed_at`` the actual ones.
    ``record_closed_at`` is set when its minutes are signed: from then on nothing changes.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="period"),
        UniqueConstraint("committee_id", "term_id", "number"),
        Index(None, "starts_at", "id"),
        Index(
            "uq_sitting_reference",
            "reference",
            unique=True,
            sqlite_where=text("reference <> ''"),
            postgresql_where=text("reference <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(60), unique=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    number: Mapped[int | None] = mapped_column(info=recorded("Nummer"))
    # "IR/0004/2026"
    reference: Mapped[str] = mapped_column(String(60), default="", info=recorded("Kennung"))
    kind: Mapped[SittingKind] = mapped_column(
        choice(SittingKind, length=20), default=SittingKind.REGULAR, info=recorded("Art")
    )
    format: Mapped[SittingFormat] = mapped_column(
        choice(SittingFormat, length=20), default=SittingFormat.IN_PERSON, info=recorded("Form")
    )
    state: Mapped[SittingState] = mapped_column(
        choice(SittingState, length=20), default=SittingState.PLANNED, info=recorded("Stand")
    )
    is_public: Mapped[bool] = mapped_column(default=False, info=recorded("öffentlich"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, info=recorded("Beginn"))
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, info=recorded("Ende"))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=recorded("Beginn"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=recorded("Ende"))
    room_id: Mapped[int | None] = mapped_column(
        ForeignKey("room.id"), index=True, info=recorded("Raum")
    )
    online_url: Mapped[str] = mapped_column(
        String(500), default="", info=recorded("Adresse im Netz")
    )
    cancel_reason: Mapped[str] = mapped_column(
        String(500), default="", info=recorded("Grund der Absage")
    )
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # confidential, the secretariat's only
    note: Mapped[str] = mapped_column(Text, default="", info=described("interne Notiz"))
    # Why the date was kept in spite of these warnings.
    kept_reason: Mapped[str] = mapped_column(
        String(500), default="", info=recorded("Grund, den Termin zu behalten")
    )
    # What was known then: as it was told, and by what it is known again.
    kept_warnings: Mapped[list[str]] = mapped_column(
        JSON, default=list, info=recorded("Hinweise zum Termin")
    )
    kept_keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    record_closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    committee: Mapped[Committee] = relationship()
    term: Mapped[Term | None] = relationship()
    room: Mapped[Room | None] = relationship()
    partners: Mapped[list[Committee]] = relationship(
        secondary=sitting_partner, order_by=Committee.position
    )
    moves: Mapped[list["SittingMove"]] = relationship(
        back_populates="sitting", order_by="SittingMove.id", cascade="all, delete-orphan"
    )

    @property
    def date(self) -> date:
        """The day of the sitting in Köln."""
        return self.starts_at.astimezone(BERLIN).date()

    @property
    def place(self) -> str:
        """As printed; "" while no room is known."""
        if self.room:
            return self.room.label
        return "Online" if self.format is SittingFormat.ONLINE else ""

    @property
    def title(self) -> str:
        """Number and kind, "4. Sitzung" or "Konstituierende Sitzung"; without the committee."""
        return self.title_with(self.number)

    def title_with(self, number: int | None) -> str:
        """The title that it has, or will have, with a number."""
        if self.kind is SittingKind.INAUGURAL or number is None:
            return self.kind.label
        return f"{number}. {self.kind.label}"

    @property
    def title_after_zur(self) -> str:
        """The title as it stands after "zur"."""
        return "konstituierenden Sitzung" if self.kind is SittingKind.INAUGURAL else self.title

    @property
    def committees(self) -> list[Committee]:
        """The committee, and the others of a joint sitting."""
        return [self.committee, *self.partners]

    @property
    def committee_ids(self) -> tuple[int, ...]:
        return (self.committee_id, *(one.id for one in self.partners))

    @property
    def committee_name(self) -> str:
        """The committee's name as it was on the day of the sitting; of a joint one all names."""
        return " / ".join(one.name_on(self.date).name for one in self.committees)

    @property
    def committee_genitive(self) -> str:
        """The same with the article: "der Stadtarbeitsgemeinschaft Queerpolitik"."""
        return join_german(one.name_on(self.date).genitive for one in self.committees)

    @property
    def short(self) -> str:
        """The committees' short names: "StAG B und StAG Q"."""
        return join_german(one.short for one in self.committees)

    @property
    def joint_title(self) -> str:
        """As "Gemeinsame Sitzung mit …" with the further committees; "" of an ordinary sitting."""
        names = join_german(one.name_on(self.date).name for one in self.partners)
        return f"Gemeinsame Sitzung mit {names}" if names else ""


class SittingMove(Base):
    """A former date of a sitting, with the reason why it was given up."""

    __tablename__ = "sitting_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    old_starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    old_ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    old_place: Mapped[str] = mapped_column(String(300), default="")
    # The number it was invited with where the new date lies in another term: nobody else gets it.
    old_number: Mapped[int | None]
    old_term_id: Mapped[int | None] = mapped_column(ForeignKey("term.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    moved_at: Mapped[datetime] = mapped_column(UtcDateTime)

    sitting: Mapped[Sitting] = relationship(back_populates="moves")
