"""Days to respect, and sittings of other bodies of the city."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import part_of, recorded_column
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.labels import Labelled


class Tradition(Labelled):
    """Where a day comes from; said with every warning."""

    PUBLIC = "public", "gesetzlicher Feiertag"
    SCHOOL = "school", "Schulferien"
    CARNIVAL = "carnival", "Karneval"
    JEWISH = "jewish", "jüdischer Feiertag"
    ISLAMIC = "islamic", "islamischer Feiertag"
    ORTHODOX = "orthodox", "christlich-orthodoxer Feiertag"
    ALEVI = "alevi", "alevitischer Feiertag"
    OTHER = "other", "weiterer Tag"


class Observance(Versioned, Base):
    """An entry of the office's own table: from–to (inclusive days), with its source."""

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        UniqueConstraint("name", "starts_on"),
    )

    name: Mapped[str] = recorded_column("Name", String(200))
    tradition: Mapped[Tradition] = recorded_column("Herkunft")
    starts_on: Mapped[date] = recorded_column("erster Tag", index=True)
    ends_on: Mapped[date] = recorded_column("letzter Tag")
    begins_evening_before: Mapped[bool] = recorded_column("beginnt am Vorabend", default=False)
    is_approximate: Mapped[bool] = recorded_column("ungefähr", default=False)
    source: Mapped[str] = recorded_column("Quelle", String(200))


class OutsideCalendar(Base):
    """An imported calendar of another body, e.g. the city council (Rat)."""

    name: Mapped[str] = mapped_column(String(120), unique=True)
    source: Mapped[str] = mapped_column(String(200), default="")
    imported_at: Mapped[datetime]


class OutsideSitting(Base):
    """A sitting of another body, as its calendar tells it."""

    __table_args__ = (UniqueConstraint("calendar_id", "uid"),)

    calendar_id: Mapped[int] = part_of("outside_calendar.id")
    uid: Mapped[str] = mapped_column(String(255))
    summary: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    is_end_known: Mapped[bool] = mapped_column(default=True)  # else two hours are assumed
