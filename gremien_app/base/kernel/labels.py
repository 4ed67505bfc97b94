"""Enumerations that carry what their members are called."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """Stored by its value, shown by its label: ``OPEN = "open", "offen"``."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str | None = None) -> Self:
        if label is None:  # looking a member up by its value comes not this way
            raise TypeError(f"{value} of {cls.__name__} has no label")
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member
