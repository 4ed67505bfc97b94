"""Counts, ordinals and enumerations as German prose wants them."""

from collections.abc import Iterable


def join_german(items: Iterable[str], conjunction: str = "und") -> str:
    """An enumeration: "A", "A und B", "A, B und C"."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def plural(count: int, one: str, many: str) -> str:
    """The word that fits the count, without the number."""
    return one if count == 1 else many


def format_number(number: int) -> str:
    """A whole number with German thousands separators: 12345 → "12.345"."""
    return f"{number:,}".replace(",", ".")


def format_count(count: int, one: str, many: str) -> str:
    """A number with its word: "1 Sitzung", "22 Sitzungen", "0 Sitzungen"."""
    return f"{format_number(count)} {plural(count, one, many)}"


def ordinal(number: int) -> str:
    """A rank in digits: 5 → "5."."""
    return f"{number}."
