"""Values of the data format: each kind takes a JSON value and gives the program's value.

Written beside a key's type, ``Annotated[date, Day()]``; pydantic asks them for both the check and
the piece of the schema.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, core_schema

from gremien_app.base.kernel.dates import FIRST_YEAR, LAST_YEAR, to_berlin
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.holidays import day_notes
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import clean_text, is_email_address
from gremien_app.channels.data_format.sentences import kind_name, wanted_kind, wrong
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


@dataclass
class Context:
    """The moment of loading, and the day of the sitting that is being read.

    ``is_lenient``: a file with faults is read a second time with gaps in their places, so that
    what does not fit together is told as well.
    """

    now: datetime
    sitting_day: date | None = None
    is_lenient: bool = False


@dataclass(frozen=True)
class Value:
    """A kind of value: its check, and how the schema describes it."""

    def read(self, value: Any, context: Context) -> Any:
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def read(value: Any, info: ValidationInfo) -> Any:
            assert isinstance(info.context, Context), "read.parse says when the file is read"
            return self.read(value, info.context)

        return core_schema.with_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return self.schema()


def require_kind(value: Any, kind: type) -> None:
    # bool is an int to Python, not to anybody else
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise wrong("kind", wanted=wanted_kind(kind), found=kind_name(value))


@dataclass(frozen=True)
class Text(Value):
    """A cleaned text, at most so many characters."""

    limit: int
    is_multiline: bool = False
    must_say: bool = False

    def read(self, value: Any, context: Context) -> str:
        require_kind(value, str)
        cleaned = clean_text(value, multiline=self.is_multiline)
        if len(cleaned) > self.limit:
            raise wrong("too_long", length=len(cleaned), limit=self.limit)
        if self.must_say and not cleaned:
            raise wrong("empty")
        return cleaned

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.limit} | (
            {"minLength": 1} if self.must_say else {}
        )


@dataclass(frozen=True)
class Filled(Text):
    """A text that must not be empty."""

    must_say: bool = True


@dataclass(frozen=True)
class Slug(Value):
    def read(self, value: Any, context: Context) -> str:
        require_kind(value, str)
        if not _SLUG.fullmatch(value) or len(value) > 60:
            raise wrong("slug")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_SLUG.pattern}$", "maxLength": 60}


@dataclass(frozen=True)
class Email(Filled):
    limit: int = 254

    def read(self, value: Any, context: Context) -> str:
        cleaned = super().read(value, context)
        if not is_email_address(cleaned):
            raise wrong("email")
        return cleaned


@dataclass(frozen=True)
class NameOfPerson(Text):
    """A first or last name, not to be mistaken for another one."""

    limit: int = 100

    def read(self, value: Any, context: Context) -> str:
        cleaned = super().read(value, context)
        with_rule(require_one_script, cleaned)
        return cleaned


@dataclass(frozen=True)
class WithoutHealthData(Text):
    """A language for letters, or a form of papers; no measure of support."""

    limit: int = 60

    def read(self, value: Any, context: Context) -> str:
        cleaned = super().read(value, context)
        if tells_of_health(cleaned):
            raise wrong("health")
        return cleaned


@dataclass(frozen=True)
class Password(Value):
    def read(self, value: Any, context: Context) -> str:
        require_kind(value, str)
        with_rule(require_usable_password, value)
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


def with_rule(rule: Any, value: Any) -> None:
    """A room's own rule about one value, in its own sentence."""
    try:
        rule(value)
    except RuleBroken as broken:
        raise wrong("rule", message=broken.message) from None


@dataclass(frozen=True)
class WebAddress(Filled):
    limit: int = 500

    def read(self, value: Any, context: Context) -> str:
        cleaned = super().read(value, context)
        if not cleaned.startswith(("https://", "http://")) or " " in cleaned:
            raise wrong("address")
        return cleaned


@dataclass(frozen=True)
class Color(Value):
    """As in a stylesheet, "#0a5fb4"."""

    def read(self, value: Any, context: Context) -> str:
        require_kind(value, str)
        if not re.fullmatch("#[0-9a-f]{6}", value):
            raise wrong("color")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^#[0-9a-f]{6}$"}


@dataclass(frozen=True)
class Flag(Value):
    def read(self, value: Any, context: Context) -> bool:
        require_kind(value, bool)
        return bool(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number(Value):
    low: int
    high: int

    def read(self, value: Any, context: Context) -> int:
        require_kind(value, int)
        if not self.low <= value <= self.high:
            raise wrong("range", low=self.low, high=self.high)
        return int(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class OneOf(Value):
    kind: type[StrEnum]

    def read(self, value: Any, context: Context) -> StrEnum:
        require_kind(value, str)
        try:
            return self.kind(value)
        except ValueError:
            allowed = join_german([f"„{member.value}“" for member in self.kind])
            raise wrong("choice", allowed=allowed) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [member.value for member in self.kind]}


@dataclass(frozen=True)
class Day(Value):
    """A day: "2026-11-30", "heute-30/Do", "sitzung-14"."""

    def read(self, value: Any, context: Context) -> date:
        require_kind(value, str)
        relative = _RELATIVE_DAY.fullmatch(value)
        found = _relative_day(relative, context) if relative else _iso_day(value)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise wrong("years", first=FIRST_YEAR, last=LAST_YEAR)
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({_ISO_DAY.pattern}|{_plain(_RELATIVE_DAY)})$"}


def _plain(pattern: re.Pattern[str]) -> str:
    """As other languages write it, without names of groups."""
    return re.sub(r"\?P<[a-z]+>", "?:", pattern.pattern)


def _iso_day(value: str) -> date:
    try:
        if _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        raise wrong("no_such_day") from None
    raise wrong("no_day")


def _relative_day(match: re.Match[str], context: Context) -> date:
    if match["base"] == "heute":
        found = to_berlin(context.now).date()
    elif context.sitting_day is not None:
        found = context.sitting_day
    else:
        raise wrong("outside_sitting")
    found += timedelta(days=int(match["days"] or 0))
    if match["weekday"]:
        found += timedelta(days=(_WEEKDAYS.index(match["weekday"]) - found.weekday()) % 7)
        while day_notes(found):  # nobody sits on a holiday, in carnival or on Christmas Eve
            found += timedelta(days=7)
    return found


@dataclass(frozen=True)
class Clock(Value):
    """A time: "14:00", or "jetzt-45" rounded down to a quarter of an hour, within today."""

    def read(self, value: Any, context: Context) -> time:
        require_kind(value, str)
        fixed = _CLOCK.fullmatch(value)
        if fixed:
            return time(int(fixed["hour"]), int(fixed["minute"]))
        relative = _RELATIVE_CLOCK.fullmatch(value)
        if not relative:
            raise wrong("no_clock")
        here = to_berlin(context.now)
        minutes = here.hour * 60 + here.minute + int(relative["minutes"] or 0)
        minutes = min(max(minutes // _QUARTER * _QUARTER, 0), _LAST_MINUTE)
        return time(*divmod(minutes, 60))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({_plain(_CLOCK)}|{_plain(_RELATIVE_CLOCK)})$"}
