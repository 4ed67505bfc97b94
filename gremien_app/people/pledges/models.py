"""The days on which persons were bound."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from gremien_app.base.columns import refers_to
from gremien_app.base.extensions import Base
from gremien_app.base.kernel.labels import Labelled
from gremien_app.people.persons.models import Person


class PledgeKind(Labelled):
    DUTY = "duty", "Verpflichtung"
    SECRECY = "secrecy", "Verschwiegenheit"


class Pledge(Base):
    """One day on which a person was bound; for a new term it may be done anew."""

    __table_args__ = (UniqueConstraint("person_id", "kind", "given_on"),)

    person_id: Mapped[int] = refers_to("person.id")
    kind: Mapped[PledgeKind]
    given_on: Mapped[date]

    person: Mapped[Person] = relationship()
