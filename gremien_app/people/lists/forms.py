"""Forms of taking a list over: the upload, and the confirmation that carries what was read."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.forms import BaseForm, GermanDateField
from gremien_app.base.web.signing import carried, carry
from gremien_app.people.lists.reading import ListRefused, ListRow, ReadList, read_csv, read_xlsx
from gremien_app.people.lists.rules import PlannedRow

_SALT = "gremien.lists.take-over"
_HOURS = 1
_ZIP = b"PK\x03\x04"
_NO_MACROS = (".xlsm", ".xltm", ".xlsb")


class UploadForm(BaseForm):
    file = FileField("Liste", validators=[FileRequired("Bitte wählen Sie eine Datei aus.")])
    since = GermanDateField("Beginn, wenn die Liste keinen nennt")

    def read(self) -> ReadList:
        """What the file says; raises ``TableRefused``."""
        name = (self.file.data.filename or "").lower()
        data: bytes = self.file.data.read()
        if not data:
            raise ListRefused("Die Datei ist leer.")
        if name.endswith(_NO_MACROS):
            raise ListRefused(
                "Excel-Dateien mit Makros werden nicht angenommen. Bitte speichern Sie die Liste "
                "als „Excel-Arbeitsmappe (.xlsx)“."
            )
        read = (
            read_xlsx(data) if data.startswith(_ZIP) or name.endswith(".xlsx") else read_csv(data)
        )
        if not read.rows:
            raise ListRefused("Unter den Überschriften steht keine Zeile.")
        return read


class ConfirmForm(BaseForm):
    content = HiddenField()
    skip_doubtful = BooleanField("Die zu klärenden Zeilen auslassen")


def packed(
    viewer: Viewer,
    committee_id: int,
    rows: Sequence[ListRow],
    since: date | None,
    planned: Sequence[PlannedRow],
) -> str:
    """What was read and promised, signed: for this person, this committee and an hour."""
    content = {
        "for": committee_id,
        "since": since.isoformat() if since else "",
        "rows": [[row.line, row.cells, row.faults] for row in rows],
        "planned": fingerprint(planned),
    }
    return carry(_SALT, viewer, content)


def unpacked(
    viewer: Viewer, committee_id: int, text: str
) -> tuple[list[ListRow], date | None, list[Any]]:
    """The rows, the first day and what the preview promised."""
    content = carried(_SALT, viewer, text, _HOURS)
    if content is None:
        raise RuleBroken("Die Vorschau ist abgelaufen. Bitte laden Sie die Liste noch einmal hoch.")
    if content["for"] != committee_id:
        raise RuleBroken("Diese Vorschau gehört zu einem anderen Gremium.")
    rows = [ListRow(line, cells, tuple(faults)) for line, cells, faults in content["rows"]]
    since = date.fromisoformat(content["since"]) if content["since"] else None
    return rows, since, content["planned"]


def fingerprint(planned: Sequence[PlannedRow]) -> list[Any]:
    """What the preview showed, to compare before anything is written."""
    shown = [[row.line, row.name, row.outcome.value, list(row.details)] for row in planned]
    found: list[Any] = json.loads(json.dumps(shown))
    return found
