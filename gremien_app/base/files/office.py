"""Reads Office and OpenDocument files as the archives they are (``files.worker``)."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from gremien_app.base.files.kinds import Kind, Note, Refusal, Refused, Report, Words

# More than any real paper, and little enough to be read.
_MEMBERS, _UNPACKED, _ONE_TEXT = 10_000, 300 * 1024**2, 60 * 1024**2
_DENSEST, _SMALL = 400, 1024**2  # a text is packed to a fiftieth; below a megabyte nobody counts
_TYPES, _MIMETYPE = "[Content_Types].xml", "mimetype"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": Kind.PPTX,
}
_OPEN = {kind.mimetype: kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_RUNS = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/|/customui|\.(?:exe|dll|js|vbs|bat|cmd|scr)$"
)
_MACRO_TYPES = ("macroenabled", "ms-office.vbaproject", "ms-excel.intlmacrosheet")
_AWAY = ("attachedtemplate", "oleobject", "frame", "subdocument")
_TEXTS = {
    Kind.DOCX: re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
    Kind.XLSX: re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml"),
    Kind.PPTX: re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide)\d+\.xml"),
}
_ODF_TEXT = re.compile(r"content\.xml")
_COMMENTS = re.compile(r"(?:word|ppt|xl)/(?:comments|threadedComments).*\.xml", re.IGNORECASE)
_BLOCKS, _GAPS = {"p", "tr", "si", "row"}, {"tab", "br", "tc", "c"}
_FAULTS: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ParseError,
    DefusedXmlException,
    ValueError,
    KeyError,
    UnicodeError,
    LookupError,
)


_UNREAD: tuple[type[Exception], ...] = (Refused, *_FAULTS)


def look(path: Path) -> Report:
    """Raises ``Refused`` for what is damaged, locked, a bomb, or can run something."""
    try:
        with zipfile.ZipFile(path) as archive:
            _require_bounded(archive)
            kind = _kind(archive)
            _require_inert(archive, kind)
            return Report(kind, notes=tuple(_notes(archive, kind)))
    except _FAULTS as error:
        raise Refused(Refusal.DAMAGED) from error


def _require_bounded(archive: zipfile.ZipFile) -> None:
    """By what the archive says of itself; its reader stops where it lied."""
    members = archive.infolist()
    if len(members) > _MEMBERS or sum(one.file_size for one in members) > _UNPACKED:
        raise Refused(Refusal.BOMB)
    for one in members:
        if one.file_size > _SMALL and one.file_size > _DENSEST * max(one.compress_size, 1):
            raise Refused(Refusal.BOMB)
        if one.flag_bits & 0x1:
            raise Refused(Refusal.PASSWORD)
        if ".." in PurePosixPath(one.filename).parts or one.filename.startswith(("/", "\\")):
            raise Refused(Refusal.DAMAGED)


def _kind(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if _TYPES in names:
        for part, kind in _content_types(archive):
            if kind in _MAIN and part.lstrip("/") in names:
                return _MAIN[kind]
            if any(word in kind.lower() for word in _MACRO_TYPES):
                raise Refused(Refusal.MACROS)
    if names and names[0] == _MIMETYPE:
        told = archive.read(_MIMETYPE)[:200].decode("ascii", "replace").strip()
        if told in _OPEN:
            return _OPEN[told]
    raise Refused(Refusal.UNKNOWN)


def _content_types(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for element in _elements(archive, _TYPES):
        yield element.get("PartName", ""), element.get("ContentType", "")


def _require_inert(archive: zipfile.ZipFile, kind: Kind) -> None:
    names = archive.namelist()
    if any(_RUNS.search(name.lower()) for name in names if not name.endswith("/")):
        raise Refused(Refusal.MACROS)
    if kind in _OPEN.values():
        if "META-INF/manifest.xml" in names and any(
            _local(one.tag) == "encryption-data"
            for one in _elements(archive, "META-INF/manifest.xml")
        ):
            raise Refused(Refusal.PASSWORD)
        return
    for _part, told in _content_types(archive):
        if any(word in told.lower() for word in _MACRO_TYPES):
            raise Refused(Refusal.MACROS)
    for name in names:
        if name.endswith(".rels"):
            _require_at_home(archive, name)


def _require_at_home(archive: zipfile.ZipFile, name: str) -> None:
    """Nothing that a program fetches from the network when the file is opened."""
    for one in _elements(archive, name):
        target = one.get("Target", "").lower()
        is_fetched = one.get("Type", "").lower().endswith(_AWAY)
        is_away = target.startswith(("http:", "https:", "ftp:", "\\\\", "//", "file://///"))
        if one.get("TargetMode", "").lower() == "external" and is_fetched and is_away:
            raise Refused(Refusal.REMOTE)


def _notes(archive: zipfile.ZipFile, kind: Kind) -> Iterator[Note]:
    names = archive.namelist()
    title, author = "", ""
    for name in ("docProps/core.xml", "meta.xml"):
        if name in names:
            for one in _elements(archive, name):
                title = title or (one.text or "" if _local(one.tag) == "title" else "")
                is_author = _local(one.tag) in {"creator", "lastModifiedBy", "initial-creator"}
                author = author or (one.text or "" if is_author else "")
    if not title.strip():
        yield Note.NO_TITLE
    if author.strip():
        yield Note.AUTHOR
    if any(_COMMENTS.fullmatch(name) for name in names):
        yield Note.COMMENTS
    if kind is Kind.DOCX and any(
        _local(one.tag) in {"ins", "del"} for one in _elements(archive, "word/document.xml")
    ):
        yield Note.CHANGES


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[Element]:
    """Every element of a part when it ends; nothing of what was read stays in memory."""
    if archive.getinfo(name).file_size > _ONE_TEXT:
        raise Refused(Refusal.BOMB)
    with archive.open(name) as part:
        path = []
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                path.append(element)
                continue
            path.pop()
            yield element
            if path:
                path[-1].remove(element)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def words(path: Path, most: int) -> Words:
    """The text of the parts that people read, at most so many characters."""
    try:
        with zipfile.ZipFile(path) as archive:
            _require_bounded(archive)
            kind = _kind(archive)
            texts, length = [], 0
            for name in archive.namelist():
                if _TEXTS.get(kind, _ODF_TEXT).fullmatch(name):
                    for text in _texts_of(archive, name):
                        texts.append(text)
                        length += len(text)
                        if length > most:
                            return Words("".join(texts))
            return Words("".join(texts))
    except _UNREAD:
        return Words(notes=(Note.UNREAD,))


def _texts_of(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    if name == "content.xml":
        yield from _paragraphs(archive, name)
        return
    for one in _elements(archive, name):
        tag = _local(one.tag)
        if tag == "t" and one.text:
            yield one.text
        if tag in _BLOCKS:
            yield "\n"
        elif tag in _GAPS:
            yield " "


def _paragraphs(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """OpenDocument's text stands between the elements of a paragraph, so it is read whole."""
    if archive.getinfo(name).file_size > _ONE_TEXT:
        raise Refused(Refusal.BOMB)
    with archive.open(name) as part:
        for _event, element in iterparse(part, forbid_dtd=True):
            if _local(element.tag) in {"p", "h"}:
                yield "".join(element.itertext())
                yield "\n"
                element.clear()
