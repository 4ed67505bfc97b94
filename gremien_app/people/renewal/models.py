"""A committee's new beginnings: what each one ended and made, so that it can be undone."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, UtcDateTime
from gremien_app.people.committees.models import Committee, Term


class Reconstitution(Base):
    """The new beginning of a committee in a term, and what it takes to undo it.

    ``created_seats`` lists ids; what it ended stands in ``members.models.Ending``.
    """

    __tablename__ = "reconstitution"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    term_id: Mapped[int] = mapped_column(ForeignKey("term.id"), index=True)
    first_day: Mapped[date]
    created_seats: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    committee: Mapped[Committee] = relationship()
    term: Mapped[Term] = relationship()
