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
_DAYS = ("starts_on", "ends_on")
CHOOSE_FILE = "Bitte wählen Sie eine Datei aus."
NAME_REQUIRED = "Bitte geben Sie den Namen des Tages an."
SOURCE_REQUIRED = "Bitte geben Sie an, woher der Termin stammt."
DATE_REQUIRED = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."


class EntryForm(BaseForm):
    name = bound(Observance.name, "Name des Tages", required=NAME_REQUIRED)
    starts_on = bound(Observance.starts_on, required=DATE_REQUIRED)
    ends_on = bound(Observance.ends_on)
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
    rows = [vars(one) | {name: getattr(one, name).isoformat() for name in _DAYS} for one in entries]
    return carry(_SALT, viewer, rows)


def unpacked(viewer: Viewer, text: str) -> list[SpecialDay]:
    """The entries of ``packed``; raises ``RuleBroken`` when they are old or another's."""
    rows = carried(_SALT, viewer, text, _HOURS)
    if rows is None:
        raise RuleBroken("Die Vorschau ist nicht mehr gültig. Bitte lesen Sie die Datei neu ein.")
    read = {"tradition": Tradition} | dict.fromkeys(_DAYS, date.fromisoformat)
    return [SpecialDay(**row | {name: of(row[name]) for name, of in read.items()}) for row in rows]
