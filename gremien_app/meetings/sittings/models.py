"""Sittings, their moves, venues and rooms."""

from datetime import date, datetime

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

from gremien_app.base.columns import described, part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.numbers import join_german
from gremien_app.people.committees.models import Committee, Term


class SittingState(Labelled):
    """``moved`` is an invited sitting with a new date, to be invited anew."""

    PLANNED = "planned", "geplant, noch ohne Einladung", "neutral"
    INVITED = "invited", "eingeladen", "info"
    RUNNING = "running", "läuft", "success"
    CLOSED = "closed", "beendet", "neutral"
    CANCELLED = "cancelled", "abgesagt", "danger"
    MOVED = "moved", "verlegt", "warning"

    @property
    def kind(self) -> str:
        """The badge's colour; the label says the same in words."""
        return self.also

    @property
    def is_ahead(self) -> bool:
        """It has not begun and still can take place."""
        return self in {SittingState.PLANNED, SittingState.INVITED, SittingState.MOVED}


# It takes place or took place: what happened there is recorded.
HELD = frozenset({SittingState.RUNNING, SittingState.CLOSED})


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

    name: Mapped[str] = recorded_column("Name", String(120), unique=True)
    street: Mapped[str] = recorded_column("Straße", String(120), default="")
    town: Mapped[str] = recorded_column("Ort", String(120), default="")
    # bus, tram, parking, entrance
    directions: Mapped[str] = recorded_column("Weg", Text, default="")
    stop_way: Mapped[str] = recorded_column("Weg von der Haltestelle", String(500), default="")
    parking: Mapped[str] = recorded_column("Parkplätze", String(500), default="")


class Room(Versioned, Base):
    """A Raum in a venue with what a visitor needs to know to get in and follow."""

    __table_args__ = (UniqueConstraint("venue_id", "name"),)

    venue_id: Mapped[int] = refers_to("venue.id")
    name: Mapped[str] = recorded_column("Name", String(120))
    capacity: Mapped[int | None] = recorded_column("Plätze")
    # None: nobody has looked
    is_step_free: Mapped[bool | None] = recorded_column("stufenlos erreichbar")
    step_free_way: Mapped[str] = recorded_column("stufenloser Weg", String(500), default="")
    entrance_width_cm: Mapped[int | None] = recorded_column("Breite der Eingangstür in cm")
    lift_width_cm: Mapped[int | None] = recorded_column("Breite der Aufzugtür in cm")
    lift_off: Mapped[str] = recorded_column("wann der Aufzug nicht fährt", String(200), default="")
    door_width_cm: Mapped[int | None] = recorded_column("Breite der Tür zum Raum in cm")
    has_step_free_escape: Mapped[bool | None] = recorded_column("stufenloser Rettungsweg")
    escape_way: Mapped[str] = recorded_column("Rettungsweg", String(500), default="")
    has_accessible_wc: Mapped[bool | None] = recorded_column("barrierefreies WC")
    has_induction_loop: Mapped[bool | None] = recorded_column("induktive Höranlage")
    loop_tested_on: Mapped[date | None] = recorded_column("Höranlage erprobt am")
    has_good_light: Mapped[bool | None] = recorded_column("gutes Licht")
    has_good_acoustics: Mapped[bool | None] = recorded_column("gute Akustik")
    wheelchair_places: Mapped[int | None] = recorded_column("Plätze für Rollstühle")
    has_quiet_room: Mapped[bool | None] = recorded_column("Ruheraum")
    welcomes_dogs: Mapped[bool | None] = recorded_column("Assistenzhunde willkommen")
    directions: Mapped[str] = recorded_column("Weg", String(500), default="")
    # when somebody last looked at the way and the equipment
    checked_on: Mapped[date | None] = recorded_column("vor Ort geprüft am")
    # known to the office alone
    checked_by: Mapped[str] = recorded_column("vor Ort geprüft von", String(120), default="")
    # no longer offered; past sittings keep it
    closed_on: Mapped[date | None] = recorded_column("nicht mehr verfügbar ab")

    venue: Mapped[Venue] = relationship(lazy="joined")

    @property
    def in_record(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As printed: "Stadthaus Deutz, Konferenzraum 16 F 43"."""
        return f"{self.venue.name}, {self.name}"


class Sitting(Versioned, Base):
    """A Sitzung. ``uid`` never changes; ``sequence`` and ``changed_at`` serve the calendars.

    ``starts_at``/``ends_at`` are the planned times, ``opened_at``/``closed_at`` the actual ones.
    ``record_closed_at`` is set when its minutes are signed: from then on nothing changes.
    """

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

    ref: Mapped[str] = mapped_column(String(60), unique=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    committee_id: Mapped[int] = refers_to("committee.id")
    term_id: Mapped[int | None] = refers_to("term.id")
    number: Mapped[int | None] = recorded_column("Nummer")
    # "IR/0004/2026"
    reference: Mapped[str] = recorded_column("Kennung", String(60), default="")
    kind: Mapped[SittingKind] = recorded_column("Art", default=SittingKind.REGULAR)
    format: Mapped[SittingFormat] = recorded_column("Form", default=SittingFormat.IN_PERSON)
    state: Mapped[SittingState] = recorded_column("Stand", default=SittingState.PLANNED)
    is_public: Mapped[bool] = recorded_column("öffentlich", default=False)
    starts_at: Mapped[datetime] = recorded_column("Beginn")
    ends_at: Mapped[datetime] = recorded_column("Ende")
    opened_at: Mapped[datetime | None] = recorded_column("Beginn")
    closed_at: Mapped[datetime | None] = recorded_column("Ende")
    room_id: Mapped[int | None] = refers_to("room.id", "Raum")
    online_url: Mapped[str] = recorded_column("Adresse im Netz", String(500), default="")
    cancel_reason: Mapped[str] = recorded_column("Grund der Absage", String(500), default="")
    cancelled_at: Mapped[datetime | None]
    # confidential, the secretariat's only
    note: Mapped[str] = mapped_column(Text, default="", info=described("interne Notiz"))
    # Why the date was kept in spite of these warnings.
    kept_reason: Mapped[str] = recorded_column(
        "Grund, den Termin zu behalten", String(500), default=""
    )
    # What was known then: as it was told, and by what it is known again.
    kept_warnings: Mapped[list[str]] = recorded_column("Hinweise zum Termin", JSON, default=list)
    kept_keys: Mapped[list[str]] = mapped_column(JSON, default=list)
    record_closed_at: Mapped[datetime | None]

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

    sitting_id: Mapped[int] = part_of("sitting.id")
    old_starts_at: Mapped[datetime]
    old_ends_at: Mapped[datetime]
    old_place: Mapped[str] = mapped_column(String(300), default="")
    # The number it was invited with where the new date lies in another term: nobody else gets it.
    old_number: Mapped[int | None]
    old_term_id: Mapped[int | None] = refers_to("term.id")
    reason: Mapped[str] = mapped_column(String(500))
    moved_at: Mapped[datetime]

    sitting: Mapped[Sitting] = relationship(back_populates="moves")
