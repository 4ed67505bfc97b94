"""Forms of persons and of what of them may be published."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.forms import (
    PAST,
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.people.bases.forms import BasisFields, initial_basis
from gremien_app.people.persons.actions import LABELS
from gremien_app.people.persons.models import ContactKind, Person
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
    salutation = ChoiceField("Anrede", choices=SALUTATIONS, default="")
    title = TextField("Titel", length=40)
    first_name = TextField("Vorname", length=100)
    last_name = TextField("Nachname", length=100, required="Bitte geben Sie den Nachnamen ein.")
    pronoun = TextField("Pronomen", length=40)
    order_name = TextField("Einordnen unter", length=200)
    office = TextField("Amt oder Funktion", length=120)
    email = TextField("E-Mail-Adresse", length=254)
    phone = TextField("Telefon", length=60)
    mobile = TextField("Mobiltelefon", length=60)
    street = TextField("Straße und Hausnummer", length=120)
    postal_code = TextField("Postleitzahl", length=10)
    town = TextField("Ort", length=120)
    language = TextField("Sprache für Schreiben an Sie", length=60)
    papers_as = ChoiceField("Unterlagen als", choices=PAPERS, default="")
    is_another = BooleanField(ANOTHER)

    def values(self) -> dict[str, Any]:
        """The values as ``actions`` takes them."""
        return {name: self[name].data or "" for name in LABELS} | self.basis()

    @staticmethod
    def initial(person: Person) -> dict[str, Any]:
        plain = {name: getattr(person, name) for name in (*LABELS, "version")}
        return plain | initial_basis(person)

    def offer(self, person: Person) -> None:
        """Keep choices that came with imported data."""
        self.salutation.choices = _with(SALUTATIONS, person.salutation)
        self.papers_as.choices = _with(PAPERS, person.papers_as)

    def stored(self, person: Person) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            **{name: getattr(person, name) for name in LABELS},
            "salutation": self.salutation.label_of(person.salutation),
            "papers_as": self.papers_as.label_of(person.papers_as),
            **self.stored_basis(person),
        }


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
    kind = ChoiceField("Was darf veröffentlicht werden?", coerce=ContactKind)
    basis = TextField("Grundlage", length=200, required="Bitte nennen Sie die Grundlage.")
    given_on = GermanDateField(
        "Gilt seit",
        required="Bitte geben Sie an, seit wann die Einwilligung gilt.",
        default=today,
        usual=PAST,
    )

    def offer(self, kinds: Iterable[ContactKind]) -> None:
        self.kind.choices = [(kind.value, kind.label) for kind in kinds]


class RevokeForm(BaseForm):
    revoked_on = GermanDateField(
        "Tag des Widerrufs",
        required="Bitte geben Sie den Tag des Widerrufs an.",
        default=today,
        usual=PAST,
    )


WHO = "Bitte geben Sie den Nachnamen ein oder suchen Sie eine schon eingetragene Person."


class PersonFields(NewPersonForm):
    """The fields of a new person are used when nobody was chosen by search."""

    salutation = ChoiceField("Anrede", choices=SALUTATIONS, default="")
    title = TextField("Titel", length=40)
    first_name = TextField("Vorname", length=100)
    last_name = TextField("Nachname", length=100)
    email = TextField("E-Mail-Adresse", length=254)
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
        return {name: self[name].data or "" for name in names}
