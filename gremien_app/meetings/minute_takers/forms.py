"""Forms of the Schriftführung."""

from collections.abc import Iterable

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.forms import PersonFields

FIRST_DAY = "Bitte geben Sie den ersten Tag ein, zum Beispiel 01.11.2025."
LAST_DAY = "Bitte geben Sie den letzten Tag ein, zum Beispiel 31.10.2027."


class AppointForm(PersonFields):
    is_deputy = bound(MinuteTaker.is_deputy)
    starts_on = bound(MinuteTaker.starts_on, "Ab", required=FIRST_DAY)
    ends_on = bound(MinuteTaker.ends_on, "Bis")
    sitting = bound(MinuteTaker.sitting, "Bestellt in der Sitzung")
    basis = bound(MinuteTaker.basis, "Oder wodurch sonst")

    def offer(self, sittings: Iterable[Sitting]) -> None:
        self.sitting.offer(
            sittings, lambda one: f"{one.title} am {format_date(one.date)}", none="keine Angabe"
        )


class EndForm(BaseForm):
    ends_on = bound(MinuteTaker.ends_on, "Letzter Tag", required=LAST_DAY)
    version = VersionField()
