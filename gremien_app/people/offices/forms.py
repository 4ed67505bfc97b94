"""Forms of offices and of those who hold them."""

from wtforms import HiddenField

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import PAST, BaseForm, VersionField
from gremien_app.people.committees.models import Office
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.persons.forms import PersonFields

FIRST_DAY = "Bitte geben Sie den ersten Tag ein, zum Beispiel 01.11.2025."
LAST_DAY = "Bitte geben Sie den letzten Tag ein, zum Beispiel 31.10.2025."
HELD_AS = "Bitte geben Sie die Amtsbezeichnung ein, zum Beispiel „Oberbürgermeisterin“."


class OfficeForm(BaseForm):
    title = bound(Office.title, "Name des Amtes", required="Bitte geben Sie an, wie das Amt heißt.")
    version = VersionField()


class HolderForm(PersonFields):
    """Who follows, by which title and from when; sent twice: to look at it, to confirm it."""

    held_as = bound(OfficeTenure.title, "Amtsbezeichnung", required=HELD_AS)
    starts_on = bound(OfficeTenure.starts_on, "Ab", required=FIRST_DAY)
    is_confirmed = HiddenField()


class DeputyForm(HolderForm):
    position = bound(OfficeTenure.position, maximum=99, empty=1)


class FormerForm(PersonFields):
    held_as = bound(OfficeTenure.title, "Amtsbezeichnung", required=HELD_AS)
    starts_on = bound(OfficeTenure.starts_on, "Erster Tag", required=FIRST_DAY)
    ends_on = bound(OfficeTenure.ends_on, "Letzter Tag", required=LAST_DAY, usual=PAST)


class TenureForm(BaseForm):
    title = bound(OfficeTenure.title, "Amtsbezeichnung", required=HELD_AS)
    position = bound(
        OfficeTenure.position, "Reihenfolge unter den Stellvertretungen", maximum=99, empty=0
    )
    version = VersionField()


class EndTenureForm(BaseForm):
    ends_on = bound(OfficeTenure.ends_on, "Letzter Tag im Amt", required=LAST_DAY)
    version = VersionField()
