"""The deadlines of a sitting that somebody ticked off."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.extensions import Base, UtcDateTime, choice


class DeadlineKind(StrEnum):
    """What has to happen around a sitting by a certain day."""

    MOTIONS = "motions"
    ACCESS = "access"
    DISPATCH = "dispatch"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        return _DEADLINES[self]

    @property
    def is_ticked(self) -> bool:
        """Nothing in the record shows that it is done: somebody has to say so."""
        return self is DeadlineKind.ACCESS


_DEADLINES = {
    DeadlineKind.MOTIONS: "Antragsschluss",
    DeadlineKind.ACCESS: "Unterstützung bestellen",
    DeadlineKind.DISPATCH: "Einladung spätestens versenden",
    DeadlineKind.MINUTES: "Niederschrift fällig",
}


class DeadlineDone(Base):
    """A deadline ticked off by the secretariat. It says that, never for whom or what (Art. 9)."""

    __tablename__ = "deadline_done"
    __table_args__ = (UniqueConstraint("sitting_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    kind: Mapped[DeadlineKind] = mapped_column(choice(DeadlineKind, length=20))
    done_by: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
