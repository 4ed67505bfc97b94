"""Writes the attendance of sittings; what a file leaves open comes from the day's roster."""

from collections.abc import Sequence
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.clock_rules import Clocks
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.meetings.proceedings.listing import by_person, roster_values
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    AttendanceStatus,
)
from gremien_app.meetings.replies.takeover_actions import take_over
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.members.models import Membership

_NOBODY: dict[str, Any] = {
    "membership_id": None,
    "detail": "",
    "group": AttendanceGroup.GUEST,
    "group_label": "",
    "seat_key": "",
    "is_deputy": False,
    "can_vote": False,
    "counts_for_quorum": False,
    "sits_for": {},
}


class AttendanceLoader:
    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.rosters: dict[int, list[Membership]] = {}

    def load(self, sitting: Sitting, rows: list[Data], clocks: Clocks) -> list[Attendance]:
        """One line per row, in their order."""
        roster = by_person(self._roster(sitting)) if rows else {}
        made = []
        for position, one in enumerate(rows, start=1):
            row = self._row(sitting, one, roster)
            row.position = position
            row.intervals = [
                AttendanceInterval(from_at=clocks.at(span["from"]), to_at=clocks.at(span["to"]))
                for span in one["times"]
            ]
            made.append(row)
        db.session.add_all(made)
        self._take_over(sitting, made)
        self.loader.added["attendance"] += len(made)
        return made

    def _take_over(self, sitting: Sitting, lines: Sequence[Attendance]) -> None:
        """Who is away or stands in, for the one table of who is called."""
        people = {status: set[int]() for status in AttendanceStatus}
        for one in lines:
            if one.person is not None:
                people[one.status or AttendanceStatus.PRESENT].add(one.person.id)
        take_over(
            sitting,
            self._roster(sitting) if lines else [],
            excused=people[AttendanceStatus.EXCUSED],
            present=people[AttendanceStatus.PRESENT],
            now=self.loader.now,
        )

    def _roster(self, sitting: Sitting) -> list[Membership]:
        """Of all its committees on its day, in the order of the minutes."""
        found = []
        for committee in sitting.committees:
            if committee.id not in self.rosters:
                self.rosters[committee.id] = queries.memberships_of(committee.id)
            found += [m for m in self.rosters[committee.id] if m.runs_on(sitting.date)]
        return found

    def _row(self, sitting: Sitting, one: Data, roster: dict[int, list[Membership]]) -> Attendance:
        person = self.loader.persons.get(one["person"])
        memberships = roster.get(person.id, []) if person else []
        values = dict(roster_values(sitting, memberships) if memberships else _NOBODY)
        said = {
            "detail": one["detail"],
            "group": one["group"],
            "group_label": one["label"],
            "is_deputy": one["deputy"],
        }
        values |= {name: value for name, value in said.items() if value is not None}
        values |= self._vote(sitting, one, values, memberships)
        called = person.on(sitting.date) if person else None
        return Attendance(
            sitting=sitting,
            person=person,
            name=one["name"] or (called.name if called else ""),
            sort_name=called.sort_name if called else one["name"],
            salutation=called.salutation if called and not one["name"] else "",
            status=one["status"],
            is_online=one["online"],
            note=one["note"],
            is_recorded=True,
            **values,
        )

    def _vote(
        self, sitting: Sitting, one: Data, values: Data, memberships: Sequence[Membership]
    ) -> Data:
        """Who votes for which seat; a line from paper may say so without any membership."""
        says, seat = one["votes"], None
        if one["seat"] is not None and sitting.term:
            seat = self.loader.seats[sitting.committee.slug, sitting.term.name, one["seat"]]
        if says is None and (memberships or seat is None):
            return {} if seat is None else {"seat_key": f"seat-{seat.id}"}
        votes = says is not False
        key = f"seat-{seat.id}" if seat else values["seat_key"]
        if not key and memberships:
            key = f"member-{memberships[0].id}"
        return {
            "can_vote": votes,
            "counts_for_quorum": votes,
            "seat_key": key if votes else "",
        }
