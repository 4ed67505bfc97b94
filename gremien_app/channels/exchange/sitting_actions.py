"""Writes sittings with agenda, attendance, votes and resolutions."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import local_datetime
from gremien_app.base.kernel.working_days import last_dispatch_date
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange import queries
from gremien_app.channels.exchange.loading_actions import Loader
from gremien_app.meetings.agenda.actions import freeze
from gremien_app.meetings.agenda.decisions import DONE, PASSED_ON, POSTPONING, REJECTING
from gremien_app.meetings.agenda.models import AgendaItem, Outcome, Part
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceInterval,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.proceedings.rules import vote_result
from gremien_app.meetings.proceedings.wording import GROUP_OF_ROLE
from gremien_app.meetings.sittings.models import HELD, Sitting, SittingMove, SittingState
from gremien_app.people.committees.models import Term
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from gremien_app.records.resolutions.actions import set_resolution

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "gremien")
_MORNING = time(9)


def morning(day: date) -> datetime:
    """Nine o'clock of a day of which only the date is known."""
    return local_datetime(day, _MORNING)


@dataclass
class Loaded:
    """A sitting just written, with what its minutes need."""

    sitting: Sitting
    items: list[tuple[AgendaItem, Data]] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)  # item's id → text
    rows: dict[str, Attendance] = field(default_factory=dict)  # person's ref → attendance


