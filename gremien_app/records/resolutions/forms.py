"""Forms of resolutions."""

from gremien_app.base.web.forms import BaseForm, LongTextField, TextField, VersionField


class ResolutionForm(BaseForm):
    text = LongTextField(
        "Wortlaut", required="Bitte geben Sie den Wortlaut des Beschlusses ein.", length=50_000
    )
    addressee = TextField("Adressat")
    version = VersionField()
