"""Writes lists of members: addresses, e-mail addresses, cards for the table (Tischkarten)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.numbers import format_count

from .content import Letterhead
from .sheet import Sheet, line
from .spans import Span

# A4 across, folded in the middle: the text stands on the lower half.
_CARD_PAGE = {"w": "16838", "h": "11906", "orient": "landscape"}
_CARD_MARGINS = {"top": "6800", "bottom": "850", "left": "850", "right": "850"}
_CARD_DETAIL = "Tischkarte"
# Name and organisation must fit into that half, whatever their length; half points.
_NAME_SIZES, _DETAIL_SIZES = range(112, 23, -4), range(48, 15, -2)
_WIDTH, _HEIGHT, _GAP = 2 * 757, 2 * 213, 2 * 12
# Widest letters of the bold and of the plain face, seldom all in one word; and a line's height.
_BOLD, _PLAIN, _LEADING = 0.68, 0.6, 1.25


@dataclass(frozen=True)
class AddressLine:
    """One person; `contacts` are labels with their values."""

    name: str
    detail: str = ""
    address: str = ""
    contacts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AddressGroup:
    """Persons under one heading."""

    heading: str
    lines: tuple[AddressLine, ...]


@dataclass(frozen=True)
class AddressList:
    """Everybody of a day with address, telephone and e-mail."""

    letterhead: Letterhead
    day: date
    groups: tuple[AddressGroup, ...]


@dataclass(frozen=True)
class EmailList:
    """Names with their e-mail addresses, and who has none."""

    letterhead: Letterhead
    day: date
    entries: tuple[tuple[str, str], ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeatingCard:
    """A card to stand on the table: the name, and for whom the person sits there."""

    name: str
    detail: str = ""


def write_addresses(doc: AddressList, base: Path | None = None) -> bytes:
    """The .docx of the address list; the same content gives the same bytes."""
    sheet = _List(base, "Adressliste", doc.letterhead, doc.day)
    count = sum(len(group.lines) for group in doc.groups)
    sheet.opening(f"{format_count(count, 'Eintrag', 'Einträge')}. {_CONFIDENTIAL}")
    for group in doc.groups:
        if group.lines:
            sheet.heading(2, f"{group.heading} ({len(group.lines)})")
        for entry in group.lines:
            sheet.entry(
                entry.name,
                [
                    entry.detail,
                    entry.address,
                    *(f"{label}: {value}" for label, value in entry.contacts),
                ],
            )
    return sheet.done()


def write_emails(doc: EmailList, base: Path | None = None) -> bytes:
    """The .docx of the e-mail list, with all addresses in one paragraph to copy."""
    sheet = _List(base, "E-Mail-Liste", doc.letterhead, doc.day)
    count = format_count(len(doc.entries), "Adresse", "Adressen")
    sheet.opening(f"{count}. {_CONFIDENTIAL}")
    if doc.entries:
        sheet.heading(2, "Alle Adressen zum Kopieren")
        sheet.paragraph("Normal", "Bitte nur in das Feld „Blindkopie“ (Bcc) einfügen.")
        sheet.paragraph("Normal", "; ".join(line(address) for _name, address in doc.entries))
        sheet.heading(2, "Nach Namen")
    for name, address in doc.entries:
        sheet.entry(name, [address])
    if doc.without:
        sheet.heading(2, "Ohne E-Mail-Adresse")
        for name in doc.without:
            sheet.entry(name, [])
    return sheet.done()


def write_seating_cards(
    cards: tuple[SeatingCard, ...],
    letterhead: Letterhead,
    day: date,
    base: Path | None = None,
) -> bytes:
    """The .docx of the cards: one page each, to be folded in the middle."""
    sheet = _Cards(base, size=_NAME_SIZES[0])
    sheet.heading(1, "Tischkarten")
    committee = line(letterhead.committee)
    sheet.paragraph(
        "Normal", f"{committee}, Stand {format_date(day)}: {format_count(len(cards), *_CARDS)}."
    )
    sheet.paragraph(
        "Normal",
        "Drucken Sie ab Seite 2 auf festes Papier, A4 quer, und falten Sie jedes Blatt in der "
        "Mitte.",
    )
    for card in cards:
        sheet.card(line(card.name), line(card.detail))
    title = f"Tischkarten {committee}, Stand {format_date(day)}"
    return sheet.finish(letterhead, title=title, reference="")


_CARDS = ("Karte", "Karten")
_CONFIDENTIAL = "Nur für die Arbeit der Geschäftsführung, nicht zur Weitergabe."


def card_sizes(name: str, detail: str) -> tuple[int, int]:
    """The largest sizes, in half points, at which both fit on half a page; each on its lines.

    The organisation shrinks to a third of the height at most, the name takes what is left.
    """
    size = _largest(detail, _DETAIL_SIZES, _PLAIN, _HEIGHT / 3) if detail else 0
    taken = _lines(detail, size, _PLAIN) * size * _LEADING + _GAP if detail else 0
    return _largest(name, _NAME_SIZES, _BOLD, _HEIGHT - taken), size


def _largest(text: str, sizes: range, letter: float, height: float) -> int:
    for size in sizes:
        is_whole = max(map(len, text.split()), default=0) * size * letter <= _WIDTH
        if is_whole and _lines(text, size, letter) * size * _LEADING <= height:
            return size
    # A word wider than the page at any size: the word processor breaks it.
    return next((s for s in sizes if _lines(text, s, letter) * s * _LEADING <= height), sizes[-1])


def _lines(text: str, size: int, letter: float) -> int:
    """How many lines the text takes, its words set one after the other."""
    room = max(1, int(_WIDTH / (size * letter)))
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines, used = lines + (used - 1) // room, (used - 1) % room + 1
    return lines


class _List(Sheet):
    """A list on the office's paper."""

    def __init__(self, base: Path | None, kind: str, letterhead: Letterhead, day: date) -> None:
        self._title = f"{kind} {line(letterhead.committee)}"
        self._head, self._kind, self._day = letterhead, kind, day
        fields = {
            "gremium": letterhead.committee,
            "dokument": f"{kind}, Stand {format_date(day)}",
            "vermerk": "",
            "kennung": "",
        }
        super().__init__(base, fields)

    def opening(self, sentence: str) -> None:
        """Letterhead, title and a sentence about what this is."""
        self.letterhead(self._head)
        self.heading(1, self._kind)
        committee = line(self._head.committee)
        self.paragraph("Sitzungsangabe", f"{committee}, Stand {format_date(self._day)}")
        self.paragraph("Normal", sentence)

    def entry(self, name: str, details: list[str]) -> None:
        """One person as a paragraph that no page break divides."""
        paragraph, properties = self._empty("Normal")
        etree.SubElement(properties, qn("w:keepLines"))
        rest = "".join(f"\n{line(text)}" for text in details if line(text))
        self._write(paragraph, (Span(line(name), bold=True), Span(rest)))

    def done(self) -> bytes:
        title = f"{self._title}, Stand {format_date(self._day)}"
        return self.finish(self._head, title=title, reference="")


