"""What is signed outside the system: the release before it, the sheet that the office enters."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, UtcDateTime, choice, once
from gremien_app.people.committees.models import SigningWay


class SignatureRole(StrEnum):
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"


class Release(Base):
    """Freigabe zur Unterschrift: the chair has read this version and will sign it on paper.

    No signature: the minutes are not signed by it, and nothing that is printed tells of it.
    """

    __tablename__ = "minutes_release"
    __table_args__ = (
        once("uq_minutes_release_standing", "taken_back_at IS NULL", "version_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("minutes_version.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content_sha256: Mapped[str] = mapped_column(String(64))
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignedSheet(Base):
    """What the office enters of a sheet that was signed on paper, or qualified elsewhere.

    It counts only when a second person of the office has confirmed it; until then nobody is told
    that anybody has signed. What was rejected stays on record.
    """

    __tablename__ = "signed_sheet"
    __table_args__ = (
        once(
            "uq_signed_sheet_open",
            "confirmed_at IS NULL AND rejected_at IS NULL",
            "version_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("minutes_version.id", ondelete="CASCADE"), index=True
    )
    way: Mapped[SigningWay] = mapped_column(choice(SigningWay, length=20))
    remark: Mapped[str] = mapped_column(Text, default="")  # qualified: which service, which check
    entered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rejected_by: Mapped[str] = mapped_column(String(200), default="")
    rejected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rejection_reason: Mapped[str] = mapped_column(Text, default="")

    lines: Mapped[list["SheetLine"]] = relationship(
        order_by="SheetLine.id", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def is_open(self) -> bool:
        """Entered, and nobody has confirmed or rejected it yet."""
        return self.confirmed_at is None and self.rejected_at is None


class SheetLine(Base):
    """One name on the sheet: who signed, when, and for whom; or who refused to and why."""

    __tablename__ = "sheet_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(
        ForeignKey("signed_sheet.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[SignatureRole] = mapped_column(choice(SignatureRole, length=20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    presided_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    covers: Mapped[str] = mapped_column(Text, default="")
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
            "uq_signing_substitution_standing",
            "taken_back_at IS NULL",
            "minutes_id",
            "presided_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(
        ForeignKey("minutes.id", ondelete="CASCADE"), index=True
    )
    presided_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_back_by: Mapped[str] = mapped_column(String(200), default="")
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
