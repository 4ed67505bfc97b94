"""Forms of papers."""

from typing import Any

from wtforms import BooleanField

from gremien_app.base.files.forms import FileForm
from gremien_app.base.web.forms import BaseForm, LongTextField, TextField, VersionField
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.papers.rules import IMAGE_ALONE

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
        return {"title": paper.title, "text": paper.newest.text}


class PublishForm(BaseForm):
    is_looked_through = BooleanField(
        "Ich habe die Datei durchgesehen: Sie enthält keine Namen, Adressen oder Unterschriften, "
        "die nicht öffentlich sein dürfen."
    )
    version = VersionField()
