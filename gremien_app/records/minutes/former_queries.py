"""Where a former name may still be meant: only a reader can tell, so the office is told where.

A first name alone, a part of a double name, a surname that two have, a pronoun of before: these
are never replaced by the program. The places hold no name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Text, cast, or_, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.reading import first_of
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_rules import Name
from gremien_app.records.names.finder import Finder
from gremien_app.records.names.people import KnownPerson
from gremien_app.records.names.renaming import Renamer
from gremien_app.records.names.spelling import words

_NEAR = 200  # letters behind a name in which a pronoun still means it
_PRONOUNS = {
    "Herr": re.compile(r"\b(er|ihm|ihn|sein(e|em|en|er|es)?)\b", re.IGNORECASE),
    "Frau": re.compile(r"\b(sie|ihr(e|em|en|er|es)?)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Texts:
    """A kind of the office's texts: its word, its columns, the way from a row to its sitting."""

    word: str
    columns: tuple[str, ...]
    sitting_of: Callable[[Any], Sitting]


@dataclass(frozen=True)
class Search:
    """Whose former name is looked for, and how: by the sitting, as others have a say in it."""

    person: Person
    former: Name
    renamer_of: Callable[[Sitting], Renamer]
    others_of: Callable[[Sitting], list[KnownPerson]]

    def places(self, kinds: Mapping[type, Texts]) -> list[str]:
        """In the order of the days: "Niederschrift, IR 12.11.2026".

        Of sittings at which the person was, or of committees to which he or she ever belonged.
        """
        found: dict[tuple[datetime, str], None] = {}
        readers: dict[int, _Reader] = {}
        for kind, texts in kinds.items():
            for row in self._candidates(kind, texts.columns):
                sitting = texts.sitting_of(row)
                if not self._concerns(sitting):
                    continue
                reader = readers.setdefault(sitting.id, _Reader(self, sitting))
                said = [one for name in texts.columns for one in _strings(getattr(row, name))]
                if any(map(reader.may_mean, said)):
                    place = f"{texts.word}, {sitting.committee.short} {format_date(sitting.date)}"
                    found[sitting.starts_at, place] = None
        return [place for _at, place in sorted(found)]

    def _candidates(self, kind: type[Any], columns: Iterable[str]) -> Iterator[Any]:
        """Rows that hold a piece of one of the names, as it is always written."""
        names = (self.former.first_name, self.former.last_name, self.person.last_name)
        pieces = [max(found, key=len) for one in names if (found := re.findall("[A-Za-z]+", one))]
        texts = [cast(getattr(kind, name), Text) for name in columns]
        holds = [text.icontains(piece, autoescape=True) for text in texts for piece in pieces]
        return iter(db.session.scalars(select(kind).where(or_(*holds)).order_by("id")))

    def _concerns(self, sitting: Sitting) -> bool:
        committees = {one.committee_id for one in self.person.memberships}
        return bool(committees & set(sitting.committee_ids)) or any(
            first_of(select(table.id).filter_by(sitting_id=sitting.id, person_id=self.person.id))
            for table in (Attendance, Guest)
        )


@dataclass
class _Reader:
    search: Search
    sitting: Sitting

    def may_mean(self, text: str) -> bool:
        text = self.search.renamer_of(self.sitting)(text)
        today = _words(self.search.person.first_name) | _words(self.search.person.last_name)
        return self._has_pronoun(text) or any(
            "former" in find.persons and not _words(find.text) <= today
            for find in self._finder.find(text)
        )

    @cached_property
    def _finder(self) -> Finder:
        former = self.search.former
        known = KnownPerson("former", former.last_name, former.first_name)
        return Finder([known, *self.search.others_of(self.sitting)], strangers=False)

    @cached_property
    def _finder_of_today(self) -> Finder:
        person = self.search.person
        return Finder([KnownPerson("now", person.last_name, person.first_name)], strangers=False)

    def _has_pronoun(self, text: str) -> bool:
        former, now = self.search.former.salutation, self.search.person.salutation
        if former == now or former not in _PRONOUNS:
            return False
        return any(
            _PRONOUNS[former].search(text[find.end : find.end + _NEAR])
            for find in self._finder_of_today.find(text)
        )


def _words(name: str) -> set[str]:
    return {word.folded for word in words(name)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
