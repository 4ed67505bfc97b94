"""What a file of the minutes is called says what it contains."""

import pytest

from gremien_app.base.documents.content import Copy
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.minutes.copies import copy_of, file_name
from gremien_app.records.minutes.models import FileKind


@pytest.mark.parametrize(
    ("is_public", "part", "kind", "expected"),
    [
        (True, Part.PUBLIC, FileKind.PUBLISHED, Copy.PUBLIC),
        (True, Part.PUBLIC, FileKind.SIGNED, Copy.NAMED),
        (True, Part.CLOSED, FileKind.SIGNED, Copy.CLOSED),
        (False, Part.PUBLIC, FileKind.SIGNED, Copy.INTERNAL),
        (False, Part.CLOSED, FileKind.SIGNED, Copy.CLOSED),
    ],
)
def test_only_what_was_published_calls_itself_public(is_public, part, kind, expected):
    sitting = Sitting(ref="ir-2026-12-10", is_public=is_public)

    copy = copy_of(sitting, part, kind)

    assert copy is expected
    assert file_name(sitting, copy) == f"niederschrift-ir-2026-12-10-{expected.value}.docx"
