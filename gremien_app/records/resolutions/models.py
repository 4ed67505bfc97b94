"""Resolutions (Beschlüsse)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.people.committees.models import Committee


class Resolution(Versioned, Base):
    """The text that was decided on an item, numbered without gaps per committee, year and part.

    ``number`` is issued when the sitting has been held, never before, and stays; ``part`` is the
    series that it counts in (before 2027 one series for both parts, the public one).
    ``decided_on`` is the sitting's day, ``search_key`` title, text and addressee, folded.
    """

    __table_args__ = (
        UniqueConstraint("committee_id", "year", "part", "number"),
        UniqueConstraint("agenda_item_id"),
        # The latest first, of all and of a year: a page is read, not the whole table.
        Index(None, "decided_on", "id"),
        Index(None, "year", "decided_on"),
    )

    agenda_item_id: Mapped[int] = part_of("agenda_item.id", index=False)
    committee_id: Mapped[int] = refers_to("committee.id", index=False)
    year: Mapped[int]
    part: Mapped[Part] = mapped_column(choice(Part, length=10), default=Part.PUBLIC)
    number: Mapped[int | None] = recorded_column("Nummer")
    text: Mapped[str] = recorded_column("Text", Text)
    addressee: Mapped[str] = recorded_column("gerichtet an", String(200), default="")
    decided_on: Mapped[date]
    search_key: Mapped[str] = mapped_column(Text, default="")

    agenda_item: Mapped[AgendaItem] = relationship()
    committee: Mapped[Committee] = relationship()
    publication: Mapped["PublishedResolution | None"] = relationship(
        back_populates="resolution", cascade="all, delete-orphan", lazy="joined"
    )

    @property
    def is_published(self) -> bool:
        return self.publication is not None and self.publication.withdrawn_at is None

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
        """As quoted: "StAG Q 3/2027", "StAG Q N 3/2027"; without a number only the short name."""
        return " ".join(filter(None, (self.committee.short, self.printed_number)))

    @property
    def printed_number(self) -> str:
        """ "3/2027", of the closed part's own series "N 3/2027"; "" before it is issued."""
        if self.number is None:
            return ""
        series = f"{self.part.letter} " if self.part is Part.CLOSED else ""
        return f"{series}{self.number}/{self.year}"


class PublishedResolution(Base):
    """A resolution as it stands in the public register, exactly as it was shown before.

    Made public before there was a preview: ``text`` and the others are None, the register shows
    the resolution itself. ``relied`` as in ``MinutesPublication``. ``minutes_publication_id``:
    became public with the minutes, and goes with them.
    """

    resolution_id: Mapped[int] = part_of("resolution.id", unique=True)
    minutes_publication_id: Mapped[int | None] = refers_to(
        "minutes_publication.id", ondelete="SET NULL"
    )
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    addressee: Mapped[str | None] = mapped_column(Text)
    votes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    relied: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    search_key: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(String(200), default="")
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")

    resolution: Mapped[Resolution] = relationship(back_populates="publication")
