"""What persons are and were called."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base

if TYPE_CHECKING:
    from gremien_app.people.members.models import Person


class Called:
    """What somebody is or was called, as pages, lists and papers print it."""

    salutation: Mapped[str]
    title: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]

    @property
    def name(self) -> str:
        """Title, first and last name: "Dr. Ayşe Yıldız"."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def sort_name(self) -> str:
        return ", ".join(part for part in (self.last_name, self.first_name) if part)


class FormerName(Called, Base):
    """A former name that the person lets be seen (marriage, spelling), up to its last day.

    A name that may not be disclosed (SBGG § 13) stands nowhere in this table.
    """

    __tablename__ = "former_name"
    __table_args__ = (UniqueConstraint("person_id", "valid_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    salutation: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100))
    valid_until: Mapped[date]

    person: Mapped["Person"] = relationship(back_populates="former_names")