class _Cards(Sheet):
    """A4 across without header and footer; every heading 2 is a card on a page of its own."""

    def __init__(self, base: Path | None, *, size: int) -> None:
        super().__init__(base, {})
        for section in self._document.element.body.iterchildren(qn("w:sectPr")):
            self._turn(section)
        self._enlarge(self._styles["heading 2"], size)
        if _CARD_DETAIL not in self._styles:
            self._styles[_CARD_DETAIL] = self._add_style(_CARD_DETAIL, self._styles["Normal"])

    def card(self, name: str, detail: str) -> None:
        """One page; name and organisation as large as they fit."""
        large, small = card_sizes(name, detail)
        self._sized("heading 2", name, large)
        if detail:
            self._sized(_CARD_DETAIL, detail, small)

    def _sized(self, style: str, text: str, size: int) -> None:
        paragraph, _ = self._empty(style)
        self._write(paragraph, (Span(text),))
        for run in paragraph.iterchildren(qn("w:r")):
            properties = run.find(qn("w:rPr"))
            if properties is None:
                properties = etree.Element(qn("w:rPr"))
                run.insert(0, properties)
            for tag in ("w:sz", "w:szCs"):
                etree.SubElement(properties, qn(tag)).set(qn("w:val"), str(size))

    @staticmethod
    def _turn(section: etree._Element) -> None:
        for tag in ("w:headerReference", "w:footerReference", "w:titlePg"):
            for found in section.findall(qn(tag)):
                section.remove(found)
        for tag, values in (("w:pgSz", _CARD_PAGE), ("w:pgMar", _CARD_MARGINS)):
            for found in section.findall(qn(tag)):
                for name, value in values.items():
                    found.set(qn(f"w:{name}"), value)

    def _enlarge(self, style_id: str, size: int) -> None:
        """Sets what a style says anew; in this document only."""
        for style in self._document.styles.element.iterchildren(qn("w:style")):
            if style.get(qn("w:styleId")) != style_id:
                continue
            for tag in ("w:pPr", "w:rPr"):
                for found in style.findall(qn(tag)):
                    style.remove(found)
            style.append(
                parse_xml(
                    f"<w:pPr {nsdecls('w')}><w:keepNext/><w:keepLines/><w:pageBreakBefore/>"
                    '<w:spacing w:before="0" w:after="240" w:line="240" w:lineRule="auto"/>'
                    '<w:outlineLvl w:val="1"/></w:pPr>'
                )
            )
            style.append(
                parse_xml(
                    f'<w:rPr {nsdecls("w")}><w:b/><w:bCs/><w:sz w:val="{size}"/>'
                    f'<w:szCs w:val="{size}"/></w:rPr>'
                )
            )

    def _add_style(self, name: str, parent: str) -> str:
        self._document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
                f'<w:name w:val="{name}"/><w:basedOn w:val="{parent}"/><w:qFormat/>'
                '<w:rPr><w:sz w:val="48"/><w:szCs w:val="48"/></w:rPr></w:style>'
            )
        )
        return name
