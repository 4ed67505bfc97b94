"""What of published minutes is delivered: as it became public, less what may not be any more.

A name goes where its basis has ended since, or where somebody decided so (``names.relying``). Such
a file is made once for each set of names that went and kept, at most ``_KEPT`` of them.
"""

import dataclasses
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Any

from gremien_app.base.documents.content import Copy, MinutesDocument, SignatureLine
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import assembly, frozen, names, queries, signature_lines, versions
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesFile,
    MinutesPublication,
    MinutesVersion,
)
from gremien_app.records.minutes.redaction import rewritten
from gremien_app.records.minutes.signed_name_queries import renamer_of
from gremien_app.records.names.queries import ended
from gremien_app.records.names.relying import without
from gremien_app.records.names.renaming import with_names

_KEPT = 64
_made: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_lock = Lock()


def stored_content(document: MinutesDocument) -> dict[str, Any]:
    """A document as a publication keeps it: with its signatures and how its texts are read."""
    return {
        "format": frozen.FORMAT,
        "document": frozen.freeze(document),
        "signatures": [dataclasses.astuple(line) for line in document.signatures],
        "content_hash": document.content_hash,
        "reading": document.reading,
    }


def is_untouched(publication: MinutesPublication) -> bool:
    """Whether the text is still the one that became public."""
    content = publication.content
    return content is None or frozen.fingerprint(content) == publication.content_sha256


def document_of(content: dict[str, Any]) -> MinutesDocument:
    return replace(
        frozen.thaw(content["document"], content["format"]),
        copy=Copy.PUBLIC,
        signatures=tuple(SignatureLine(*line) for line in content["signatures"]),
        content_hash=content["content_hash"],
        reading=content["reading"],
    )


def public_document(minutes: Minutes, publication: MinutesPublication) -> MinutesDocument:
    """What everyone reads of these minutes today.

    Of a text that was changed in the database nothing is shown, but the signed words without names.
    """
    if publication.content is None or not is_untouched(publication):
        return _of_before(minutes, publication)
    document = document_of(publication.content)
    less = _less(document, ended(minutes.sitting, publication.relied))
    return with_names(less, renamer_of(minutes.sitting))


def public_bytes(minutes: Minutes, publication: MinutesPublication) -> bytes | None:
    """The file that became public, or the one made without the names that may not stay.

    None where one would have to be made of a text that was changed in the database.
    """
    if publication.content is None:
        return _bytes_of_before(minutes, publication)
    gone, change = ended(minutes.sitting, publication.relied), renamer_of(minutes.sitting)
    if not gone and not change:
        return publication.file.data
    if not is_untouched(publication):
        return None
    content = publication.content

    def make() -> bytes:
        document = document_of(content)
        if not gone and with_names(document, change) == document:
            return publication.file.data
        return write_minutes(public_document(minutes, publication))

    return _once((publication.file.sha256, gone, change.key), make)


def _less(document: MinutesDocument, gone: frozenset[str]) -> MinutesDocument:
    if not gone:
        return document

    def change(text: str, place: str, *, is_note: bool = False) -> str:  # noqa: ARG001 -- the protocol's
        return without(text, gone)

    def is_kept(name: str) -> bool:
        return name not in gone

    return replace(
        rewritten(document, change, is_kept),
        signatures=names.public_signatures(document.signatures, is_kept),
    )


def signed_document(version: MinutesVersion, part: Part) -> MinutesDocument:
    document = signature_lines.with_signatures(
        frozen.thaw(version.content[part.value], version.format), version, part
    )
    if version.signatures:
        return document
    minutes = version.minutes
    chairs = assembly.chairs_of(queries.record_of(minutes.sitting, minutes))
    return replace(
        document, signatures=signature_lines.paper_signatures(chairs, minutes.minute_taker)
    )


def document_of_today(version: MinutesVersion, part: Part) -> MinutesDocument:
    """The same, with the names of today where a former one may not be told any more."""
    return with_names(signed_document(version, part), renamer_of(version.minutes.sitting))


def signed_bytes(stored: MinutesFile) -> bytes | None:
    """What those read who belong to the committee but are not its office.

    The file as signed; made anew where it prints a name that may not be told. None where it would
    have to be made of a text that was changed in the database.
    """
    version, change = stored.version, renamer_of(stored.version.minutes.sitting)
    if not change:
        return stored.data
    if not versions.is_untouched(version):
        return None

    def make() -> bytes:
        document = signed_document(version, stored.part)
        renamed = with_names(document, change)
        return stored.data if renamed == document else write_minutes(renamed)

    return _once((stored.sha256, change.key), make)


def _of_before(minutes: Minutes, publication: MinutesPublication) -> MinutesDocument:
    version = publication.version
    document = frozen.thaw(version.content[Part.PUBLIC.value], version.format)
    signed = signature_lines.with_signatures(document, version, Part.PUBLIC)
    return names.for_publication(
        with_names(signed, renamer_of(minutes.sitting)),
        queries.publishable_names(minutes.sitting),
        queries.unnamed_guests(minutes.sitting),
    )


def _bytes_of_before(minutes: Minutes, publication: MinutesPublication) -> bytes | None:
    file, version = publication.file, publication.version
    known = frozenset(queries.publishable_names(minutes.sitting))
    guests = queries.unnamed_guests(minutes.sitting)

    change = renamer_of(minutes.sitting)

    def make() -> bytes | None:
        signed = frozen.thaw(version.content[Part.PUBLIC.value], version.format)
        document = with_names(signed, change)
        is_named = document == signed
        if is_named and not names.names_somebody_else(file.data, document, known, guests):
            return file.data
        if not versions.is_untouched(version):
            return None
        return write_minutes(_of_before(minutes, publication))

    return _once((file.sha256, known, guests, change.key), make)


def _once(key: tuple[object, ...], make: Callable[[], bytes | None]) -> bytes | None:
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
    data = make()
    if data is None:
        return None
    with _lock:
        _made[key] = data
        while len(_made) > _KEPT:
            _made.popitem(last=False)
    return data
