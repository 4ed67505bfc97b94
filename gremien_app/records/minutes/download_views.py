"""The Word files: as signed, as published, or a draft made at the moment."""

from collections.abc import Mapping

from flask import Response, has_request_context

from gremien_app.base.audit.watch_actions import note_alarm, note_download
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.rights import CLOSED, COMMITTEE_HIDDEN
from gremien_app.records.minutes import (
    assembly,
    frozen,
    queries,
    signatory_queries,
    signature_lines,
)
from gremien_app.records.minutes import delivery_queries as delivery
from gremien_app.records.minutes import seal_queries as seals
from gremien_app.records.minutes.copies import DRAFT, TO_SIGN, copy_of, file_name
from gremien_app.records.minutes.models import SIGNED, FileKind, Minutes, MinutesFile, MinutesState
from gremien_app.records.minutes.signed_name_queries import renamer_of
from gremien_app.records.minutes.views import bp
from gremien_app.records.names.renaming import with_names

# create_app registers the blueprint with all its routes.
__all__ = ["FileAltered", "bp", "require_whole", "word_file"]


class FileAltered(RuleBroken):
    """A stored file is not what was signed; ``told``: how the record says it, ``about``: which."""

    def __init__(self, message: str, told: str, about: Mapping[str, str]) -> None:
        super().__init__(message)
        self.told, self.about = told, about


@bp.route("/sitzungen/<oid:id>/niederschrift.docx", access=EVERYONE, closed=COMMITTEE_HIDDEN)
def public_file(id: int) -> Response:
    return _send(id, Part.PUBLIC)


@bp.route("/sitzungen/<oid:id>/niederschrift-nichtoeffentlich.docx", access=CLOSED)
def closed_file(id: int) -> Response:
    return _send(id, Part.CLOSED)


def _send(id: int, part: Part) -> Response:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    queries.require_not_withdrawn(viewer, sitting)
    name, data = word_file(viewer, sitting, part)
    if part is Part.CLOSED or name.startswith((DRAFT, TO_SIGN)):
        note_download(sitting, name, sitting.committee_id)
    return file_answer(data, name)


def word_file(viewer: Viewer, sitting: Sitting, part: Part = Part.PUBLIC) -> tuple[str, bytes]:
    """File name and bytes of the minutes; ``NotFound`` where there are none for this viewer."""
    minutes = queries.get_minutes(viewer, sitting)
    stored = queries.get_file(viewer, minutes, part)
    if stored is not None:
        require_whole(minutes, stored)
        # What was stored before was not called after what it contains.
        name = file_name(sitting, copy_of(sitting, part, stored.kind))
        publication = minutes.publication
        if stored.kind is FileKind.PUBLISHED and publication is not None:
            data = delivery.public_bytes(minutes, publication)
            return name, _require_made(stored, data)
        if viewer.manages(sitting.committee_id):
            return name, stored.data
        return name, _require_made(stored, delivery.signed_bytes(stored))
    if not belongs(viewer, sitting) and not signatory_queries.is_to_sign(viewer, minutes):
        raise NotFound
    if minutes.state in SIGNED:
        version = minutes.current_version
        if version is None or part.value in version.content:
            which = f"niederschrift-{sitting.ref}.docx"
            raise _altered(minutes, f"{which} fehlt ({part.label})", {"missing_file": which})
        raise NotFound
    front = TO_SIGN if _is_to_sign_by_hand(minutes) else DRAFT
    name = front + file_name(sitting, copy_of(sitting, part))
    return name, _draft(sitting, minutes, part)


def _is_to_sign_by_hand(minutes: Minutes) -> bool:
    """Printed and signed by hand, or signed elsewhere: this is the file, no draft."""
    version = minutes.current_version
    if version is None or minutes.state is not MinutesState.SUBMITTED:
        return False
    return version.signing is not SigningWay.SYSTEM


def require_whole(minutes: Minutes, stored: MinutesFile) -> None:
    """What was signed goes out as it was signed, or not at all."""
    if not seals.is_whole(stored):
        which = f"{stored.filename} ({stored.part.label})"
        raise _altered(minutes, which, {"altered_file": stored.filename})


def _require_made(stored: MinutesFile, data: bytes | None) -> bytes:
    """A file that is made anew is made of what was signed."""
    if data is None:
        which = f"Text zu {stored.filename} ({stored.part.label})"
        raise _altered(stored.version.minutes, which, {"altered_text": stored.filename})
    return data


def _altered(minutes: Minutes, which: str, about: Mapping[str, str]) -> FileAltered:
    told = f"Nicht ausgegeben, weil nicht mehr die unterzeichnete Datei: {which}"
    if has_request_context():
        note_alarm("minutes.file_altered", minutes, told, about, minutes.sitting.committee_id)
    return FileAltered(
        "Diese Datei ist nicht mehr die, die unterzeichnet wurde: Jemand hat sie in der Datenbank "
        "verändert oder gelöscht. Sie wird deshalb nicht ausgegeben. Bitte verständigen Sie die "
        "Geschäftsführung; die unterzeichnete Datei steht in einer früheren Sicherung.",
        told,
        about,
    )


def _draft(sitting: Sitting, minutes: Minutes, part: Part) -> bytes:
    """Submitted minutes as frozen, with the signatures so far; before that, as they stand now."""
    record = queries.record_of(sitting, minutes)
    if part is Part.CLOSED and not record.has_part(part):
        raise NotFound
    version = minutes.current_version
    if minutes.state is MinutesState.SUBMITTED and version and part.value in version.content:
        document = frozen.thaw(version.content[part.value], version.format)
        document = with_names(document, renamer_of(sitting))
    else:
        document = assembly.minutes_document(record, part, minutes.document_date or today())
    chairs, copy = assembly.chairs_of(record), copy_of(sitting, part)
    if version is not None and _is_to_sign_by_hand(minutes):
        taker = minutes.minute_taker
        return write_minutes(signature_lines.to_sign(document, version, chairs, taker, part))
    return write_minutes(signature_lines.as_draft(document, chairs, minutes.minute_taker, copy))
