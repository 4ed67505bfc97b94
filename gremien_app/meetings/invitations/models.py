"""The dispatch of an invitation."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, UtcDateTime
from gremien_app.meetings.sittings.models import Sitting


class Invitation(Base):
    """One dispatch: a moved sitting is invited anew, the former invitation stays on record."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    dispatched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_dispatch_on: Mapped[date | None]
    late_reason: Mapped[str] = mapped_column(String(500), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    invited_by: Mapped[str] = mapped_column(String(200))

    sitting: Mapped[Sitting] = relationship()
