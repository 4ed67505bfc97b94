"""All reads of attendance, the chair, conflicts of interest and votes.

Names belong to those who belong to the committee; a stranger finds nothing here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Date, Select, and_, cast, exists, literal, null, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, by_id, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.agenda.queries import agenda_of, get_item
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.queries import get_guest
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
)
from gremien_app.meetings.proceedings.question_queries import seats_of_day
from gremien_app.meetings.proceedings.recorded import Recorded
from gremien_app.meetings.replies.queries import CAUTIONS
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.opening_rules import RECORDED
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.people.committees.quorum_rules import QuorumState, quorum_state
from gremien_app.people.members.models import Membership

_GROUPS = list(AttendanceGroup)
BEFOREHAND = (ItemMark.ADJOURNED, ItemMark.WITHDRAWN)  # an invited agenda may be changed like this


def visible_sitting(viewer: Viewer, id: int) -> Sitting:
    """The sitting for those who may know who was there; ``NotFound`` for everybody else."""
    sitting = get_sitting(viewer, id)
    if not belongs(viewer, sitting):
        raise NotFound
    return sitting


def recordable_sitting(viewer: Viewer, id: int) -> Sitting:
    """The sitting for secretariat and minute-taker; ``Forbidden`` for other members."""
    return _recordable(viewer, get_sitting(viewer, id))


def _recordable(viewer: Viewer, sitting: Sitting) -> Sitting:
    if not viewer.takes_minutes_of(sitting.committee_id):
        raise Forbidden if belongs(viewer, sitting) else NotFound
    return held(sitting)


def recordable_guest(viewer: Viewer, id: int) -> Guest:
    """A guest of the invitation, for those who keep the attendance."""
    found = get_guest(viewer, id)
    recordable_sitting(viewer, found.sitting_id)
    return found


def recordable_item(viewer: Viewer, id: int) -> AgendaItem:
    """The item for those who record its votes; ``NotFound`` or ``Forbidden`` as above."""
    item = get_item(viewer, id)
    _recordable(viewer, item.sitting)
    return item


def recordable_vote(viewer: Viewer, id: int) -> Vote:
    vote = by_id(Vote, id)
    recordable_item(viewer, vote.agenda_item_id)
    return vote


def recordable_attendance(viewer: Viewer, id: int) -> Attendance:
    found = by_id(Attendance, id)
    recordable_sitting(viewer, found.sitting_id)
    return found


def recordable_chair_period(viewer: Viewer, id: int) -> ChairPeriod:
    found = by_id(ChairPeriod, id)
    recordable_sitting(viewer, found.sitting_id)
    return found


def attendance_of(sitting: Sitting) -> list[Attendance]:
    """Everybody on the list, in the order of the minutes; two queries. For checked sittings."""
    found = db.session.scalars(
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id)
        .options(selectinload(Attendance.intervals))
        .order_by(Attendance.position, Attendance.sort_name, Attendance.id)
    )
    return sorted(found, key=lambda a: _GROUPS.index(a.group))


def line_of(sitting: Sitting, person_id: int) -> Attendance | None:
    query = select(Attendance).where(Attendance.sitting_id == sitting.id)
    return first_of(query.where(Attendance.person_id == person_id))


def chair_periods_of(sitting: Sitting) -> list[ChairPeriod]:
    """Who presided, in the order of taking the chair."""
    found = db.session.scalars(
        select(ChairPeriod)
        .where(ChairPeriod.sitting_id == sitting.id)
        .options(joinedload(ChairPeriod.attendance))
        .order_by(ChairPeriod.id)
    )
    return sorted(found, key=lambda p: (p.from_at is not None, p.from_at or p.id))


def conflicts_of(sitting: Sitting) -> list[ConflictOfInterest]:
    """All conflicts of interest of a sitting, by item."""
    return all_of(
        select(ConflictOfInterest)
        .join(ConflictOfInterest.agenda_item)
        .where(AgendaItem.sitting_id == sitting.id)
        .options(
            contains_eager(ConflictOfInterest.agenda_item),
            joinedload(ConflictOfInterest.attendance),
        )
        .order_by(ConflictOfInterest.agenda_item_id, ConflictOfInterest.id)
    )


def votes_of(sitting: Sitting) -> dict[int, list[Vote]]:
    """The votes of a sitting by their item's id, each item's in the order of voting."""
    found: dict[int, list[Vote]] = defaultdict(list)
    for vote in db.session.scalars(
        select(Vote)
        .join(Vote.agenda_item)
        .where(AgendaItem.sitting_id == sitting.id)
        .order_by(Vote.agenda_item_id, Vote.position, Vote.id)
    ):
        found[vote.agenda_item_id].append(vote)
    return dict(found)


def votes_on(item: AgendaItem) -> list[Vote]:
    return all_of(
        select(Vote).where(Vote.agenda_item_id == item.id).order_by(Vote.position, Vote.id)
    )


def record_of(sitting: Sitting) -> Recorded:
    """All that was recorded of a sitting in four queries; for checked sittings."""
    return Recorded(sitting, attendance_of(sitting), conflicts_of(sitting), votes_of(sitting))


@dataclass(frozen=True)
class ItemVotes:
    """What was decided on one item, and whether the committee was quorate for it."""

    numbered: NumberedItem
    votes: list[Vote]
    barred: list[Attendance]
    quorum: QuorumState

    @property
    def item(self) -> AgendaItem:
        return self.numbered.item

    @property
    def contradiction(self) -> str:
        return standing_of(self.item, self.votes).contradiction


def votes_page(viewer: Viewer, recorded: Recorded, now: datetime | None = None) -> list[ItemVotes]:
    """Every item the viewer may read, with votes, conflicts and quorum; constant queries.

    ``now``: the moment that counts for items without a vote, in a running sitting.
    """
    sitting = recorded.sitting
    seats = seats_of_day(sitting)
    return [
        ItemVotes(
            numbered,
            recorded.votes_on(numbered.item),
            recorded.barred_on(numbered.item),
            _item_quorum(sitting, recorded.counting_for(numbered.item, now), seats),
        )
        for numbered in agenda_of(viewer, sitting)
    ]


def _item_quorum(sitting: Sitting, present: int, seats: Mapping[int, int | None]) -> QuorumState:
    return _joint(present) if sitting.partners else _own_quorum(sitting, present, seats)


def _own_quorum(sitting: Sitting, present: int, seats: Mapping[int, int | None]) -> QuorumState:
    rule = sitting.committee.quorum_rule
    return quorum_state(rule, seats[sitting.committee_id], present)


def label_of(viewer: Viewer, item: AgendaItem) -> str:
    """The item's number on its agenda: "Ö 3.1"; "" where it has none."""
    found = (n.label for n in agenda_of(viewer, item.sitting) if n.item.id == item.id)
    return next(found, "")


