"""Days to respect, and sittings of other bodies of the city."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice
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

    __tablename__ = "observance"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="period"),
        UniqueConstraint("name", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), info=recorded("Name"))
    tradition: Mapped[Tradition] = mapped_column(
        choice(Tradition, length=20), info=recorded("Herkunft")
    )
    starts_on: Mapped[date] = mapped_column(index=True, info=recorded("Beginn"))
    ends_on: Mapped[date] = mapped_column(info=recorded("Ende"))
    begins_evening_before: Mapped[bool] = mapped_column(
        default=False, info=recorded("beginnt am Vorabend")
    )
    is_approximate: Mapped[bool] = mapped_column(default=False, info=recorded("ungefähr"))
    source: Mapped[str] = mapped_column(String(200), info=recorded("Quelle"))


class OutsideCalendar(Base):
    """An imported calendar of another body, e.g. the city council (Rat)."""

    __tablename__ = "outside_calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    source: Mapped[str] = mapped_column(String(200), default="")
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutsideSitting(Base):
    """A sitting of another body, as its calendar tells it."""

    __tablename__ = "outside_sitting"
    __table_args__ = (UniqueConstraint("calendar_id", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    calendar_id: Mapped[int] = mapped_column(
        ForeignKey("outside_calendar.id", ondelete="CASCADE"), index=True
    )
    uid: Mapped[str] = mapped_column(String(255))
    summary: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_end_known: Mapped[bool] = mapped_column(default=True)  # else two hours are assumed
