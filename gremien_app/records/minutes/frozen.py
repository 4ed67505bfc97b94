"""A version's content as canonical JSON: what is frozen, hashed and signed, in a numbered format.

``MinutesVersion.format`` says in which format a content was written; content and hash of a version
are never rewritten, whatever comes later. The formats so far:

0  Taken over from paper by releases before format 2: parts as in 1, the hash made of theirs.
1  ``{"public": …, "closed": …}``: each part's ``MinutesDocument`` as it is printed.
2  The same with ``"format": 2`` and ``"facts"`` beside the parts (``minutes.facts``): what stands
   in the rooms of the sitting, whatever the words for it are.
3  As 2; its texts may mark passages in other languages, which 2 prints as they were typed.

What may change later, and what then has to be done:

- A field is added to a dataclass of ``documents.content``: its default says what was meant before
  there was one; where it does not, ``_MEANT`` does. A new number when a format was released since.
- A field is renamed: ``_CALLED``. One that is taken away is passed over.
- A text is worded differently: nothing, it is read as it was frozen.
- A part says less or more (a guest of closed items stands on no list of the public part): nothing
  either; what was frozen before names whom it named, and compares the facts all the same.
- A column of the sitting's rooms is added: it gets its place in ``minutes.facts``; what was frozen
  without it is not compared by it. One that is renamed goes on there under its frozen name.

Whether submitted minutes still are what stands in the record is never asked of fingerprints, but
fact by fact (``minutes.versions``): a release that says more or says it otherwise stops no
signature. Databases of earlier releases lie in ``tests/releases``: their versions are read, signed,
verified.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from gremien_app.base.documents.content import (
    AgendaLine,
    AttendanceGroup,
    AttendanceLine,
    Letterhead,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)

FORMAT = 3
FROM_PAPER = 0
Content = dict[str, Any]

_PARTS = ("public", "closed")
# Said by the process or the format, not by the minutes: a signature must not change what it signs.
_NOT_CONTENT = ("signatures", "is_draft", "content_hash", "notice", "reading", "copy")
# "MinutesItem.outcome", by today's name: what older content calls it, and up to which format.
_CALLED: dict[str, tuple[str, int]] = {}
# What is meant where older content has no such field and the default says something else.
_MEANT: dict[str, Any] = {}
# How the texts are read (``documents.markdown``), by format; the newest is read as the newest.
_READINGS = {0: 1, 1: 1, 2: 2}


def whole(parts: Mapping[str, MinutesDocument]) -> Content:
    """What a new version holds: all parts frozen, and the number of the format."""
    return {name: freeze(document) for name, document in parts.items()} | {"format": FORMAT}


def documents(content: Content, format: int) -> dict[str, MinutesDocument]:
    """The documents of a version by their part, as they were frozen."""
    return {name: thaw(content[name], format) for name in _PARTS if name in content}


def freeze(document: MinutesDocument) -> Content:
    """One part's content without signatures, as JSON values, in the newest format."""
    values = dataclasses.asdict(document)
    for name in _NOT_CONTENT:
        del values[name]
    frozen: Content = json.loads(_canonical(values))
    return frozen


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def fingerprints(content: Content, format: int) -> set[str]:
    """What may be a version's hash: from paper also that of its parts, one after the other."""
    if format != FROM_PAPER:
        return {fingerprint(content)}
    parts = "".join(map(fingerprint, content.values()))
    return {fingerprint(content), hashlib.sha256(parts.encode()).hexdigest()}


def thaw(content: Content, format: int) -> MinutesDocument:
    """One part's document as it was frozen in that format."""
    values = _known(MinutesDocument, content, format)
    return MinutesDocument(
        **values
        | {
            "letterhead": _letterhead(_known(Letterhead, content["letterhead"], format)),
            "day": date.fromisoformat(content["day"]),
            "start": time.fromisoformat(content["start"]),
            "end": time.fromisoformat(content["end"]) if content["end"] else None,
            "present": _groups(content["present"], format),
            "absent": _groups(content["absent"], format),
            "parts": tuple(_part(part, format) for part in content["parts"]),
            "reading": _READINGS.get(format, MinutesDocument.reading),
        }
    )


def _known(kind: type, content: Content, format: int) -> Content:
    """The values that the dataclass still knows, by today's names."""
    values = {}
    for field in dataclasses.fields(kind):
        told = f"{kind.__name__}.{field.name}"
        old, until = _CALLED.get(told, ("", -1))
        name = old if format <= until else field.name
        if name in content:
            values[field.name] = content[name]
        elif told in _MEANT:
            values[field.name] = _MEANT[told]
    return values


def _letterhead(values: Content) -> Letterhead:
    return Letterhead(
        **values
        | {
            "address_lines": tuple(values["address_lines"]),
            "document_date": date.fromisoformat(values["document_date"]),
        }
    )


def _groups(groups: list[Content], format: int) -> tuple[AttendanceGroup, ...]:
    return tuple(
        AttendanceGroup(
            group["heading"],
            tuple(
                AttendanceLine(**_known(AttendanceLine, line, format)) for line in group["lines"]
            ),
        )
        for group in groups
    )


def _part(part: Content, format: int) -> MinutesPart:
    return MinutesPart(
        title=part["title"],
        agenda=tuple(AgendaLine(**_known(AgendaLine, line, format)) for line in part["agenda"]),
        items=tuple(
            MinutesItem(
                **_known(MinutesItem, item, format)
                | {name: tuple(item.get(name, ())) for name in ("votes", "vote_kinds")}
            )
            for item in part["items"]
        ),
    )


def _canonical(values: Content) -> str:
    return json.dumps(
        values,
        default=lambda value: value.isoformat(),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
