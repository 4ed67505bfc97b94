"""Committees, their names over time, terms and statutory seats."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.base.lasting import Lasting


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


class NoticeCount(Labelled):
    """What has to be done before the notice period begins to run."""

    SENDING = "sending", "die Absendung"
    PROVISION = "provision", "die Bereitstellung"
    RECEIPT = "receipt", "der Zugang"


class FixingRule(Labelled):
    """Who sets the agenda before the invitation goes out (Festsetzung)."""

    NONE = "none", "niemand eigens"
    CHAIR = "chair", "der Vorsitz"
    WITH_MAYOR = "with_mayor", "der Vorsitz im Benehmen mit dem*der Oberbürgermeister*in"


class Office(Versioned, Base):
    """An office of the city that chairs committees: "Oberbürgermeister*in"."""

    title: Mapped[str] = recorded_column("Titel", String(120), unique=True)


class Committee(Versioned, Base):
    """A Gremium with its rules of procedure as data.

    ``to_check`` lists the settings that are not official yet ("bitte prüfen").
    """

    slug: Mapped[str] = recorded_column("Adresse im Netz", String(60), unique=True)
    short: Mapped[str] = recorded_column("Kurzname", String(20), unique=True)
    kind: Mapped[CommitteeKind] = recorded_column("Art", default=CommitteeKind.COMMITTEE)
    parent_id: Mapped[int | None] = refers_to("committee.id")
    legal_basis: Mapped[str] = recorded_column("Rechtsgrundlage", String(300), default="")
    about: Mapped[str] = recorded_column("Kurzbeschreibung", Text, default="")
    chair_mode: Mapped[ChairMode] = recorded_column(
        "Bestellung des Vorsitzes", default=ChairMode.ELECTED
    )
    # Who chairs ex officio; only with ``ChairMode.MAYOR``.
    office_id: Mapped[int | None] = refers_to("office.id", "Amt, das den Vorsitz führt")
    chair_title: Mapped[str] = recorded_column(
        "Bezeichnung des Vorsitzes", String(60), default="Vorsitz"
    )
    chair_votes: Mapped[bool] = recorded_column("Stimmrecht des Vorsitzes", default=True)
    quorum_rule: Mapped[QuorumRule] = recorded_column(
        "Beschlussfähigkeit", default=QuorumRule.MORE_THAN_HALF
    )
    decision_rule: Mapped[DecisionRule] = recorded_column(
        "Art der Entscheidung", default=DecisionRule.MAJORITY
    )
    is_public: Mapped[bool] = recorded_column("Öffentlichkeit der Sitzungen", default=False)
    notice_days: Mapped[int | None] = recorded_column("Ladungsfrist")
    notice_unit: Mapped[NoticeUnit] = recorded_column(
        "Zählweise der Ladungsfrist", default=NoticeUnit.CALENDAR_DAYS
    )
    notice_counts: Mapped[NoticeCount] = recorded_column(
        "Beginn der Ladungsfrist",
        default=NoticeCount.SENDING,
        server_default=NoticeCount.SENDING.value,
    )
    # Working days that a letter takes, where its receipt counts.
    post_days: Mapped[int] = recorded_column("Tage für die Post", default=4, server_default="4")
    # How the public is told of a sitting: "Aushang im Rathaus"
    public_notice_way: Mapped[str] = recorded_column(
        "Weg der Unterrichtung der Öffentlichkeit", String(200), default="", server_default=""
    )
    # GO NRW § 48 Abs. 1, § 58 Abs. 2
    agenda_fixing: Mapped[FixingRule] = recorded_column(
        "Festsetzung der Tagesordnung", default=FixingRule.CHAIR
    )
    # Whether the closed part leaves by mail; otherwise it stands behind the sign-in or in letters.
    mails_closed: Mapped[bool] = recorded_column(
        "Nichtöffentliches in Mails", default=False, server_default=false()
    )
    minutes_due_days: Mapped[int] = recorded_column("Frist für die Niederschrift", default=28)
    # Days before the sitting; None: no such date.
    motions_due_days: Mapped[int | None] = recorded_column("Frist für Anträge")
    # An explicit None must reach the database: without this the default would take its place.
    access_due_days: Mapped[int | None] = recorded_column(
        "Frist für Unterstützungsbedarf", Integer().evaluates_none(), default=28
    )
    minutes_wording: Mapped[MinutesWording] = recorded_column(
        "Wortwahl der Niederschrift", default=MinutesWording.RESOLUTION
    )
    # On paper is the normal case where the rules of the Rat apply (GO NRW § 52: "unterzeichnet").
    signing: Mapped[SigningWay] = recorded_column(
        "Art der Unterzeichnung", default=SigningWay.PAPER
    )
    # [{"role": "voting", "heading": "Stimmberechtigte Mitglieder"}], in the minutes' order;
    # empty: the usual groups.
    attendance_groups: Mapped[list[dict[str, str]]] = recorded_column(
        "Gruppen der Anwesenheit", JSON, default=list
    )
    # [{"title": "…", "part": "public"}]: what every agenda begins with.
    standing_agenda: Mapped[list[dict[str, str]]] = recorded_column(
        "ständige Tagesordnung", JSON, default=list
    )
    # "#0a5fb4", for calendars
    color: Mapped[str] = recorded_column("Farbe im Kalender", String(7), default="")
    # empty: the office's
    letterhead: Mapped[str] = recorded_column("Briefkopf", Text, default="")
    usual_start: Mapped[str] = recorded_column("üblicher Beginn", String(5), default="")
    usual_minutes: Mapped[int] = recorded_column("übliche Dauer", default=120)
    seat_groups: Mapped[list[dict[str, Any]]] = recorded_column(
        "Gruppen der Sitze", JSON, default=list
    )
    contact_name: Mapped[str] = recorded_column("Kontakt", String(200), default="")
    contact_phone: Mapped[str] = recorded_column("Telefon des Kontakts", String(60), default="")
    contact_email: Mapped[str] = recorded_column(
        "E-Mail-Adresse des Kontakts", String(254), default=""
    )
    to_check: Mapped[list[str]] = recorded_column("noch zu prüfen", JSON, default=list)
    position: Mapped[int] = recorded_column("Reihenfolge", default=0)
    founded_on: Mapped[date | None] = recorded_column("Tag der Gründung")
    closed_on: Mapped[date | None] = recorded_column("letzter Tag")
    closed_reason: Mapped[str] = recorded_column("Grund der Schließung", String(300), default="")

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
            if seats.term.runs_on(day):
                return seats.seats
        return None


class CommitteeName(Base):
    """A committee's name from a day on (until the next one's start).

    ``genitive`` carries the article: "der Stadtarbeitsgemeinschaft Queerpolitik".
    """

    committee_id: Mapped[int] = part_of("committee.id")
    name: Mapped[str] = recorded_column("Name", String(200))
    genitive: Mapped[str] = recorded_column("Name im Genitiv", String(220))
    valid_from: Mapped[date | None] = recorded_column("gültig ab")
    valid_until: Mapped[date | None] = recorded_column("gültig bis")

    committee: Mapped[Committee] = relationship(back_populates="names")


class SettingConfirmation(Base):
    committee_id: Mapped[int] = part_of("committee.id")
    setting: Mapped[str] = mapped_column(String(60))
    confirmed_by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    committee: Mapped[Committee] = relationship(back_populates="confirmations")


class Term(Lasting, Versioned, Base):
    """A Wahlperiode; all seats are refilled after a local election."""

    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    name: Mapped[str] = recorded_column("Name", String(20), unique=True)


class StatutorySeats(Base):
    """How many seats a committee has by statute in a term: the base of the quorum."""

    __table_args__ = (
        UniqueConstraint("committee_id", "term_id"),
        CheckConstraint("seats > 0", name="positive"),
    )

    committee_id: Mapped[int] = part_of("committee.id", index=False)
    term_id: Mapped[int] = refers_to("term.id")
    seats: Mapped[int]

    committee: Mapped[Committee] = relationship(back_populates="seats_by_term")
    term: Mapped[Term] = relationship()
