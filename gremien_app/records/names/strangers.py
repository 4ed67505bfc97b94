"""Persons whom no list knows, by the form in which texts speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gremien_app.records.names.spelling import APOSTROPHES, HYPHENS, IGNORED, Word, stems
from gremien_app.records.names.vocabulary import (
    FIRST_NAMES,
    NAMED_LIKE_OFFICES,
    NOBLE,
    NOUN_ENDINGS,
    NOUNS,
    OFFICE_ENDINGS,
    OFFICES,
    PARTICLES,
    SALUTATIONS,
    STREET_ENDINGS,
    TITLES,
    WORDS,
)

_ABBREVIATED = TITLES | {"hr", "hrn", "fr", "fam", "st", "frl"}
_ROMAN = frozenset("ivxlcdm")
_MOST = 4  # words of a stranger's name
_FURTHEST = 8  # words looked at with its particles
_ENUMERATION = frozenset({"und", "oder", "sowie", "bzw", "beziehungsweise"})


class Opening(Protocol):
    """What stands before a name (``reading.Opening``)."""

    @property
    def name_at(self) -> int: ...
    @property
    def since(self) -> int: ...
    @property
    def is_titled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Span:
    """From one word to before another."""

    since: int
    until: int


def gap_of(gap: str, before: Word) -> str:
    """What a gap is inside a name: " " nothing to speak of, "," a comma, "" the name's end."""
    if gap == " ":
        return gap
    bare = IGNORED.sub("", gap).replace("_", "")
    core = bare.strip()
    if bare.count("\n") > 1:
        return ""
    if not core or (len(core) == 1 and core in APOSTROPHES):
        return " "
    if core == ",":
        return ","
    if core in {".", ".-", ".\u2011", ".\u2010"}:
        return " " if before.is_letter or before.folded in _ABBREVIATED else ""
    return " " if len(core) == 1 and core in HYPHENS and _binds(bare, core) else ""


def _binds(gap: str, hyphen: str) -> bool:
    """A dash between blanks or at the beginning of a line belongs to the sentence."""
    opens_line = "\n" in gap.partition(hyphen)[0]
    return not (opens_line or (gap[0].isspace() and gap[-1].isspace()))


def is_office(shape: str) -> bool:
    return shape in OFFICES or shape.endswith(OFFICE_ENDINGS)


def is_noun(shape: str) -> bool:
    return shape in NOUNS or shape.endswith(NOUN_ENDINGS)


