"""The zip around the XML: same content, same bytes; and what stands in it."""

import html
import io
import re
import zipfile
from collections.abc import Mapping

from docx.document import Document

_FIRST = "[Content_Types].xml"
_TAG = re.compile("<[^>]*>")
_SIGNS = {"w:br": "\n", "w:tab": "\t", "w:noBreakHyphen": "\u2011"}
_SIGN = re.compile(f"<({'|'.join(_SIGNS)})/>")
_DATE = (1980, 1, 1, 0, 0, 0)


def saved(document: Document) -> bytes:
    """The document's file, packed so that it depends on nothing but the content."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def text_of(data: bytes) -> str:
    """What a Word file of ours says in its body, a line per paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
    body = _SIGN.sub(lambda sign: _SIGNS[sign[1]], body)  # a soft hyphen is not read
    lines = (_TAG.sub("", paragraph) for paragraph in body.split("</w:p>"))
    return html.unescape("\n".join(lines))


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
