"""Forms of persons and of what of them may be published."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import bound, labelled
from gremien_app.base.web.forms import PAST, BaseForm, ChoiceField, GermanDateField, VersionField
from gremien_app.people.bases.forms import BasisFields
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from gremien_app.people.persons.naming_rules import Former
from gremien_app.people.persons.rules import PAPERS_AS

SALUTATIONS = [("", "keine Angabe"), ("Frau", "Frau"), ("Herr", "Herr")]
PAPERS = [("", "keine Angabe"), *((form, form) for form in PAPERS_AS)]
HIDDEN, VISIBLE = "hidden", "visible"
FORMER_NAMES = [
    (HIDDEN, "Der frühere Name wird nicht offenbart"),
    (VISIBLE, "Der frühere Name bleibt für frühere Tage sichtbar (Heirat, Schreibweise)"),
]
ANOTHER = "Das ist eine andere Person"
SAME_NAME = (
    "Eine Person mit diesem Namen ist schon eingetragen. Ist es eine andere, setzen Sie bitte "
    "das Häkchen."
)
IS_ANOTHER = "is_another"


class NewPersonForm(BaseForm):
    """Whoever enters a new person here is asked once about those already called the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.doubles: dict[str, list[Person]] = {}
        super().__init__(*args, **kwargs)

    def require_new_name(self, known: list[Person], box: str = IS_ANOTHER) -> None:
        """``known``: who has the name already; ``box``: where it is said that this is another."""
        self.doubles[box] = known
        if known and not self[box].data:
            raise RuleBroken(SAME_NAME, field=box)


class PersonForm(NewPersonForm, BasisFields):
    version = VersionField()
    salutation = bound(Person.salutation, field=ChoiceField, choices=SALUTATIONS)
    title = bound(Person.title)
    first_name = bound(Person.first_name)
    last_name = bound(Person.last_name, required="Bitte geben Sie den Nachnamen ein.")
    pronoun = bound(Person.pronoun)
    order_name = bound(Person.order_name, "Einordnen unter")
    office = bound(Person.office, "Amt oder Funktion")
    email = bound(Person.email)
    phone = bound(Person.phone)
    mobile = bound(Person.mobile)
    street = bound(Person.street, "Straße und Hausnummer")
    postal_code = bound(Person.postal_code)
    town = bound(Person.town)
    language = bound(Person.language, "Sprache für Schreiben an Sie")
    papers_as = bound(Person.papers_as, "Unterlagen als", field=ChoiceField, choices=PAPERS)
    is_another = BooleanField(ANOTHER)

    def offer(self, person: Person) -> None:
        """Keep choices that came with imported data."""
        self.salutation.choices = _with(SALUTATIONS, person.salutation)
        self.papers_as.choices = _with(PAPERS, person.papers_as)


def _with(choices: list[tuple[str, str]], value: str) -> list[tuple[str, str]]:
    known = {key for key, _label in choices}
    return choices if value in known else [*choices, (value, value)]


class EditPersonForm(PersonForm):
    """A person's data, and what becomes of the name so far where it changes."""

    former_name = RadioField("Wenn sich der Name ändert", choices=FORMER_NAMES, default=HIDDEN)
    name_since = GermanDateField("Neuer Name gilt seit", usual=PAST)

    def former(self) -> Former:
        return Former(self.former_name.data == VISIBLE, self.name_since.data)


class ConsentForm(BaseForm):
    kind = bound(ContactConsent.kind, "Was darf veröffentlicht werden?")
    basis = bound(ContactConsent.basis, required="Bitte nennen Sie die Grundlage.")
    given_on = bound(
        ContactConsent.given_on,
        "Gilt seit",
        required="Bitte geben Sie an, seit wann die Einwilligung gilt.",
        default=today,
        usual=PAST,
    )

    def offer(self, kinds: Iterable[ContactKind]) -> None:
        self.kind.choices = labelled(kinds)


class RevokeForm(BaseForm):
    revoked_on = bound(
        ContactConsent.revoked_on,
        "Tag des Widerrufs",
        required="Bitte geben Sie den Tag des Widerrufs an.",
        default=today,
        usual=PAST,
    )


WHO = "Bitte geben Sie den Nachnamen ein oder suchen Sie eine schon eingetragene Person."


class PersonFields(NewPersonForm):
    """The fields of a new person are used when nobody was chosen by search."""

    salutation = bound(Person.salutation, field=ChoiceField, choices=SALUTATIONS)
    title = bound(Person.title)
    first_name = bound(Person.first_name)
    last_name = bound(Person.last_name)
    email = bound(Person.email)
    is_another = BooleanField(ANOTHER)
    has_person = False  # somebody was chosen: then the fields stay empty

    def validate(self, extra_validators: Any = None) -> bool:
        """Say at once, with all else that is missing, that nobody was named."""
        is_valid = bool(super().validate(extra_validators))
        if self.has_person or self.last_name.data:
            return is_valid
        self.last_name.errors = [*self.last_name.errors, WHO]
        return False

    def new_person(self) -> dict[str, Any]:
        names = ("salutation", "title", "first_name", "last_name", "email")
        return {name: self[name].data for name in names}
