"""Words of a text as names are compared: without marks, accents and invisible signs."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from gremien_app.base.kernel.text import fold

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\u02b9\u02bb\u02bd\u2032\u00b4`\uff07"
# Soft hyphen, widthless and directional signs; the star of bold and the backslash of an escape.
_IGNORED = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe00-\ufe0f"
)
_MARKS = r"*\\"
IGNORED = re.compile(f"[{_IGNORED}{_MARKS}]+")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_IGNORED}{_MARKS}])*")
# "Bei-" at the end of a line and "spiel" on the next are one word.
_BROKEN = re.compile(rf"[{HYPHENS}][^\S\n]*\n[^\S\n]*\Z")
_WRITTEN_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
_UMLAUT = re.compile("([äöüøåæœ]|(?<![aeiouyqäöü])[aou]e)")
_MOST_UMLAUTS = 4
_LONG = 60  # no name: not worth a place in the cache
_SPREAD = 3  # from so many single letters on, "B e i s p i e l" is one word

# How a name ends in a sentence: Beispiels Antrag, Fritzens, die Beispielsche Fassung.
ENDINGS = ("s", "es", "ens", "sch", "sche", "schen", "scher", "sches", "schem")


@dataclass(slots=True)  # not frozen: there are hundreds of thousands in a long text
class Word:
    """A word and where it stands; ``gap`` is what stands between it and the word before."""

    folded: str
    start: int
    end: int
    gap: str
    is_capital: bool
    is_letter: bool


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """One word as it is compared: "STRAẞE" and "Straße" are "strasse"."""
    return fold(IGNORED.sub("", word))


def words(text: str) -> list[Word]:
    """The words of a text; broken and spread ones are one word."""
    return list(_joined(_plain(text), text))


def _plain(text: str) -> Iterator[Word]:
    before = 0
    for match in _WORD.finditer(text):
        start, typed = match.start(), match[0].rstrip("*\\")
        shape = folded(typed) if len(typed) < _LONG else fold(IGNORED.sub("", typed))
        if shape:
            is_capital = typed[0].isalpha() and not typed[0].islower()
            is_letter = len(shape) == 1 and shape.isalpha()
            yield Word(shape, start, start + len(typed), text[before:start], is_capital, is_letter)
            before = start + len(typed)


def _joined(plain: Iterator[Word], text: str) -> Iterator[Word]:
    spread: list[Word] = []
    held: Word | None = None
    for word in plain:
        if (
            held is not None
            and "\n" in word.gap
            and _BROKEN.search(word.gap[-8:])
            and text[word.start].islower()
        ):
            held = _one([held, word])
            continue
        if held is not None:
            yield held
            held = None
        if word.is_letter and (not spread or _is_one_blank(word.gap)):
            spread.append(word)
            continue
        yield from _unspread(spread)
        spread = [word] if word.is_letter else []
        if not word.is_letter:
            held = word
    if held is not None:
        yield held
    yield from _unspread(spread)


def _is_one_blank(gap: str) -> bool:
    return len(gap) == 1 and gap.isspace()


def _unspread(letters: list[Word]) -> Iterator[Word]:
    if len(letters) < _SPREAD:
        yield from letters
    else:
        yield _one(letters)


def _one(pieces: list[Word]) -> Word:
    first, last = pieces[0], pieces[-1]
    whole = "".join(piece.folded for piece in pieces)
    return Word(whole, first.start, last.end, first.gap, first.is_capital, is_letter=False)


@lru_cache(maxsize=20_000)
def spellings(word: str) -> frozenset[str]:
    """A name's word as it may be typed: Müller, Mueller, Muller; Sørensen, Soerensen.

    Each umlaut may be written in its own way; of very many, all are written alike.
    """
    pieces = _UMLAUT.split(unicodedata.normalize("NFC", IGNORED.sub("", word)).casefold())
    ways = [_ways(piece) if place % 2 else (fold(piece),) for place, piece in enumerate(pieces)]
    if sum(len(way) > 1 for way in ways) > _MOST_UMLAUTS:
        return frozenset("".join(way[min(which, len(way) - 1)] for way in ways) for which in (0, 1))
    return frozenset("".join(chosen) for chosen in product(*ways))


def _ways(umlaut: str) -> tuple[str, ...]:
    """Of an umlaut, or of two letters that may be one."""
    if len(umlaut) == 2:
        return (umlaut, umlaut[0])
    return (fold(umlaut), _WRITTEN_OUT[umlaut])


def stems(shape: str) -> Iterator[str]:
    """The word itself and what is left of it without the endings of a sentence."""
    yield shape
    for ending in ENDINGS:
        if shape.endswith(ending) and len(shape) > len(ending) + 1:
            yield shape[: -len(ending)]
