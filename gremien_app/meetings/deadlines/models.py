"""The deadlines of a sitting that somebody ticked off."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base
from gremien_app.base.kernel.labels import Labelled


class DeadlineKind(Labelled):
    """What has to happen around a sitting by a certain day."""

    MOTIONS = "motions", "Antragsschluss"
    ACCESS = "access", "Nach Unterstützung fragen"
    DISPATCH = "dispatch", "Einladung spätestens versenden"
    MINUTES = "minutes", "Niederschrift fällig"
    ROOM = "room", "Raum abbestellen"

    @property
    def is_ticked(self) -> bool:
        """Somebody may say that it was done elsewhere; the room of support knows the rest."""
        return self is DeadlineKind.ACCESS


class DeadlineDone(Base):
    """A deadline ticked off by the secretariat. It says that, never for whom or what (Art. 9)."""

    __table_args__ = (UniqueConstraint("sitting_id", "kind"),)

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    kind: Mapped[DeadlineKind]
    done_by: Mapped[str] = mapped_column(String(200))
    done_at: Mapped[datetime]
