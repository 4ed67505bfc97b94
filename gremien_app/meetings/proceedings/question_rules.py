"""Where a sitting's list and the roster of its day differ, and which of the two is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup
from gremien_app.meetings.proceedings.wording import group_heading

TEXT_LENGTH = 600  # of the column
OFF = "–"  # what the roster said, stored with an answer: the person did not belong


@dataclass(frozen=True)
class Place:
    """What the list, or the roster of the day, says of one person."""

    group: AttendanceGroup
    group_label: str
    can_vote: bool
    counts_for_quorum: bool
    seat_key: str
    is_deputy: bool
    detail: str

    @property
    def heading(self) -> str:
        return group_heading(self.group, 1, self.group_label)


@dataclass(frozen=True)
class Difference:
    """One point in which they differ: "Stimme", "ja", "nein"."""

    label: str
    listed: str
    roster: str


def place_of(line: Attendance) -> Place:
    return _place({name: getattr(line, name) for name in Place.__dataclass_fields__})


def place_from(values: Mapping[str, Any]) -> Place:
    """From what a line would take from the roster (``listing.roster_values``)."""
    return _place({name: values[name] for name in Place.__dataclass_fields__})


def _place(values: dict[str, Any]) -> Place:
    # A seat without a vote or a part in the quorum decides nothing; lists from paper have none.
    if not (values["can_vote"] or values["counts_for_quorum"]):
        values |= {"seat_key": ""}
    return Place(**values)


def text_of(place: Place | None) -> str:
    """What the roster says, for comparison with what it said when somebody answered."""
    if place is None:
        return OFF
    marks = (place.can_vote, place.counts_for_quorum, place.is_deputy)
    flags = "".join("1" if mark else "0" for mark in marks)
    text = f"{place.group.value}|{flags}|{place.seat_key}|{place.group_label}|{place.detail}"
    return text[:TEXT_LENGTH]


def is_open(kept: str | None, listed: Place | None, roster: Place | None) -> bool:
    """They differ, and nobody has said of this roster that the list stays."""
    return listed != roster and kept != text_of(roster)


def differences(listed: Place | None, roster: Place | None) -> list[Difference]:
    """In the words of the page; empty where they agree."""
    if listed is None or roster is None:
        found = [("gehört zum Gremium", _known(listed), _known(roster))]
    else:
        found = [
            ("Gruppe", listed.heading, roster.heading),
            ("Stimmrecht", _yes(listed.can_vote), _yes(roster.can_vote)),
            ("zählt zur Beschlussfähigkeit", _yes(listed.counts_for_quorum),
             _yes(roster.counts_for_quorum)),
            ("Stellvertretung", _yes(listed.is_deputy), _yes(roster.is_deputy)),
            ("entsandt von", listed.detail or "–", roster.detail or "–"),
        ]  # fmt: skip
        if listed.seat_key != roster.seat_key:
            found.append(("Sitz", "wie am Sitzungstag", "ein anderer"))
    return [Difference(*one) for one in found if one[1] != one[2]]


def _known(place: Place | None) -> str:
    return "nein" if place is None else f"ja ({place.heading})"


def _yes(value: bool) -> str:  # noqa: FBT001 -- the value itself
    return "ja" if value else "nein"


def in_words(listed: Place | None, roster: Place | None) -> str:
    """ "Stimmrecht: Liste ja, Mitgliederverzeichnis nein"."""
    return "; ".join(
        f"{one.label}: Liste {one.listed}, Mitgliederverzeichnis {one.roster}"
        for one in differences(listed, roster)
    )
