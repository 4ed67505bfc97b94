"""Papers of an agenda and the versions of their files."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, once
from gremien_app.base.files.models import StoredFile
from gremien_app.meetings.agenda.models import AgendaItem


class Paper(Versioned, Base):
    """A paper at an item; ``removed_at``: in the waste basket, from which it comes back."""

    __tablename__ = "paper"
    __table_args__ = (Index(None, "agenda_item_id", "position", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(300), info=recorded("Titel"))
    position: Mapped[int]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    item: Mapped[AgendaItem] = relationship()
    files: Mapped[list["PaperFile"]] = relationship(
        back_populates="paper",
        order_by="PaperFile.number",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def newest(self) -> "PaperFile":
        return self.files[-1]

    @property
    def published(self) -> "PaperFile | None":
        return next((one for one in self.files if one.published_at is not None), None)


class PaperFile(Base):
    """A version of a paper's file (Fassung); from the second on a Neufassung.

    ``text``: typed where the file is only a picture. ``is_late``: it came after the invitation.
    """

    __tablename__ = "paper_file"
    __table_args__ = (
        UniqueConstraint("paper_id", "number"),
        once("uq_paper_file_published", "published_at IS NOT NULL", "paper_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    number: Mapped[int]
    stored_file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(130))
    text: Mapped[str] = mapped_column(Text, default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[str] = mapped_column(String(200))
    is_late: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    search_key: Mapped[str] = mapped_column(Text, default="")  # title, name and text, folded

    paper: Mapped[Paper] = relationship(back_populates="files")
    stored: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def is_revision(self) -> bool:
        """A Neufassung."""
        return self.number > 1
