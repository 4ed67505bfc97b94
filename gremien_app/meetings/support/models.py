"""What somebody needs (Unterstützungsbedarf), sealed."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, Versioned, once
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person


class AccessNeed(Versioned, Base):
    """What a person said for one sitting, or for all (``sitting`` is None).

    That there is a row says only that somebody answered: "nothing" is an answer too. What it was
    stands in ``sealed`` (``sealing.Safe``), always about as long. Visitors have no person.
    """

    __tablename__ = "access_need"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR sitting_id IS NOT NULL", name="somebody"),
        once("uq_access_need_standing", "sitting_id IS NULL", "person_id"),
        once(
            "uq_access_need_of_sitting",
            "sitting_id IS NOT NULL AND person_id IS NOT NULL",
            "person_id",
            "sitting_id",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("sitting.id", ondelete="CASCADE"), index=True
    )
    sealed: Mapped[str] = mapped_column(Text)

    person: Mapped[Person | None] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
