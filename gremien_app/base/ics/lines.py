"""From the bytes of a calendar to its events, line by line; no depth, no length is trusted.

Written by hand because a parser of whole files gives up at the first odd line, and because lines
must be joined before they are decoded: some programs fold inside a letter.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gremien_app.base.kernel.text import clean_text

_WORD = re.compile(r"[A-Z0-9-]{1,60}")
_FIRST_LINE = re.compile(rb"(?im)^[ \t\xef\xbb\xbf]*BEGIN:(?:VCALENDAR|VEVENT)[ \t\r]*$")
_QUOTED = re.compile(rb"(?i)^[^:]*ENCODING=QUOTED-PRINTABLE")
_BOM = b"\xef\xbb\xbf"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Property:
    """One line: its name, its parameters (names in capitals) and its value as written."""

    name: str
    params: dict[str, str]
    value: str


@dataclass
class Head:
    """What stands outside the events of one VCALENDAR and speaks of them all."""

    method: str = ""


@dataclass
class Component:
    """An event, or a zone with its parts."""

    head: Head
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        return next((one for one in self.properties if one.name == name), None)

    def text(self, name: str) -> str:
        """The German wording where several stand there, else the first that says something."""
        found = [(one, text) for one in self.all(name) if (text := _plain(one))]
        for prop, text in found:
            if re.match(r"de\b", prop.params.get("LANGUAGE", ""), re.IGNORECASE):
                return text
        return found[0][1] if found else ""


@dataclass
class CalendarFile:
    """All events and zones of a file; ``is_cut``: it ends, or a new event begins, inside one."""

    events: list[Component] = field(default_factory=list)
    zones: list[Component] = field(default_factory=list)
    is_cut: bool = False


def is_calendar(data: bytes) -> bool:
    """Whether a line of the file begins a calendar, whatever stands before it."""
    return _FIRST_LINE.search(_as_octets(data).replace(b"\r", b"\n")) is not None


def read_file(data: bytes) -> CalendarFile:
    """Every event that is whole; what stands around them is passed over."""
    reader = _Reader()
    for line in _lines(_as_octets(data)):
        prop = _property(line)
        if prop is not None:
            reader.take(prop)
    return reader.finish()


class _Reader:
    """Knows where in the file it stands; nested components inside an event are only counted."""

    def __init__(self) -> None:
        self.file, self.head = CalendarFile(), Head()
        self.open: Component | None = None
        self.kind, self.depth, self.outside = "", 0, 0

    def take(self, prop: Property) -> None:
        if prop.name in {"BEGIN", "END"}:
            word = prop.value.strip().upper()
            if _WORD.fullmatch(word):
                (self._begin if prop.name == "BEGIN" else self._end)(word)
        elif self.open is None:
            if prop.name == "METHOD" and not self.outside:
                self.head.method = prop.value.strip().upper()
        elif self.kind == "VTIMEZONE" and self.depth:
            self.open.parts[-1].properties.append(prop)
        elif not self.depth:
            self.open.properties.append(prop)

    def _begin(self, word: str) -> None:
        if word in {"VCALENDAR", "VEVENT", "VTIMEZONE"}:
            self.file.is_cut |= self.open is not None
            self.open, self.depth, self.outside = None, 0, 0
        if word == "VCALENDAR":
            self.head = Head()
        elif word in {"VEVENT", "VTIMEZONE"}:
            self.open, self.kind = Component(self.head), word
        elif self.open is None:
            self.outside += 1
        else:
            self.depth += 1
            if self.kind == "VTIMEZONE":
                self.open.parts.append(Component(self.head))

    def _end(self, word: str) -> None:
        if self.open is None:
            self.outside = max(0, self.outside - 1)
        elif word == self.kind:
            (self.file.events if word == "VEVENT" else self.file.zones).append(self.open)
            self.open, self.depth = None, 0
        elif word == "VCALENDAR":
            self.file.is_cut, self.open, self.depth = True, None, 0
        else:
            self.depth = max(0, self.depth - 1)

    def finish(self) -> CalendarFile:
        self.file.is_cut |= self.open is not None
        return self.file


def _as_octets(data: bytes) -> bytes:
    """UTF-16 as UTF-8, with or without its mark; everything else as it is."""
    encoding = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data[1:2] == b"\0":
        encoding = "utf-16-le"
    elif data[:1] == b"\0":
        encoding = "utf-16-be"
    if not encoding:
        return data
    even = data[: len(data) // 2 * 2]
    return even.decode(encoding, errors="ignore").encode(errors="ignore")


def _lines(data: bytes) -> Iterator[str]:
    """Lines joined as octets and decoded then: UTF-8, else Windows-1252, each for itself."""
    joined: list[bytes] = []
    for line in data.replace(b"\r", b"\n").split(b"\n"):
        if not line:  # CR CR LF, or a blank line inside an event
            continue
        if line[:1] in {b" ", b"\t"} and joined:
            joined.append(line[1:])
            continue
        if joined and joined[-1].endswith(b"=") and _QUOTED.search(joined[0][:200]):
            joined.append(b"\n" + line)  # a line of vCalendar 1.0 that goes on
            continue
        yield _decoded(b"".join(joined))
        joined = [line.removeprefix(_BOM)]
    yield _decoded(b"".join(joined))


def _decoded(line: bytes) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="ignore")
    return text.replace("\ufffd", "")


def _property(line: str) -> Property | None:
    """Name, parameters and value; a colon or semicolon in quotes belongs to its parameter."""
    pieces, value = _split(line.strip())
    if value is None and '"' in line:  # a quote that never ends
        pieces, value = _split(line.strip().replace('"', ""))
    name = pieces[0].strip().upper().rpartition(".")[2]
    if value is None or not _WORD.fullmatch(name):
        return None
    if ":" in value and pieces[-1].upper().startswith("TZID="):
        # A zone with colons and without quotes: tzone://Microsoft/Utc, (UTC+01:00) Berlin.
        zone, _, value = value.rpartition(":")
        pieces[-1] += f":{zone}"
    params: dict[str, str] = {}
    for piece in pieces[1:]:
        key, _, text = piece.partition("=")
        params.setdefault(key.strip().upper(), text.strip().strip('"').strip())
    return Property(name, params, value)


def _split(line: str) -> tuple[list[str], str | None]:
    """What stands before the colon, in pieces, and what stands behind it."""
    pieces, begin, is_quoted = [], 0, False
    for mark in re.finditer(r'[":;]', line):
        at, sign = mark.start(), mark.group()
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted:
            pieces.append(line[begin:at])
            begin = at + 1
            if sign == ":":
                return pieces, line[begin:]
    return [*pieces, line[begin:]], None


def words_in(prop: Property) -> list[str]:
    """The words of a list such as CATEGORIES; a comma behind a backslash belongs to its word."""
    pieces = re.split(r"(?<!\\),", prop.value)
    plain = (_plain(Property(prop.name, prop.params, piece)) for piece in pieces)
    return [word for one in plain if (word := one.strip())]


def _plain(prop: Property) -> str:
    """A text's value without the format's own signs; invisible characters go."""
    value = prop.value
    if prop.params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _decoded(quopri.decodestring(value.encode()))
    text = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    return clean_text(text, multiline=False)
