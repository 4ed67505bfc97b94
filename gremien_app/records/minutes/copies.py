"""Which copy (Fassung) a file of the minutes is, and what it is called; pure."""

from gremien_app.base.documents.content import Copy
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.models import FileKind

DRAFT = "entwurf-"
TO_SIGN = "zur-unterschrift-"


def copy_of(sitting: Sitting, part: Part, kind: FileKind = FileKind.SIGNED) -> Copy:
    """As signed with all names, or as published; the closed part is never published."""
    if part is Part.CLOSED:
        return Copy.CLOSED
    if not sitting.is_public:
        return Copy.INTERNAL
    return Copy.PUBLIC if kind is FileKind.PUBLISHED else Copy.NAMED


def file_name(sitting: Sitting, copy: Copy) -> str:
    """Safe on every system: "niederschrift-ir-2026-12-10-oeffentlicher-Teil.docx"."""
    return f"niederschrift-{sitting.ref}-{copy.value}.docx"
