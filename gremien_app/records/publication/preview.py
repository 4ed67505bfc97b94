"""What is about to become public, with every name in it and what becomes of it; pure."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gremien_app.base.documents.content import MinutesDocument
from gremien_app.records.names.finder import Find
from gremien_app.records.names.judging import Fate, Judged
from gremien_app.records.names.relying import Relied

MOST_PLACES = 6


@dataclass(frozen=True)
class ResolutionText:
    resolution_id: int
    label: str
    title: str
    text: str
    addressee: str
    votes: tuple[str, ...]
    relied: Sequence[Relied] = ()
    is_public: bool = False  # already, perhaps with another text


@dataclass(frozen=True)
class NameRow:
    """All places of one name: what the office decides about at once."""

    key: str
    fate: Fate
    texts: tuple[str, ...]
    places: tuple[str, ...]
    reason: str
    words: str
    find: Find

    @property
    def number(self) -> str:
        """Tells one row of a form from another, also when others come or go."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:12]

    @property
    def told_places(self) -> str:
        told = ", ".join(self.places[:MOST_PLACES])
        rest = len(self.places) - MOST_PLACES
        return f"{told} und {rest} weitere" if rest > 0 else told


@dataclass(frozen=True)
class Preview:
    """Exactly what one press will make public. ``again``: names in what was typed in place."""

    document: MinutesDocument | None
    data: bytes
    resolutions: tuple[ResolutionText, ...]
    rows: tuple[NameRow, ...]
    relied: Sequence[Relied] = ()
    again: tuple[str, ...] = ()
    named: tuple[str, ...] = ()  # on the lists
    signatories: bool = False
    hidden_lines: int = 0
    shown: MinutesDocument | None = None  # the same with marks around each name
    shown_resolutions: tuple[ResolutionText, ...] = ()
    fingerprint: str = field(default="")

    @property
    def open(self) -> list[NameRow]:
        return [row for row in self.rows if row.fate is Fate.OPEN]

    @property
    def hidden(self) -> list[NameRow]:
        return [row for row in self.rows if row.fate is Fate.HIDDEN]

    @property
    def staying(self) -> list[NameRow]:
        return [row for row in self.rows if row.fate is Fate.STAYS]


def rows_of(judged: Sequence[Judged]) -> tuple[NameRow, ...]:
    """One row per key in the order of the texts, what is open first."""
    by_key: dict[str, list[Judged]] = {}
    for one in judged:
        by_key.setdefault(one.find.key, []).append(one)
    rows = [
        NameRow(
            key,
            found[0].fate,
            tuple(dict.fromkeys(_as_read(one.find.text) for one in found)),
            tuple(dict.fromkeys(one.place for one in found)),
            found[0].reason,
            found[0].words,
            found[0].find,
        )
        for key, found in by_key.items()
    ]
    order = (Fate.OPEN, Fate.HIDDEN, Fate.STAYS)
    return tuple(sorted(rows, key=lambda row: order.index(row.fate)))


def _as_read(text: str) -> str:
    """Without the marks of emphasis and the breaks of lines: "Ion Brüggen"."""
    return " ".join(re.sub(r"\*+|\\|(?<!\w)_+|_+(?!\w)", "", text).split())


def fingerprint_of(data: bytes, resolutions: Sequence[ResolutionText]) -> str:
    """SHA-256 of all that becomes public: the file's bytes and the register's texts."""
    texts = [
        [one.resolution_id, one.title, one.text, one.addressee, list(one.votes)]
        for one in resolutions
    ]
    told = hashlib.sha256(data).hexdigest() + json.dumps(texts, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
