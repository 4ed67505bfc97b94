"""What becomes of each find: hidden, staying, or to be decided; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gremien_app.base.kernel.labels import Labelled
from gremien_app.records.names.finder import Find, Finder, Kind
from gremien_app.records.names.hiding import MEMBER, replaced, withheld
from gremien_app.records.names.people import KnownPerson
from gremien_app.records.names.spelling import folded
from gremien_app.records.names.vocabulary import SALUTATIONS

SIGNATORIES = "unterzeichnende"  # the key of the decision to name who signed


class Fate(Labelled):
    HIDDEN = "hidden", "wird verborgen"
    STAYS = "stays", "bleibt"
    OPEN = "open", "zu entscheiden"

    @property
    def kind(self) -> str:
        """The badge's."""
        return {Fate.HIDDEN: "neutral", Fate.STAYS: "info", Fate.OPEN: "warning"}[self]


# Letters for private use: no text carries them, no reader of Markdown minds them.
MARKS = {Fate.HIDDEN: "\ue000", Fate.STAYS: "\ue001", Fate.OPEN: "\ue002"}
MARKS_END = "\ue003"


@dataclass(frozen=True)
class Standing:
    """A person known to the committee, and whether a basis to publish the name holds today."""

    known: KnownPerson
    shown: str
    is_public: bool = False
    basis: str = ""
    person_id: int | None = None
    membership_id: int | None = None
    may_sign: bool = False  # the name may stand under what the person signed


@dataclass(frozen=True)
class Decided:
    """A decision as it is applied."""

    is_hidden: bool
    words: str = ""  # in its place; empty: the usual ones
    ground: str = ""  # a ``Ground``, where it stays
    told: str = ""  # the ground in German, and who decided
    basis: str = ""  # to what a consent refers, or which office
    given_on: date | None = None
    ends_on: date | None = None
    is_member: bool = False  # hidden as "ein Mitglied"


@dataclass(frozen=True)
class Judged:
    """A find with what becomes of it and why, in German."""

    find: Find
    fate: Fate
    reason: str
    words: str = ""  # in its place, where it is hidden
    place: str = ""


@dataclass
class Judge:
    """Knows the persons and the decisions; keeps what it judged, in the order of the texts."""

    standings: Mapping[str, Standing]
    decisions: Mapping[str, Decided]
    usual: frozenset[str] = frozenset()
    is_marking: bool = False  # for a page that shows what becomes of each name
    judged: list[Judged] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._finder = Finder((one.known for one in self.standings.values()), self.usual)

    def change(self, text: str, place: str, *, is_note: bool = False) -> str:
        """The text without what is hidden. ``is_note``: a sentence that the program made."""
        if not text.strip():
            return text
        judged = [self._judge(find, place, is_note=is_note) for find in self._finder.find(text)]
        self.judged += judged
        if self.is_marking:
            return marked(text, judged)
        hidden = [(one.find, one.words) for one in judged if one.fate is Fate.HIDDEN]
        return replaced(text, hidden)

    def keeps_line(self, name: str) -> bool:
        """Whether a person of the lists may be named there."""
        called = [one for one in self.standings.values() if is_called(one, name)]
        return bool(called) and all(one.is_public for one in called)

    def keeps_signature(self, name: str) -> bool:
        """Whether a person may be named under what he or she signed."""
        called = [one for one in self.standings.values() if is_called(one, name)]
        return bool(called) and all(one.is_public or one.may_sign for one in called)

    def _judge(self, find: Find, place: str, *, is_note: bool) -> Judged:
        decided = self.decisions.get(find.key)
        usual = MEMBER if is_note and find.persons else withheld(find)
        if decided is not None and decided.is_hidden:
            words = MEMBER if decided.is_member else decided.words or usual
            return Judged(find, Fate.HIDDEN, decided.told, words, place)
        if decided is not None:
            return Judged(find, Fate.STAYS, decided.told, place=place)
        public = {self.standings[key].is_public for key in find.persons}
        is_sure = not find.is_doubtful or find.kind in {Kind.SURNAME, Kind.PART}
        if is_sure and public == {True}:
            first = self.standings[find.persons[0]]
            return Judged(find, Fate.STAYS, f"{first.shown}: {first.basis}", place=place)
        if not find.is_doubtful and public == {False}:
            return Judged(find, Fate.HIDDEN, "keine Grundlage", usual, place)
        return Judged(find, Fate.OPEN, why_open(find), place=place)


def marked(text: str, judged: list[Judged]) -> str:
    """The text as it becomes public, with invisible marks around each name: ``MARKS``."""
    changes = []
    for one in judged:
        find, words = one.find, one.words if one.fate is Fate.HIDDEN else one.find.text
        around = text[max(find.start - 1, 0) : find.start] + text[find.end : find.end + 1]
        is_plain = not set("*_\\") & set(words + around)
        if one.fate is Fate.HIDDEN or is_plain:
            changes.append((find, (MARKS[one.fate], words, MARKS_END)))
    return replaced(text, changes)


def is_called(standing: Standing, name: str) -> bool:
    """Whether a line of a list means this person: the name, a salutation before it or not."""
    before, found, after = name.rpartition(standing.shown)
    return bool(found) and not after and folded(before.strip(" .")) in SALUTATIONS | {""}


def why_open(find: Find) -> str:
    """Why somebody has to decide."""
    if find.label:
        return _SHAPES[find.label]
    return _KINDS[find.kind]


_KINDS = {
    Kind.FULL: "mehrere Personen heißen so, nicht alle mit Grundlage",
    Kind.TITLED: "mehrere Personen heißen so, nicht alle mit Grundlage",
    Kind.SURNAME: "Nachname einer Person und auch ein Wort",
    Kind.PART: "Teil eines Doppelnamens",
    Kind.FIRST: "Vorname einer Person",
    Kind.STRANGER: "sieht aus wie ein Name, steht auf keiner Liste",
    Kind.SHAPE: "",
}
_SHAPES = {
    "email": "E-Mail-Adresse",
    "phone": "Telefonnummer",
    "street": "Straße mit Hausnummer",
    "file": "Aktenzeichen",
    "birth": "Geburtsdatum",
    "account": "Kontonummer",
}
