"""On what it rests that a name is public: a kind, each with an end of its own."""

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, String
from sqlalchemy.orm import Mapped

from gremien_app.base.columns import recorded_column
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

    publication_kind: Mapped[BasisKind | None] = recorded_column(
        "Art der Grundlage", choice(BasisKind)
    )
    publication_basis: Mapped[str] = recorded_column(
        "Grundlage der Veröffentlichung", String(200), default=""
    )
    publication_date: Mapped[date | None] = recorded_column("Beginn der Veröffentlichung", Date)
    publication_ends_on: Mapped[date | None] = recorded_column("Ende der Veröffentlichung", Date)
    publication_revoked_on: Mapped[date | None] = recorded_column(
        "Widerruf der Veröffentlichung", Date
    )


class PublishedAlong(Published):
    """A basis that may end along with what it belongs to: a mandate with its membership."""

    publication_ends_along: Mapped[bool] = recorded_column(
        "Veröffentlichung endet mit der Mitgliedschaft", Boolean, default=False
    )

    @property
    def last_day(self) -> date | None:
        """On which it ends then; None while that runs on."""
        raise NotImplementedError
