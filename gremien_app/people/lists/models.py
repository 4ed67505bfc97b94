"""What a committee's office means by the headings of its own lists."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base

HEADING_LENGTH = 120


class ListHeading(Base):
    """A heading as ``heading_key`` writes it and the column that it means; "" is not read."""

    __table_args__ = (UniqueConstraint("committee_id", "heading"),)

    committee_id: Mapped[int] = part_of("committee.id", index=False)
    heading: Mapped[str] = mapped_column(String(HEADING_LENGTH))
    column: Mapped[str] = mapped_column(String(30))
