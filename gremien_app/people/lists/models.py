"""What a committee's office means by the headings of its own lists."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.extensions import Base

HEADING_LENGTH = 120


class ListHeading(Base):
    """A heading as ``heading_key`` writes it and the column that it means; "" is not read."""

    __tablename__ = "list_heading"
    __table_args__ = (UniqueConstraint("committee_id", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id", ondelete="CASCADE"))
    heading: Mapped[str] = mapped_column(String(HEADING_LENGTH))
    column: Mapped[str] = mapped_column(String(30))
