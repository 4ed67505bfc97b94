"""Resolutions (Beschlüsse)."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.agenda.models import AgendaItem
from gremien_app.extensions import Base, Versioned


class Resolution(Versioned, Base):
    """The text that was decided on an item, numbered without gaps per committee and year.

    ``number`` is issued when the sitting has been held, never before; ``decided_on`` is its day.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("committee_id", "year", "number"),
        UniqueConstraint("agenda_item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    year: Mapped[int]
    number: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date]

    agenda_item: Mapped[AgendaItem] = relationship()
