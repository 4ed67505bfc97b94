"""A committee's new beginnings: what each one ended and made, so that it can be undone."""

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, refers_to
from gremien_app.base.extensions import Base
from gremien_app.people.committees.models import Committee, Term


class Reconstitution(Base):
    """The new beginning of a committee in a term, and what it takes to undo it.

    ``created_seats`` lists ids; what it ended stands in ``members.models.Ending``.
    """

    committee_id: Mapped[int] = part_of("committee.id")
    term_id: Mapped[int] = refers_to("term.id")
    first_day: Mapped[date]
    created_seats: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    committee: Mapped[Committee] = relationship()
    term: Mapped[Term] = relationship()
