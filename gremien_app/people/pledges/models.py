"""The days on which persons were bound."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.extensions import Base, choice
from gremien_app.base.kernel.labels import Labelled
from gremien_app.people.persons.models import Person


class PledgeKind(Labelled):
    DUTY = "duty", "Verpflichtung"
    SECRECY = "secrecy", "Verschwiegenheit"


class Pledge(Base):
    """One day on which a person was bound; for a new term it may be done anew."""

    __tablename__ = "pledge"
    __table_args__ = (UniqueConstraint("person_id", "kind", "given_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[PledgeKind] = mapped_column(choice(PledgeKind, length=20))
    given_on: Mapped[date]

    person: Mapped[Person] = relationship()
