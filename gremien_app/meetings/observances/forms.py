"""Forms of the table's entries and of the files that are read."""

from collections.abc import Iterable
from datetime import date

from flask_wtf.file import FileField, FileRequired
from itsdangerous import BadData
from wtforms import BooleanField, HiddenField

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    TextField,
    VersionField,
)
from gremien_app.base.web.signing import serializer
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
TRADITIONS = [(one.value, one.label) for one in Tradition]
CHOOSE_FILE = "Bitte wählen Sie eine Datei aus."
NAME_REQUIRED = "Bitte geben Sie den Namen des Tages an."
SOURCE_REQUIRED = "Bitte geben Sie an, woher der Termin stammt."
DATE_REQUIRED = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."


class EntryForm(BaseForm):
    name = TextField("Name des Tages", required=NAME_REQUIRED)
    starts_on = GermanDateField("Erster Tag", required=DATE_REQUIRED)
    ends_on = GermanDateField("Letzter Tag")
    begins_evening_before = BooleanField("Beginnt am Vorabend nach Sonnenuntergang")
    is_approximate = BooleanField("Der Termin ist ungefähr")
    tradition = ChoiceField("Herkunft", choices=TRADITIONS, default=Tradition.OTHER.value)
    source = TextField("Quelle", required=SOURCE_REQUIRED)

    def entry(self) -> SpecialDay:
        """What was typed; without a last day it is one day."""
        first = self.starts_on.data
        assert first is not None
        return SpecialDay(
            self.name.data or "",
            first,
            self.ends_on.data or first,
            self.source.data or "",
            Tradition(self.tradition.data),
            begins_evening_before=bool(self.begins_evening_before.data),
            is_approximate=bool(self.is_approximate.data),
        )


class EditEntryForm(EntryForm):
    version = VersionField()

    @staticmethod
    def stored(row: Observance) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            "name": row.name,
            "starts_on": format_date(row.starts_on),
            "ends_on": format_date(row.ends_on),
            "tradition": row.tradition.label,
            "source": row.source,
        }


class EntriesFileForm(BaseForm):
    file = FileField("Datei (.ics oder .csv)", validators=[FileRequired(CHOOSE_FILE)])
    source = TextField("Quelle", required=SOURCE_REQUIRED)
    tradition = ChoiceField(
        "Herkunft, wenn die Datei keine nennt",
        choices=TRADITIONS,
        default=Tradition.OTHER.value,
    )

    def read(self) -> ReadEntries:
        """What the file says; raises ``RuleBroken``."""
        return read_entries(
            self.file.data.read(),
            source=self.source.data or "",
            tradition=Tradition(self.tradition.data),
        )


class ConfirmForm(BaseForm):
    content = HiddenField()


class CalendarForm(BaseForm):
    name = TextField("Name des Kalenders", required="Bitte nennen Sie das Gremium.", length=120)
    source = TextField("Quelle")
    file = FileField("Kalender (.ics)", validators=[FileRequired(CHOOSE_FILE)])

    def read(self) -> ReadSittings:
        """What the file says; raises ``RuleBroken``."""
        return read_sittings(self.file.data.read(), name=self.name.data or "")


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
    return str(serializer(_SALT).dumps({"for": viewer.user_id, "rows": rows}))


def unpacked(viewer: Viewer, text: str) -> list[SpecialDay]:
    """The entries of ``packed``; raises ``RuleBroken`` when they are old or another's."""
    try:
        content = serializer(_SALT).loads(text, max_age=_HOURS * 3600)
    except BadData:
        content = {}
    if content.get("for", object()) != viewer.user_id:
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
        for name, first, last, source, tradition, eve, vague in content["rows"]
    ]
