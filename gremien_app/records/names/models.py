"""What was decided about a name in what becomes public."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import part_of
from gremien_app.base.extensions import Base
from gremien_app.base.kernel.labels import Labelled

KEY_LENGTH, WORDS_LENGTH = 200, 200


class Ground(Labelled):
    """Why a find stays."""

    NO_NAME = "no_name", "ist hier kein Name"
    CONSENT = "consent", "Einwilligung liegt vor"
    OFFICE = "office", "öffentliches Amt oder Mandat"
    SIGNATORY = "signatory", "hat unterzeichnet"
    SERVICE = "service", "dienstliche Angabe, ohnehin öffentlich"


class NameDecision(Base):
    """Hidden or staying, for the papers of one sitting; the next version finds it again.

    ``key`` is the find's (``names.finder``); ``words`` stand in its place, empty: the usual ones,
    or those for somebody of the committee (``is_member``).
    ``ground`` is set where it stays; ``basis`` names the consent or the office on which that rests
    until it ends. That something is no name is taken over by the committee's other sittings.
    """

    __table_args__ = (UniqueConstraint("sitting_id", "key"),)

    sitting_id: Mapped[int] = part_of("sitting.id", index=False)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), index=True)
    is_hidden: Mapped[bool]
    is_member: Mapped[bool] = mapped_column(default=False, server_default=false())
    words: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    ground: Mapped[Ground | None]
    basis: Mapped[str] = mapped_column(String(WORDS_LENGTH), default="")
    given_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(200))
