"""How letters greet: everybody by the same form, or nobody."""

from collections.abc import Sequence
from typing import Protocol

_FORMAL = {"Frau": "Sehr geehrte Frau", "Herr": "Sehr geehrter Herr"}


class Greeted(Protocol):
    """A person by the chosen name; the salutation is known or not."""

    @property
    def salutation(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def name(self) -> str: ...


def greetings(people: Sequence[tuple[int, Greeted]]) -> dict[int, str]:
    """By the numbers given; nobody's gender is guessed, so one unknown makes all neutral."""
    is_formal = all(person.salutation in _FORMAL for _, person in people)
    return {id_: _formal(one) if is_formal else f"Guten Tag {one.name}," for id_, one in people}


def _formal(one: Greeted) -> str:
    named = " ".join(filter(None, (_FORMAL[one.salutation], one.title, one.last_name)))
    return f"{named},"
