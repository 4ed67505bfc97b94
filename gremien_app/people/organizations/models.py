"""Organisations and their names over time."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of, recorded_column, refers_to
from gremien_app.base.extensions import Base, Versioned
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

    __table_args__ = (
        CheckConstraint("(merged_into_id IS NULL) = (merged_on IS NULL)", name="merged"),
    )

    name: Mapped[str] = recorded_column("Name", String(200), unique=True)
    short: Mapped[str] = recorded_column("Kurzname", String(40), default="")
    kind: Mapped[OrganizationKind] = recorded_column("Art", default=OrganizationKind.OTHER)
    search_key: Mapped[str] = mapped_column(String(300), unique=True)
    merged_into_id: Mapped[int | None] = refers_to("organization.id", "aufgegangen in")
    merged_on: Mapped[date | None] = recorded_column("Fusion am")

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
    def in_record(self) -> str:
        return self.name

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

    organization_id: Mapped[int] = part_of("organization.id")
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(300), index=True)
    valid_until: Mapped[date | None]

    organization: Mapped[Organization] = relationship(back_populates="names")
