"""The forms of a dispatch."""

from gremien_app.base.web.bound import TickField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.meetings.invitations.dispatch_models import (
    Correspondence,
    Dispatch,
    PublicNotice,
)
from gremien_app.meetings.sittings.forms import SITTING_YEARS
from gremien_app.meetings.sittings.models import Sitting


class DraftForm(BaseForm):
    text = bound(Dispatch.text, "Text", length=20_000, required="Bitte schreiben Sie einen Text.")
    is_personal = bound(Dispatch.is_personal, "Briefe mit persönlicher Anrede")
    version = VersionField()


class CheckForm(BaseForm):
    """Sends; ``seen`` is what the check showed: who has changed since is told before."""

    reason = bound(Dispatch.reason, "Grund, trotzdem zu versenden")
    with_former = TickField("Auch an Personen, deren Mitgliedschaft seitdem endete")
    number = bound(Sitting.number, "Nummer in der Wahlperiode", maximum=9999)
    number_reason = TextField("Grund für die andere Nummer", length=500)
    seen = TextField("Stand der Prüfung", length=64)
    version = VersionField()


class NoticeForm(BaseForm):
    way = bound(
        PublicNotice.way, "Weg", required="Bitte nennen Sie den Weg, zum Beispiel „Aushang“."
    )
    given_on = GermanDateField("Tag", usual=SITTING_YEARS, required="Bitte nennen Sie den Tag.")


class ReturnedForm(BaseForm):
    returned_on = GermanDateField(
        "Kam zurück am", usual=SITTING_YEARS, required="Bitte nennen Sie den Tag."
    )


class CorrespondenceForm(BaseForm):
    mail_agreed_on = bound(Correspondence.mail_agreed_on, "Elektronisch einverstanden seit")
    address_kind = bound(Correspondence.address_kind, "Die E-Mail-Adresse ist")
    names_committee = bound(Correspondence.names_committee, "Gremium in Mails nennen")
    wants_calendar = bound(Correspondence.wants_calendar, "Termin als Kalendereintrag mitschicken")
    has_stopped = bound(Correspondence.has_stopped, "Keine Post mehr")
    version = VersionField()
