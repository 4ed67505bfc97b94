"""A document's content as canonical JSON: what is frozen, hashed and signed."""

import dataclasses
import hashlib
import json
from datetime import date, time
from typing import Any

from gremien_app.documents.content import (
    AgendaLine,
    AttendanceGroup,
    AttendanceLine,
    Letterhead,
    MinutesDocument,
    MinutesItem,
    MinutesPart,
)

# Said by the process, not by the minutes: a signature must not change what it signs.
_NOT_CONTENT = ("signatures", "is_draft", "content_hash")

Content = dict[str, Any]


def freeze(document: MinutesDocument) -> Content:
    """The content without signatures, as JSON values."""
    values = dataclasses.asdict(document)
    for name in _NOT_CONTENT:
        del values[name]
    for part in values["parts"]:
        for item in part["items"]:
            # Unsaid where it is as usual: what was frozen before this field existed stays equal.
            if item["resolution_heading"] == MinutesItem.resolution_heading:
                del item["resolution_heading"]
    frozen: Content = json.loads(_canonical(values))
    return frozen


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def thaw(content: Content) -> MinutesDocument:
    """The document that was frozen."""
    return MinutesDocument(
        **content
        | {
            "letterhead": Letterhead(
                **content["letterhead"]
                | {
                    "address_lines": tuple(content["letterhead"]["address_lines"]),
                    "document_date": date.fromisoformat(content["letterhead"]["document_date"]),
                }
            ),
            "day": date.fromisoformat(content["day"]),
            "start": time.fromisoformat(content["start"]),
            "end": time.fromisoformat(content["end"]) if content["end"] else None,
            "present": _groups(content["present"]),
            "absent": _groups(content["absent"]),
            "parts": tuple(_part(part) for part in content["parts"]),
        }
    )


def _groups(groups: list[Content]) -> tuple[AttendanceGroup, ...]:
    return tuple(
        AttendanceGroup(group["heading"], tuple(AttendanceLine(**line) for line in group["lines"]))
        for group in groups
    )


def _part(part: Content) -> MinutesPart:
    return MinutesPart(
        title=part["title"],
        agenda=tuple(AgendaLine(**line) for line in part["agenda"]),
        items=tuple(
            MinutesItem(**item | {"votes": tuple(item["votes"])}) for item in part["items"]
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
