"""Forms of persons and memberships."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField

from gremien_app.members.models import ChairOffice, MemberRole, Membership, Organization, Person
from gremien_app.members.rules import describe_period
from gremien_app.web.forms import BaseForm, GermanDateField, TextField, VersionField

SALUTATIONS = [("", "keine Angabe"), ("Frau", "Frau"), ("Herr", "Herr")]
NEW_PERSON = 0
NOBODY = 0


class PersonForm(BaseForm):
    version = VersionField()
    salutation = SelectField("Anrede", choices=SALUTATIONS)
    title = TextField("Titel", length=40)
    first_name = TextField("Vorname", length=100)
    last_name = TextField("Nachname", length=100, required="Bitte geben Sie den Nachnamen ein.")
    email = TextField("E-Mail-Adresse", length=254)
    phone = TextField("Telefon", length=60)

    def values(self) -> dict[str, str]:
        names = ("salutation", "title", "first_name", "last_name", "email", "phone")
        return {name: self[name].data or "" for name in names}

    @staticmethod
    def stored(person: Person) -> dict[str, str]:
        names = ("title", "first_name", "last_name", "email", "phone")
        return {name: getattr(person, name) for name in names}


class MembershipForm(BaseForm):
    person = SelectField("Person", coerce=int)
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

    def offer(self, persons: Iterable[Person], principals: Iterable[Membership]) -> None:
        self.person.choices = [
            (NEW_PERSON, "neue Person (Angaben darunter)"),
            *((person.id, person.sort_name) for person in persons),
        ]
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


def shown(person: Person) -> dict[str, Any]:
    return {
        name: getattr(person, name)
        for name in ("version", "salutation", "title", "first_name", "last_name", "email", "phone")
    }
