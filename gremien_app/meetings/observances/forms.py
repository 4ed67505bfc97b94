"""Forms of the table's entries and of the files that are read."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import (
    BaseForm,
    TextField,
    VersionField,
)
from gremien_app.base.web.signing import carried, carry
from gremien_app.meetings.observances.models import Observance, Tradition
from gremien_app.meetings.observances.reading import (
    ReadEntries,
    ReadSittings,
    read_entries,
    read_sittings,
)
from gremien_app.meetings.observances.rules import SpecialDay

_SALT = "gremien.observances.take-over"
_HOURS = 2
CHOOSE_FILE = "Bitte wählen Sie eine Datei aus."
NAME_REQUIRED = "Bitte geben Sie den Namen des Tages an."
SOURCE_REQUIRED = "Bitte geben Sie an, woher der Termin stammt."
DATE_REQUIRED = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."


class EntryForm(BaseForm):
    name = bound(Observance.name, "Name des Tages", required=NAME_REQUIRED)
    starts_on = bound(Observance.starts_on, "Erster Tag", required=DATE_REQUIRED)
    ends_on = bound(Observance.ends_on, "Letzter Tag")
    begins_evening_before = bound(
        Observance.begins_evening_before, "Beginnt am Vorabend nach Sonnenuntergang"
    )
    is_approximate = bound(Observance.is_approximate, "Der Termin ist ungefähr")
    tradition = bound(Observance.tradition, default=Tradition.OTHER)
    source = bound(Observance.source, required=SOURCE_REQUIRED)

    def entry(self) -> SpecialDay:
        """What was typed; without a last day it is one day."""
        values = self.given()
        return SpecialDay(**values | {"ends_on": values["ends_on"] or values["starts_on"]})


class EditEntryForm(EntryForm):
    version = VersionField()


class EntriesFileForm(BaseForm):
    file = FileField("Datei (.ics oder .csv)", validators=[FileRequired(CHOOSE_FILE)])
    source = TextField("Quelle", required=SOURCE_REQUIRED)
    tradition = bound(
        Observance.tradition, "Herkunft, wenn die Datei keine nennt", default=Tradition.OTHER
    )

    def read(self) -> ReadEntries:
        """What the file says; raises ``RuleBroken``."""
        return read_entries(
            self.file.data.read(),
            source=self.source.data,
            tradition=self.tradition.data,
        )


class ConfirmForm(BaseForm):
    content = HiddenField()


class CalendarForm(BaseForm):
    name = TextField("Name des Kalenders", required="Bitte nennen Sie das Gremium.", length=120)
    source = TextField("Quelle")
    file = FileField("Kalender (.ics)", validators=[FileRequired(CHOOSE_FILE)])

    def read(self) -> ReadSittings:
        """What the file says; raises ``RuleBroken``."""
        return read_sittings(self.file.data.read(), name=self.name.data)


def packed(viewer: Viewer, entries: Iterable[SpecialDay]) -> str:
    """What was read and shown, signed: for this person and two hours."""
    rows = [
        [
            one.name,
            one.starts_on.isoformat(),
            one.ends_on.isoformat(),
            one.source,
            one.tradition.value,
            one.begins_evening_before,
            one.is_approximate,
        ]
        for one in entries
    ]
    return carry(_SALT, viewer, rows)


def unpacked(viewer: Viewer, text: str) -> list[SpecialDay]:
    """The entries of ``packed``; raises ``RuleBroken`` when they are old or another's."""
    rows = carried(_SALT, viewer, text, _HOURS)
    if rows is None:
        raise RuleBroken("Die Vorschau ist nicht mehr gültig. Bitte lesen Sie die Datei neu ein.")
    return [
        SpecialDay(
            name,
            date.fromisoformat(first),
            date.fromisoformat(last),
            source,
            Tradition(tradition),
            begins_evening_before=eve,
            is_approximate=vague,
        )
        for name, first, last, source, tradition, eve, vague in rows
    ]
