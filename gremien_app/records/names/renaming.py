"""Today's name in the place of a former one that may not be told any more; pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from gremien_app.records.names.finder import Find, Finder, Kind
from gremien_app.records.names.hiding import replaced
from gremien_app.records.names.people import KnownPerson
from gremien_app.records.names.spelling import folded, words
from gremien_app.records.names.vocabulary import SALUTATIONS, TITLES

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Naming:
    """What somebody is or was called."""

    salutation: str
    title: str
    first: str
    last: str


@dataclass(frozen=True)
class Renaming:
    person_id: int
    former: Naming
    now: Naming


class Renamer:
    """Says in texts what these persons are called today, in every spelling of the former names.

    ``others``: who else is meant by a name: a surname that two have is left as it is.
    """

    def __init__(self, renamings: Iterable[Renaming], others: Iterable[KnownPerson] = ()) -> None:
        self._renamings = {f"former:{place}": one for place, one in enumerate(renamings)}
        known = [KnownPerson(key, one.former.last, one.former.first)
                 for key, one in self._renamings.items()]  # fmt: skip
        self._finder = Finder([*known, *others], strangers=False)

    @property
    def key(self) -> tuple[Renaming, ...]:
        """What it changes: a file made with it is made once."""
        return tuple(self._renamings.values())

    def __bool__(self) -> bool:
        return bool(self._renamings)

    def __call__(self, text: str) -> str:
        if not self._renamings or not text:
            return text
        changes = []
        for find in self._finder.find(text):
            now = self._today(find)
            if now is not None:
                changes.append((find, now))
        return replaced(text, changes)

    def _today(self, find: Find) -> str | None:
        meant = [self._renamings[key] for key in find.persons if key in self._renamings]
        if len(meant) != len(find.persons) or len({one.person_id for one in meant}) != 1:
            return None  # somebody else's name too
        if find.is_doubtful or find.kind is Kind.FIRST:
            return None
        return _said_like(find, meant[0])


def _said_like(find: Find, renaming: Renaming) -> str:
    """The name of today in the form in which the former one stood there."""
    former, now = renaming.former, renaming.now
    said = [(word.folded, find.text[word.start : word.end]) for word in words(find.text)]
    greeting = next((typed for shape, typed in said if shape in SALUTATIONS), "")
    is_full = find.kind is Kind.FULL
    if "," in find.text:
        name = ", ".join(part for part in (now.last, now.first) if part)
    elif is_full or (greeting and not now.salutation):
        name = " ".join(part for part in (now.first, now.last) if part)
    else:
        name = now.last
    front = [_greeting(greeting, now)] if greeting else []
    front += [now.title] if any(shape in TITLES for shape, _ in said) else []
    whole = " ".join(part for part in (*front, name) if part)
    if find.text.isupper():
        whole = whole.upper()
    ends_in_s = said[-1][0] == f"{folded(former.last.split()[-1])}s" if former.last else False
    return whole + ("s" if ends_in_s and not whole.endswith(("s", "ß", "x", "z")) else "")


def _greeting(greeting: str, now: Naming) -> str:
    """ "Herrn" where it stood so and still is; none for whoever wants none."""
    return "Herrn" if (folded(greeting), now.salutation) == ("herrn", "Herr") else now.salutation


def with_names(thing: Thing, change: Renamer) -> Thing:
    """Every text in it changed: JSON values and documents."""
    found: Any = thing
    if not change or isinstance(found, Enum):
        return thing
    if isinstance(found, str):
        found = change(found)
    elif isinstance(found, dict):
        found = {key: with_names(value, change) for key, value in found.items()}
    elif isinstance(found, list | tuple):
        found = type(found)(with_names(value, change) for value in found)
    elif is_dataclass(found) and not isinstance(found, type):
        parts = {one.name: with_names(getattr(found, one.name), change) for one in fields(found)}
        found = replace(found, **parts)
    return found  # type: ignore[no-any-return]  # the same kind of thing
