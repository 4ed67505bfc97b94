"""The forms of the occasions: the office's words, and a person's choice."""

from collections.abc import Iterable

from gremien_app.base.house.occasions import Occasion
from gremien_app.base.mail.models import OccasionSetting
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, BoxesField, VersionField
from gremien_app.meetings.invitations.dispatch_models import Correspondence


class OccasionForm(BaseForm):
    subject = bound(OccasionSetting.subject, required="Bitte schreiben Sie einen Betreff.")
    text = bound(
        OccasionSetting.text, length=4000, required="Bitte schreiben Sie den Text der Mail."
    )
    version = VersionField()


class ChoosableForm(OccasionForm):
    """Of what does not go to everybody anyway."""

    is_on = BoxesField("Wer nichts gewählt hat", choices=[("on", "bekommt diese Mail")])


class OwnPostForm(BaseForm):
    """What a person decides alone; consent to mails is declared to the office."""

    names_committee = bound(Correspondence.names_committee, "Gremium in Mails nennen")
    wants_calendar = bound(Correspondence.wants_calendar, "Termin als Kalendereintrag mitschicken")
    occasions = BoxesField("Diese Mails möchte ich bekommen")
    gets_digest = bound(Correspondence.gets_digest, "Diese Mails einmal am Tag gesammelt")
    version = VersionField()

    def offer(self, occasions: Iterable[Occasion]) -> None:
        self.occasions.choices = [(one.key, one.label) for one in occasions]
