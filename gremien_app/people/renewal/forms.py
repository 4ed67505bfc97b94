"""Forms of a committee's new beginning: the term, the seats, who is named for them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    ChoiceField,
    WholeNumberField,
)
from gremien_app.people.committees.models import Term
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.forms import ANOTHER, NewPersonForm
from gremien_app.people.persons.models import Person
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.renewal.rules import Preview, SeatsWanted

MOST_SEATS = 200
NEW = 0
PARTS = ("member", "deputy")


class TermForm(BaseForm):
    """Asked by GET: nothing is written before the preview."""

    class Meta(BaseForm.Meta):
        csrf = False

    term = ChoiceField("Neue Wahlperiode", coerce=int)
    first_day = bound(
        Reconstitution.first_day,
        "Erster Tag",
        required="Bitte geben Sie an, ab wann das neue Gremium besteht.",
        usual=None,  # it lies in the chosen term
    )

    def offer(self, terms: Iterable[Term]) -> None:
        self.term.choices = [(NEW, "bitte wählen"), *((term.id, term.name) for term in terms)]

    def validate_term(self, field: ChoiceField) -> None:
        if field.data == NEW:
            raise ValidationError("Bitte wählen Sie die neue Wahlperiode.")


class SeatsForm(BaseForm):
    """One number per kind of seat; the fields are made for the committee."""

    kept = BoxesField("Wer bleibt wie bisher?", coerce=int)

    def wanted(self, seats: Sequence[SeatsWanted]) -> list[SeatsWanted]:
        return [
            replace(one, count=self[f"seats_{number}"].data or 0)
            for number, one in enumerate(seats, start=1)
        ]


def seats_form(preview: Preview) -> SeatsForm:
    seats = preview.seats
    fields: dict[str, Any] = {
        f"seats_{number}": WholeNumberField(one.label, maximum=MOST_SEATS)
        for number, one in enumerate(seats, start=1)
    }
    made: type[SeatsForm] = type("SeatsOfTerm", (SeatsForm,), fields)
    counts = {f"seats_{number}": one.count for number, one in enumerate(seats, start=1)}
    form = made(data=counts | {"kept": [one.id for one in preview.keeping]})
    form.kept.choices = [
        (one.id, f"{one.person.name}, {one.role.label}") for one in preview.keeping
    ]
    return form


class NameForm(NewPersonForm):
    """Who sits on a seat and who deputises; each somebody known or somebody new."""

    member = ChoiceField("Person", coerce=int, default=NEW)
    member_first = bound(Person.first_name)
    member_last = bound(Person.last_name)
    member_email = bound(Person.email)
    member_is_another = BooleanField(ANOTHER)
    deputy = ChoiceField("Person", coerce=int, default=NEW)
    deputy_first = bound(Person.first_name)
    deputy_last = bound(Person.last_name)
    deputy_email = bound(Person.email)
    deputy_is_another = BooleanField(ANOTHER)
    starts_on = bound(
        Membership.starts_on, "Ab", required="Bitte geben Sie an, ab wann die Benennung gilt."
    )

    def offer(self, persons: Iterable[Person]) -> None:
        choices = [(NEW, "neue Person"), *((one.id, one.sort_name) for one in persons)]
        self.member.choices = self.deputy.choices = choices

    def is_given(self, part: str) -> bool:
        return bool(self[part].data or self[f"{part}_last"].data)

    def new_person(self, part: str) -> dict[str, Any]:
        return {
            "first_name": self[f"{part}_first"].data or "",
            "last_name": self[f"{part}_last"].data or "",
            "email": self[f"{part}_email"].data or "",
        }

    def require_somebody(self) -> None:
        if not any(map(self.is_given, PARTS)):
            raise RuleBroken("Bitte nennen Sie wenigstens eine Person.", field="member_last")
