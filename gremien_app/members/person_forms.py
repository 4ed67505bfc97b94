"""Forms of persons."""

from typing import Any

from gremien_app.committees.forms import WordSelect
from gremien_app.kernel.dates import format_date
from gremien_app.members.models import Person
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
