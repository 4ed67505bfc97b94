"""Personal calendar subscriptions, and the version of what calendars show."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice, once
from gremien_app.base.kernel.labels import Labelled
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import new_key


class FeedKind(Labelled):
    SITTINGS = "sittings", "Sitzungen"
    DEADLINES = "deadlines", "Fristen"


class Reminder(Labelled):
    NONE = "none", "keine"
    ONE_DAY = "one_day", "einen Tag vorher"
    TWO_HOURS = "two_hours", "zwei Stunden vorher"


class CalendarFeed(Versioned, Base):
    """A Kalenderabo of one account under a secret address; only the token's hash is kept.

    ``changed_at`` rises with every option: without it programs would skip the changed entries.
    ``last_used_on`` is the day of the last fetch; it stops when the subscription ends.
    ``has_place`` asks for the place under a neutral title; ``has_dial_in`` for the way into a
    sitting online, which only those who take part are told. ``uid_key`` makes such a
    subscription's own UIDs, which nobody can find again in the public calendars.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (
        once("uq_calendar_feed_running_name", "revoked_at IS NULL", "user_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(80), info=recorded("Name"))
    kind: Mapped[FeedKind] = mapped_column(
        choice(FeedKind, length=20), default=FeedKind.SITTINGS, info=recorded("Art")
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reminder: Mapped[Reminder] = mapped_column(
        choice(Reminder, length=20), default=Reminder.NONE, info=recorded("Erinnerung")
    )
    has_neutral_title: Mapped[bool] = mapped_column(default=False, info=recorded("neutraler Titel"))
    has_place: Mapped[bool] = mapped_column(
        default=False, info=recorded("Ort trotz neutralem Titel")
    )
    uid_key: Mapped[str] = mapped_column(String(64), default=new_key)
    has_agenda: Mapped[bool] = mapped_column(
        default=True, info=recorded("öffentliche Tagesordnung")
    )
    has_dial_in: Mapped[bool] = mapped_column(
        default=True, info=recorded("Adresse zur Einwahl in hybride und Online-Sitzungen")
    )
    shows_signing: Mapped[bool] = mapped_column(
        default=True, info=recorded("Niederschriften, die auf meine Unterzeichnung warten")
    )
    shows_motions: Mapped[bool] = mapped_column(
        default=False, info=recorded("Antragsschluss meiner Gremien")
    )
    shows_cancelled: Mapped[bool] = mapped_column(
        default=True, info=recorded("abgesagte Sitzungen")
    )
    shows_holds: Mapped[bool] = mapped_column(default=True, info=recorded("vorgemerkte Termine"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_on: Mapped[date | None]

    user: Mapped[User] = relationship()


class CalendarVersion(Base):
    """One row: a random value that changes with everything calendars show.

    A stored feed is as good as new while its version stands here.
    """

    __tablename__ = "calendar_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32))
