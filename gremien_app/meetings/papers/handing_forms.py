"""The form with which a member hands something in."""

from collections.abc import Iterable

from gremien_app.base.web.bound import SeveralField, bound, labelled
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.meetings.papers.forms import LONGEST, TITLE_REQUIRED
from gremien_app.meetings.papers.handing_rules import HANDED_IN, SUGGESTED
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.persons.models import Person


class HandingForm(BaseForm):
    kind = bound(Paper.kind, "Was ist es?", choices=labelled(HANDED_IN))
    title = bound(Paper.title, "Worum geht es?", required=TITLE_REQUIRED)
    text = bound(Paper.text, "Warum?", length=LONGEST)
    proposal = bound(Paper.proposal, "Was soll beschlossen werden?", length=LONGEST)
    urgency = bound(Paper.urgency, "Warum kann es nicht warten?", length=LONGEST)
    refers_to = bound(Paper.refers_to, "Gehört zu")
    movers = SeveralField("Wer reicht es mit ein?")

    def offer(
        self, persons: Iterable[Person], papers: Iterable[Paper], *, is_suggestion: bool
    ) -> None:
        self.movers.offer(persons, lambda one: one.name)
        self.refers_to.offer(papers, lambda one: one.called, none="nichts")
        if is_suggestion:
            self.kind.choices = labelled(SUGGESTED)


class EditHandingForm(HandingForm):
    version = VersionField()
