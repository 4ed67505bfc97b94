"""Reads a file of the data format: every fault is found in one go, with its path and value."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gremien_app.base.kernel.text import excerpt
from gremien_app.channels.data_format.file import DataFile, whole_file
from gremien_app.channels.data_format.sentences import SENTENCES, kind_name, sentence
from gremien_app.channels.data_format.values import Context

MAX_BYTES = 1024 * 1024 * 1024  # an export of many years, files included
SHOWN_VALUE = 80
_PLAIN_KEY = re.compile("[a-z_]+")


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


def parse(value: Any, now: datetime) -> tuple[Data | None, list[Problem]]:
    """The file's content in the program's values, and every fault with its path and value.

    What was wrong is None in the content, so that what does not fit together is told as well.
    """
    problems = [
        Problem(_path(where), SENTENCES["repeated"], _shown(last)) for where, last in _twice(value)
    ]
    try:
        data: DataFile | None = whole_file().model_validate(value, context=Context(now))
    except ValidationError as faults:
        problems += [_problem(fault) for fault in faults.errors(include_url=False)]
        data = _with_gaps(value, now)
    if data is None:
        return None, problems
    return data.model_dump(by_alias=True, warnings=False), problems


def _with_gaps(value: Any, now: datetime) -> DataFile | None:
    try:
        return whole_file().model_validate(value, context=Context(now, is_lenient=True))
    except ValidationError:  # no object at all
        return None


def _problem(fault: ErrorDetails) -> Problem:
    is_missing = fault["type"] == "missing"
    shown = "" if is_missing else _shown(fault["input"])
    return Problem(_path(fault["loc"]), sentence(fault), shown)


def _path(where: Sequence[str | int]) -> str:
    """("sittings", 3, "agenda", 0, "title") as it is written: "sittings[3].agenda[0].title"."""
    path = ""
    for one in where:
        if isinstance(one, int):
            path += f"[{one}]"
        elif _PLAIN_KEY.fullmatch(one):
            path += f".{one}" if path else one
        else:
            path += f"[{_key(one)}]"
    return path


def _twice(value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Keys given twice, wherever they stand, each with its last value; without recursion."""
    rest: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while rest:
        where, one = rest.pop()
        if isinstance(one, dict):
            yield from (((*where, key), one[key]) for key in getattr(one, "repeated", ()))
            rest += [((*where, key), entry) for key, entry in reversed(one.items())]
        elif isinstance(one, list):
            rest += [((*where, index), entry) for index, entry in reversed([*enumerate(one)])]


def _key(key: str) -> str:
    return excerpt(key if key.isprintable() else ascii(key)[1:-1], 60) or "„“"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"„{excerpt(value if value.isprintable() else ascii(value), SHOWN_VALUE)}“"
    if isinstance(value, list | dict) or value is None:
        return kind_name(value)
    return excerpt(json.dumps(value), SHOWN_VALUE)
