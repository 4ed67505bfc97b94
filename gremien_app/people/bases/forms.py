"""The fields of a basis on which a name is public, the same for a person and a membership."""

from datetime import date
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.forms import BaseForm, ChoiceField, GermanDateField, TextField
from gremien_app.people.bases.models import BasisKind, Published, PublishedAlong
from gremien_app.people.bases.rules import ALONG, COLUMNS

_SIGNING = "Unterzeichnende: nur unter dem, was die Person unterzeichnet"
KINDS = [
    ("", "keine: der Name ist nicht öffentlich"),
    (BasisKind.CONSENT.value, BasisKind.CONSENT.label),
    (BasisKind.OFFICE.value, BasisKind.OFFICE.label),
    (BasisKind.SIGNATORY.value, _SIGNING),
]


class BasisFields(BaseForm):
    publication_kind = ChoiceField("Art der Grundlage", choices=KINDS, default="")
    publication_basis = TextField("Worauf sie beruht", length=200)
    publication_date = GermanDateField("Gegeben am oder gilt seit")
    publication_ends_on = GermanDateField("Gilt bis")
    publication_revoked_on = GermanDateField("Widerrufen am")

    def basis(self) -> dict[str, Any]:
        """By the names of the columns."""
        kind = self.publication_kind.data
        values = {name: self[name].data or None for name in COLUMNS}
        return values | {
            "publication_kind": BasisKind(kind) if kind else None,
            "publication_basis": self.publication_basis.data or "",
        }

    @property
    def has_basis_errors(self) -> bool:
        return any(field.errors for field in self if field.name.startswith("publication_"))

    def stored_basis(self, holder: Published) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            "publication_kind": self.publication_kind.label_of(holder.publication_kind or ""),
            "publication_basis": holder.publication_basis,
            "publication_date": shown(holder.publication_date),
            "publication_ends_on": shown(holder.publication_ends_on),
            "publication_revoked_on": shown(holder.publication_revoked_on),
        }


class AlongBasisFields(BasisFields):
    publication_ends_along = BooleanField("Endet mit der Mitgliedschaft")

    def basis(self) -> dict[str, Any]:
        return super().basis() | {ALONG: bool(self.publication_ends_along.data)}


def initial_basis(holder: Published) -> dict[str, Any]:
    """What the fields begin with."""
    kind = holder.publication_kind
    along = {ALONG: holder.publication_ends_along} if isinstance(holder, PublishedAlong) else {}
    values = {name: getattr(holder, name) for name in COLUMNS}
    return values | {"publication_kind": kind.value if kind else ""} | along


def shown(day: date | None) -> str:
    return format_date(day) if day else ""
