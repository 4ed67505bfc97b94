"""The appointments."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, Versioned
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person


class MinuteTaker(Versioned, Base):
    """A person appointed from–to (inclusive days), as a deputy or not.

    ``sitting``: in which the committee did so; ``basis`` says it in words where that sitting is
    not on record.
    """

    __tablename__ = "minute_taker"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        UniqueConstraint("committee_id", "person_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(
        ForeignKey("committee.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), index=True, info=recorded("Person")
    )
    is_deputy: Mapped[bool] = mapped_column(default=False, info=recorded("als Stellvertretung"))
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("sitting.id", ondelete="SET NULL"), index=True, info=recorded("Sitzung")
    )
    basis: Mapped[str] = mapped_column(
        String(300), default="", info=recorded("wodurch sonst bestellt")
    )
    starts_on: Mapped[date] = mapped_column(info=recorded("Beginn"))
    ends_on: Mapped[date | None] = mapped_column(info=recorded("Ende"))

    committee: Mapped[Committee] = relationship()
    person: Mapped[Person] = relationship()
    sitting: Mapped[Sitting | None] = relationship()

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
