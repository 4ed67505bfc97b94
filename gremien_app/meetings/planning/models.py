"""The plan of a committee's sittings in a year."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.labels import Labelled
from gremien_app.meetings.sittings.models import Room, Sitting
from gremien_app.people.committees.models import Committee


class PlanState(Labelled):
    DRAFT = "draft", "Vorschlag", "info"
    COMMITTED = "committed", "übernommen", "success"
    UNDONE = "undone", "zurückgenommen", "warning"

    @property
    def kind(self) -> str:
        """The badge's colour; the label says the same in words."""
        return self.also


class SittingPlan(Versioned, Base):
    """A Sitzungsplan: proposed dates, until they are committed as tentative holds.

    ``pattern`` keeps what was asked for; ``committed_at`` and ``undone_at`` tell the state.
    """

    __table_args__ = (CheckConstraint("year BETWEEN 1990 AND 2100", name="year"),)

    committee_id: Mapped[int] = part_of("committee.id")
    year: Mapped[int] = recorded_column("Jahr", index=True)
    pattern: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    committed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    committee: Mapped[Committee] = relationship()
    dates: Mapped[list["PlannedDate"]] = relationship(
        back_populates="plan",
        order_by="PlannedDate.starts_at, PlannedDate.id",
        cascade="all, delete-orphan",
    )

    @property
    def state(self) -> PlanState:
        if self.committed_at is None:
            return PlanState.DRAFT
        return PlanState.COMMITTED if self.undone_at is None else PlanState.UNDONE

    @property
    def kept_dates(self) -> list["PlannedDate"]:
        """What is to become sittings: all but the dropped ones, by beginning."""
        kept = [planned for planned in self.dates if not planned.is_dropped]
        return sorted(kept, key=lambda planned: planned.starts_at)


class PlannedDate(Base):
    """One proposed date of a plan; once committed it points to its sitting."""

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="period"),)

    plan_id: Mapped[int] = part_of("sitting_plan.id")
    starts_at: Mapped[datetime] = recorded_column("Beginn")
    ends_at: Mapped[datetime] = recorded_column("Ende")
    room_id: Mapped[int | None] = refers_to("room.id", "Raum")
    kept_reason: Mapped[str] = recorded_column(
        "Grund, den Termin zu behalten", String(500), default=""
    )
    is_dropped: Mapped[bool] = mapped_column(default=False)
    sitting_id: Mapped[int | None] = refers_to("sitting.id", ondelete="SET NULL")

    plan: Mapped[SittingPlan] = relationship(back_populates="dates")
    room: Mapped[Room | None] = relationship()
    sitting: Mapped[Sitting | None] = relationship()

    @property
    def day(self) -> date:
        """The day in Köln."""
        return self.starts_at.astimezone(BERLIN).date()
