"""Personal calendar subscriptions, and the version of what calendars show."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column
from gremien_app.base.extensions import Base, Versioned, once
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

    __table_args__ = (
        once("uq_calendar_feed_running_name", "revoked_at IS NULL", "user_id", "name"),
    )

    user_id: Mapped[int] = part_of("user_account.id")
    name: Mapped[str] = recorded_column("Name", String(80))
    kind: Mapped[FeedKind] = recorded_column("Art", default=FeedKind.SITTINGS)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reminder: Mapped[Reminder] = recorded_column("Erinnerung", default=Reminder.NONE)
    has_neutral_title: Mapped[bool] = recorded_column("neutraler Titel", default=False)
    has_place: Mapped[bool] = recorded_column("Ort trotz neutralem Titel", default=False)
    uid_key: Mapped[str] = mapped_column(String(64), default=new_key)
    has_agenda: Mapped[bool] = recorded_column("öffentliche Tagesordnung", default=True)
    has_dial_in: Mapped[bool] = recorded_column(
        "Adresse zur Einwahl in hybride und Online-Sitzungen", default=True
    )
    shows_signing: Mapped[bool] = recorded_column(
        "Niederschriften, die auf meine Unterzeichnung warten", default=True
    )
    shows_motions: Mapped[bool] = recorded_column("Antragsschluss meiner Gremien", default=False)
    shows_cancelled: Mapped[bool] = recorded_column("abgesagte Sitzungen", default=True)
    shows_holds: Mapped[bool] = recorded_column("vorgemerkte Termine", default=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]

    user: Mapped[User] = relationship()


class CalendarVersion(Base):
    """One row: a random value that changes with everything calendars show.

    A stored feed is as good as new while its version stands here.
    """

    value: Mapped[str] = mapped_column(String(32))
