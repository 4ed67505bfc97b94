"""The outbox."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from gremien_app.base.columns import described, part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned


class OutboxMail(Base):
    """A mail to one address. ``key`` makes sending idempotent: the same key is one mail.

    ``holds_secret``: the text carries a one-time link, and is blanked (``blanked_at``) once it is
    sent or the link has run out. ``list_id`` names the kind of mail to mail programs, nothing else;
    ``calendar`` is an iTIP message (RFC 5546) with its method. ``reader`` tells whose mails belong
    together; ``is_gathered``: this one waits to become a part of that reader's daily mail.
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
    list_id: Mapped[str] = mapped_column(String(80), default="", server_default="")
    calendar: Mapped[str] = mapped_column(Text, default="", server_default="")
    calendar_method: Mapped[str] = mapped_column(String(10), default="", server_default="")
    reader: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)
    is_gathered: Mapped[bool] = mapped_column(default=False, server_default=false())

    attachments: Mapped[list["OutboxAttachment"]] = relationship(
        order_by="OutboxAttachment.id", cascade="all, delete-orphan", passive_deletes=True
    )


class OutboxFile(Base):
    """The bytes of an attachment, once for all mails that carry it; gone with the last of them."""

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class OutboxAttachment(Base):
    __table_args__ = (UniqueConstraint("mail_id", "name"),)

    mail_id: Mapped[int] = part_of("outbox_mail.id", index=False)
    file_id: Mapped[int] = refers_to("outbox_file.id")
    name: Mapped[str] = mapped_column(String(200))

    file: Mapped[OutboxFile] = relationship(lazy="joined", innerjoin=True)


class OccasionSetting(Versioned, Base):
    """What the office changed of one kind of mail; without a row it is as it came.

    ``is_on``: whether those get it who have chosen nothing; None: as is usual.
    """

    key: Mapped[str] = mapped_column(String(40), unique=True)
    subject: Mapped[str] = recorded_column("Betreff", String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="", info=described("Text"))
    is_on: Mapped[bool | None] = recorded_column("üblich")