def quorum_of(
    sitting: Sitting, people: list[Attendance], present: int, *, at: datetime | None = None
) -> QuorumState:
    """The quorum by the committee's rule and its statutory seats as they were on the day.

    In a joint sitting each committee has its own, in ``parts``; ``at``: the moment they count.
    """
    seats = seats_of_day(sitting)
    if sitting.partners:
        return replace(_joint(present), parts=tuple(_quorum_parts(sitting, people, at, seats)))
    return _own_quorum(sitting, present, seats)


def _joint(present: int) -> QuorumState:
    return QuorumState(present, seats=None, is_checked=False)


def _quorum_parts(
    sitting: Sitting,
    people: list[Attendance],
    at: datetime | None,
    seats: Mapping[int, int | None],
) -> Iterator[QuorumState]:
    found = db.session.execute(
        select(Attendance.id, Membership.committee_id)
        .join(Attendance.membership)
        .where(Attendance.sitting_id == sitting.id)
    )
    of_committee = {row.id: row.committee_id for row in found}
    for committee in sitting.committees:
        own = [a for a in people if rules.counts_for(a, committee.id, of_committee.get(a.id))]
        present = rules.present_for_quorum(own, at=at)
        state = quorum_state(committee.quorum_rule, seats[committee.id], present)
        yield replace(state, label=committee.short)


def recorded_in(sitting: Sitting) -> list[str]:
    """What was recorded of this sitting, in words; excuses come early and do not count."""
    of_items = select(AgendaItem.id).where(AgendaItem.sitting_id == sitting.id)
    there = {
        "Anwesenheit": and_(
            Attendance.sitting_id == sitting.id, Attendance.status == AttendanceStatus.PRESENT
        ),
        "Vorsitz": ChairPeriod.sitting_id == sitting.id,
        "Befangenheit": ConflictOfInterest.agenda_item_id.in_(of_items),
        "Abstimmungen": Vote.agenda_item_id.in_(of_items),
        "Ergebnisse zu Tagesordnungspunkten": and_(
            AgendaItem.sitting_id == sitting.id,
            AgendaItem.outcome.is_not(None),
            AgendaItem.mark.not_in(BEFOREHAND),
        ),
    }
    found = db.session.execute(select(*(exists().where(one) for one in there.values()))).one()
    return [word for word, is_there in zip(there, found, strict=True) if is_there]


def barred_at(sitting: Sitting) -> Select[int | None, str, date, str]:
    """Who is barred from items: no hindrance to be called, but the office should know."""
    nothing = (literal(""), cast(null(), Date), literal("als befangen eingetragen"))
    query = select(Attendance.person_id, *nothing).join(ConflictOfInterest.attendance)
    return query.where(Attendance.sitting_id == sitting.id, Attendance.person_id.is_not(None))


CAUTIONS.append(barred_at)
RECORDED.append(recorded_in)
