"""What somebody wrote to the office."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.labels import Labelled
from gremien_app.people.accounts.models import User


class ConcernKind(Labelled):
    BARRIER = "barrier", "Barriere melden"
    CORRECTION = "correction", "Angaben berichtigen"
    PRIVACY = "privacy", "Auskunft, Löschung oder Widerspruch"
    QUESTION = "question", "Frage oder Hinweis"


class Concern(Versioned, Base):
    """A text with the day by which it must be answered.

    ``user``: whose account wrote it; None of strangers, who may leave an address for the answer.
    ``origin_hash``: from where it came, only to count; ``once``: the same text twice is one.
    """

    __table_args__ = (Index(None, "done_on", "due_on", "id"),)

    kind: Mapped[ConcernKind]
    text: Mapped[str] = mapped_column(Text)
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    user_id: Mapped[int | None] = part_of("user_account.id")
    origin_hash: Mapped[str] = mapped_column(String(64), index=True)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(Text, default="")

    user: Mapped[User | None] = relationship()

    @property
    def sender(self) -> str:
        if self.user is not None:
            return self.user.name
        return self.reply_to or "ohne Absender"
