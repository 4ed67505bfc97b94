"""Forms of concerns."""

from wtforms import StringField

from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    LongTextField,
    TextField,
    VersionField,
)
from gremien_app.channels.concerns.models import ConcernKind


class ConcernForm(BaseForm):
    """``website`` is for robots: people do not see it, and what comes with it is thrown away."""

    kind = ChoiceField("Worum geht es?", choices=[(one.value, one.label) for one in ConcernKind])
    text = LongTextField(
        "Ihre Nachricht", required="Bitte schreiben Sie, worum es geht.", length=10_000
    )
    reply_to = TextField("E-Mail-Adresse für die Antwort", length=254)
    website = StringField("Bitte leer lassen")


class SettleForm(BaseForm):
    answer = LongTextField(
        "Wie haben Sie es erledigt?", required="Bitte schreiben Sie das in einem Satz."
    )
    version = VersionField()
