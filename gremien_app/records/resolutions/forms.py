"""Forms of resolutions."""

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.records.resolutions.models import Resolution


class ResolutionForm(BaseForm):
    text = bound(
        Resolution.text,
        "Wortlaut",
        required="Bitte geben Sie den Wortlaut des Beschlusses ein.",
        length=50_000,
    )
    addressee = bound(Resolution.addressee, "Adressat")
    version = VersionField()
