"""The zip around the XML: same content, same bytes."""

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document

_FIRST = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)


def saved(document: Document) -> bytes:
    """The document's file, packed so that it depends on nothing but the content."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip in fixed order, with a fixed date and fixed attributes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # Word and several scanners expect the list of types to come first.
        for name in sorted(members, key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, date_time=_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, members[name])
    return buffer.getvalue()
