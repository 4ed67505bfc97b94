"""The form of the dispatch."""

from gremien_app.base.web.forms import BaseForm, LongTextField, TextField, VersionField


class SendForm(BaseForm):
    text = LongTextField(
        "Text der Einladung", length=20_000, required="Bitte schreiben Sie einen Einladungstext."
    )
    late_reason = TextField("Begründung für die verkürzte Ladungsfrist", length=500)
    version = VersionField()
