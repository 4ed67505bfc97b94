"""The table of stored files."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.extensions import Base, choice
from gremien_app.base.files.kinds import Kind, Note


class StoredFile(Base):
    """Bytes that lie in the store; the same bytes are one row, whoever uploaded them.

    ``unused_since``: no object refers to it. ``words_at``: its text was taken for the search;
    ``words`` is folded and loaded only by whoever asks for it.
    """

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[Kind] = mapped_column(choice(Kind, length=10))
    pages: Mapped[int | None]
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    stored_at: Mapped[datetime]
    unused_since: Mapped[datetime | None] = mapped_column(index=True)
    words_at: Mapped[datetime | None] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(Text, default="", deferred=True)

    @property
    def told(self) -> list[Note]:
        """What somebody should know of it, in the order of ``Note``."""
        return [note for note in Note if note.value in self.notes]

    @property
    def needs_text(self) -> bool:
        """A picture of a text: not everybody can read it."""
        return self.kind.is_picture or Note.NO_TEXT.value in self.notes
