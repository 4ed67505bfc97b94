"""Forms of memberships."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField

from gremien_app.members.models import ChairOffice, MemberRole, Membership, Organization
from gremien_app.members.person_forms import SALUTATIONS
from gremien_app.members.rules import describe_period
from gremien_app.web.forms import BaseForm, GermanDateField, TextField, VersionField

NOBODY = 0


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

    def new_person(self) -> dict[str, Any]:
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
