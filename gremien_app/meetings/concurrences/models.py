"""Who is asked to look at a paper, by when, and what was said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.accounts.models import User


class Verdict(Labelled):
    AGREED = "agreed", "einverstanden"
    REMARKED = "remarked", "mit Anmerkung"


class Concurrence(Base):
    """One colleague or office asked for a look (Mitzeichnung); without a verdict: silent.

    ``user_id``: answers signed in. Everybody else has a link, of whose 32 random bytes only the
    SHA-256 is kept; ``links`` counts how many were made. ``seen``: the fingerprint of the words
    at the answer. ``ended_at``: nothing is taken any more.
    """

    __table_args__ = (
        UniqueConstraint("paper_id", "name"),
        CheckConstraint("(verdict IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    paper_id: Mapped[int] = part_of("paper.id", index=False)
    user_id: Mapped[int | None] = refers_to("user_account.id", ondelete="SET NULL")
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    links: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date] = recorded_column("Termin")
    verdict: Mapped[Verdict | None] = recorded_column("Mitzeichnung")
    remark: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    seen: Mapped[str] = mapped_column(String(64), default="")
    ended_at: Mapped[datetime | None]

    paper: Mapped[Paper] = relationship()
    user: Mapped[User | None] = relationship()
