"""Finds names in a text, whatever their spelling; pure, and linear in the length of the text.

Known persons stand in a trie of their names' words; a text's words are looked up in it from each
place on, the longest match first. What no list knows is marked by its form (``shapes``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from gremien_app.records.names import vocabulary as known_words
from gremien_app.records.names.people import Form, KnownPerson, patterns
from gremien_app.records.names.reading import Opening, Reading
from gremien_app.records.names.shapes import shapes
from gremien_app.records.names.spelling import Word, spellings, stems, words
from gremien_app.records.names.strangers import Strangers

_SKIPPED = 3  # middle initials and titles inside a name
_KEY_LENGTH = 120


class Kind(StrEnum):
    """How a name was recognised."""

    FULL = "full"
    TITLED = "titled"
    SURNAME = "surname"
    PART = "part"
    FIRST = "first"
    STRANGER = "stranger"
    SHAPE = "shape"


_KINDS = {
    Form.FULL: Kind.FULL,
    Form.PARTLY: Kind.FULL,
    Form.SURNAME: Kind.SURNAME,
    Form.PART: Kind.PART,
    Form.FIRST: Kind.FIRST,
}


@dataclass(frozen=True, slots=True)
class Find:
    """A name in a text. ``key`` is what a decision about it is kept under."""

    start: int
    end: int
    text: str
    kind: Kind
    key: str
    persons: tuple[str, ...] = ()
    is_doubtful: bool = False
    label: str = ""  # of a shape: what it is


@dataclass
class _Node:
    following: dict[int, "_Node"] = field(default_factory=dict)
    comma: "_Node | None" = None
    ends: dict[Form, set[str]] = field(default_factory=dict)


class Finder:
    """Searches texts for the names of these persons and for what looks like a name.

    ``usual``: folded words that the office uses otherwise (of committees, places, organisations):
    a surname that is such a word is asked about where it stands alone.
    """

    def __init__(
        self,
        persons: Iterable[KnownPerson],
        usual: frozenset[str] = frozenset(),
        *,
        strangers: bool = True,
    ) -> None:
        self._root = _Node()
        self._numbers: dict[frozenset[str], int] = {}
        self._vocabulary: dict[str, set[int]] = {}
        self._begins: dict[str, bool] = {}
        self._usual = usual | known_words.WORDS | known_words.NOUNS | known_words.FIRST_NAMES
        first_names: set[str] = set()
        for person in persons:
            for form, sequence in patterns(person):
                self._plant(person.key, form, sequence)
                if form is Form.FIRST:
                    first_names |= spellings(sequence[0])
        self._strangers = Strangers(frozenset(first_names)) if strangers else None

    def _plant(self, key: str, form: Form, sequence: Sequence[str]) -> None:
        node = self._root
        for word in sequence:
            if word == ",":
                node.comma = node.comma or _Node()
                node = node.comma
                continue
            node = node.following.setdefault(self._number(word), _Node())
        node.ends.setdefault(form, set()).add(key)

    def _number(self, word: str) -> int:
        shapes_of = spellings(word)
        number = self._numbers.setdefault(shapes_of, len(self._numbers))
        for shape in shapes_of:
            self._vocabulary.setdefault(shape, set()).add(number)
        return number

    def find(self, text: str) -> list[Find]:
        """All names in their order, none overlapping another."""
        found = [*self._names(text), *self._shapes(text)]
        return _apart(found)

    def _shapes(self, text: str) -> Iterable[Find]:
        if self._strangers is None:
            return
        for shape, start, end in shapes(text):
            shown = text[start:end]
            key = _key(shape.value, "".join(one for one in shown.casefold() if not one.isspace()))
            yield Find(start, end, shown, Kind.SHAPE, key, (), is_doubtful=True, label=shape.value)

    def _names(self, text: str) -> list[Find]:
        reading = Reading(text, words(text))
        found: list[Find] = []
        place = 0
        goes_on = -1  # "Herren Beispiel und Muster": the place up to which the next is titled too
        while place < len(reading.words):
            if not (reading.words[place].is_capital or self._is_part(reading.words[place].folded)):
                place += 1
                continue
            is_next = goes_on == place
            find, following = self._at(
                reading, place, found[-1].end if found else 0, is_next=is_next
            )
            if find is not None:
                found.append(find)
                goes_on = reading.next_of_plural(place, following, is_next=is_next)
                following = max(following, goes_on)
            place = max(following, place + 1)
        return found

    def _is_part(self, shape: str) -> bool:
        """Whether a word in small letters may begin a name."""
        known = self._begins.get(shape)
        if known is None:
            known = shape in known_words.SALUTATIONS or any(
                stem in self._vocabulary for stem in stems(shape)
            )
            if len(shape) < _KEY_LENGTH:
                self._begins[shape] = known
        return known

    def _at(
        self, reading: Reading, place: int, free_from: int, *, is_next: bool
    ) -> tuple[Find | None, int]:
        """The name that begins here, and the place of the next word."""
        opening = (
            Opening(place, place, is_titled=True)
            if is_next
            else reading.opening(place, lambda at: self._is_name_of_several(reading, at))
        )
        known = self._longest(reading, opening.name_at)
        stranger = (
            self._strangers.at(reading.words, reading.gaps, place, opening)
            if self._strangers and reading.words[place].is_capital
            else None
        )
        find = self._known(reading, opening, known, free_from) if known else None
        if find is not None and stranger is not None:
            is_weak = find.is_doubtful and find.kind in {Kind.FIRST, Kind.SURNAME, Kind.PART}
            if is_weak and known is not None and stranger.until > known[0]:
                find = None
        if find is not None and known is not None:
            return find, reading.after(find.end, known[0])
        is_known_next = stranger is not None and stranger.since > place and not opening.is_titled
        if stranger is None or (is_known_next and self._longest(reading, stranger.since)):
            return None, place + 1
        end = reading.end_of(stranger.until)
        start = reading.words[stranger.since].start
        key = _key(
            "wort", " ".join(one.folded for one in reading.words[stranger.since : stranger.until])
        )
        return (
            Find(start, end, reading.text[start:end], Kind.STRANGER, key, (), is_doubtful=True),
            reading.after(end, stranger.until),
        )

    def _is_name_of_several(self, reading: Reading, place: int) -> bool:
        """Whether a name of more than one word begins here; one alone may be an office."""
        match = self._longest(reading, place)
        return match is not None and match[0] > place + 1

    def _longest(self, reading: Reading, place: int) -> tuple[int, _Node] | None:
        """The end of the longest name that begins at this place, and what it is the name of."""
        best: tuple[int, _Node] | None = None
        if not self._is_part(reading.words[place].folded):
            return None
        open_: list[tuple[int, _Node, int]] = [(place, self._root, 0)]
        seen: set[tuple[int, int]] = set()
        while open_:
            at, node, skipped = open_.pop()
            if node.ends and (best is None or at > best[0]):
                best = (at, node)
            if at >= len(reading.words) or (at, id(node)) in seen:
                continue
            seen.add((at, id(node)))
            open_ += self._steps(reading, place, at, node, skipped)
        return best

    def _steps(
        self, reading: Reading, place: int, at: int, node: _Node, skipped: int
    ) -> list[tuple[int, _Node, int]]:
        word, nodes = reading.words[at], [node]
        if at > place:
            gap = reading.gaps[at]
            if gap == ",":
                nodes = [node.comma] if node.comma else []
            elif gap != " ":
                return []
        steps = []
        for one in nodes:
            for shape in stems(word.folded):
                steps += [
                    (at + 1, one.following[number], skipped)
                    for number in self._vocabulary.get(shape, ())
                    if number in one.following
                ]
            is_between = word.is_letter or word.folded in known_words.TITLES
            if at > place and is_between and skipped < _SKIPPED:
                steps.append((at + 1, one, skipped + 1))
        return steps

    def _known(
        self, reading: Reading, opening: Opening, match: tuple[int, _Node], free_from: int
    ) -> Find | None:
        until, node = match
        form = min(node.ends)
        persons = tuple(sorted(node.ends[form]))
        first = reading.words[opening.name_at]
        named = reading.words[opening.name_at : until]
        is_titled = opening.is_titled or reading.follows_office(opening.name_at)
        if form > Form.PARTLY and not is_titled and not first.is_capital:
            return None
        kind = Kind.TITLED if is_titled and form in {Form.SURNAME, Form.PART} else _KINDS[form]
        is_doubtful = kind in {Kind.PART, Kind.FIRST} or (
            kind is Kind.SURNAME and self._is_usual(named)
        )
        start = reading.words[opening.since].start
        end = reading.end_of(until)
        start, end, is_longer = reading.with_hyphens(opening, until, start, end, free_from)
        if is_longer:
            kind, is_doubtful = Kind.STRANGER, True
        text = reading.text[start:end]
        key = _key("", "+".join(persons)).removeprefix(":")
        if is_doubtful:
            key = _key("wort", " ".join(one.folded for one in words(text)))
        return Find(start, end, text, kind, key, persons, is_doubtful)

    def _is_usual(self, named: Sequence[Word]) -> bool:
        return all(
            len(word.folded) <= 2 or any(stem in self._usual for stem in stems(word.folded))
            for word in named
        )


def _key(kind: str, shape: str) -> str:
    if len(shape) > _KEY_LENGTH:
        shape = shape[:80] + sha256(shape.encode()).hexdigest()[:32]
    return f"{kind}:{shape}"


def _apart(found: list[Find]) -> list[Find]:
    """Of two that overlap the longer one stays; of two as long the one that was known."""
    chosen: list[Find] = []
    for find in sorted(
        found, key=lambda one: (one.start, one.start - one.end, one.kind is Kind.SHAPE)
    ):
        if chosen and find.start < chosen[-1].end:
            if find.end - find.start > chosen[-1].end - chosen[-1].start:
                chosen[-1] = find
            continue
        chosen.append(find)
    return chosen
