"""On what it rests that a name is public: a kind, each with an end of its own."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from gremien_app.base.columns import recorded
from gremien_app.base.extensions import choice
from gremien_app.base.kernel.labels import Labelled


class BasisKind(Labelled):
    """Why a name may be public. A consent ends when it is revoked, the others on a day."""

    CONSENT = "consent", "Einwilligung"
    OFFICE = "office", "öffentliches Amt oder Mandat"
    SIGNATORY = "signatory", "Unterzeichnende"


def says_kind() -> CheckConstraint:
    """A basis says of which kind it is."""
    return CheckConstraint(
        "publication_basis = '' OR publication_kind IS NOT NULL", name="publication_kind"
    )


class Published:
    """The columns of a basis; without ``publication_basis`` there is none.

    ``publication_basis`` says to what a consent refers, or names the office; ``publication_date``
    is its first day, ``publication_ends_on`` its last. From ``publication_revoked_on`` on a
    revoked consent doesn't hold.
    """

    publication_kind: Mapped[BasisKind | None] = mapped_column(
        choice(BasisKind, length=20), info=recorded("Art der Grundlage")
    )
    publication_basis: Mapped[str] = mapped_column(
        String(200), default="", info=recorded("Grundlage der Veröffentlichung")
    )
    publication_date: Mapped[date | None] = mapped_column(
        Date, info=recorded("Beginn der Veröffentlichung")
    )
    publication_ends_on: Mapped[date | None] = mapped_column(
        Date, info=recorded("Ende der Veröffentlichung")
    )
    publication_revoked_on: Mapped[date | None] = mapped_column(
        Date, info=recorded("Widerruf der Veröffentlichung")
    )


class PublishedAlong(Published):
    """A basis that may end along with what it belongs to: a mandate with its membership."""

    publication_ends_along: Mapped[bool] = mapped_column(
        Boolean, default=False, info=recorded("Veröffentlichung endet mit der Mitgliedschaft")
    )

    @property
    def last_day(self) -> date | None:
        """On which it ends then; None while that runs on."""
        raise NotImplementedError
