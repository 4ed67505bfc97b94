"""Committees, their names over time, terms and statutory seats."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.working_days import NoticeUnit


class CommitteeKind(Labelled):
    COMMITTEE = "committee", "Gremium"
    WORKING_GROUP = "working_group", "Arbeitsgruppe"
    PROJECT_GROUP = "project_group", "Projektgruppe"
    OUTSIDE = "outside", "anderes Gremium"  # another body of the city, kept for cross-references


class QuorumRule(Labelled):
    MORE_THAN_HALF = "more_than_half", "mehr als die Hälfte der Sitze"
    NONE = "none", "wird nicht festgestellt"


class DecisionRule(Labelled):
    MAJORITY = "majority", "mit Mehrheit"
    RECOMMENDATION = "recommendation", "als Empfehlung, mit Mehrheit"
    CONSENSUS = "consensus", "einvernehmlich, ohne Abstimmung"


class ChairMode(Labelled):
    ELECTED = "elected", "von den Mitgliedern gewählt"
    MAYOR = "mayor", "kraft Amtes"
    ROTATING = "rotating", "wechselt jedes Jahr"


class MinutesWording(Labelled):
    """Which words the minutes use for what a committee decides."""

    RESOLUTION = "resolution", "Beschluss"
    RECOMMENDATION = "recommendation", "Empfehlung"
    CONSENSUS = "consensus", "Ergebnis"


class SigningWay(Labelled):
    """How the minutes are signed. A press here is no qualified electronic signature."""

    PAPER = "paper", "auf Papier"
    SYSTEM = "system", "im System"
    QUALIFIED = "qualified", "extern, qualifiziert elektronisch"


class Office(Versioned, Base):
    """An office of the city that chairs committees: "Oberbürgermeister*in"."""

    __tablename__ = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), unique=True, info=recorded("Titel"))


class Committee(Versioned, Base):
    """A Gremium with its rules of procedure as data.

    ``to_check`` lists the settings that are not official yet ("bitte prüfen").
    """

    __tablename__ = "committee"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True, info=recorded("Adresse im Netz"))
    short: Mapped[str] = mapped_column(String(20), unique=True, info=recorded("Kurzname"))
    kind: Mapped[CommitteeKind] = mapped_column(
        choice(CommitteeKind, length=20), default=CommitteeKind.COMMITTEE, info=recorded("Art")
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    legal_basis: Mapped[str] = mapped_column(
        String(300), default="", info=recorded("Rechtsgrundlage")
    )
    about: Mapped[str] = mapped_column(Text, default="", info=recorded("Kurzbeschreibung"))
    chair_mode: Mapped[ChairMode] = mapped_column(
        choice(ChairMode, length=20),
        default=ChairMode.ELECTED,
        info=recorded("Bestellung des Vorsitzes"),
    )
    # Who chairs ex officio; only with ``ChairMode.MAYOR``.
    office_id: Mapped[int | None] = mapped_column(
        ForeignKey("office.id"), index=True, info=recorded("Amt, das den Vorsitz führt")
    )
    chair_title: Mapped[str] = mapped_column(
        String(60), default="Vorsitz", info=recorded("Bezeichnung des Vorsitzes")
    )
    chair_votes: Mapped[bool] = mapped_column(
        default=True, info=recorded("Stimmrecht des Vorsitzes")
    )
    quorum_rule: Mapped[QuorumRule] = mapped_column(
        choice(QuorumRule, length=20),
        default=QuorumRule.MORE_THAN_HALF,
        info=recorded("Beschlussfähigkeit"),
    )
    decision_rule: Mapped[DecisionRule] = mapped_column(
        choice(DecisionRule, length=20),
        default=DecisionRule.MAJORITY,
        info=recorded("Art der Entscheidung"),
    )
    is_public: Mapped[bool] = mapped_column(
        default=False, info=recorded("Öffentlichkeit der Sitzungen")
    )
    notice_days: Mapped[int | None] = mapped_column(info=recorded("Ladungsfrist"))
    notice_unit: Mapped[NoticeUnit] = mapped_column(
        choice(NoticeUnit, length=20),
        default=NoticeUnit.CALENDAR_DAYS,
        info=recorded("Zählweise der Ladungsfrist"),
    )
    minutes_due_days: Mapped[int] = mapped_column(
        default=28, info=recorded("Frist für die Niederschrift")
    )
    # Days before the sitting; None: no such date.
    motions_due_days: Mapped[int | None] = mapped_column(info=recorded("Frist für Anträge"))
    # An explicit None must reach the database: without this the default would take its place.
    access_due_days: Mapped[int | None] = mapped_column(
        Integer().evaluates_none(),
        default=28,
        info=recorded("Frist für Unterstützungsbedarf"),
    )
    minutes_wording: Mapped[MinutesWording] = mapped_column(
        choice(MinutesWording, length=20),
        default=MinutesWording.RESOLUTION,
        info=recorded("Wortwahl der Niederschrift"),
    )
    # On paper is the normal case where the rules of the Rat apply (GO NRW § 52: "unterzeichnet").
    signing: Mapped[SigningWay] = mapped_column(
        choice(SigningWay, length=20),
        default=SigningWay.PAPER,
        info=recorded("Art der Unterzeichnung"),
    )
    # [{"role": "voting", "heading": "Stimmberechtigte Mitglieder"}], in the minutes' order;
    # empty: the usual groups.
    attendance_groups: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, default=list, info=recorded("Gruppen der Anwesenheit")
    )
    # [{"title": "…", "part": "public"}]: what every agenda begins with.
    standing_agenda: Mapped[list[dict[str, str]]] = mapped_column(
        JSON, default=list, info=recorded("ständige Tagesordnung")
    )
    # "#0a5fb4", for calendars
    color: Mapped[str] = mapped_column(String(7), default="", info=recorded("Farbe im Kalender"))
    # empty: the office's
    letterhead: Mapped[str] = mapped_column(Text, default="", info=recorded("Briefkopf"))
    usual_start: Mapped[str] = mapped_column(
        String(5), default="", info=recorded("üblicher Beginn")
    )
    usual_minutes: Mapped[int] = mapped_column(default=120, info=recorded("übliche Dauer"))
    seat_groups: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, default=list, info=recorded("Gruppen der Sitze")
    )
    contact_name: Mapped[str] = mapped_column(String(200), default="", info=recorded("Kontakt"))
    contact_phone: Mapped[str] = mapped_column(
        String(60), default="", info=recorded("Telefon des Kontakts")
    )
    contact_email: Mapped[str] = mapped_column(
        String(254), default="", info=recorded("E-Mail-Adresse des Kontakts")
    )
    to_check: Mapped[list[str]] = mapped_column(JSON, default=list, info=recorded("noch zu prüfen"))
    position: Mapped[int] = mapped_column(default=0, info=recorded("Reihenfolge"))
    founded_on: Mapped[date | None] = mapped_column(info=recorded("Tag der Gründung"))
    closed_on: Mapped[date | None] = mapped_column(info=recorded("letzter Tag"))
    closed_reason: Mapped[str] = mapped_column(
        String(300), default="", info=recorded("Grund der Schließung")
    )

    names: Mapped[list["CommitteeName"]] = relationship(
        back_populates="committee",
        order_by="CommitteeName.valid_from.asc().nulls_first(), CommitteeName.id",
        cascade="all, delete-orphan",
    )
    seats_by_term: Mapped[list["StatutorySeats"]] = relationship(
        back_populates="committee", cascade="all, delete-orphan", order_by="StatutorySeats.id"
    )
    office: Mapped[Office | None] = relationship()
    confirmations: Mapped[list["SettingConfirmation"]] = relationship(
        back_populates="committee",
        order_by="SettingConfirmation.at, SettingConfirmation.id",
        cascade="all, delete-orphan",
    )
    parent: Mapped["Committee | None"] = relationship(
        "Committee", remote_side="Committee.id", back_populates="working_groups"
    )
    working_groups: Mapped[list["Committee"]] = relationship(
        "Committee", back_populates="parent", order_by="Committee.position, Committee.id"
    )

    def name_on(self, day: date) -> "CommitteeName":
        """The name valid on a day; before the first name's start, the first name."""
        valid = [n for n in self.names if n.valid_from is None or n.valid_from <= day]
        return valid[-1] if valid else self.names[0]

    def statutory_seats_on(self, day: date) -> int | None:
        """Seats by statute on a day; None where nobody has stated a number."""
        for seats in self.seats_by_term:
            if seats.term.includes(day):
                return seats.seats
        return None


