"""What is signed outside the system: the release before it, the sheet that the office enters."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, refers_to
from gremien_app.base.extensions import Base, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.agenda.models import Part
from gremien_app.people.committees.models import SigningWay


class SignatureRole(Labelled):
    CHAIR = "chair", "Vorsitz"
    MINUTE_TAKER = "minute_taker", "Schriftführung"


@dataclass(frozen=True)
class Covers:
    """For which items a chair signs, by part: "Ö 1 bis Ö 3, Ö 6" and "N 1"; both "": for all.

    Where it is not known which items somebody chaired, ``public`` tells the hours.
    """

    public: str = ""
    closed: str = ""

    @property
    def text(self) -> str:
        """As printed for the committee, and as it stands in the hash of a signature."""
        return "; ".join(filter(None, (self.public, self.closed)))

    def told_in(self, part: Part) -> str:
        """For one part's readers: the public one tells no number of the closed one."""
        if part is Part.CLOSED:
            return self.text
        return self.public or ("nichtöffentlicher Teil" if self.closed else "")


NO_COVERS = Covers()


class Covering:
    """A line that is signed for some items only."""

    covers_public: Mapped[str] = mapped_column(Text, default="")
    covers_closed: Mapped[str] = mapped_column(Text, default="")

    @property
    def covers(self) -> Covers:
        return Covers(self.covers_public or "", self.covers_closed or "")

    @covers.setter
    def covers(self, covers: Covers) -> None:
        self.covers_public, self.covers_closed = covers.public, covers.closed


class Release(Base):
    """Freigabe zur Unterschrift: the chair has read this version and will sign it on paper.

    No signature: the minutes are not signed by it, and nothing that is printed tells of it.
    """

    __tablename__ = "minutes_release"
    __table_args__ = (
        once("uq_minutes_release_standing", "taken_back_at IS NULL", "version_id", "person_id"),
    )

    version_id: Mapped[int] = part_of("minutes_version.id")
    user_id: Mapped[int | None] = refers_to("user_account.id", ondelete="SET NULL")
    person_id: Mapped[int] = refers_to("person.id")
    name: Mapped[str] = mapped_column(String(200))
    released_at: Mapped[datetime]
    content_sha256: Mapped[str] = mapped_column(String(64))
    taken_back_at: Mapped[datetime | None]


class SignedSheet(Base):
    """What the office enters of a sheet that was signed on paper, or qualified elsewhere.

    It counts only when a second person of the office has confirmed it; until then nobody is told
    that anybody has signed. What was rejected stays on record.
    """

    __table_args__ = (
        once("uq_signed_sheet_open", "confirmed_at IS NULL AND rejected_at IS NULL", "version_id"),
    )

    version_id: Mapped[int] = part_of("minutes_version.id")
    way: Mapped[SigningWay]
    remark: Mapped[str] = mapped_column(Text, default="")  # qualified: which service, which check
    entered_by_id: Mapped[int | None] = refers_to("user_account.id", ondelete="SET NULL")
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]
    rejected_by: Mapped[str] = mapped_column(String(200), default="")
    rejected_at: Mapped[datetime | None]
    rejection_reason: Mapped[str] = mapped_column(Text, default="")

    lines: Mapped[list["SheetLine"]] = relationship(
        order_by="SheetLine.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def is_open(self) -> bool:
        """Entered, and nobody has confirmed or rejected it yet."""
        return self.confirmed_at is None and self.rejected_at is None


class SheetLine(Covering, Base):
    """One name on the sheet: who signed, when, and for whom; or who refused to and why."""

    sheet_id: Mapped[int] = part_of("signed_sheet.id")
    role: Mapped[SignatureRole]
    person_id: Mapped[int | None] = refers_to("person.id")
    presided_id: Mapped[int | None] = refers_to("person.id")
    name: Mapped[str] = mapped_column(String(200))
    stands_for: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    signed_on: Mapped[date]
    is_refused: Mapped[bool] = mapped_column(default=False)
    refusal_reason: Mapped[str] = mapped_column(Text, default="")


class Substitution(Base):
    """Vertretung: who signs in the place of a chair who is prevented for long. No reason is kept.

    ``note``: by what right, as it is printed below the signature.
    """

    __tablename__ = "signing_substitution"
    __table_args__ = (
        once(
            "uq_signing_substitution_standing", "taken_back_at IS NULL", "minutes_id", "presided_id"
        ),
    )

    minutes_id: Mapped[int] = part_of("minutes.id")
    presided_id: Mapped[int] = refers_to("person.id")
    deputy_id: Mapped[int] = refers_to("person.id")
    deputy_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime]
    taken_back_by: Mapped[str] = mapped_column(String(200), default="")
    taken_back_at: Mapped[datetime | None]
