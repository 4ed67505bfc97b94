"""Writes the Einladung and the Tagesordnung in the form that somebody reads.

Besides the usual Word file: in large print, as a page, and as plain text, of the same content. The
page has a heading for each item, so that a screen reader leaps from one to the next; the text has
one thing a line, no tabs and no drawn lines, as a Braille display of 40 signs wants it.
"""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import escape

from gremien_app.base.kernel.dates import format_date, format_date_long, format_time
from gremien_app.base.kernel.labels import Labelled

from .agenda import write_agenda
from .blocks import printed
from .content import AgendaDocument, AgendaLine, InvitedLine
from .markdown import blocks
from .pages import render_html
from .sheet import line
from .topics import heading_levels, label, marked_title

_PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
_DEEPEST = 6
# Programs of Windows take a text without this mark for another encoding.
_TEXT = "utf-8-sig"
PROPOSAL = "Beschlussvorschlag"


class PaperForm(Labelled):
    """How somebody reads it; ``also``: what the file's name says of it."""

    USUAL = "usual", "Word-Datei", ".docx"
    LARGE = "large", "Großdruck", "-Grossdruck.docx"
    PAGE = "page", "Webseite zum Vorlesen", "-zum-Vorlesen.html"
    TEXT = "text", "Textdatei, auch für die Braillezeile", "-als-Text.txt"


def write_in(form: PaperForm, doc: AgendaDocument) -> bytes:
    """The same content in the form that somebody reads."""
    if form is PaperForm.PAGE:
        return write_page(doc)
    if form is PaperForm.TEXT:
        return write_text(doc)
    return write_agenda(replace(doc, is_large=form is PaperForm.LARGE))


def write_page(doc: AgendaDocument) -> bytes:
    """The HTML of an invitation or a bare agenda, whole in one file."""
    body = "\n".join(_page_lines(doc))
    return _PAGE.format(title=escape(_title(doc)), body=body).encode()


def _page_lines(doc: AgendaDocument) -> Iterator[str]:
    yield f"<p>{escape(_copy(doc))}</p>"
    yield f"<h1>{escape(line(doc.kind))} {escape(line(doc.sentence))}</h1>"
    facts = (f"<li>{escape(name)}: {escape(value)}</li>" for name, value in _facts(doc))
    yield "<ul>\n" + "\n".join(facts) + "\n</ul>"
    yield render_html(doc.salutation)
    level = 2
    if not doc.is_bare:
        yield "<h2>Tagesordnung</h2>"
        level += 1
    for part in doc.parts:
        is_titled = bool(part.lines and line(part.title))
        if is_titled:
            yield f"<h{level}>{escape(part.title)}</h{level}>"
        first = level + is_titled
        levels = heading_levels([one.level for one in part.lines], first=first)
        for entry, depth in zip(part.lines, levels, strict=True):
            tag = f"h{min(depth, _DEEPEST)}"
            yield f"<{tag}>{escape(_topic(entry))}</{tag}>"
            if proposal := _proposal(entry):
                yield f"<p>{PROPOSAL}:</p>\n{render_html(proposal)}"
    yield render_html(doc.closing)


def write_text(doc: AgendaDocument) -> bytes:
    """The text, with the line ends and the mark by which every program reads it."""
    text = "\n\n".join(piece for piece in _text_pieces(doc) if piece)
    return (text.strip() + "\n").replace("\n", "\r\n").encode(_TEXT)


def _text_pieces(doc: AgendaDocument) -> Iterator[str]:
    yield _copy(doc)
    yield f"{line(doc.kind)} {line(doc.sentence)}"
    yield "\n".join(f"{name}: {value}" for name, value in _facts(doc))
    yield printed(blocks(doc.salutation))
    if not doc.is_bare:
        yield "Tagesordnung"
    for part in doc.parts:
        if part.lines:
            yield line(part.title)
        for entry in part.lines:
            yield _topic(entry)
            if proposal := _proposal(entry):
                yield f"{PROPOSAL}:\n{printed(blocks(proposal))}"
    yield printed(blocks(doc.closing))


def _topic(entry: AgendaLine) -> str:
    number = label(entry)
    title = marked_title(entry.title, entry.mark)
    return f"{number}: {title}" if number else title


def _proposal(entry: AgendaLine) -> str:
    return entry.proposal if isinstance(entry, InvitedLine) else ""


def _copy(doc: AgendaDocument) -> str:
    return f"{doc.letterhead.office}, {doc.letterhead.committee}. Fassung: {doc.copy.label}"


def _title(doc: AgendaDocument) -> str:
    return f"{line(doc.kind)} {line(doc.sentence)} am {format_date(doc.day)}, {doc.copy.label}"


def _facts(doc: AgendaDocument) -> list[tuple[str, str]]:
    head = doc.letterhead
    contact = ", ".join(filter(None, (head.contact_name, head.phone, head.email)))
    facts = (
        ("Tag", format_date_long(doc.day)),
        ("Beginn", format_time(doc.start)),
        ("Ort", line(doc.place)),
        ("Barrierefreiheit", line(doc.accessibility)),
        ("Fragen an", line(contact)),
        ("Datum dieses Schreibens", format_date(head.document_date)),
        ("Kennung", line(doc.reference)),
    )
    return [(name, value) for name, value in facts if value]
