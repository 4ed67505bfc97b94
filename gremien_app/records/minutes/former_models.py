"""As whom signed papers name somebody who may not be called so any more."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base
from gremien_app.people.persons.models import Person


class SignedName(Base):
    """A former name that a frozen text of this sitting prints; it goes with that text.

    Kept only to find it there: what is delivered says today's name (``minutes.former_actions``).
    """

    __table_args__ = (
        UniqueConstraint(
            *("sitting_id", "person_id", "salutation", "first_name", "last_name"),
            name="uq_signed_name_once",
        ),
    )

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    person_id: Mapped[int] = part_of("person.id")
    salutation: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100))

    person: Mapped[Person] = relationship()