class SittingLoader:
    """Adds sittings whose ref is new; an existing one is left as it is."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.rosters: dict[int, list[Membership]] = {}

    def load(self, data: Data) -> Loaded | None:
        if data["ref"] in self.loader.refs:
            self.loader.kept["sittings"] += 1
            return None
        sitting = self._sitting(data)
        self.loader.refs.add(data["ref"])
        self.loader.added["sittings"] += 1
        loaded = Loaded(sitting)
        db.session.flush()
        self._items(loaded, data["agenda"], None, Part.PUBLIC)
        if sitting.state is not SittingState.PLANNED:
            freeze(sitting)
        self._guests(loaded, data["guests"])
        self._attendance(loaded, data["attendance"])
        for chair in data["chairs"]:
            row = loaded.rows[chair["person"]]
            at = local_datetime(sitting.date, chair["from"]) if chair["from"] else None
            db.session.add(ChairPeriod(sitting_id=sitting.id, attendance=row, from_at=at))
        for item, one in loaded.items:
            for ref in one["barred"]:
                db.session.add(ConflictOfInterest(agenda_item=item, attendance=loaded.rows[ref]))
        db.session.flush()
        return loaded

    def _sitting(self, data: Data) -> Sitting:
        committee = self.loader.committees[data["committee"]]
        day = data["date"]
        starts_at = local_datetime(day, data["start"])
        usual_end = starts_at + timedelta(minutes=committee.usual_minutes)
        room, kept = data["room"], data["kept"] or {"reason": "", "warnings": []}
        sitting = Sitting(
            ref=data["ref"],
            uid=f"{uuid.uuid5(_NAMESPACE, data['ref'])}@gremien",
            sequence=len(data["moves"]) + (data["state"] is not SittingState.PLANNED),
            changed_at=self.loader.now,
            committee=committee,
            term=self._term_on(day),
            number=data["number"],
            reference=data["reference"],
            partners=[self.loader.committees[slug] for slug in data["with"]],
            kind=data["kind"],
            format=data["format"],
            state=data["state"],
            is_public=committee.is_public if data["public"] is None else data["public"],
            starts_at=starts_at,
            ends_at=local_datetime(day, data["end"]) if data["end"] else usual_end,
            room=self.loader.rooms[(room["venue"], room["room"])] if room else None,
            online_url=data["online_url"],
            note=data["note"],
            kept_reason=kept["reason"],
            kept_warnings=kept["warnings"],
        )
        self._actual_times(sitting, data)
        if data["cancel"]:
            sitting.cancel_reason = data["cancel"]["reason"]
            sitting.cancelled_at = morning(data["cancel"]["on"])
        sitting.moves = [_move(move) for move in data["moves"]]
        db.session.add(sitting)
        for one in data["invitations"]:
            db.session.add(_invitation(sitting, one))
        return sitting

    def _actual_times(self, sitting: Sitting, data: Data) -> None:
        day, state = data["date"], data["state"]
        if state in HELD:
            sitting.opened_at = local_datetime(day, data["opened"] or data["start"])
        end = data["closed"] or data["end"]
        if state is SittingState.CLOSED and end:  # old minutes may lack the time of the end
            sitting.closed_at = local_datetime(day, end)

    def _term_on(self, day: date) -> Term | None:
        return next((t for t in self.loader.terms.values() if t.includes(day)), None)

    def _items(
        self, loaded: Loaded, items: list[Data], parent: AgendaItem | None, part: Part
    ) -> None:
        """Write a level of the agenda and all below it."""
        positions = Counter[Part]()
        for one in items:
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
            db.session.flush()
            self.loader.added["items"] += 1
            if one["text"]:
                loaded.texts[item.id] = one["text"]
            self._decisions(loaded.sitting, item, one)
            loaded.items.append((item, one))
            self._items(loaded, one["items"] or [], item, own_part)

    def _decisions(self, sitting: Sitting, item: AgendaItem, one: Data) -> None:
        votes = [
            _vote(sitting, item, vote, position)
            for position, vote in enumerate(one["votes"], start=1)
        ]
        self.loader.added["votes"] += len(votes)
        _tell_kinds(votes, [vote["kind"] for vote in one["votes"]], one["outcome"])
        db.session.add_all(votes)
        if one["resolution"]:
            self.loader.added["resolutions"] += 1
            set_resolution(
                SYSTEM,
                item,
                text=one["resolution"]["text"],
                addressee=one["resolution"]["addressee"],
            )

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

    def _attendance(self, loaded: Loaded, rows: list[Data]) -> None:
        sitting = loaded.sitting
        roster = {m.person.ref: m for m in self._roster(sitting)}
        for position, one in enumerate(rows, start=1):
            membership = roster.get(one["person"])
            row = self._row(sitting, one, membership)
            row.position = position
            row.intervals = [
                AttendanceInterval(
                    from_at=local_datetime(sitting.date, span["from"]) if span["from"] else None,
                    to_at=local_datetime(sitting.date, span["to"]) if span["to"] else None,
                )
                for span in one["times"]
            ]
            db.session.add(row)
            self.loader.added["attendance"] += 1
            if one["person"]:
                loaded.rows[one["person"]] = row
        db.session.flush()

    def _roster(self, sitting: Sitting) -> list[Membership]:
        """The memberships running on the sitting's day; of two of one person the seated one last,
        so that it wins.
        """
        if sitting.committee_id not in self.rosters:
            self.rosters[sitting.committee_id] = queries.memberships_of(sitting.committee_id)
        return [m for m in self.rosters[sitting.committee_id] if m.runs_on(sitting.date)]

    def _row(self, sitting: Sitting, one: Data, membership: Membership | None) -> Attendance:
        person = self.loader.persons.get(one["person"])
        seat = membership.seat if membership else None
        if one["seat"] is not None and sitting.term:
            seat = self.loader.seats[sitting.committee.slug, sitting.term.name, one["seat"]]
        votes, deputy = one["votes"], one["deputy"]
        if votes is None:  # as `proceedings.actions` seeds the list from the roster
            votes = membership.can_vote if membership else one["seat"] is not None
        if deputy is None:
            deputy = membership is not None and membership.role is MemberRole.DEPUTY
        return Attendance(
            sitting=sitting,
            membership=membership,
            person=person,
            name=one["name"] or (person.name if person else ""),
            sort_name=person.sort_name if person else one["name"],
            salutation=person.salutation if person and not one["name"] else "",
            detail=_detail(membership) if one["detail"] is None else one["detail"],
            group=one["group"] or _group(membership),
            group_label=_label(membership) if one["label"] is None else one["label"],
            seat_key=f"seat-{seat.id}" if seat and votes else "",
            is_deputy=deputy,
            can_vote=votes,
            status=one["status"],
            is_online=one["online"],
            note=one["note"],
            is_recorded=True,
        )


def _group(membership: Membership | None) -> AttendanceGroup:
    if membership is None:
        return AttendanceGroup.GUEST
    if _presides(membership):
        return AttendanceGroup.CHAIR
    return GROUP_OF_ROLE[membership.role]


def _presides(membership: Membership) -> bool:
    return membership.chair_office is ChairOffice.CHAIR or membership.role is MemberRole.CHAIR


def _label(membership: Membership | None) -> str:
    if membership is None or membership.seat is None or _presides(membership):
        return ""
    return membership.seat.group_label


def _detail(membership: Membership | None) -> str:
    if membership is None:
        return ""
    if membership.organization:
        return membership.organization.name
    return membership.person.office


def _vote(sitting: Sitting, item: AgendaItem, one: Data, position: int) -> Vote:
    counts = (one["yes"], one["no"], one["abstain"], one["invalid"])
    derived = vote_result(*counts, decision_rule=sitting.committee.decision_rule).is_adopted
    if one["mode"] is VoteMode.CONSENSUS:
        derived = True
    return Vote(
        agenda_item=item,
        position=position,
        motion=one["motion"],
        mode=one["mode"],
        taken_at=local_datetime(sitting.date, one["at"]) if one["at"] else None,
        yes=one["yes"],
        no=one["no"],
        abstain=one["abstain"],
        invalid=one["invalid"],
        is_adopted=derived if one["adopted"] is None else one["adopted"],
        result_text=one["result"],
        present_override=one["present"],
    )


def _tell_kinds(votes: list[Vote], said: list[VoteKind | None], outcome: Outcome | None) -> None:
    """Where the file says nothing the last vote is the main one, earlier ones are amendments; a
    vote that adopted a referral or an adjournment was on just that. The outcome came with the last
    vote that it agrees with. (So were votes read that were recorded before there were kinds.)
    """
    for vote, kind in zip(votes, said, strict=True):
        moved = vote.is_adopted and outcome in PASSED_ON | POSTPONING
        usual = VoteKind.REFERRAL if moved else VoteKind.MAIN
        vote.kind = kind or (usual if vote is votes[-1] else VoteKind.AMENDMENT)
    agreeing = [vote for vote in votes if vote.is_adopted is (outcome not in REJECTING)]
    if outcome in DONE | POSTPONING and agreeing:
        agreeing[-1].brought = outcome


def _move(one: Data) -> SittingMove:
    return SittingMove(
        old_starts_at=local_datetime(one["date"], one["start"]),
        old_ends_at=local_datetime(one["date"], one["end"]),
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
