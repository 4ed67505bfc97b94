"""Forms of the Schriftführung."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.forms import PersonFields

LAST_DAY = "Bitte geben Sie den letzten Tag ein, zum Beispiel 31.10.2027."


class AppointForm(PersonFields):
    is_deputy = BooleanField("als Stellvertretung")
    starts_on = GermanDateField(
        "Ab", required="Bitte geben Sie den ersten Tag ein, zum Beispiel 01.11.2025."
    )
    ends_on = GermanDateField("Bis")
    sitting = ChoiceField("Bestellt in der Sitzung", coerce=int)
    basis = TextField("Oder wodurch sonst", length=300)

    def offer(self, sittings: Iterable[Sitting]) -> None:
        sittings = list(sittings)
        self.offered = {one.id: one for one in sittings}
        self.sitting.choices = [
            (0, "keine Angabe"),
            *((one.id, f"{one.title} am {format_date(one.date)}") for one in sittings),
        ]

    def details(self) -> dict[str, Any]:
        return {
            "is_deputy": bool(self.is_deputy.data),
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "sitting": self.offered.get(self.sitting.data),
            "basis": self.basis.data or "",
        }


class EndForm(BaseForm):
    ends_on = GermanDateField("Letzter Tag", required=LAST_DAY)
    version = VersionField()
