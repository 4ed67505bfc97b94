"""The record of changes: rows are added, never changed; each is sealed to the one before it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.extensions import Base


class AuditEntry(Base):
    """Who did what to which object when, from where; ``changes`` maps a field to [old, new].

    ``seq`` is None only inside the transaction that adds the row: the commit gives it its place.
    ``user_id`` is a plain number: a sealed row must not change when an account is deleted.
    """

    # For the history of an object and the list of a kind, each in the order of the record.
    __table_args__ = (
        Index(None, "object_type", "object_id", "seq"),
        Index(None, "object_type", "seq"),
    )

    seq: Mapped[int | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    committee_id: Mapped[int | None] = mapped_column(index=True)
    previous_hash: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")
    payload_hash: Mapped[str] = mapped_column(String(64), default="")

    # The payload: may be erased, the chain holds its salted hash only.
    salt: Mapped[str] = mapped_column(String(32), default="")
    user_id: Mapped[int | None] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(500))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    origin: Mapped[str] = mapped_column(String(60), default="")  # shortened address
    request_id: Mapped[str] = mapped_column(String(32), default="")
    is_erased: Mapped[bool] = mapped_column(default=False)
    # A name in it is today's.
    is_reworded: Mapped[bool] = mapped_column(default=False, server_default=false())


class AuditHead(Base):
    """The chain's last link, one row; locking it makes the chain one line."""

    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