class CommitteeName(Base):
    """A committee's name from a day on (until the next one's start).

    ``genitive`` carries the article: "der Stadtarbeitsgemeinschaft Queerpolitik".
    """

    __tablename__ = "committee_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200), info=recorded("Name"))
    genitive: Mapped[str] = mapped_column(String(220), info=recorded("Name im Genitiv"))
    valid_from: Mapped[date | None] = mapped_column(info=recorded("gültig ab"))
    valid_until: Mapped[date | None] = mapped_column(info=recorded("gültig bis"))

    committee: Mapped[Committee] = relationship(back_populates="names")


class SettingConfirmation(Base):
    """Who looked up a setting that was to be checked, and when."""

    __tablename__ = "setting_confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    setting: Mapped[str] = mapped_column(String(60))
    confirmed_by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    committee: Mapped[Committee] = relationship(back_populates="confirmations")


class Term(Versioned, Base):
    """A Wahlperiode; all seats are refilled after a local election."""

    __tablename__ = "term"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True, info=recorded("Name"))
    starts_on: Mapped[date] = mapped_column(info=recorded("Beginn"))
    ends_on: Mapped[date | None] = mapped_column(info=recorded("Ende"))

    def includes(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class StatutorySeats(Base):
    """How many seats a committee has by statute in a term: the base of the quorum."""

    __tablename__ = "statutory_seats"
    __table_args__ = (
        UniqueConstraint("committee_id", "term_id"),
        CheckConstraint("seats > 0", name="positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), index=True)
    seats: Mapped[int]

    committee: Mapped[Committee] = relationship(back_populates="seats_by_term")
    term: Mapped[Term] = relationship()
