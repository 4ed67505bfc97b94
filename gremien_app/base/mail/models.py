"""The outbox."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime


class OutboxMail(Base):
    """A mail to one address. ``key`` makes sending idempotent: the same key is one mail.

    ``holds_secret``: the text carries a one-time link, and is blanked (``blanked_at``) once it is
    sent or the link has run out.
    """

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    to_address: Mapped[str] = mapped_column(String(254))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(250))
    body: Mapped[str] = mapped_column(Text)
    holds_secret: Mapped[bool] = mapped_column(default=False)
    blanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(
        UtcDateTime, index=True, info=recorded("nächster Versuch")
    )
    attempts: Mapped[int] = mapped_column(default=0, info=recorded("Versuche"))
    last_error: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=recorded("aufgegeben"))
