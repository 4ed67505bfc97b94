"""Papers, the items on which they stand, who submitted them, and the versions of their files."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import described, recorded
from gremien_app.base.extensions import Base, Versioned, choice, once
from gremien_app.base.files.models import StoredFile
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person


class Paper(Versioned, Base):
    """A paper (Vorlage) of a committee; on its way it may stand on agendas of other bodies too.

    Each stage has its moment: ``state`` and ``part`` follow from them and from the items
    (``rules.state_of``, ``rules.part_of``), written here before each commit so that no paper is
    ever more readable than the strictest of its items. ``is_closed``: to be dealt with in the
    closed part, before it stands anywhere. ``published_at``: its words are public.
    ``removed_at``: in the waste basket, from which it comes back.
    """

    __table_args__ = (
        once("uq_paper_number", "number <> '' AND removed_at IS NULL", "kind", "number"),
        once(
            "uq_paper_own_number", "own_count IS NOT NULL", "committee_id", "own_year", "own_count"
        ),
        Index(None, "committee_id", "state", "id"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    kind: Mapped[PaperKind] = mapped_column(
        choice(PaperKind, length=30), default=PaperKind.DOCUMENT, info=recorded("Art")
    )
    state: Mapped[PaperState] = mapped_column(
        choice(PaperState, length=20), default=PaperState.DRAFT
    )
    part: Mapped[Part] = mapped_column(choice(Part, length=10), default=Part.PUBLIC)
    is_closed: Mapped[bool] = mapped_column(
        default=False, info=recorded("nichtöffentlich zu behandeln")
    )
    is_tabled: Mapped[bool] = mapped_column(
        default=False, info=recorded("wird in der Sitzung verteilt und eingesammelt")
    )
    # Of somebody without the right to move: left to the chair.
    is_suggestion: Mapped[bool] = mapped_column(default=False)
    number: Mapped[str] = mapped_column(String(60), default="", info=recorded("Nummer"))
    number_url: Mapped[str] = mapped_column(
        String(500), default="", info=recorded("Adresse im Ratsinformationssystem")
    )
    own_number: Mapped[str] = mapped_column(String(60), default="")
    own_year: Mapped[int | None]
    own_count: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(300), info=recorded("Titel"))
    text: Mapped[str] = mapped_column(Text, default="", info=described("Text"))
    proposal: Mapped[str] = mapped_column(Text, default="", info=described("Beschlussvorschlag"))
    summary: Mapped[str] = mapped_column(
        Text, default="", info=described("Zusammenfassung in einfacher Sprache")
    )
    addressee: Mapped[str] = mapped_column(String(200), default="", info=recorded("Adressat"))
    lead_office: Mapped[str] = mapped_column(
        String(200), default="", info=recorded("federführendes Amt")
    )
    urgency: Mapped[str] = mapped_column(
        Text, default="", info=described("Begründung der Dringlichkeit")
    )
    # What an answer answers, an amendment amends, a statement is about.
    refers_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("paper.id", ondelete="SET NULL"), index=True, info=described("Bezug")
    )
    way: Mapped[Way] = mapped_column(
        choice(Way, length=10), default=Way.OFFICE, info=recorded("Weg")
    )
    entered_by: Mapped[str] = mapped_column(String(200), default="")
    received_at: Mapped[datetime | None]
    is_in_time: Mapped[bool | None] = mapped_column(info=recorded("Frist eingehalten"))
    is_in_form: Mapped[bool | None] = mapped_column(info=recorded("Form eingehalten"))
    is_entitled: Mapped[bool | None] = mapped_column(info=recorded("Antragsrecht"))
    check_note: Mapped[str] = mapped_column(Text, default="", info=described("Vermerk zur Prüfung"))
    checked_by: Mapped[str] = mapped_column(String(200), default="")
    checked_at: Mapped[datetime | None]
    collected_at: Mapped[datetime | None]
    retracted_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str] = mapped_column(String(200), default="")
    refusal: Mapped[str] = mapped_column(Text, default="", info=described("Grund"))
    answered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)

    committee: Mapped[Committee] = relationship()
    refers_to: Mapped["Paper | None"] = relationship(
        "Paper", remote_side="Paper.id", foreign_keys="Paper.refers_to_id"
    )
    places: Mapped[list["PaperPlace"]] = relationship(
        back_populates="paper",
        order_by="PaperPlace.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    submitters: Mapped[list["PaperSubmitter"]] = relationship(
        back_populates="paper",
        order_by="PaperSubmitter.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    files: Mapped[list["PaperFile"]] = relationship(
        back_populates="paper",
        order_by="PaperFile.number",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def is_office(self) -> bool:
        """Begun by the secretariat; a draft of somebody else is nobody's business there."""
        return self.way is not Way.PAGE

    @property
    def newest(self) -> "PaperFile | None":
        return self.files[-1] if self.files else None

    @property
    def published(self) -> "PaperFile | None":
        return next((one for one in self.files if one.published_at is not None), None)

    @property
    def shown_number(self) -> str:
        """The city's number, else the committee's own."""
        return self.number or self.own_number

    @property
    def called(self) -> str:
        """Kind, number and title in one line."""
        head = " ".join(filter(None, (self.kind.label, self.shown_number)))
        return f"{head}: {self.title}"


class PaperPlace(Base):
    """An item on which a paper stands. ``gives_words``: until dispatch the item has its words."""

    __table_args__ = (
        UniqueConstraint("paper_id", "agenda_item_id"),
        once("uq_paper_place_words", "gives_words", "agenda_item_id"),
        Index(None, "agenda_item_id", "position", "id"),
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    position: Mapped[int]
    gives_words: Mapped[bool] = mapped_column(default=False)

    paper: Mapped[Paper] = relationship(back_populates="places")
    item: Mapped[AgendaItem] = relationship()


class PaperSubmitter(Base):
    """Who submits a paper: a person of the house, or a typed name (an office, a group, a resident).

    ``confirmed_at``: each mover confirms for himself or herself; the office's entry counts as such.
    """

    __table_args__ = (
        once("uq_paper_submitter_person", "person_id IS NOT NULL", "paper_id", "person_id"),
        Index(None, "paper_id", "id"),
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]

    paper: Mapped[Paper] = relationship(back_populates="submitters")
    person: Mapped[Person | None] = relationship()

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person is not None else self.name


class PaperSeries(Base):
    """The committee's own numbering of papers, with its own sign: "IR-V 3/2026"; "": ended."""

    __table_args__ = (
        UniqueConstraint("committee_id"),
        once("uq_paper_series_sign", "sign <> ''", "sign"),
    )

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    sign: Mapped[str] = mapped_column(String(20), info=recorded("Zeichen der Nummern"))
    # The last one given, whatever became of its paper: no number is given twice.
    last_year: Mapped[int] = mapped_column(default=0)
    last_count: Mapped[int] = mapped_column(default=0)

    committee: Mapped[Committee] = relationship()


class PaperFile(Base):
    """A version of a paper's file (Fassung); from the second on a Neufassung.

    ``text``: typed where the file is only a picture. ``is_late``: it came after the invitation.
    """

    __table_args__ = (
        UniqueConstraint("paper_id", "number"),
        once("uq_paper_file_published", "published_at IS NOT NULL", "paper_id"),
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    number: Mapped[int]
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(130))
    text: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))
    is_late: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    search_key: Mapped[str] = mapped_column(Text, default="")  # title, name and text, folded

    paper: Mapped[Paper] = relationship(back_populates="files")
    stored: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def is_revision(self) -> bool:
        """A Neufassung."""
        return self.number > 1
