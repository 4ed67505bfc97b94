"""Minutes (Niederschrift): entries, frozen versions, signatures, the chair's remarks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from gremien_app.base.columns import part_of, refers_to
from gremien_app.base.extensions import Base, Versioned, choice, once
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import SigningWay
from gremien_app.records.minutes.sheet_models import (
    Covering,
    Release,
    SignatureRole,
    SignedSheet,
    Substitution,
)
from gremien_app.records.minutes.state_models import SIGNED, FileKind, MinutesState

# Their homes are beside what knows no minutes.
__all__ = ["SIGNED", "FileKind", "MinutesState", "SignatureRole"]


_COUNTS = "NOT is_repetition AND taken_back_at IS NULL"
_CHAIR = f"role = 'chair' AND {_COUNTS}"
_TAKER = f"role = 'minute_taker' AND {_COUNTS}"


class Minutes(Versioned, Base):
    """The Niederschrift of one sitting. ``current_version`` is the frozen text to be signed."""

    sitting_id: Mapped[int] = part_of("sitting.id", unique=True)
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    minute_taker: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date]
    document_date: Mapped[date | None]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    sitting: Mapped[Sitting] = relationship()
    entries: Mapped[list["MinutesEntry"]] = relationship(
        back_populates="minutes", order_by="MinutesEntry.id", cascade="all, delete-orphan"
    )
    versions: Mapped[list["MinutesVersion"]] = relationship(
        back_populates="minutes", order_by="MinutesVersion.number", cascade="all, delete-orphan"
    )
    remarks: Mapped[list["MinutesRemark"]] = relationship(
        back_populates="minutes", order_by="MinutesRemark.id", cascade="all, delete-orphan"
    )
    substitutions: Mapped[list[Substitution]] = relationship(
        order_by=Substitution.id,
        cascade="all, delete-orphan",
        primaryjoin="and_(Minutes.id == Substitution.minutes_id, "
        "Substitution.taken_back_at.is_(None))",
    )

    @property
    def told(self) -> str:
        """What the record of changes calls them."""
        return f"Niederschrift zu {self.sitting.ref}"

    @property
    def refusals(self) -> "list[Signature]":
        """Of the version that lies before the chair, or was signed."""
        version = self.current_version
        return [one for one in version.signatures if one.is_refused] if version else []

    @property
    def current_version(self) -> "MinutesVersion | None":
        return self.versions[-1] if self.versions else None

    @property
    def publication(self) -> "MinutesPublication | None":
        """What is public now."""
        return next(
            (
                one
                for version in reversed(self.versions)
                for one in version.publications
                if one.withdrawn_at is None
            ),
            None,
        )


class MinutesEntry(Versioned, Base):
    """What the minutes say on one item: the discussion, in restricted Markdown."""

    __table_args__ = (UniqueConstraint("minutes_id", "agenda_item_id"),)

    minutes_id: Mapped[int] = part_of("minutes.id")
    agenda_item_id: Mapped[int] = part_of("agenda_item.id")
    text: Mapped[str] = mapped_column(Text, default="")

    minutes: Mapped[Minutes] = relationship(back_populates="entries")
    agenda_item: Mapped[AgendaItem] = relationship()


class MinutesVersion(Base):
    """A Fassung: the whole content frozen as canonical JSON; what a signature refers to.

    ``format``: how it was written (``minutes.frozen``); neither it nor the content ever changes.
    ``signing``: how the committee signed when it was submitted. ``ended_at``: since when it lies
    before nobody any more, because it was taken back or returned; what was signed of it is void.
    """

    __table_args__ = (UniqueConstraint("minutes_id", "number"),)

    minutes_id: Mapped[int] = part_of("minutes.id", index=False)
    number: Mapped[int]
    format: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    content_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(200))
    signing: Mapped[SigningWay] = mapped_column(default=SigningWay.SYSTEM)
    released_at: Mapped[datetime | None]  # by all who chaired
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(200), default="")

    minutes: Mapped[Minutes] = relationship(back_populates="versions")
    publications: Mapped[list["MinutesPublication"]] = relationship(
        back_populates="version",
        order_by="MinutesPublication.number",
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    # What counts and is printed; nothing is ever deleted, so a signature that was stored twice is
    # a repetition, and a refusal that was taken back stays beside.
    signatures: Mapped[list["Signature"]] = relationship(
        back_populates="version",
        order_by="Signature.id",
        cascade="all, delete-orphan",
        primaryjoin="and_(MinutesVersion.id == Signature.version_id, "
        "Signature.is_repetition.is_(False), Signature.taken_back_at.is_(None))",
    )
    taken_back: Mapped[list["Signature"]] = relationship(
        order_by="Signature.id",
        viewonly=True,
        primaryjoin="and_(MinutesVersion.id == Signature.version_id, "
        "Signature.taken_back_at.is_not(None))",
    )
    repetitions: Mapped[list["Signature"]] = relationship(
        order_by="Signature.id",
        viewonly=True,
        primaryjoin="and_(MinutesVersion.id == Signature.version_id, "
        "Signature.is_repetition.is_(True))",
    )
    releases: Mapped[list[Release]] = relationship(
        order_by=Release.id,
        cascade="all, delete-orphan",
        primaryjoin="and_(MinutesVersion.id == Release.version_id, "
        "Release.taken_back_at.is_(None))",
    )
    sheets: Mapped[list[SignedSheet]] = relationship(
        order_by=SignedSheet.id, cascade="all, delete-orphan"
    )
    files: Mapped[list["MinutesFile"]] = relationship(
        back_populates="version", order_by="MinutesFile.id", cascade="all, delete-orphan"
    )

    @property
    def open_sheet(self) -> SignedSheet | None:
        return next((one for one in self.sheets if one.is_open), None)

    @property
    def answered_places(self) -> set[int | None]:
        return {one.place_id for one in self.signatures if one.role is SignatureRole.CHAIR}

    @property
    def has_taker_answered(self) -> bool:
        return any(one.role is SignatureRole.MINUTE_TAKER for one in self.signatures)


class MinutesFile(Base):
    """A Word file as signed: bytes and SHA-256 never change.

    One per part: the public file is generated without the closed data, never redacted. Another
    ``edition`` is written where a refusal was taken back, and for each publication; the ones before
    stay.
    """

    __table_args__ = (UniqueConstraint("version_id", "part", "kind", "edition"),)

    version_id: Mapped[int] = part_of("minutes_version.id", index=False)
    part: Mapped[Part] = mapped_column(choice(Part, length=10))
    kind: Mapped[FileKind] = mapped_column(choice(FileKind, length=10))
    edition: Mapped[int] = mapped_column(default=1)
    filename: Mapped[str] = mapped_column(String(200))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]

    version: Mapped[MinutesVersion] = relationship(back_populates="files")


class MinutesPublication(Base):
    """When the public part became public, as which file, and when that was withdrawn and why.

    ``content`` is the document as it was shown before and became public (``minutes.delivery``);
    ``relied`` says which names stayed in it and on whom that rests. Both are None for what was
    published before there was a preview: there the file alone says what is public.
    """

    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        once("uq_minutes_publication_running", "withdrawn_at IS NULL", "version_id"),
    )

    version_id: Mapped[int] = part_of("minutes_version.id", index=False)
    file_id: Mapped[int] = part_of("minutes_file.id", unique=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    content_sha256: Mapped[str] = mapped_column(String(64), default="")
    relied: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(String(200), default="")
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")

    version: Mapped[MinutesVersion] = relationship(back_populates="publications")
    file: Mapped[MinutesFile] = relationship()


class Signature(Covering, Base):
    """Who signed, or refused to and why. A press in the system is no qualified signature.

    ``way``: here, or on the ``sheet_id`` that two of the office entered and confirmed; then on the
    day ``signed_on``. ``presided_id``: in whose place it stands, the signer's own or that of
    ``stands_for``, who is prevented.
    """

    __tablename__ = "signature"
    # Of one version: for each person who presided it stands once, and for the minute-taker once.
    __table_args__ = (
        once("uq_signature_chair", _CHAIR, "version_id", "presided_id", "is_refused"),
        once("uq_signature_minute_taker", _TAKER, "version_id", "is_refused"),
    )

    version_id: Mapped[int] = part_of("minutes_version.id")
    role: Mapped[SignatureRole]
    user_id: Mapped[int | None] = refers_to("user_account.id", ondelete="SET NULL")
    person_id: Mapped[int | None] = refers_to("person.id")
    name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]
    content_sha256: Mapped[str] = mapped_column(String(64))
    is_refused: Mapped[bool] = mapped_column(default=False)
    refusal_reason: Mapped[str] = mapped_column(Text, default="")
    taken_back_at: Mapped[datetime | None]
    is_repetition: Mapped[bool] = mapped_column(default=False)
    way: Mapped[SigningWay] = mapped_column(default=SigningWay.SYSTEM)
    sheet_id: Mapped[int | None] = refers_to("signed_sheet.id")
    signed_on: Mapped[date | None]
    presided_id: Mapped[int | None] = refers_to("person.id")
    stands_for: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    version: Mapped[MinutesVersion] = relationship(back_populates="signatures")

    @property
    def place_id(self) -> int | None:
        return self.presided_id or self.person_id


class MinutesRemark(Base):
    """The chair's remark on an item or on the whole; settled when the secretariat says so."""

    minutes_id: Mapped[int] = part_of("minutes.id")
    agenda_item_id: Mapped[int | None] = part_of("agenda_item.id")
    author: Mapped[str] = mapped_column(String(200))
    entered_by: Mapped[str] = mapped_column(String(200), default="")  # for the chair, from paper
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    minutes: Mapped[Minutes] = relationship(back_populates="remarks")
    agenda_item: Mapped[AgendaItem | None] = relationship()
