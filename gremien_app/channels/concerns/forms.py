"""Forms of concerns."""

from wtforms import StringField

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.channels.concerns.models import Concern


class ConcernForm(BaseForm):
    """``website`` is for robots: people do not see it, and what comes with it is thrown away."""

    kind = bound(Concern.kind, "Worum geht es?")
    text = bound(
        Concern.text,
        "Ihre Nachricht",
        required="Bitte schreiben Sie, worum es geht.",
        length=10_000,
    )
    reply_to = bound(Concern.reply_to, "E-Mail-Adresse für die Antwort")
    website = StringField("Bitte leer lassen")


class SettleForm(BaseForm):
    answer = bound(
        Concern.answer,
        "Wie haben Sie es erledigt?",
        required="Bitte schreiben Sie das in einem Satz.",
    )
    version = VersionField()
