"""The kinds of files that are taken, and what an inspection tells of one."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


class Kind(StrEnum):
    """A kind of file: how people call it, its media type, how its name ends.

    Pictures of other kinds (HEIC) are stored as JPEG.
    """

    PDF = "pdf", "PDF", "application/pdf"
    DOCX = "docx", "Word-Datei", f"{_OFFICE}wordprocessingml.document"
    XLSX = "xlsx", "Excel-Datei", f"{_OFFICE}spreadsheetml.sheet"
    PPTX = "pptx", "PowerPoint-Datei", f"{_OFFICE}presentationml.presentation"
    ODT = "odt", "Text (OpenDocument)", f"{_OPEN}text"
    ODS = "ods", "Tabelle (OpenDocument)", f"{_OPEN}spreadsheet"
    ODP = "odp", "Präsentation (OpenDocument)", f"{_OPEN}presentation"
    PNG = "png", "Bild (PNG)", "image/png"
    JPEG = "jpg", "Bild (JPEG)", "image/jpeg"

    label: str
    mimetype: str

    # The defaults are for looking one up by its value alone.
    def __new__(cls, value: str, label: str = "", mimetype: str = "") -> Self:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label, kind.mimetype = label, mimetype
        return kind

    @property
    def is_picture(self) -> bool:
        return self in {Kind.PNG, Kind.JPEG}


ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.heic,.heif"
IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG oder HEIC"


class Note(StrEnum):
    """What somebody should know of a file, or mend before others read it."""

    NO_TEXT = "no_text"
    SOME_PAGES_WITHOUT_TEXT = "some_pages_without_text"
    NO_TITLE = "no_title"
    NO_LANGUAGE = "no_language"
    SCRIPTS = "scripts"
    EMBEDDED = "embedded"
    COMMENTS = "comments"
    CHANGES = "changes"
    AUTHOR = "author"
    UNREAD = "unread"


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    OLD_OFFICE = "old_office"
    DAMAGED = "damaged"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 -- a reason, no secret
    BOMB = "bomb"
    REMOTE = "remote"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"


class Refused(Exception):  # noqa: N818 -- an answer, no error
    """The inspection does not take the file."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Report:
    """What an inspection found; ``is_rewritten``: the file was replaced by a cleaned one."""

    kind: Kind
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    is_rewritten: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "pages": self.pages,
            "notes": [note.value for note in self.notes],
            "is_rewritten": self.is_rewritten,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        return cls(
            Kind(told["kind"]),
            told["pages"],
            tuple(Note(note) for note in told["notes"]),
            bool(told["is_rewritten"]),
        )


@dataclass(frozen=True)
class Words:
    """The text of a file for the search; ``notes``: what only reading all of it told."""

    text: str = ""
    notes: tuple[Note, ...] = field(default_factory=tuple)
