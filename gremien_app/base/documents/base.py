"""The base file: letterhead page, styles, header and footer that an office may edit in Word.

The one that is shipped is packed from the readable parts beside it:
`python -m gremien_app.base.documents.base`.
"""

from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from gremien_app.base.kernel.version import PACKAGE

from .packaging import packed

STYLES = (
    "Normal", "heading 1", "heading 2", "heading 3", "heading 4", "heading 5",
    "List Paragraph", "List Continue", "Strong", "Emphasis", "Fett Kursiv", "Hyperlink",
    "Briefkopf", "Sitzungsangabe", "Hinweis", "Angabe", "Anwesenheit",
    "Tagesordnung 1", "Tagesordnung 2", "Tagesordnung 3",
    "Vermerk", "Beschlusskopf", "Ergebnis", "Unterschrift",
)  # fmt: skip


LARGE = 36  # half points


class BaseFileError(ValueError):
    """The base file lacks something; the text is German and says what."""


def base_file() -> Path:
    """The shipped base file: inside the package when installed, beside it in a checkout."""
    inside = PACKAGE / "templates" / "word"
    return (inside if inside.is_dir() else PACKAGE.parent / "templates" / "word") / "basis.docx"


def open_base(path: Path | None = None) -> Document:
    """A fresh document on the given base file, or on the shipped one."""
    return docx.Document(str(path or base_file()))


def enlarge(document: Document) -> None:
    """Large print: no text below 18 points, and the larger ones larger in the same measure."""
    sizes = list(document.styles.element.iter(qn("w:sz"), qn("w:szCs")))
    smallest = min((int(one.get(qn("w:val"), "22")) for one in sizes), default=22)
    for one in sizes:
        half_points = int(one.get(qn("w:val"), "22"))
        one.set(qn("w:val"), str(max(LARGE, round(half_points * LARGE / max(smallest, 22)))))


def style_ids(document: Document) -> dict[str, str]:
    """Identifiers by the styles' names: Word renames the identifiers, never these names."""
    found: dict[str, str] = {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            found[name.get(qn("w:val"), "")] = style.get(qn("w:styleId"), "")
    # LibreOffice writes "Heading 1" where Word writes "heading 1".
    found |= {name.lower(): value for name, value in found.items() if name.startswith("Heading ")}
    missing = [name for name in STYLES if name not in found]
    if missing:
        raise BaseFileError(f"In der Word-Vorlage fehlen die Formatvorlagen: {', '.join(missing)}.")
    return found


def build_base(source: Path, target: Path) -> None:
    """Packs the readable parts in `source` into a base file."""
    parts = sorted(path for path in source.rglob("*") if path.is_file())
    members = {path.relative_to(source).as_posix(): path.read_bytes() for path in parts}
    target.write_bytes(packed(members))


if __name__ == "__main__":
    build_base(base_file().with_suffix(""), base_file())
