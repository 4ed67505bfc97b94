"""Resolutions (Beschlüsse)."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from gremien_app.agenda.models import AgendaItem
from gremien_app.committees.models import Committee
from gremien_app.extensions import Base, Versioned
from gremien_app.kernel.text import fold


class Resolution(Versioned, Base):
    """The text that was decided on an item, numbered without gaps per committee and year.

    ``number`` is issued when the sitting has been held, never before; ``decided_on`` is its day.
    ``search_key`` is title, text and addressee, folded.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("committee_id", "year", "number"),
        UniqueConstraint("agenda_item_id"),
        # The latest first, of all and of a year: a page is read, not the whole table.
        Index(None, "decided_on", "id"),
        Index(None, "year", "decided_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    year: Mapped[int]
    number: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date]
    search_key: Mapped[str] = mapped_column(Text, default="")

    agenda_item: Mapped[AgendaItem] = relationship()
    committee: Mapped[Committee] = relationship()

    @validates("text", "addressee", "agenda_item")
    def _fold_for_search(self, key: str, value: Any) -> Any:
        item = value if key == "agenda_item" else self.agenda_item
        parts = (
            item.title if item else "",
            value if key == "text" else self.text,
            value if key == "addressee" else self.addressee,
        )
        self.search_key = fold(" ".join(part for part in parts if part))
        return value

    @property
    def label(self) -> str:
        """As quoted: "StAG Q 3/2026"; without a number only the committee's short name."""
        number = f" {self.number}/{self.year}" if self.number else ""
        return f"{self.committee.short}{number}"
