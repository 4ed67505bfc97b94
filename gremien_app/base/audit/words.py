"""The record in German; the words are those that the rooms say (``base.house``)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gremien_app.base.house.choices import choice_label, column_label
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_datetime

NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)")


def area_of(action: str) -> str:
    found = house().areas.get(action.partition(".")[0])
    return found.label if found else action


def table_of(slug: str) -> str | None:
    """The table behind the piece of an address: "gremium" → its table; None for none."""
    return next((name for name, one in house().recorded.items() if one.slug == slug), None)


def field_label(name: str, object_type: str = "") -> str:
    """As the object's own column is called, else the words of a room, else any other column."""
    own = column_label(object_type, name)
    if own:
        return own
    known = house().fields
    return known.get(name) or known.get(name.rpartition(".")[2]) or name.replace("_", " ")


def told(object_type: str, changes: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The changes of an entry: what it is called, before, after."""
    found = []
    for name, pair in changes.items():
        label = field_label(name, object_type)
        if pair == ["…", "…"]:  # of a column whose values are not kept
            found.append((label, NOTHING, "geändert"))
            continue
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        before, after = (in_words(object_type, name, value) for value in (old, new))
        found.append((label, before, after))
    return found


def in_words(object_type: str, name: str, value: Any) -> str:
    """A stored value for readers: "ja", "01.11.2025", "Vorsitz", "–" for nothing."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(in_words(object_type, name, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {in_words(object_type, name, v)}" for key, v in value.items())
    text = str(value)
    return _moment(text) or choice_label(object_type, name, text) or text


def _moment(text: str) -> str | None:
    if _DAY.fullmatch(text):
        return format_date(date.fromisoformat(text))
    if _INSTANT.fullmatch(text):
        return format_datetime(datetime.fromisoformat(text).astimezone(BERLIN))
    return None
