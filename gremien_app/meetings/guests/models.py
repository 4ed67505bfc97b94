"""Guests of a sitting and the items to which they are admitted."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person


class Guest(Versioned, Base):
    """A person invited to single items of a sitting; whoever is uninvited stays on record.

    ``detail`` says as what, e.g. "Universität zu Köln".
    """

    __table_args__ = (UniqueConstraint("sitting_id", "person_id"),)

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    person_id: Mapped[int] = refers_to("person.id", "Person")
    detail: Mapped[str] = recorded_column("Funktion oder Organisation", String(300), default="")
    uninvited_at: Mapped[datetime | None]

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()
    admissions: Mapped[list["Admission"]] = relationship(
        back_populates="guest", order_by="Admission.id", cascade="all, delete-orphan"
    )


class Admission(Base):
    """A guest's right to one item. It holds as long as the item stands in ``part``.

    So an item that becomes closed later is closed to guests too, until somebody admits them anew.
    """

    __table_args__ = (UniqueConstraint("guest_id", "agenda_item_id"),)

    guest_id: Mapped[int] = part_of("guest.id", index=False)
    agenda_item_id: Mapped[int] = part_of("agenda_item.id")
    part: Mapped[Part] = mapped_column(choice(Part, length=10))

    guest: Mapped[Guest] = relationship(back_populates="admissions")
    agenda_item: Mapped[AgendaItem] = relationship()

    @property
    def holds(self) -> bool:
        return self.agenda_item.part is self.part
