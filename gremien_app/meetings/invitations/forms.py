"""The form of the dispatch."""

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import (
    BaseForm,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.forms import SITTING_YEARS
from gremien_app.meetings.sittings.models import Sitting


class SendForm(BaseForm):
    text = bound(
        Invitation.text,
        "Text der Einladung",
        length=20_000,
        required="Bitte schreiben Sie einen Einladungstext.",
    )
    late_reason = bound(Invitation.late_reason, "Begründung für die verkürzte Ladungsfrist")
    dispatched_on = GermanDateField("Tag des Versands", usual=SITTING_YEARS)
    note = bound(Invitation.note, "Vermerk")
    number = bound(Sitting.number, "Nummer in der Wahlperiode", maximum=9999)
    number_reason = TextField("Grund für die andere Nummer", length=500)
    version = VersionField()
