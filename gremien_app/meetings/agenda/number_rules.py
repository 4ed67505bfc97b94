"""The next free number of an agenda that is frozen: of the same depth and form as those there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PARTS = re.compile(r"(.*?)([0-9]{1,6}|[IVXLCDM]+|[ivxlcdm]+|[A-Za-z])([^0-9A-Za-z]*)", re.DOTALL)
_DEPTH = re.compile(r"[0-9A-Za-z]+")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_VALUES = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_HIGHEST = {"letter": 26, "roman": 3999}


@dataclass(frozen=True)
class Form:
    """How a number is written: "A 2" has the prefix "A ", "III." the suffix "."."""

    prefix: str
    kind: str
    suffix: str
    is_small: bool = False

    def write(self, value: int) -> str:
        text = {"letter": _letter, "roman": _roman}.get(self.kind, str)(value)
        return f"{self.prefix}{text.lower() if self.is_small else text}{self.suffix}"


@dataclass(frozen=True)
class _Read:
    form: Form
    value: int
    depth: int


def next_number(siblings: Sequence[str], reserved: Sequence[str], parent_number: str) -> str:
    """After all of them; ``reserved``: those of items that stand in the other part for now.

    1, 2, 2.12, 3 → 4; III. → IV.; A 2 → A 3. An agenda without numbers stays one.
    """
    below = f"{parent_number.rstrip('.')}." if parent_number else ""
    known = [one for one in siblings if one]
    read = _read_all([*known, *reserved])
    own = read[: len(known)]
    shallow = min((one.depth for one in own if one), default=0)
    form = next((one.form for one in reversed(own) if one and one.depth == shallow), None)
    if form is None:
        taken, value = set(reserved), 1
        while f"{below}{value}" in taken:
            value += 1
        return "" if siblings and not known else f"{below}{value}"
    highest = max(one.value for one in read if one and one.form == form)
    if highest >= _HIGHEST.get(form.kind, 999_999):
        return f"{below}{len(siblings) + 1}"
    return form.write(highest + 1)


def place_of(number: str, siblings: Sequence[str]) -> int:
    """Before which of its siblings an item stands that comes back with its number."""
    (own, *others) = _read_all([number, *siblings])
    for index, one in enumerate(others):
        if own and one and one.form == own.form and one.value > own.value:
            return index
    return len(siblings)


def _read_all(numbers: Sequence[str]) -> list[_Read | None]:
    matches = [_PARTS.fullmatch(one) for one in numbers]
    # "C" is a letter where "A" or "B" stand too, and a Roman number among others of these.
    signs = {match[2].upper() for match in matches if match}
    is_roman = all(sign.isdigit() or _ROMAN.fullmatch(sign) for sign in signs)
    is_roman = is_roman and any(len(sign) > 1 or sign in "IVX" for sign in signs)
    return [
        _read(one, match, is_roman=is_roman) if match else None
        for one, match in zip(numbers, matches, strict=True)
    ]


def _read(number: str, match: re.Match[str], *, is_roman: bool) -> _Read | None:
    prefix, sign, suffix = match.groups()
    depth = len(_DEPTH.findall(number.replace(" ", "")))
    if sign.isdigit():
        return _Read(Form(prefix, "digits", suffix), int(sign), depth)
    if is_roman:
        return _Read(Form(prefix, "roman", suffix, sign.islower()), _value(sign.upper()), depth)
    if len(sign) == 1:
        value = ord(sign.upper()) - ord("A") + 1
        return _Read(Form(prefix, "letter", suffix, sign.islower()), value, depth)
    return None


def _letter(value: int) -> str:
    return chr(ord("A") + value - 1)


def _roman(value: int) -> str:
    text = ""
    for amount, sign in _VALUES:
        while value >= amount:
            text, value = text + sign, value - amount
    return text


def _value(roman: str) -> int:
    value = 0
    for amount, sign in _VALUES:
        while roman.startswith(sign):
            roman, value = roman[len(sign) :], value + amount
    return value
