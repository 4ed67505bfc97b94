"""The sheet that the writers write on: headings, paragraphs, texts, lists, links, letterhead."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from pathlib import Path

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.text import clean_text

from .base import BaseFileError, enlarge, open_base, style_ids
from .blocks import Block, ListPlace
from .content import Copy, Letterhead
from .fields import fill_fields
from .markdown import NEWEST, blocks
from .numbering import DEEPEST, STEP, Lists
from .packaging import saved
from .spans import Span, append_runs, as_spans
from .tables import Table, table_element

CONTENT_MARK = "[[INHALT]]"
_AFTER_LIST = 6  # points: items stand closer together than paragraphs
_TITLE_LENGTH = 255  # core properties refuse more


def line(text: str) -> str:
    """A text for one line, cleaned."""
    return clean_text(text, multiline=False)


def _bare(text: str) -> str:
    """For places that know characters only: no soft hyphens, and plain ones for the others."""
    return line(text).replace("\u00ad", "").replace("\u2011", "-")


class _Counter:
    """Gives every item of a list its number: where Word would count otherwise, it begins anew."""

    def __init__(self, lists: Lists, place: ListPlace) -> None:
        self._lists, self._place = lists, place
        self._instance, self._next = 0, -1

    def instance_for(self, block: Block) -> int:
        is_counted = block.marked and self._place.kind != "bullet"
        if not self._instance or (is_counted and block.number != self._next):
            start = block.number if is_counted else self._place.start
            self._instance = self._lists.instance(self._place, start)
        if is_counted:
            self._next = block.number + 1
        return self._instance


class Sheet:
    """One document in the making, on an office's base file or on the shipped one."""

    def __init__(
        self, base: Path | None, fields: Mapping[str, str], *, is_large: bool = False
    ) -> None:
        self._document: Document = open_base(base)
        if is_large:
            enlarge(self._document)
        self._styles = style_ids(self._document)
        self._lists = Lists(self._document.part.numbering_part.element)
        # Before anything is written, so that texts from users are never expanded.
        self._fill({name: _bare(value) for name, value in fields.items()})
        self._end = self._find_end()
        self._bookmarks = 0

    def paragraph(
        self,
        style: str,
        text: str | Span | Sequence[Span],
        *,
        keep_next: bool = False,
        gap: int = 0,
        new_page: bool = False,
    ) -> None:
        """Adds a paragraph; `gap` is the space before it in points, over what its style has."""
        paragraph, _ = self._empty(style, keep_next=keep_next, gap=gap, new_page=new_page)
        self._write(paragraph, as_spans(text))

    def heading(self, level: int, text: str) -> None:
        """Adds a heading; level 1 is the document's title."""
        self.paragraph(f"heading {level}", line(text))

    def item_heading(self, level: int, label: str, title: str, bookmark: str) -> None:
        """Adds the heading of an item as a target for links, its title set in beside "TOP 3"."""
        paragraph, properties = self._empty(f"heading {level}")
        if label:
            indent = etree.SubElement(properties, qn("w:ind"))
            indent.set(qn("w:left"), "1531")
            indent.set(qn("w:hanging"), "1531")
        self._bookmarks += 1
        start = etree.SubElement(paragraph, qn("w:bookmarkStart"))
        # Clear of the few that Word itself leaves in a base file.
        start.set(qn("w:id"), str(1000 + self._bookmarks))
        start.set(qn("w:name"), bookmark)
        append_runs(paragraph, f"{label}\t{title}" if label else title, None)
        end = etree.SubElement(paragraph, qn("w:bookmarkEnd"))
        end.set(qn("w:id"), str(1000 + self._bookmarks))

    def link(self, style: str, text: str, bookmark: str) -> None:
        """Adds a paragraph that leads to a bookmark in the same document."""
        paragraph, _ = self._empty(style)
        link = etree.SubElement(paragraph, qn("w:hyperlink"))
        link.set(qn("w:anchor"), bookmark)
        link.set(qn("w:history"), "1")
        append_runs(link, text, self._styles["Hyperlink"])

    def prose(
        self, text: str, *, reading: int = NEWEST, keep_next: bool = False, gap: int = 0
    ) -> None:
        """Adds a text in the restricted Markdown; every list in it begins anew."""
        counters: dict[int, _Counter] = {}
        for block in blocks(text, reading):
            place = block.place
            if place is None:
                self.paragraph("Normal", block.spans, keep_next=keep_next, gap=gap)
                gap = 0
                continue
            counter = counters.setdefault(place.key, _Counter(self._lists, place))
            instance = counter.instance_for(block)
            self._list_block(block, place.depth, instance, keep_next=keep_next)
            gap = _AFTER_LIST

    def table(self, table: Table) -> None:
        """Adds a table of facts."""
        self._end.addprevious(
            table_element(
                table, paragraph_style=self._styles["Normal"], strong_style=self._styles["Strong"]
            )
        )

    def copy_note(self, copy: Copy) -> None:
        """Adds the first line: what this file contains and whether it may be passed on."""
        self.paragraph("Hinweis", f"Fassung: {copy.label}")

    def letterhead(self, letterhead: Letterhead) -> None:
        """Adds office, committee, contact and date; what is empty leaves no trace."""
        contact = (
            ("", letterhead.contact_name),
            ("Telefon: ", letterhead.phone),
            ("E-Mail: ", letterhead.email),
        )
        groups = (
            ("Geschäftsführung", line(letterhead.committee)),
            tuple(line(text) for text in letterhead.address_lines),
            tuple(f"{label}{line(text)}" for label, text in contact if line(text)),
        )
        self.paragraph("Briefkopf", Span(line(letterhead.office), bold=True))
        for group in groups:
            if any(group):
                self.paragraph("Briefkopf", "\n".join(text for text in group if text))
        self.paragraph("Briefkopf", f"Datum: {format_date(letterhead.document_date)}")

    def finish(self, letterhead: Letterhead, *, title: str, reference: str) -> bytes:
        """Sets the properties and packs the file; `title` is what a screen reader says first."""
        properties = self._document.core_properties
        moment = datetime.combine(letterhead.document_date, time())
        properties.title = _bare(title)[:_TITLE_LENGTH]
        properties.author = (_bare(letterhead.office) or "Geschäftsführung")[:_TITLE_LENGTH]
        properties.last_modified_by = properties.author
        properties.subject = _bare(letterhead.committee)[:_TITLE_LENGTH]
        properties.identifier = line(reference)[:_TITLE_LENGTH]
        properties.language = "de-DE"
        properties.created = properties.modified = moment
        properties.revision = 1
        return saved(self._document)

    def _empty(
        self, style: str, *, keep_next: bool = False, gap: int = 0, new_page: bool = False
    ) -> tuple[etree._Element, etree._Element]:
        paragraph = etree.Element(qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(properties, qn("w:pStyle")).set(qn("w:val"), self._styles[style])
        if keep_next:
            etree.SubElement(properties, qn("w:keepNext"))
        if new_page:
            etree.SubElement(properties, qn("w:pageBreakBefore"))
        if gap:
            spacing = etree.SubElement(properties, qn("w:spacing"))
            spacing.set(qn("w:before"), str(gap * 20))
        self._end.addprevious(paragraph)
        return paragraph, properties

    def _write(self, paragraph: etree._Element, spans: Sequence[Span]) -> None:
        names = {(True, True): "Fett Kursiv", (True, False): "Strong", (False, True): "Emphasis"}
        for span in spans:
            name = names.get((span.bold, span.italic))
            append_runs(paragraph, span.text, self._styles[name] if name else None, span.language)

    def _list_block(self, block: Block, depth: int, instance: int, *, keep_next: bool) -> None:
        depth = min(depth, DEEPEST)
        style = "List Paragraph" if block.marked else "List Continue"
        paragraph, properties = self._empty(style, keep_next=keep_next)
        if block.marked:
            numbers = etree.SubElement(properties, qn("w:numPr"))
            etree.SubElement(numbers, qn("w:ilvl")).set(qn("w:val"), str(depth))
            etree.SubElement(numbers, qn("w:numId")).set(qn("w:val"), str(instance))
        else:
            indent = etree.SubElement(properties, qn("w:ind"))
            indent.set(qn("w:left"), str(STEP * (depth + 1)))
        self._write(paragraph, block.spans)

    def _fill(self, values: Mapping[str, str]) -> None:
        fill_fields(self._document.element, values)
        for part in self._document.part.package.iter_parts():
            if part.partname.startswith(("/word/header", "/word/footer")):
                fill_fields(part.element, values)

    def _find_end(self) -> etree._Element:
        """What the content is written before: the mark's place, else the end of the body."""
        body: etree._Element = self._document.element.body
        for paragraph in body.iterchildren(qn("w:p")):
            if "".join(node.text or "" for node in paragraph.iter(qn("w:t"))) == CONTENT_MARK:
                following = paragraph.getnext()
                body.remove(paragraph)
                if following is not None:
                    return following
        section = body.find(qn("w:sectPr"))
        if section is None:
            raise BaseFileError("In der Word-Vorlage fehlt die Seiteneinrichtung.")
        return section
