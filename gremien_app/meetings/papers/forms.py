"""Forms of papers: their words, their files, their publication."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField

from gremien_app.base.files.forms import FileForm
from gremien_app.base.web.bound import SeveralField, bound, labelled
from gremien_app.base.web.forms import BaseForm, LongTextField, TextField, VersionField
from gremien_app.meetings.papers import entry_rules
from gremien_app.meetings.papers.kinds import PaperKind, Way
from gremien_app.meetings.papers.models import Paper, PaperSubmitter
from gremien_app.meetings.papers.rules import IMAGE_ALONE
from gremien_app.people.persons.models import Person

TITLE, TEXT, LONGEST = "Titel", "Text der Datei", 100_000
TITLE_REQUIRED = "Bitte geben Sie einen Titel an."


class RevisionForm(FileForm):
    text = LongTextField(TEXT, length=LONGEST)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        stored = self.stored
        if stored is not None and stored.kind.is_picture and not self.text.data:
            self.text.errors = [*self.text.errors, IMAGE_ALONE]
            return False
        return valid


class PaperForm(RevisionForm):
    title = TextField(TITLE, length=300)

    def chosen_title(self) -> str:
        """What was typed, else the name of the file without its ending."""
        return self.title.data or self.file_name.rpartition(".")[0]


class EditForm(BaseForm):
    title = TextField(TITLE, required=TITLE_REQUIRED, length=300)
    text = LongTextField(TEXT, length=LONGEST)
    version = VersionField()

    def stored(self, paper: Paper) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {"title": paper.title, "text": paper.newest.text if paper.newest else ""}


class PublishForm(BaseForm):
    is_looked_through = BooleanField(
        "Ich habe alles durchgesehen: Es enthält keine Namen, Adressen oder Unterschriften, "
        "die nicht öffentlich sein dürfen."
    )
    version = VersionField()


class WordsForm(BaseForm):
    """All of a paper that the office types; members submit it, or others by their name."""

    kind = bound(Paper.kind, choices=labelled(k for k in PaperKind if k is not PaperKind.DOCUMENT))
    way = bound(Paper.way, "Wie kam sie?", choices=labelled(w for w in Way if w is not Way.PAGE))
    title = bound(Paper.title, required=TITLE_REQUIRED)
    number = bound(Paper.number, "Nummer der Stadt")
    number_url = bound(Paper.number_url)
    persons = SeveralField("Eingereicht von Mitgliedern")
    others = LongTextField("Eingereicht von anderen", length=2000)
    refers_to = bound(Paper.refers_to, "Bezieht sich auf")
    text = bound(Paper.text, "Text, Begründung", length=LONGEST)
    proposal = bound(Paper.proposal, length=LONGEST)
    summary = bound(Paper.summary, "In einfacher Sprache", length=LONGEST)
    urgency = bound(Paper.urgency, "Warum es nicht warten kann", length=LONGEST)
    addressee = bound(Paper.addressee, "An wen")
    lead_office = bound(Paper.lead_office)
    is_closed = bound(Paper.is_closed, "Nichtöffentlich zu behandeln")
    is_tabled = bound(Paper.is_tabled, "Wird in der Sitzung verteilt und eingesammelt (ohne Datei)")

    def offer(self, persons: Iterable[Person], papers: Iterable[Paper]) -> None:
        self.persons.offer(persons, lambda one: one.name)
        self.refers_to.offer(papers, lambda one: one.called, none="keine")

    def fill_submitters(self, submitters: Iterable[PaperSubmitter]) -> None:
        known = list(submitters)
        self.persons.data = [one.person for one in known if one.person is not None]
        self.others.data = "\n".join(one.name for one in known if one.person is None)

    def submitters(self) -> list[PaperSubmitter]:
        return entry_rules.submitters_of(self.persons.data or (), self.others.data or "")


class EditWordsForm(WordsForm):
    """``way``: that of a member's own entry stays."""

    version = VersionField()
