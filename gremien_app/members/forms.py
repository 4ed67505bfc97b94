"""Forms of persons and memberships."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField

from gremien_app.committees.forms import WordSelect
from gremien_app.kernel.dates import format_date
from gremien_app.members.models import ChairOffice, MemberRole, Membership, Organization, Person
from gremien_app.members.rules import describe_period
from gremien_app.web.forms import BaseForm, GermanDateField, TextField, VersionField

TEXTS = (
    "salutation",
    "title",
    "first_name",
    "last_name",
    "office",
    "email",
    "phone",
    "publication_basis",
)
SALUTATIONS = [("", "keine Angabe"), ("Frau", "Frau"), ("Herr", "Herr")]
NOBODY = 0


class PersonForm(BaseForm):
    version = VersionField()
    salutation = WordSelect("Anrede", choices=SALUTATIONS)
    title = TextField("Titel", length=40)
    first_name = TextField("Vorname", length=100)
    last_name = TextField("Nachname", length=100, required="Bitte geben Sie den Nachnamen ein.")
    office = TextField("Amt oder Funktion", length=120)
    email = TextField("E-Mail-Adresse", length=254)
    phone = TextField("Telefon", length=60)
    publication_basis = TextField("Grundlage", length=200)
    publication_date = GermanDateField("Gilt seit")

    def values(self) -> dict[str, Any]:
        """The values as ``actions.edit_person`` takes them."""
        texts = {name: self[name].data or "" for name in TEXTS}
        return texts | {"publication_date": self.publication_date.data}

    @staticmethod
    def initial(person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in (*TEXTS, "publication_date", "version")}

    def stored(self, person: Person) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        since = person.publication_date
        return {
            **{name: getattr(person, name) for name in TEXTS},
            "salutation": self.salutation.label_of(person.salutation),
            "publication_date": format_date(since) if since else "",
        }


class MembershipForm(BaseForm):
    """The fields of a new person are used when nobody was chosen by search."""

    salutation = SelectField("Anrede", choices=SALUTATIONS)
    title = TextField("Titel", length=40)
    first_name = TextField("Vorname", length=100)
    last_name = TextField("Nachname", length=100)
    email = TextField("E-Mail-Adresse", length=254)
    role = SelectField(
        "Rolle",
        choices=[(role.value, role.label) for role in MemberRole],
        coerce=MemberRole,
        default=MemberRole.VOTING,
    )
    can_vote = BooleanField("Stimmrecht", default=True)
    organization = TextField("Entsendende Organisation")
    principal = SelectField("Vertritt", coerce=int, default=NOBODY)
    chair_office = SelectField(
        "Amt im Vorsitz",
        choices=[("", "keines"), *((office.value, office.label) for office in ChairOffice)],
    )
    starts_on = GermanDateField("Ab", required="Bitte geben Sie an, ab wann sie gilt.")
    ends_on = GermanDateField("Bis")

    def offer(self, principals: Iterable[Membership]) -> None:
        self.principal.choices = [
            (NOBODY, "niemanden"),
            *(
                (one.id, f"{one.person.sort_name} ({describe_period(one)})")
                for one in principals
                if one.role is not MemberRole.DEPUTY and one.can_vote
            ),
        ]

    def new_person(self) -> dict[str, str]:
        names = ("salutation", "title", "first_name", "last_name", "email")
        return {name: self[name].data or "" for name in names}

    def chosen_office(self) -> ChairOffice | None:
        return ChairOffice(self.chair_office.data) if self.chair_office.data else None

    def period(self) -> dict[str, date | None]:
        return {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}


class EndForm(BaseForm):
    version = VersionField()
    ends_on = GermanDateField(
        "Letzter Tag der Mitgliedschaft", required="Bitte geben Sie den letzten Tag an."
    )


def names_of(organizations: Iterable[Organization]) -> list[str]:
    """For the field's list of suggestions."""
    return [organization.name for organization in organizations]
