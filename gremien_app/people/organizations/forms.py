"""Forms of organisations."""

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import PAST, BaseForm, GermanDateField, TextField, VersionField
from gremien_app.people.organizations.models import Organization, OrganizationKind


class OrganizationForm(BaseForm):
    version = VersionField()
    name = bound(Organization.name, required="Bitte geben Sie den Namen ein.")
    short = bound(Organization.short)
    kind = bound(Organization.kind, default=OrganizationKind.ASSOCIATION)
    valid_until = GermanDateField("Der alte Name galt bis", usual=PAST)


class SpellingForm(BaseForm):
    spelling = TextField(
        "Weitere Schreibweise", length=200, required="Bitte geben Sie die Schreibweise ein."
    )
