"""Form of a legal page."""

from gremien_app.base.web.forms import BaseForm, LongTextField, VersionField


class LegalForm(BaseForm):
    body = LongTextField("Text der Seite", required="Bitte schreiben Sie einen Text.")
    version = VersionField()
