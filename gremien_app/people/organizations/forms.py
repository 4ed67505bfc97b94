"""Forms of organisations."""

from typing import Any

from gremien_app.base.web.forms import (
    PAST,
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.people.organizations.models import Organization, OrganizationKind

KINDS = [(kind.value, kind.label) for kind in OrganizationKind]


class OrganizationForm(BaseForm):
    version = VersionField()
    name = TextField("Name", length=200, required="Bitte geben Sie den Namen ein.")
    short = TextField("Kurzname", length=40)
    kind = ChoiceField(
        "Art", choices=KINDS, coerce=OrganizationKind, default=OrganizationKind.ASSOCIATION
    )
    valid_until = GermanDateField("Der alte Name galt bis", usual=PAST)

    def values(self) -> dict[str, Any]:
        return {
            "name": self.name.data or "",
            "short": self.short.data or "",
            "kind": self.kind.data,
        }

    @staticmethod
    def initial(organization: Organization) -> dict[str, Any]:
        return {name: getattr(organization, name) for name in ("name", "short", "kind", "version")}

    @staticmethod
    def stored(organization: Organization) -> dict[str, str]:
        return {
            "name": organization.name,
            "short": organization.short,
            "kind": organization.kind.label,
        }


class SpellingForm(BaseForm):
    spelling = TextField(
        "Weitere Schreibweise", length=200, required="Bitte geben Sie die Schreibweise ein."
    )
