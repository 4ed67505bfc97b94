"""Forms of a paper's places."""

from collections.abc import Iterable

from wtforms import BooleanField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.bound import OneField
from gremien_app.base.web.forms import BaseForm
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.sittings.models import Sitting


class OnAgendaForm(BaseForm):
    sitting = OneField("Sitzung")

    def offer(self, sittings: Iterable[Sitting]) -> None:
        self.sitting.offer(
            sittings, lambda one: f"{one.committee.short}: {one.title} am {format_date(one.date)}"
        )


class AtItemForm(BaseForm):
    paper = OneField("Vorlage")
    gives_words = BooleanField(
        "Titel, Nummer, Erläuterung und Beschlussvorschlag des Punktes kommen aus der Vorlage."
    )

    def offer(self, papers: Iterable[Paper]) -> None:
        self.paper.offer(papers, lambda one: f"{one.called} ({one.state.label})")
