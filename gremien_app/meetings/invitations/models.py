"""The dispatch of an invitation."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, UtcDateTime
from gremien_app.meetings.sittings.models import Sitting


class Invitation(Base):
    """One dispatch: a moved sitting is invited anew, the former invitation stays on record.

    ``entered_at``: when a dispatch of an earlier day was put on record afterwards. Nobody may know
    that day any more; then ``note`` says what is known.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("dispatched_at IS NOT NULL OR note <> ''", name="dispatched_or_noted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    dispatched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(500), default="")
    last_dispatch_on: Mapped[date | None]
    late_reason: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    invited_by: Mapped[str] = mapped_column(String(200))

    sitting: Mapped[Sitting] = relationship()
