"""The form of the dispatch."""

from gremien_app.base.web.forms import (
    BaseForm,
    GermanDateField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.meetings.sittings.forms import SITTING_YEARS


class SendForm(BaseForm):
    text = LongTextField(
        "Text der Einladung", length=20_000, required="Bitte schreiben Sie einen Einladungstext."
    )
    late_reason = TextField("Begründung für die verkürzte Ladungsfrist", length=500)
    dispatched_on = GermanDateField("Tag des Versands", usual=SITTING_YEARS)
    note = TextField("Vermerk", length=500)
    number = WholeNumberField("Nummer in der Wahlperiode", maximum=9999)
    number_reason = TextField("Grund für die andere Nummer", length=500)
    version = VersionField()
