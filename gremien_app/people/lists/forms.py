"""Forms of taking a list over: the upload, and the confirmation that carries what was read."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import Optional

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import excerpt
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.forms import BaseForm, ChoiceField, GermanDateField, TextField
from gremien_app.base.web.signing import carried, carry
from gremien_app.people.lists.columns import BY_KEY, READ, column_of, heading_key
from gremien_app.people.lists.models import HEADING_LENGTH
from gremien_app.people.lists.reading import (
    ListRefused,
    ListRow,
    ReadList,
    Sample,
    read_csv,
    read_xlsx,
    sample_csv,
    sample_xlsx,
)
from gremien_app.people.lists.rules import PlannedRow

_FILE = "gremien.lists.file"
_SALT = "gremien.lists.take-over"
_HOURS = 1
NAMES = ("salutation", "title", "first_name", "last_name")
_ALWAYS = frozenset(
    {*NAMES, "organization", "role", "can_vote", "principal", "starts_on", "ends_on", "email"}
)
Choices = Sequence[tuple[str, str]]
_ZIP = b"PK\x03\x04"
_NO_MACROS = (".xlsm", ".xltm", ".xlsb")


@dataclass(frozen=True)
class Uploaded:
    """The bytes of a list, Excel's or a text's."""

    data: bytes
    is_excel: bool

    def read(self, own: Mapping[str, str]) -> ReadList:
        """What the file says, by the committee's ``own`` headings too; raises ``TableRefused``."""
        read = read_xlsx(self.data, own) if self.is_excel else read_csv(self.data, own)
        if not read.rows:
            raise ListRefused("Unter den Überschriften steht keine Zeile.")
        return read

    def sample(self) -> Sample | None:
        return sample_xlsx(self.data) if self.is_excel else sample_csv(self.data)


class UploadForm(BaseForm):
    file = FileField("Liste", validators=[FileRequired("Bitte wählen Sie eine Datei aus.")])
    since = GermanDateField("Beginn, wenn die Liste keinen nennt")
    assigns = BooleanField("Spalten selbst zuordnen")

    def uploaded(self) -> Uploaded:
        """The file; raises ``TableRefused`` for one that is never read."""
        name = (self.file.data.filename or "").lower()
        data: bytes = self.file.data.read()
        if not data:
            raise ListRefused("Die Datei ist leer.")
        if name.endswith(_NO_MACROS):
            raise ListRefused(
                "Excel-Dateien mit Makros werden nicht angenommen. Bitte speichern Sie die Liste "
                "als „Excel-Arbeitsmappe (.xlsx)“."
            )
        return Uploaded(data, is_excel=data.startswith(_ZIP) or name.endswith(".xlsx"))


class ConfirmForm(BaseForm):
    content = HiddenField()
    skip_doubtful = BooleanField("Die zu klärenden Zeilen auslassen")


class AssignmentForm(BaseForm):
    """What each column of the file means; the file itself goes along, signed."""

    content = HiddenField()

    @classmethod
    def of(cls, sample: Sample, own: Mapping[str, str], content: str) -> "AssignmentForm":
        """With a choice for each heading, as known so far."""
        choices = [("", "nicht lesen"), *((one.key, one.heading) for one in READ)]
        fields = {
            f"column_{at}": ChoiceField(
                f"„{excerpt(heading, 60)}“",
                choices=choices,
                default=own.get(heading_key(heading), column_of(heading) or ""),
                description=", ".join(excerpt(text, 30) for text in sample.values[at]),
            )
            for at, heading in sample.headings.items()
        }
        made: AssignmentForm = type("Assignment", (cls,), fields)()
        made.content.data = content
        return made

    def columns(self, sample: Sample) -> dict[str, str]:
        """By heading; raises ``RuleBroken`` where no list can be read so."""
        meant = {
            heading_key(heading)[:HEADING_LENGTH]: self[f"column_{at}"].data or ""
            for at, heading in sample.headings.items()
        }
        used = [key for key in meant.values() if key]
        twice = next((key for key in used if used.count(key) > 1), None)
        if twice:
            raise RuleBroken(f"„{BY_KEY[twice].heading}“ ist mehreren Spalten zugeordnet.")
        if "last_name" not in used or not {"role", "can_vote", "principal"} & set(used):
            raise RuleBroken(
                "Ordnen Sie wenigstens „Nachname“ (auch für ganze Namen) und „Rolle“ oder "
                "„Stimmberechtigt“ zu."
            )
        return meant


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


def carried_file(viewer: Viewer, committee_id: int, uploaded: Uploaded, since: date | None) -> str:
    """The file for the step in between, signed; as text, for a hidden field."""
    content = {
        "for": committee_id,
        "since": since.isoformat() if since else "",
        "is_excel": uploaded.is_excel,
        "data": b64encode(uploaded.data).decode(),
    }
    return carry(_FILE, viewer, content)


def file_carried(
    viewer: Viewer, committee_id: int, text: str
) -> tuple[Uploaded, date | None] | None:
    """What ``carried_file`` wrote; None for another's, another committee's or an old one."""
    content = carried(_FILE, viewer, text, _HOURS)
    if content is None or content["for"] != committee_id:
        return None
    since = date.fromisoformat(content["since"]) if content["since"] else None
    return Uploaded(b64decode(content["data"]), is_excel=content["is_excel"]), since


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
