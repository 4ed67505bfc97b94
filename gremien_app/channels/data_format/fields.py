"""Values of the data format: each check takes a JSON value and gives the program's value."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, to_berlin
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.holidays import day_notes
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import clean_text
from gremien_app.people.accounts.rules import require_usable_password
from gremien_app.people.persons.rules import require_one_script, tells_of_health

_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_RELATIVE_DAY = re.compile(
    r"(?P<base>heute|sitzung)(?P<days>[+-][0-9]{1,4})?(?:/(?P<weekday>Mo|Di|Mi|Do|Fr|Sa|So))?"
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_RELATIVE_CLOCK = re.compile(r"jetzt(?P<minutes>[+-][0-9]{1,4})?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_QUARTER = 15
_LAST_MINUTE = 23 * 60 + 59


class Wrong(ValueError):  # noqa: N818 -- a value is wrong, the program is not
    """The value does not fit; the text is German."""


@dataclass
class Context:
    """The moment of loading, and the day of the sitting that is being read."""

    now: datetime
    sitting_day: date | None = None


Check = Callable[[Any, Context], Any]

_NAMES: dict[type, str] = {
    str: "ein Text",
    bool: "ja/nein (true, false)",
    int: "eine ganze Zahl",
    float: "eine Kommazahl",
    list: "eine Liste",
    dict: "ein Objekt",
    type(None): "nichts (null)",
}


def kind_name(value: Any) -> str:
    """What a JSON value is, in German."""
    return next((name for kind, name in _NAMES.items() if isinstance(value, kind)), "etwas anderes")


def require_kind(value: Any, kind: type) -> None:
    # bool is an int to Python, not to anybody else
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Wrong(f"erwartet wird {_NAMES[kind]}, gefunden wurde {kind_name(value)}")


def text(limit: int, *, multiline: bool = False) -> Check:
    """A cleaned text that says something, at most so many characters."""

    def check(value: Any, _context: Context) -> str:
        require_kind(value, str)
        cleaned = clean_text(value, multiline=multiline)
        if len(cleaned) > limit:
            raise Wrong(f"ist mit {len(cleaned)} Zeichen zu lang (höchstens {limit})")
        return cleaned

    return check


def filled(limit: int, *, multiline: bool = False) -> Check:
    """A text that must not be empty."""
    plain = text(limit, multiline=multiline)

    def check(value: Any, context: Context) -> str:
        cleaned: str = plain(value, context)
        if not cleaned:
            raise Wrong("ist leer")
        return cleaned

    return check


def slug(value: Any, _context: Context) -> str:
    require_kind(value, str)
    if not _SLUG.fullmatch(value) or len(value) > 60:
        raise Wrong("erlaubt sind höchstens 60 Kleinbuchstaben, Ziffern und einfache Bindestriche")
    return str(value)


def email(value: Any, context: Context) -> str:
    cleaned: str = filled(254)(value, context)
    local, _, domain = cleaned.partition("@")
    if not local or not domain or " " in cleaned or "@" in domain:
        raise Wrong("ist keine E-Mail-Adresse")
    return cleaned


def name_of_person(value: Any, context: Context) -> str:
    """A first or last name, not to be mistaken for another one."""
    cleaned: str = text(100)(value, context)
    try:
        require_one_script(cleaned)
    except RuleBroken as broken:
        raise Wrong(broken.message) from None
    return cleaned


def last_name(value: Any, context: Context) -> str:
    return name_of_person(filled(100)(value, context), context)


def without_health_data(value: Any, context: Context) -> str:
    """A language for letters, or a form of papers; no measure of support."""
    cleaned: str = text(60)(value, context)
    if tells_of_health(cleaned):
        raise Wrong("nennt Unterstützung bei der Verständigung; das wird hier nicht festgehalten")
    return cleaned


def password(value: Any, _context: Context) -> str:
    require_kind(value, str)
    try:
        require_usable_password(value)
    except RuleBroken as broken:
        raise Wrong(broken.message) from None
    return str(value)


def web_address(value: Any, context: Context) -> str:
    cleaned: str = filled(500)(value, context)
    if not cleaned.startswith(("https://", "http://")) or " " in cleaned:
        raise Wrong("ist keine Adresse, die mit https:// beginnt")
    return cleaned


def color(value: Any, _context: Context) -> str:
    """As in a stylesheet, "#0a5fb4"."""
    require_kind(value, str)
    if not re.fullmatch("#[0-9a-f]{6}", value):
        raise Wrong("muss eine Farbe sein wie „#0a5fb4“")
    return str(value)


def flag(value: Any, _context: Context) -> bool:
    require_kind(value, bool)
    return bool(value)


def number(low: int, high: int) -> Check:
    def check(value: Any, _context: Context) -> int:
        require_kind(value, int)
        if not low <= value <= high:
            raise Wrong(f"liegt nicht zwischen {low} und {high}")
        return int(value)

    return check


def one_of(kind: type[StrEnum]) -> Check:
    allowed = join_german([f"„{member.value}“" for member in kind])

    def check(value: Any, _context: Context) -> StrEnum:
        require_kind(value, str)
        try:
            return kind(value)
        except ValueError:
            raise Wrong(f"ist nicht erlaubt; möglich sind {allowed}") from None

    return check


def day(value: Any, context: Context) -> date:
    """A day: "2026-11-30", "heute-30/Do", "sitzung-14"."""
    require_kind(value, str)
    relative = _RELATIVE_DAY.fullmatch(value)
    found = _relative_day(relative, context) if relative else _iso_day(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Wrong(f"liegt nicht zwischen den Jahren {FIRST_YEAR} und {LAST_YEAR}")
    return found


def _iso_day(value: str) -> date:
    try:
        if _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise Wrong("dieses Datum gibt es nicht") from None
    raise Wrong("ist kein Datum (JJJJ-MM-TT, „heute+14“, „heute-30/Do“ oder „sitzung-14“)")


def _relative_day(match: re.Match[str], context: Context) -> date:
    if match["base"] == "heute":
        found = to_berlin(context.now).date()
    elif context.sitting_day is not None:
        found = context.sitting_day
    else:
        raise Wrong("„sitzung“ gilt nur innerhalb einer Sitzung mit gültigem Datum")
    found += timedelta(days=int(match["days"] or 0))
    if match["weekday"]:
        found += timedelta(days=(_WEEKDAYS.index(match["weekday"]) - found.weekday()) % 7)
        while day_notes(found):  # nobody sits on a holiday, in carnival or on Christmas Eve
            found += timedelta(days=7)
    return found


def clock(value: Any, context: Context) -> time:
    """A time: "14:00", or "jetzt-45" rounded down to a quarter of an hour, within today."""
    require_kind(value, str)
    fixed = _CLOCK.fullmatch(value)
    if fixed:
        return time(int(fixed["hour"]), int(fixed["minute"]))
    relative = _RELATIVE_CLOCK.fullmatch(value)
    if not relative:
        raise Wrong("ist keine Uhrzeit (HH:MM oder „jetzt-45“)")
    here = to_berlin(context.now)
    minutes = here.hour * 60 + here.minute + int(relative["minutes"] or 0)
    minutes = min(max(minutes // _QUARTER * _QUARTER, 0), _LAST_MINUTE)
    return time(*divmod(minutes, 60))
