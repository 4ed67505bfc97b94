"""The fields of a basis on which a name is public, the same for a person and a membership."""

from typing import Any

from gremien_app.base.web.bound import bound, labelled
from gremien_app.base.web.forms import BaseForm
from gremien_app.people.bases.models import BasisKind, Published, PublishedAlong
from gremien_app.people.bases.rules import ALONG, COLUMNS

_SIGNING = "Unterzeichnende: nur unter dem, was die Person unterzeichnet"
KINDS = [*labelled([BasisKind.CONSENT, BasisKind.OFFICE]), (BasisKind.SIGNATORY.value, _SIGNING)]


class BasisFields(BaseForm):
    publication_kind = bound(
        Published.publication_kind, choices=KINDS, none="keine: der Name ist nicht öffentlich"
    )
    publication_basis = bound(Published.publication_basis, "Worauf sie beruht")
    publication_date = bound(Published.publication_date, "Gegeben am oder gilt seit")
    publication_ends_on = bound(Published.publication_ends_on, "Gilt bis")
    publication_revoked_on = bound(Published.publication_revoked_on, "Widerrufen am")

    def basis(self) -> dict[str, Any]:
        """By the names of the columns."""
        return {name: self[name].data for name in (*COLUMNS, ALONG) if name in self}

    @property
    def has_basis_errors(self) -> bool:
        return any(field.errors for field in self if field.name.startswith("publication_"))


class AlongBasisFields(BasisFields):
    publication_ends_along = bound(
        PublishedAlong.publication_ends_along, "Endet mit der Mitgliedschaft"
    )
