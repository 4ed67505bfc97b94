"""Through which bodies a paper goes (Beratungsfolge), own ones and others."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, relationship

from gremien_app.base.columns import part_of, recorded_column
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.committees.models import Committee


class ConsultationRole(Labelled):
    """What a body does with a paper."""

    ADVISES = "advises", "beratend"
    HEARD = "heard", "wird gehört"
    DECIDES = "decides", "entscheidend"
    NOTES = "notes", "zur Kenntnis"


class Consultation(Versioned, Base):
    """A station of a paper's way through the bodies: an own committee, or the name of another.

    Of an own one day and result come from the agendas on which the paper stands; ``day`` is the
    planned one till then. Of another body both are typed.
    """

    __table_args__ = (
        CheckConstraint("(committee_id IS NULL) = (body <> '')", name="body"),
        CheckConstraint("committee_id IS NULL OR result IS NULL", name="result"),
        Index(None, "paper_id", "position", "id"),
    )

    paper_id: Mapped[int] = part_of("paper.id", index=False)
    position: Mapped[int]
    committee_id: Mapped[int | None] = part_of("committee.id", "Gremium")
    body: Mapped[str] = recorded_column("andere Stelle", String(200), default="")
    role: Mapped[ConsultationRole] = recorded_column("Aufgabe")
    day: Mapped[date | None] = recorded_column("Tag")
    result: Mapped[Outcome | None] = recorded_column("Ergebnis", choice(Outcome, length=30))

    paper: Mapped[Paper] = relationship()
    committee: Mapped[Committee | None] = relationship()

    @property
    def name(self) -> str:
        return self.committee.short if self.committee is not None else self.body

    @property
    def called(self) -> str:
        return f"{self.name}, {self.role.label}"
