"""Forms of offices and of those who hold them."""

from typing import Any

from wtforms import HiddenField

from gremien_app.base.web.forms import (
    PAST,
    BaseForm,
    GermanDateField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.persons.forms import PersonFields

FIRST_DAY = "Bitte geben Sie den ersten Tag ein, zum Beispiel 01.11.2025."
LAST_DAY = "Bitte geben Sie den letzten Tag ein, zum Beispiel 31.10.2025."
HELD_AS = "Bitte geben Sie die Amtsbezeichnung ein, zum Beispiel „Oberbürgermeisterin“."


class OfficeForm(BaseForm):
    title = TextField(
        "Name des Amtes", length=120, required="Bitte geben Sie an, wie das Amt heißt."
    )
    version = VersionField()


class HolderForm(PersonFields):
    """Who follows, by which title and from when; sent twice: to look at it, to confirm it."""

    held_as = TextField("Amtsbezeichnung", length=120, required=HELD_AS)
    starts_on = GermanDateField("Ab", required=FIRST_DAY)
    is_confirmed = HiddenField()

    def details(self) -> dict[str, Any]:
        return {"title": self.held_as.data, "starts_on": self.starts_on.data}


class DeputyForm(HolderForm):
    position = WholeNumberField("Reihenfolge", maximum=99)

    def details(self) -> dict[str, Any]:
        return super().details() | {"position": self.position.data or 1}


class FormerForm(PersonFields):
    held_as = TextField("Amtsbezeichnung", length=120, required=HELD_AS)
    starts_on = GermanDateField("Erster Tag", required=FIRST_DAY)
    ends_on = GermanDateField("Letzter Tag", required=LAST_DAY, usual=PAST)

    def details(self) -> dict[str, Any]:
        return {
            "title": self.held_as.data,
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
        }


class TenureForm(BaseForm):
    title = TextField("Amtsbezeichnung", length=120, required=HELD_AS)
    position = WholeNumberField("Reihenfolge unter den Stellvertretungen", maximum=99)
    version = VersionField()

    def stored(self, tenure: OfficeTenure) -> dict[str, str]:
        return {"title": tenure.title, "position": str(tenure.position)}

    def details(self) -> dict[str, Any]:
        return {"title": self.title.data, "position": self.position.data or 0}


class EndTenureForm(BaseForm):
    ends_on = GermanDateField("Letzter Tag im Amt", required=LAST_DAY)
    version = VersionField()
