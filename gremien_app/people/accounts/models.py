"""Users and their roles per committee and period."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Counted, Versioned, choice, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.lasting import Lasting
from gremien_app.people.roles import CommitteeRole

if TYPE_CHECKING:
    from gremien_app.people.committees.models import Committee
    from gremien_app.people.persons.models import Person


class Theme(Labelled):
    AUTO = "auto", "wie das Gerät"
    LIGHT = "light", "hell"
    DARK = "dark", "dunkel"


class User(UserMixin, Counted, Base):
    """An account. ``nonce`` changes with the password: older sign-ins end at once.

    Counted only where the administration saves: each sign-in writes the same row.
    """

    __tablename__ = "user_account"

    email: Mapped[str] = recorded_column("E-Mail-Adresse", String(254), unique=True)
    name: Mapped[str] = recorded_column("Name", String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    nonce: Mapped[str] = mapped_column(String(43))
    is_admin: Mapped[bool] = recorded_column("Verwaltung der Anwendung", default=False)
    is_disabled: Mapped[bool] = recorded_column("gesperrt", default=False)
    theme: Mapped[Theme] = recorded_column(
        "Darstellung", choice(Theme, length=10), default=Theme.AUTO
    )
    person_id: Mapped[int | None] = refers_to(
        "person.id", "Person", ondelete="SET NULL", unique=True
    )
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime | None]

    person: Mapped["Person | None"] = relationship("Person")
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="user", order_by="Assignment.id", cascade="all, delete-orphan"
    )

    @property
    def is_active(self) -> bool:
        return not self.is_disabled

    @property
    def has_password(self) -> bool:
        """False until the owner has followed the invitation."""
        return bool(self.password_hash)

    def get_id(self) -> str:
        return f"{self.id}.{self.nonce}"


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """An account and its sign-in, as every request reads them: plain, by one statement.

    ``sign_in_id``, ``expires_at``, ``last_seen_at``: of the device. ``rights``: the value that
    stood then (``RightsVersion``); None where nothing has written one yet.
    """

    id: int
    nonce: str
    name: str
    email: str
    is_admin: bool
    theme: Theme
    person_id: int | None
    password_changed_at: datetime | None
    sign_in_id: int
    expires_at: datetime
    last_seen_at: datetime
    rights: str | None

    def get_id(self) -> str:
        return f"{self.id}.{self.nonce}"


class RightsVersion(Base):
    """One row: a random value that changes with everything from which rights follow."""

    __tablename__ = "rights_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32))


class Assignment(Lasting, Versioned, Base):
    """An account's role for one committee, from–to (inclusive days)."""

    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        UniqueConstraint("user_id", "committee_id", "role", "starts_on"),
    )

    user_id: Mapped[int] = part_of("user_account.id")
    committee_id: Mapped[int] = part_of("committee.id")
    role: Mapped[CommitteeRole] = recorded_column("Aufgabe")

    user: Mapped[User] = relationship(back_populates="assignments")
    committee: Mapped["Committee"] = relationship("Committee")


class LoginSession(Base):
    """A sign-in on one device. A cookie whose row is gone is worthless, also a copied one."""

    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = part_of("user_account.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(120), default="")  # "Firefox unter Windows"
    origin: Mapped[str] = mapped_column(String(60), default="")  # shortened address


class LinkPurpose(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"
    ADDRESS = "address"


class OneTimeLink(Base):
    """A link from a mail that sets a password once; only its hash is kept.

    Of an address to be confirmed: ``to_email`` is where the link was sent, ``also_contact``
    whether letters of the office go there as well.
    """

    __table_args__ = (once("uq_one_time_link_open", "used_at IS NULL", "user_id"),)

    user_id: Mapped[int] = part_of("user_account.id")
    purpose: Mapped[LinkPurpose]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    to_email: Mapped[str] = mapped_column(String(254), default="")
    also_contact: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship()


class FailedSignIn(Base):
    """A refused sign-in, kept for the throttle only (hashes, no addresses in clear)."""

    account_hash: Mapped[str] = mapped_column(String(64), index=True)
    origin_hash: Mapped[str] = mapped_column(String(64), default="", index=True)
    at: Mapped[datetime] = mapped_column(index=True)
