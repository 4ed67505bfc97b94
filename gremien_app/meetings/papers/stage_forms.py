"""The form of the own numbering, and those of a paper's stages."""

from typing import Any

from gremien_app.base.web.bound import YesNoField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    GermanDateField,
    GermanTimeField,
    LongTextField,
    TextField,
    VersionField,
)
from gremien_app.meetings.papers.models import Paper


class SeriesForm(BaseForm):
    sign = TextField("Zeichen der eigenen Nummern", length=20)


class ReceiptForm(BaseForm):
    """When it came: for what the office enters, the stamp of the letter counts."""

    day = GermanDateField("Eingegangen am", required="Bitte geben Sie den Tag des Eingangs an.")
    time = GermanTimeField("um", required="Bitte geben Sie die Uhrzeit des Eingangs an.")
    version = VersionField()


def _answer(column: Any, label: str) -> Any:
    return bound(column, label, field=YesNoField, none="nicht zu prüfen")


class CheckForm(BaseForm):
    is_in_time = _answer(Paper.is_in_time, "Frist eingehalten?")
    is_in_form = _answer(Paper.is_in_form, "Form eingehalten?")
    is_entitled = _answer(Paper.is_entitled, "Antragsrecht?")
    check_note = bound(Paper.check_note, length=5000)
    version = VersionField()


class RefusalForm(BaseForm):
    reason = LongTextField("Grund", length=5000)
    version = VersionField()
