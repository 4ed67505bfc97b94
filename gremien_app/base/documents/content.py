"""What a document says. Texts named *Markdown* know what ``markdown`` reads, nothing else."""

from dataclasses import dataclass
from datetime import date, time

from gremien_app.base.kernel.labels import Labelled


class Copy(Labelled):
    """What a file (Fassung) contains and who may have it; the value stands in the file's name."""

    PUBLIC = "oeffentlicher-Teil", "öffentlicher Teil"
    NAMED = (
        "mit-Namen-nur-fuer-Mitglieder",
        "öffentlicher Teil mit Namen, nur für Mitglieder, bitte nicht weitergeben",
    )
    CLOSED = (
        "mit-nichtoeffentlichem-Teil-nicht-weitergeben",
        "mit nichtöffentlichem Teil, nicht weitergeben (§ 30 GO NRW)",
    )
    INTERNAL = (
        "nichtoeffentliche-Sitzung-nicht-weitergeben",
        "nichtöffentliche Sitzung, nicht weitergeben (§ 30 GO NRW)",
    )


@dataclass(frozen=True)
class Letterhead:
    """Who writes: top right on the first page."""

    office: str
    committee: str
    contact_name: str
    phone: str
    email: str
    address_lines: tuple[str, ...]
    document_date: date


@dataclass(frozen=True)
class AttendanceLine:
    """One person: name, organisation or office, and "Vertretung für …" or "(bis 17:10 Uhr)"."""

    name: str
    detail: str = ""
    note: str = ""


@dataclass(frozen=True)
class AttendanceGroup:
    """Persons under one heading, e.g. "Stimmberechtigte Mitglieder"; left out when empty."""

    heading: str
    lines: tuple[AttendanceLine, ...]


@dataclass(frozen=True)
class AgendaLine:
    """One line of the Tagesordnung; `level` 1 to 3, `mark` e.g. "Nachtrag" or "abgesetzt".

    `label` is the number as the pages show it ("Ö 3.1"), in minutes frozen from format 2 on.
    """

    number: str
    title: str
    level: int = 1
    mark: str = ""
    label: str = ""


@dataclass(frozen=True)
class MinutesItem:
    """One item with what was said and decided; `discussion` and `resolution` are Markdown."""

    number: str
    title: str
    level: int = 1
    discussion: str = ""
    resolution: str = ""
    resolution_number: str = ""
    outcome: str = ""
    votes: tuple[str, ...] = ()
    vote_kinds: tuple[str, ...] = ()  # what each vote was on; "" or none: the matter itself
    attendance_note: str = ""
    mark: str = ""
    resolution_heading: str = "Beschluss"  # the committee's word: "Empfehlung", "Ergebnis"
    label: str = ""  # as in ``AgendaLine``

    @property
    def results(self) -> tuple[str, ...]:
        """The votes as printed: "Änderungsantrag: Mehrheitlich abgelehnt"."""
        kinds = (*self.vote_kinds, *[""] * (len(self.votes) - len(self.vote_kinds)))
        return tuple(
            f"{kind}: {vote}" if kind and vote else vote
            for kind, vote in zip(kinds, self.votes, strict=False)
        )


@dataclass(frozen=True)
class MinutesPart:
    """The public or the closed part: its Tagesordnung and its items."""

    title: str
    agenda: tuple[AgendaLine, ...]
    items: tuple[MinutesItem, ...]


SUBSTITUTING = "in Vertretung"


@dataclass(frozen=True)
class SignatureLine:
    """Who signs. Without a text ("Unterzeichnet im System von …") a line to sign by hand.

    ``stands_for``: who is prevented, where somebody signs in another's place. ``reason`` of a
    refusal and ``note`` of a substitute are for the committee: they may speak of persons.
    """

    role: str
    name: str
    text: str = ""
    is_refused: bool = False
    stands_for: str = ""
    reason: str = ""
    note: str = ""

    @property
    def told(self) -> str:
        """How it was signed or refused, with what only the committee reads."""
        reason = f". Grund: {self.reason}" if self.reason else ""
        note = f". Vermerk: {self.note}" if self.note else ""
        return f"{self.text}{reason}{note}"

    @property
    def told_role(self) -> str:
        """As it is read, here and in the file."""
        if not self.stands_for:
            return self.role
        return f"{self.role}, {SUBSTITUTING} (verhindert: {self.stands_for})"


@dataclass(frozen=True)
class MinutesDocument:
    """A Niederschrift. Times are those on the clock in Köln.

    `committee_genitive` carries its article ("der Stadtarbeitsgemeinschaft …"), `part_label` says
    which part a copy holds, `reference` is the code that leads back to the record, `reading` how
    the Markdown is read (older frozen minutes are read as they were signed).
    """

    letterhead: Letterhead
    committee: str
    committee_genitive: str
    day: date
    start: time
    place: str
    present: tuple[AttendanceGroup, ...]
    parts: tuple[MinutesPart, ...]
    end: time | None = None
    ordinal_text: str = ""
    term_name: str = ""
    absent: tuple[AttendanceGroup, ...] = ()
    signatures: tuple[SignatureLine, ...] = ()
    is_draft: bool = False
    part_label: str = ""
    reference: str = ""
    content_hash: str = ""
    notice: str = ""  # below the title: which version is to be signed by hand; no content
    copy: Copy = Copy.NAMED  # said by the file, no content
    reading: int = 3


@dataclass(frozen=True)
class InvitedLine(AgendaLine):
    """A line with what is proposed, as Markdown; minutes freeze their lines without it."""

    proposal: str = ""


@dataclass(frozen=True)
class AgendaPart:
    """The public or the closed part of a Tagesordnung."""

    title: str
    lines: tuple[AgendaLine, ...]


@dataclass(frozen=True)
class AgendaDocument:
    """An Einladung or a bare Tagesordnung (`is_bare`), called `kind`; `salutation` and `closing`
    are Markdown.

    `sentence` follows the title: "zur 5. Sitzung der Stadtarbeitsgemeinschaft …". `access`: how
    to get in and take part, as names with their values, behind the agenda.
    """

    letterhead: Letterhead
    kind: str
    sentence: str
    day: date
    start: time
    place: str
    parts: tuple[AgendaPart, ...]
    salutation: str = ""
    accessibility: str = ""
    closing: str = ""
    reference: str = ""
    copy: Copy = Copy.PUBLIC
    is_bare: bool = False
    is_large: bool = False
    access: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WholePaper:
    """A paper of an item: its texts by their names (Markdown), and notes on its file."""

    title: str
    notes: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WholeItem:
    """An item with its texts by their names (Markdown) and its papers; `level` 1 to 3."""

    label: str
    title: str
    level: int = 1
    mark: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    papers: tuple[WholePaper, ...] = ()


@dataclass(frozen=True)
class WholeSitting:
    """All that lies before a sitting, as one file; `parts`: their titles with their items."""

    letterhead: Letterhead
    sentence: str
    day: date
    start: time
    place: str
    parts: tuple[tuple[str, tuple[WholeItem, ...]], ...]
    reference: str = ""
    copy: Copy = Copy.PUBLIC
