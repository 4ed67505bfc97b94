"""Organisations and their names over time."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.labels import Labelled


class OrganizationKind(Labelled):
    PARTY_GROUP = "party_group", "Fraktion"
    ELECTORAL_LIST = "electoral_list", "Liste"
    ASSOCIATION = "association", "Verein oder Verband"
    COMMUNITY = "community", "Gemeinschaft"
    CITY_OFFICE = "city_office", "Dienststelle der Stadt"
    OTHER = "other", "andere"


class Organization(Versioned, Base):
    """One record per organisation however it was spelt; ``search_key`` is the folded name.

    ``merged_on``: the first day on which it is a part of ``merged_into`` (a fusion); what was
    before that day keeps its name.
    """

    __tablename__ = "organization"
    __table_args__ = (
        CheckConstraint("(merged_into_id IS NULL) = (merged_on IS NULL)", name="merged"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True, info=recorded("Name"))
    short: Mapped[str] = mapped_column(String(40), default="", info=recorded("Kurzname"))
    kind: Mapped[OrganizationKind] = mapped_column(
        choice(OrganizationKind, length=20), default=OrganizationKind.OTHER, info=recorded("Art")
    )
    search_key: Mapped[str] = mapped_column(String(300), unique=True)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("organization.id"), index=True, info=recorded("aufgegangen in")
    )
    merged_on: Mapped[date | None] = mapped_column(info=recorded("Fusion am"))

    merged_into: Mapped["Organization | None"] = relationship(remote_side="Organization.id")
    names: Mapped[list["OrganizationName"]] = relationship(
        back_populates="organization",
        order_by="OrganizationName.valid_until.asc().nulls_last(), OrganizationName.id",
        cascade="all, delete-orphan",
    )

    def on(self, day: date) -> "Organization":
        """Itself, or what it has become by that day."""
        if self.merged_into is None or self.merged_on is None or day < self.merged_on:
            return self
        return self.merged_into.on(day)

    @property
    def name_today(self) -> str:
        return self.on(today()).name

    def name_on(self, day: date) -> str:
        """The name it had on that day: old papers print the old name."""
        if (become := self.on(day)) is not self:
            return become.name_on(day)
        for former in self.names:
            if former.valid_until is not None and day <= former.valid_until:
                return former.name
        return self.name

    @property
    def former_names(self) -> list["OrganizationName"]:
        return [one for one in self.names if one.valid_until is not None]

    @property
    def spellings(self) -> list["OrganizationName"]:
        return [one for one in self.names if one.valid_until is None]


class OrganizationName(Base):
    """A former name or another spelling of an organisation.

    With ``valid_until`` it was the name up to that day; without, it is a spelling only.
    """

    __tablename__ = "organization_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(300), index=True)
    valid_until: Mapped[date | None]

    organization: Mapped[Organization] = relationship(back_populates="names")
