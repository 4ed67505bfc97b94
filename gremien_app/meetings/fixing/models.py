"""What the chair set, and with whom it was agreed."""

from datetime import date, datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person


class FixingWay(Labelled):
    """How the chair said it: by a press on the page, or the office wrote it down."""

    PAGE = "page", "auf der Seite"
    PHONE = "phone", "telefonisch"
    TALK = "talk", "mündlich"
    MAIL = "mail", "per E-Mail"
    LETTER = "letter", "schriftlich"


class AgendaFixing(Versioned, Base):
    """Of one sitting. ``asked_at``: since when the agenda lies with the chair.

    ``items``: the agenda as it was set, a sign for each item in its order (``rules.signs_of``).
    ``agreed_on``: when the Benehmen was reached; ``agreed_note``: with whom and how.
    """

    sitting_id: Mapped[int] = part_of("sitting.id", unique=True)
    asked_at: Mapped[datetime | None] = recorded_column("dem Vorsitz vorgelegt")
    fixed_at: Mapped[datetime | None]
    fixed_on: Mapped[date | None] = recorded_column("festgesetzt am")
    chair_id: Mapped[int | None] = refers_to("person.id", "festgesetzt von", ondelete="SET NULL")
    way: Mapped[FixingWay | None] = recorded_column("Weg der Festsetzung")
    items: Mapped[list[str]] = recorded_column("Punkte", JSON, default=list)
    agreed_on: Mapped[date | None] = recorded_column("Benehmen hergestellt am")
    agreed_note: Mapped[str] = recorded_column("Vermerk zum Benehmen", String(300), default="")

    sitting: Mapped[Sitting] = relationship()
    chair: Mapped[Person | None] = relationship(lazy="joined")