class Strangers:
    """``first_names``: those of the known persons, besides the usual ones."""

    def __init__(self, first_names: frozenset[str]) -> None:
        self._first_names = FIRST_NAMES | first_names

    def at(
        self, words: Sequence[Word], gaps: Sequence[str], place: int, opening: Opening
    ) -> Span | None:
        """The stranger's name that begins at this word."""
        if opening.is_titled:
            until = self._run(words, gaps, opening.name_at)
            return Span(opening.since, until) if until else None
        word = words[place]
        if not word.is_capital:
            return None
        if is_office(word.folded):
            return self._after_office(words, gaps, place)
        return self._listed(words, gaps, place) or self._given(words, gaps, place)

    def _since(self, words: Sequence[Word], gaps: Sequence[str], place: int) -> int:
        """Where the surname begins, with the particles before it: "von der Heide"."""
        since = at = place
        while at > max(place - 3, 0) and gaps[at] == " " and words[at - 1].folded in PARTICLES:
            at -= 1
            since = at if words[at].folded in NOBLE else since
        return since

    def _run(self, words: Sequence[Word], gaps: Sequence[str], place: int) -> int:
        """Where a name ends that begins here; 0: none does."""
        at, named = place, 0
        while at < min(len(words), place + _FURTHEST) and named < _MOST:
            word = words[at]
            if at > place and (gaps[at] != " " or self._ends_line(word, words[at - 1])):
                break
            if word.folded in PARTICLES and self._names(words, gaps, at + 1):
                at += 1
                continue
            is_named = self._is_name(word) or (at == place and word.folded in NAMED_LIKE_OFFICES)
            if not is_named or (word.is_letter and at > place):
                break
            at, named = at + 1, named + 1
        return at if named else 0

    def _ends_line(self, word: Word, before: Word) -> bool:
        return "\n" in word.gap and before.folded not in self._first_names

    def _is_name(self, word: Word) -> bool:
        is_other = word.folded in SALUTATIONS or word.folded in TITLES or is_office(word.folded)
        return word.is_capital and not is_other and not is_noun(word.folded)

    def _names(self, words: Sequence[Word], gaps: Sequence[str], at: int) -> bool:
        """Whether a name stands here, particles before it or not."""
        for place in range(at, min(at + _FURTHEST, len(words))):
            if gaps[place] != " ":
                return False
            if words[place].folded not in PARTICLES:
                return self._is_name(words[place])
        return False

    def _after_office(self, words: Sequence[Word], gaps: Sequence[str], place: int) -> Span | None:
        """ "Besucherin Schuster": the office stays, the name is asked about."""
        at = place + 1
        if at >= len(words) or words[at].gap.strip("*_ \u00a0\u202f\u2009"):
            return None
        until = self._run(words, gaps, at) if gaps[at] == " " else 0
        return Span(at, until) if until else None

    def _given(self, words: Sequence[Word], gaps: Sequence[str], place: int) -> Span | None:
        """ "Renate Schuster" and "R. Schuster"."""
        word, following = words[place], place + 1
        if following >= len(words) or gaps[following] != " ":
            return None
        if word.is_letter:
            if "." not in words[following].gap or self._is_abbreviation(words, place):
                return None
        elif word.folded not in self._first_names:
            return None
        until = self._run(words, gaps, following)
        is_named_after = until < len(words) and self._is_bound(words[until])
        return Span(place, until) if until and not is_named_after else None

    def _is_bound(self, word: Word) -> bool:
        """ "Konrad-Adenauer-Saal": a house or a street is named after somebody."""
        is_thing = is_noun(word.folded) or word.folded.endswith(STREET_ENDINGS)
        return len(word.gap) == 1 and word.gap in HYPHENS and is_thing

    def _is_abbreviation(self, words: Sequence[Word], place: int) -> bool:
        """ "z. B. Anträge", "I. Öffentlicher Teil": no initials."""
        word = words[place]
        opens_line = place == 0 or "\n" in word.gap
        after_letter = place > 0 and words[place - 1].is_letter and "." in word.gap
        return (after_letter and not words[place - 1].is_capital) or (
            opens_line and word.folded in _ROMAN
        )

    def _listed(self, words: Sequence[Word], gaps: Sequence[str], place: int) -> Span | None:
        """ "Schuster, Renate": by the first name, or because it stands for itself."""
        at = place
        furthest = min(place + _FURTHEST, len(words) - 1)
        while at < furthest and gaps[at + 1] == " " and self._is_part(words, at):
            at += 1
        comma = at + 1
        if comma >= len(words) or gaps[comma] != "," or not self._is_name(words[at]):
            return None
        while (
            comma < min(len(words), at + _FURTHEST)
            and words[comma].folded in TITLES
            and self._names(words, gaps, comma + 1)
        ):
            comma += 1
        given = words[comma]
        if not self._is_name(given) or (given.is_letter and "." not in self._gap(words, comma + 1)):
            return None
        after = comma + 1
        while after < len(words) and len(words[after].gap) == 1 and words[after].gap in HYPHENS:
            if self._is_bound(words[after]):
                return None
            after += 1
        is_first = any(stem in self._first_names for stem in stems(given.folded))
        since = self._since(words, gaps, place)
        if is_first and not self._is_enumerated(words, gaps, since, comma):
            return Span(since, self._first_names_from(words, gaps, comma))
        stands_alone = self._opens(words, since) and self._closes(words, comma)
        is_usual = words[at].folded in WORDS and given.folded in WORDS
        if stands_alone and not is_usual and not self._is_enumerated(words, gaps, since, comma):
            return Span(since, comma + 1)
        return None

    def _is_part(self, words: Sequence[Word], at: int) -> bool:
        """Whether the word may go on: a particle, or a name bound to the next by a hyphen."""
        return words[at].folded in PARTICLES or (
            len(words[at + 1].gap) == 1 and words[at + 1].gap in HYPHENS
        )

    def _first_names_from(self, words: Sequence[Word], gaps: Sequence[str], at: int) -> int:
        at += 1
        while at < len(words) and gaps[at] == " " and words[at].folded in self._first_names:
            at += 1
        return at

    def _is_enumerated(
        self, words: Sequence[Word], gaps: Sequence[str], place: int, last: int
    ) -> bool:
        """ "Bildung, Kultur und Sport": one of several words, no name."""
        following = last + 1
        is_before = place > 0 and gaps[place] == "," and words[place - 1].is_capital
        if following >= len(words):
            return is_before
        goes_on = words[following].folded in _ENUMERATION and gaps[following] == " "
        known = words[last].folded in self._first_names
        return (is_before and not known) or (goes_on and not known)

    def _gap(self, words: Sequence[Word], at: int) -> str:
        return words[at].gap if at < len(words) else ""

    def _opens(self, words: Sequence[Word], place: int) -> bool:
        """At the beginning of a line, a list's item or a bracket, or after a colon."""
        gap = words[place].gap.strip("*_ \u00a0")
        return place == 0 or "\n" in gap or gap.endswith(("(", ":", ";", "\u201e", ".", "[", "/"))

    def _closes(self, words: Sequence[Word], last: int) -> bool:
        gap = self._gap(words, last + 1).lstrip("*_ \u00a0")
        at_end = last + 1 >= len(words)
        return at_end or gap.startswith(
            (",", ";", ")", "\n", ":", "(", "\u2013", "]", "\u201c", "/")
        )
