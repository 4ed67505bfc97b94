"""Guests of a sitting and the items to which they are admitted."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, UtcDateTime, Versioned, choice
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person


class Guest(Versioned, Base):
    """A person invited to single items of a sitting; whoever is uninvited stays on record.

    ``detail`` says as what, e.g. "Universität zu Köln".
    """

    __tablename__ = "guest"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), index=True, info=recorded("Person")
    )
    detail: Mapped[str] = mapped_column(
        String(300), default="", info=recorded("Funktion oder Organisation")
    )
    uninvited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()
    admissions: Mapped[list["Admission"]] = relationship(
        back_populates="guest", order_by="Admission.id", cascade="all, delete-orphan"
    )


class Admission(Base):
    """A guest's right to one item. It holds as long as the item stands in ``part``.

    So an item that becomes closed later is closed to guests too, until somebody admits them anew.
    """

    __tablename__ = "admission"
    __table_args__ = (UniqueConstraint("guest_id", "agenda_item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("guest.id", ondelete="CASCADE"))
    agenda_item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[Part] = mapped_column(choice(Part, length=10))

    guest: Mapped[Guest] = relationship(back_populates="admissions")
    agenda_item: Mapped[AgendaItem] = relationship()

    @property
    def holds(self) -> bool:
        return self.agenda_item.part is self.part
