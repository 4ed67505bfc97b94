"""Records of one organisation that were put together, to be set apart again."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base
from gremien_app.people.organizations.models import Organization, OrganizationKind


class OrganizationMerger(Base):
    """Two records of one organisation that became one, and what it takes to set them apart again.

    ``names``: its other names with their last days; ``added``: which names the kept one got by it.
    Taken back, the row is deleted.
    """

    kept_id: Mapped[int] = part_of("organization.id")
    name: Mapped[str] = mapped_column(String(200))
    short: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[OrganizationKind]
    names: Mapped[list[list[str | None]]] = mapped_column(JSON, default=list)
    added: Mapped[list[int]] = mapped_column(JSON, default=list)
    seats: Mapped[list[int]] = mapped_column(JSON, default=list)
    memberships: Mapped[list[int]] = mapped_column(JSON, default=list)
    merged_by: Mapped[str] = mapped_column(String(200))
    merged_at: Mapped[datetime]

    kept: Mapped[Organization] = relationship()
