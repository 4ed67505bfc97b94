"""Reads a file of the data format: every fault is found in one go, with its path and value."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from gremien_app.base.kernel.text import excerpt
from gremien_app.channels.data_format.fields import (
    Check,
    Context,
    Wrong,
    day,
    kind_name,
    require_kind,
)

MAX_BYTES = 32 * 1024 * 1024
SHOWN_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One fault of the file; ``where`` is a path such as ``sittings[3].agenda[0].title``."""

    where: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        shown = f" (Wert: {self.value})" if self.value else ""
        return f"{self.where or 'Datei'}: {self.message}{shown}"


class ImportRefused(Exception):  # noqa: N818 -- a refusal, as RuleBroken
    """The file was not loaded and nothing was written; ``problems`` names every fault."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} Fehler in den Daten")
        self.problems = problems


@dataclass(frozen=True)
class Field:
    """A key of an object; ``default`` stands where an optional key is left out."""

    kind: "Kind"
    is_required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Keyed:
    """An object with exactly these keys. Of a sitting the date is read before the rest."""

    fields: dict[str, Field]
    is_sitting: bool = False


@dataclass(frozen=True)
class Many:
    """A list, or an object with free keys when ``by_key``."""

    kind: "Kind"
    by_key: bool = False


Kind = Check | Keyed | Many
Data = dict[str, Any]


class _Object(dict[str, Any]):
    """A JSON object that remembers keys given twice."""

    repeated: list[str]


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    keys = [key for key, _ in pairs]
    made.repeated = []
    if len(made) < len(keys):
        made.repeated = sorted(key for key, count in Counter(keys).items() if count > 1)
    return made


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} ist in JSON nicht erlaubt")


def read_json(path: Path) -> Any:
    """The file's JSON value; raises ``ImportRefused`` with a German sentence."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused(f"ist zu groß (höchstens {MAX_BYTES // 1024 // 1024} MB)")
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unbekannter Grund"
        raise _refused(f"ist nicht lesbar ({reason})", str(path)) from error
    try:
        return json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        raise _refused(
            f"ist nicht in UTF-8 gespeichert (erstes unlesbares Zeichen an Stelle {error.start})"
        ) from error
    except json.JSONDecodeError as error:
        raise _refused(
            f"ist kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno})"
        ) from error
    except RecursionError as error:
        raise _refused("ist zu tief verschachtelt") from error
    except ValueError as error:
        raise _refused(f"ist kein gültiges JSON ({excerpt(str(error), SHOWN_VALUE)})") from error


def _refused(message: str, value: str = "") -> ImportRefused:
    return ImportRefused([Problem("", message, value)])


@dataclass
class Reader:
    """Walks through a value along its description and collects all problems."""

    context: Context
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def at(cls, now: datetime) -> "Reader":
        return cls(Context(now))

    def read(self, kind: Kind, value: Any, where: str = "") -> Any:
        """The program's value; None where the given one was wrong."""
        try:
            if isinstance(kind, Keyed):
                return self._record(kind, value, where)
            if isinstance(kind, Many):
                return self._many(kind, value, where)
            return kind(value, self.context)
        except Wrong as wrong:
            self.note(where, str(wrong), value)
            return None

    def note(self, where: str, message: str, value: Any) -> None:
        self.problems.append(Problem(where, message, _shown(value)))

    def _record(self, record: Keyed, value: Any, where: str) -> Data:
        require_kind(value, dict)
        prefix = f"{where}." if where else ""
        if record.is_sitting:
            self.context.sitting_day = _quiet_day(value.get("date"), self.context)
        for key in getattr(value, "repeated", []):
            self.problems.append(Problem(prefix + _key(key), "kommt mehrfach vor"))
        for key in value:
            if key not in record.fields:
                self.note(prefix + _key(key), "ist ein unbekannter Schlüssel", value[key])
        found: Data = {}
        for name, entry in record.fields.items():
            if name in value and not (value[name] is None and not entry.is_required):
                found[name] = self.read(entry.kind, value[name], prefix + name)
            elif entry.is_required:
                self.problems.append(Problem(prefix + name, "fehlt"))
                found[name] = None
            else:
                found[name] = _default(entry)
        if record.is_sitting:
            self.context.sitting_day = None
            if found["ref"] and found["date"]:
                found["ref"] = found["ref"].replace("{date}", found["date"].isoformat())
        return found

    def _many(self, many: Many, value: Any, where: str) -> Any:
        if many.by_key:
            require_kind(value, dict)
            return {
                key: self.read(many.kind, entry, f"{where}[{_key(key)}]")
                for key, entry in value.items()
            }
        require_kind(value, list)
        return [
            self.read(many.kind, entry, f"{where}[{index}]") for index, entry in enumerate(value)
        ]


def _default(entry: Field) -> Any:
    if isinstance(entry.kind, Many) and entry.default is None:
        return {} if entry.kind.by_key else []
    return entry.default


def _quiet_day(value: Any, context: Context) -> Any:
    try:
        return day(value, context)
    except Wrong:
        return None


def _key(key: str) -> str:
    return excerpt(key if key.isprintable() else ascii(key)[1:-1], 60) or "„“"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"„{excerpt(value if value.isprintable() else ascii(value), SHOWN_VALUE)}“"
    if isinstance(value, list | dict) or value is None:
        return kind_name(value)
    return excerpt(json.dumps(value), SHOWN_VALUE)
