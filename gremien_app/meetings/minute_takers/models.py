"""The appointments."""

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.lasting import Lasting
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person


class MinuteTaker(Lasting, Versioned, Base):
    """A person appointed from–to (inclusive days), as a deputy or not.

    ``sitting``: in which the committee did so; ``basis`` says it in words where that sitting is
    not on record.
    """

    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        UniqueConstraint("committee_id", "person_id", "starts_on"),
    )

    committee_id: Mapped[int] = part_of("committee.id")
    person_id: Mapped[int] = refers_to("person.id", "Person")
    is_deputy: Mapped[bool] = recorded_column("als Stellvertretung", default=False)
    sitting_id: Mapped[int | None] = refers_to("sitting.id", "Sitzung", ondelete="SET NULL")
    basis: Mapped[str] = recorded_column("wodurch sonst bestellt", String(300), default="")

    committee: Mapped[Committee] = relationship()
    person: Mapped[Person] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
