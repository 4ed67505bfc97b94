"""Writes sittings with agenda, votes and resolutions; all of a file together, in a few flushes."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.kernel.working_days import last_dispatch_date
from gremien_app.channels.data_format.read import Data, Problem
from gremien_app.channels.exchange import record_rules
from gremien_app.channels.exchange.attendance_actions import AttendanceLoader
from gremien_app.channels.exchange.clock_rules import Clocks, morning
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.channels.exchange.rules import problem
from gremien_app.channels.exchange.vote_rules import tell_kinds, vote_of
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.proceedings.models import (
    Attendance,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
)
from gremien_app.meetings.proceedings.recorded import Recorded
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingMove, SittingState
from gremien_app.people.committees.models import Term
from gremien_app.records.resolutions.actions import new_resolution

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "gremien")


@dataclass
class Loaded:
    """A sitting just written: what its minutes need, and where each row stands in the file."""

    where: str
    data: Data
    sitting: Sitting
    clocks: Clocks
    items: list[tuple[AgendaItem, Data]] = field(default_factory=list)
    votes: dict[AgendaItem, list[Vote]] = field(default_factory=dict)
    rows: dict[str, Attendance] = field(default_factory=dict)  # person's ref → attendance
    people: list[Attendance] = field(default_factory=list)
    conflicts: list[ConflictOfInterest] = field(default_factory=list)
    periods: list[ChairPeriod] = field(default_factory=list)
    placed: dict[Any, str] = field(default_factory=dict)

    def whole(self, there: Sitting | None) -> record_rules.Whole:
        """As the rules look at it; after the flush, as they go by the ids."""
        votes = {item.id: votes for item, votes in self.votes.items()}
        recorded = Recorded(self.sitting, self.people, self.conflicts, votes)
        items = [one.item for one in number_items(item for item, _ in self.items)]
        return record_rules.Whole(recorded, items, self.periods, there)

    def problems(self, there: Sitting | None = None) -> list[Problem]:
        """What the forms would have refused, each with its place in the file."""
        return [
            problem(self.placed[row], refusal)
            for row, refusal in record_rules.faults(self.whole(there))
        ]

    def is_of_before(self, day: date | None) -> bool:
        """Whether it is older than the office's work with the program, where the file says so."""
        return day is not None and self.sitting.date < day


