"""The form of a station of a paper's way through the bodies."""

from collections.abc import Iterable

from gremien_app.base.web.bound import OneField, bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.people.committees.models import Committee


class StationForm(BaseForm):
    committee = bound(Consultation.committee, "Gremium")
    body = bound(Consultation.body, "Name der anderen Stelle")
    role = bound(Consultation.role)
    day = bound(Consultation.day)
    result = bound(Consultation.result, "Ergebnis", none="noch keines")
    after = OneField("Reihenfolge")

    def offer(self, committees: Iterable[Committee], others: Iterable[Consultation]) -> None:
        self.committee.offer(
            committees, lambda one: one.short, none="eine andere Stelle (unten eintragen)"
        )
        self.after.offer(others, lambda one: f"nach „{one.called}“", none="als erste Station")


class EditStationForm(StationForm):
    version = VersionField()
