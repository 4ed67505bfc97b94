"""The outbox."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import recorded_column
from gremien_app.base.extensions import Base


class OutboxMail(Base):
    """A mail to one address. ``key`` makes sending idempotent: the same key is one mail.

    ``holds_secret``: the text carries a one-time link, and is blanked (``blanked_at``) once it is
    sent or the link has run out.
    """

    key: Mapped[str] = mapped_column(String(120), unique=True)
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(250))
    body: Mapped[str] = mapped_column(Text)
    holds_secret: Mapped[bool] = mapped_column(default=False)
    blanked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = recorded_column("nächster Versuch", index=True)
    attempts: Mapped[int] = recorded_column("Versuche", default=0)
    last_error: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None] = recorded_column("aufgegeben")