class SittingLoader:
    """Adds sittings whose ref is new; an existing one is left as it is."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.attendance = AttendanceLoader(loader)

    def load(self, sittings: Iterable[tuple[str, Data]]) -> list[Loaded]:
        """All of them, each with its path in the file; in their order."""
        made = []
        with db.session.no_autoflush:  # hundreds of rows and their relations, sent together
            for where, data in sittings:
                if data["ref"] in self.loader.refs:
                    self.loader.kept["sittings"] += 1
                    continue
                self.loader.refs.add(data["ref"])
                made.append(self._whole(where, data))
        db.session.flush()
        for loaded in made:
            _chairs_and_conflicts(loaded)
            if loaded.sitting.state is not SittingState.PLANNED:
                _freeze(loaded)
        db.session.flush()
        return made

    def _whole(self, where: str, data: Data) -> Loaded:
        sitting = self._sitting(data)
        loaded = Loaded(where, data, sitting, Clocks(data["date"], data["start"]))
        loaded.placed[sitting] = where
        self.loader.added["sittings"] += 1
        self._items(loaded, f"{where}.agenda", data["agenda"], None, Part.PUBLIC)
        self._guests(loaded, data["guests"])
        loaded.people = self.attendance.load(sitting, data["attendance"], loaded.clocks)
        for index, (one, row) in enumerate(zip(data["attendance"], loaded.people, strict=True)):
            loaded.placed[row] = f"{where}.attendance[{index}]"
            if one["person"]:
                loaded.rows[one["person"]] = row
        return loaded

    def _sitting(self, data: Data) -> Sitting:
        committee = self.loader.committees[data["committee"]]
        clocks = Clocks(data["date"], data["start"])
        room, kept = data["room"], data["kept"] or {"reason": "", "warnings": []}
        sitting = Sitting(
            ref=data["ref"],
            uid=f"{uuid.uuid5(_NAMESPACE, data['ref'])}@gremien",
            sequence=len(data["moves"]) + (data["state"] is not SittingState.PLANNED),
            changed_at=self.loader.now,
            committee=committee,
            term=self._term_on(data["date"]),
            number=data["number"],
            reference=data["reference"],
            partners=[self.loader.committees[slug] for slug in data["with"]],
            kind=data["kind"],
            format=data["format"],
            state=data["state"],
            is_public=committee.is_public if data["public"] is None else data["public"],
            starts_at=clocks.starts_at,
            ends_at=clocks.ends_at(data["end"], timedelta(minutes=committee.usual_minutes)),
            room=self.loader.rooms[(room["venue"], room["room"])] if room else None,
            online_url=data["online_url"],
            note=data["note"],
            kept_reason=kept["reason"],
            kept_warnings=kept["warnings"],
        )
        if data["state"] in HELD:
            sitting.opened_at = clocks.opened_at(data["opened"])
        if data["state"] is SittingState.CLOSED:  # old minutes may lack the time of the end
            sitting.closed_at = clocks.closed_at(data)
        if data["cancel"]:
            sitting.cancel_reason = data["cancel"]["reason"]
            sitting.cancelled_at = morning(data["cancel"]["on"])
        sitting.moves = [_move(move) for move in data["moves"]]
        db.session.add(sitting)
        db.session.add_all(_invitation(sitting, one) for one in data["invitations"])
        return sitting

    def _term_on(self, day: date) -> Term | None:
        return next((t for t in self.loader.terms.values() if t.runs_on(day)), None)

    def _items(
        self, loaded: Loaded, where: str, items: list[Data], parent: AgendaItem | None, part: Part
    ) -> None:
        """Write a level of the agenda and all below it."""
        positions = Counter[Part]()
        for index, one in enumerate(items):
            place = f"{where}[{index}]"
            own_part = one["part"] or part if parent is None else part
            positions[own_part] = one["position"] or positions[own_part] + 1
            item = AgendaItem(
                sitting=loaded.sitting,
                parent=parent,
                part=own_part,
                position=positions[own_part],
                printed_number=one["number"],
                title=one["title"],
                reference=one["reference"],
                presenter=one["presenter"],
                explanation=one["explanation"],
                proposal=one["proposal"],
                mark=one["mark"],
                outcome=one["outcome"],
            )
            db.session.add(item)
            self.loader.added["items"] += 1
            self._decisions(loaded, place, item, one)
            loaded.items.append((item, one))
            self._items(loaded, f"{place}.items", one["items"] or [], item, own_part)

    def _decisions(self, loaded: Loaded, where: str, item: AgendaItem, one: Data) -> None:
        votes = [
            vote_of(loaded.sitting, item, loaded.clocks, vote, position)
            for position, vote in enumerate(one["votes"], start=1)
        ]
        self.loader.added["votes"] += len(votes)
        tell_kinds(votes, [vote["kind"] for vote in one["votes"]], one["outcome"])
        loaded.votes[item] = votes
        loaded.placed |= {vote: f"{where}.votes[{index}]" for index, vote in enumerate(votes)}
        db.session.add_all(votes)
        if one["resolution"]:
            self.loader.added["resolutions"] += 1
            new_resolution(item, **one["resolution"])

    def _guests(self, loaded: Loaded, rows: list[Data]) -> None:
        for row in rows:
            self.loader.added["guests"] += 1
            guest = Guest(
                sitting=loaded.sitting,
                person=self.loader.persons[row["person"]],
                detail=row["detail"],
            )
            guest.admissions = [
                Admission(agenda_item=item, part=item.part)
                for item, one in loaded.items
                if row["person"] in one["guests"]
            ]
            db.session.add(guest)


def _chairs_and_conflicts(loaded: Loaded) -> None:
    for index, chair in enumerate(loaded.data["chairs"]):
        row = ChairPeriod(
            sitting_id=loaded.sitting.id,
            attendance=loaded.rows[chair["person"]],
            from_at=loaded.clocks.at(chair["from"]),
        )
        loaded.placed[row] = f"{loaded.where}.chairs[{index}]"
        loaded.periods.append(row)
    loaded.conflicts += [
        ConflictOfInterest(agenda_item=item, attendance=loaded.rows[ref])
        for item, one in loaded.items
        for ref in one["barred"]
    ]
    db.session.add_all([*loaded.periods, *loaded.conflicts])


def _freeze(loaded: Loaded) -> None:
    """As at the invitation: numbers become fixed."""
    for one in number_items(item for item, _ in loaded.items):
        if one.item.printed_number is None:
            one.item.printed_number = one.number


def _move(one: Data) -> SittingMove:
    clocks = Clocks(one["date"], one["start"])
    return SittingMove(
        old_starts_at=clocks.starts_at,
        old_ends_at=clocks.ends_at(one["end"], timedelta(0)),
        old_place=one["place"],
        reason=one["reason"],
        moved_at=morning(one["on"]),
    )


def _invitation(sitting: Sitting, one: Data) -> Invitation:
    committee = sitting.committee
    last = None
    if committee.notice_days is not None:
        last = last_dispatch_date(sitting.date, committee.notice_days, committee.notice_unit)
    return Invitation(
        sitting=sitting,
        dispatched_at=morning(one["on"]) if one["on"] else None,
        entered_at=morning(one["entered"]) if one["entered"] else None,
        note=one["note"],
        last_dispatch_on=last,
        late_reason=one["late_reason"],
        text=one["text"],
        invited_by=one["by"],
    )
