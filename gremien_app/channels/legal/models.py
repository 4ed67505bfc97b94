"""Legal pages whose shipped text the administration has changed."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.extensions import Base, Versioned, choice
from gremien_app.base.kernel.labels import Labelled


class LegalKey(Labelled):
    """The pages; the value is the piece of their address."""

    ACCESSIBILITY = "barrierefreiheit", "Erklärung zur Barrierefreiheit"
    PRIVACY = "datenschutz", "Datenschutz"
    IMPRINT = "impressum", "Impressum"


class LegalPage(Versioned, Base):
    """A text in the place of the shipped one; without a row, or a text, that one is shown."""

    key: Mapped[LegalKey] = mapped_column(choice(LegalKey, length=30), unique=True)
    body: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(200))
