"""Enumerations that carry what their members are called."""

from enum import StrEnum
from functools import partial
from operator import is_
from typing import Self


class Labelled(StrEnum):
    """Stored by its value, shown by its label: ``OPEN = "open", "offen"``.

    ``also``: what else is said of a member: the kind of its badge, the heading of a group. Pages
    ask a member which one it is: ``state.is_open``.
    """

    _value_: str
    label: str
    also: str

    def __new__(cls, value: str, label: str | None = None, also: str = "") -> Self:
        if label is None:  # looking a member up by its value comes not this way
            raise TypeError(f"{value} of {cls.__name__} has no label")
        member = str.__new__(cls, value)
        member._value_, member.label, member.also = value, label, also
        return member

    def __init_subclass__(cls) -> None:
        for one in cls:
            name = f"is_{one.name.lower()}"
            if not hasattr(cls, name):
                setattr(cls, name, property(partial(is_, one)))
