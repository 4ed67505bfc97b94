"""Forms of taking a list over: the upload, and the confirmation that carries what was read."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import Optional

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.forms import BaseForm, GermanDateField, TextField
from gremien_app.base.web.signing import carried, carry
from gremien_app.people.lists.columns import READ
from gremien_app.people.lists.reading import ListRefused, ListRow, ReadList, read_csv, read_xlsx
from gremien_app.people.lists.rules import PlannedRow

_SALT = "gremien.lists.take-over"
_HOURS = 1
NAMES = ("salutation", "title", "first_name", "last_name")
_ALWAYS = frozenset(
    {*NAMES, "organization", "role", "can_vote", "principal", "starts_on", "ends_on", "email"}
)
Choices = Sequence[tuple[str, str]]
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


class _Correction(BaseForm):
    """One line of the list, every column as text; and whom it means where that is asked."""

    content = HiddenField()
    line = HiddenField()
    who = RadioField("Wer ist gemeint?", validators=[Optional()], validate_choice=False)

    def show(self, row: ListRow, person: Mapping[str, str], choices: Choices) -> None:
        """What was read, the name taken apart; ``choices`` are whom it may mean."""
        whole = set(person) & set(NAMES)
        for column in READ:
            told = person.get(column.key, "") if column.key in NAMES and whole else ""
            self[column.key].data = told or row.cells.get(column.key, "")
        self.line.data = str(row.line)
        self.who.choices = list(choices)
        self.who.data = row.who

    def row(self, before: ListRow) -> ListRow:
        """The line as it is meant now; what could not be read in it was looked at."""
        cells = {column.key: self[column.key].data or "" for column in READ}
        return ListRow(
            before.line,
            {key: text for key, text in cells.items() if text},
            is_confirmed=True,
            who=self.who.data or "",
        )

    @property
    def shown(self) -> list[Any]:
        """The fields that every list has, and those of this line beside them."""
        return [self[one.key] for one in READ if one.key in _ALWAYS or self[one.key].data]


CorrectionForm = type(
    "CorrectionForm",
    (_Correction,),
    {column.key: TextField(column.heading, length=column.length) for column in READ},
)


def packed(
    viewer: Viewer,
    committee_id: int,
    rows: Sequence[ListRow],
    since: date | None,
    planned: Sequence[PlannedRow],
    about: Mapping[str, Any] | None = None,
) -> str:
    """What was read and promised, signed: for this person, this committee and an hour.

    ``about``: what the preview says of the file beside its rows.
    """
    content = {
        "for": committee_id,
        "since": since.isoformat() if since else "",
        "rows": [[row.line, row.cells, row.faults, row.is_confirmed, row.who] for row in rows],
        "planned": fingerprint(planned),
        "about": {"total": len(rows), "doubtful": 0, **(about or {})},
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
    rows = [
        ListRow(line, cells, tuple(faults), is_confirmed, who)
        for line, cells, faults, is_confirmed, who in content["rows"]
    ]
    since = date.fromisoformat(content["since"]) if content["since"] else None
    return rows, since, content["planned"]


def about_file(viewer: Viewer, text: str) -> dict[str, Any]:
    """What ``packed`` was told of the file; of a text that ``unpacked`` has taken."""
    content = carried(_SALT, viewer, text, _HOURS)
    assert content is not None
    about: dict[str, Any] = content["about"]
    return about


def fingerprint(planned: Sequence[PlannedRow]) -> list[Any]:
    """What the preview showed, to compare before anything is written."""
    shown = [[row.line, row.name, row.outcome.value, list(row.details)] for row in planned]
    found: list[Any] = json.loads(json.dumps(shown))
    return found
