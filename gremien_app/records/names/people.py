"""Known persons and the orders of words by which a text may call them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from gremien_app.records.names.spelling import folded, words
from gremien_app.records.names.vocabulary import PARTICLES, SALUTATIONS, TITLES


class Form(IntEnum):
    """How much of a name it is; the smaller the number, the surer."""

    FULL = 1
    PARTLY = 2  # with one half of a double name
    SURNAME = 3
    PART = 4
    FIRST = 5


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the lists; ``key`` is the room's own for him or her."""

    key: str
    last: str
    first: str = ""


def split_name(key: str, shown: str) -> KnownPerson:
    """A name as lists print it, taken apart: "Frau Dr. Ayşe von der Heide"."""
    pieces = [
        piece
        for piece in shown.split()
        if folded(piece.strip(".,")) not in SALUTATIONS | TITLES and folded(piece)
    ]
    if len(pieces) < 2:
        return KnownPerson(key, " ".join(pieces))
    at = len(pieces) - 1
    while at > 1 and folded(pieces[at - 1]) in PARTICLES and pieces[at - 1].islower():
        at -= 1
    return KnownPerson(key, " ".join(pieces[at:]), " ".join(pieces[:at]))


def _pieces(name: str) -> list[str]:
    """Its words as typed: umlauts are needed to know how they may be spelt."""
    return [name[word.start : word.end] for word in words(name)]


def patterns(person: KnownPerson) -> Iterator[tuple[Form, Sequence[str]]]:
    """Every order of words that means this person, "," for a comma that may stand between."""
    last, first = _pieces(person.last), _pieces(person.first)
    if not last:
        return
    surnames = [last, *([["".join(last)]] if len(last) > 1 else [])]
    parts = [
        [piece]
        for piece in last
        if len(last) > 1 and folded(piece) not in PARTICLES and len(folded(piece)) > 1
    ]
    for surname in surnames:
        yield Form.SURNAME, surname
    for part in parts:
        yield Form.PART, part
    for given in _given(first):
        for form, names in ((Form.FULL, surnames), (Form.PARTLY, parts)):
            for surname in names:
                yield form, [*given, *surname]
                yield form, [*surname, *given]
                yield form, [*surname, ",", *given]
    for piece in first:
        if len(folded(piece)) > 2 and folded(piece) not in PARTICLES:
            yield Form.FIRST, [piece]


def _given(first: list[str]) -> list[list[str]]:
    """First names as they may stand beside a surname: all, joined, each alone, initials."""
    if not first:
        return []
    found = [first, [first[0][0]], [piece[0] for piece in first]]
    if len(first) > 1:
        found += [["".join(first)], *([piece] for piece in first)]
    unique: list[list[str]] = []
    for one in found:
        if one not in unique:
            unique.append(one)
    return unique
