"""Reads PDF files; only ever called in the process of an inspection (``files.worker``)."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from gremien_app.base.files.kinds import Kind, Note, Refusal, Refused, Report, Words

# A text layer shows on the first pages, if there is one; the others are read by ``tick``.
_PAGES_LOOKED_AT = 10
_SECONDS_FOR_LOOKING = 4.0
_LETTERS = 3  # fewer on a page are the specks of a scan
# What a damaged file makes pypdf raise, besides its own errors.
_FAULTS: tuple[type[Exception], ...] = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RecursionError,
    ZeroDivisionError,
    OverflowError,
    AssertionError,
    NotImplementedError,
)


def look(path: Path) -> Report:
    """Raises ``Refused`` for a damaged or locked file."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise Refused(Refusal.PASSWORD)
        pages = len(reader.pages)
        if not pages:
            raise Refused(Refusal.DAMAGED)
        return Report(Kind.PDF, pages, tuple(_notes(reader)))
    except _FAULTS as error:
        raise Refused(Refusal.DAMAGED) from error


def _notes(reader: PdfReader) -> Iterator[Note]:
    root = _plain(reader.trailer["/Root"])
    if not _begins_with_text(reader):
        yield Note.NO_TEXT
    if not (reader.metadata and (reader.metadata.title or "").strip()):
        yield Note.NO_TITLE
    if not str(root.get("/Lang", "")).strip():
        yield Note.NO_LANGUAGE
    names = _plain(root.get("/Names"))
    if _has_scripts(root, names, reader):
        yield Note.SCRIPTS
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield Note.EMBEDDED
    if reader.metadata and (reader.metadata.author or "").strip():
        yield Note.AUTHOR


def _begins_with_text(reader: PdfReader) -> bool:
    end = time.monotonic() + _SECONDS_FOR_LOOKING
    for page in reader.pages[:_PAGES_LOOKED_AT]:
        if _has_letters(_text_of(page)) or time.monotonic() > end:
            return True
    return False


def _has_scripts(root: DictionaryObject, names: DictionaryObject, reader: PdfReader) -> bool:
    if "/JavaScript" in names or "/AA" in root or _runs(root.get("/OpenAction")):
        return True
    form = _plain(root.get("/AcroForm"))
    if "/XFA" in form:
        return True
    return any("/AA" in page for page in reader.pages[:_PAGES_LOOKED_AT])


def _runs(action: Any) -> bool:
    return _plain(action).get("/S") in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}


def _plain(value: Any) -> DictionaryObject:
    found = value.get_object() if hasattr(value, "get_object") else value
    plain: DictionaryObject = found if isinstance(found, DictionaryObject) else DictionaryObject()
    return plain


def words(path: Path, most: int) -> Words:
    """The text of all pages, at most so many characters; a page that cannot be read has none."""
    try:
        reader = PdfReader(path)
        texts, empty, length = [], 0, 0
        for page in reader.pages:
            text = _text_of(page)
            empty += not _has_letters(text)
            texts.append(text)
            length += len(text)
            if length > most:
                break
    except _FAULTS:
        return Words(notes=(Note.UNREAD,))
    if not empty:
        return Words("\n".join(texts))
    note = Note.NO_TEXT if empty == len(texts) else Note.SOME_PAGES_WITHOUT_TEXT
    return Words("\n".join(texts), (note,))


def _text_of(page: PageObject) -> str:
    try:
        return str(page.extract_text())
    except _FAULTS:
        return ""


def _has_letters(text: str) -> bool:
    return sum(char.isalnum() for char in text) >= _LETTERS
