"""What hangs on committees and terms in the rooms above, by the tables' names.

Those rooms may not be imported here; a change below must still not pull the ground from under
a sitting or a membership. All but two functions read days and counts only.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Date, column, func, or_, select, table, update

from gremien_app.base.extensions import UtcDateTime, db
from gremien_app.base.kernel.clock import BERLIN

_SITTING = table(
    "sitting",
    column("id"),
    column("committee_id"),
    column("term_id"),
    column("state"),
    column("starts_at", UtcDateTime),
    column("record_closed_at", UtcDateTime),
)
_PARTNER = table("sitting_partner", column("sitting_id"), column("committee_id"))
_MEMBERSHIP = table(
    "membership",
    column("committee_id"),
    column("person_id"),
    column("seat_id"),
    column("role"),
    column("can_vote"),
    column("starts_on", Date),
    column("ends_on", Date),
)
_SEAT = table(
    "seat", column("id"), column("committee_id"), column("term_id"), column("group_label")
)
_TERM = table("term", column("id"), column("ends_on", Date))
HELD = ("running", "closed")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _days(condition: ColumnElement[bool]) -> list[date]:
    starts = db.session.scalars(
        select(_SITTING.c.starts_at).where(condition).order_by(_SITTING.c.starts_at, _SITTING.c.id)
    )
    return [start.astimezone(BERLIN).date() for start in starts]


def _of(committee_ids: Collection[int]) -> ColumnElement[bool]:
    joint = select(_PARTNER.c.sitting_id).where(_PARTNER.c.committee_id.in_(committee_ids))
    return or_(_SITTING.c.committee_id.in_(committee_ids), _SITTING.c.id.in_(joint))


def held_since(committee_ids: Collection[int], day: date) -> list[date]:
    """Days of the sittings that were opened on or after a day, joint ones too."""
    begun = _SITTING.c.state.in_(HELD) & (_SITTING.c.starts_at >= _midnight(day))
    return _days(_of(committee_ids) & begun)


def sittings_after(committee_id: int, day: date) -> list[date]:
    """Days of the committee's sittings after a day that are not called off."""
    later = _SITTING.c.starts_at >= _midnight(day + timedelta(days=1))
    return _days(_of([committee_id]) & later & (_SITTING.c.state != "cancelled"))


def first_use(committee_id: int) -> date | None:
    """The first day of the committee's first sitting or membership; None without any."""
    days = _days(_SITTING.c.committee_id == committee_id)[:1]
    joined = db.session.scalar(
        select(func.min(_MEMBERSHIP.c.starts_on)).where(_MEMBERSHIP.c.committee_id == committee_id)
    )
    return min([*days, *([joined] if joined else [])], default=None)


def filled_seats(committee_id: int, day: date) -> int:
    """Seats with a voting member on a day; a principal and the deputies of one seat are one."""
    found = db.session.execute(
        select(_MEMBERSHIP.c.seat_id, _MEMBERSHIP.c.person_id).where(
            _MEMBERSHIP.c.committee_id == committee_id,
            _MEMBERSHIP.c.can_vote.is_(True),
            _MEMBERSHIP.c.role != "deputy",
            _MEMBERSHIP.c.starts_on <= day,
            or_(_MEMBERSHIP.c.ends_on.is_(None), _MEMBERSHIP.c.ends_on >= day),
        )
    )
    return len({("seat", seat) if seat else ("person", person) for seat, person in found})


def sittings_of_term(term_id: int) -> list[date]:
    """Days of all sittings that are counted in a term, called off or not."""
    return _days(_SITTING.c.term_id == term_id)


def adopt_sittings(term_id: int, starts_on: date, ends_on: date | None) -> int:
    """Sittings planned before their term was entered join it; signed records stay as they are.

    Only for a new term: there their numbers meet no others. Answers with how many.
    """
    sitting = _SITTING.c
    within = (
        sitting.term_id.is_(None)
        & sitting.record_closed_at.is_(None)
        & (sitting.starts_at >= _midnight(starts_on))
    )
    if ends_on is not None:
        within &= sitting.starts_at < _midnight(ends_on + timedelta(days=1))
    found = list(db.session.scalars(select(sitting.id).where(within)))
    if found:
        db.session.execute(update(_SITTING).where(sitting.id.in_(found)).values(term_id=term_id))
        db.session.expire_all()
    return len(found)


def seats_of_term(term_id: int) -> int:
    """How many seats of any committee belong to a term."""
    return db.session.scalar(select(func.count()).where(_SEAT.c.term_id == term_id)) or 0


def joined_in_term(term_id: int) -> list[date]:
    """First days of the memberships on a term's seats, in order."""
    seats = select(_SEAT.c.id).where(_SEAT.c.term_id == term_id)
    return list(
        db.session.scalars(
            select(_MEMBERSHIP.c.starts_on)
            .where(_MEMBERSHIP.c.seat_id.in_(seats))
            .order_by(_MEMBERSHIP.c.starts_on)
        )
    )


def _in_group(committee_id: int, label: str, day: date) -> ColumnElement[bool]:
    """The group's seats in the running term and the coming ones; those of the past keep it."""
    open_terms = select(_TERM.c.id).where(or_(_TERM.c.ends_on.is_(None), _TERM.c.ends_on >= day))
    return (
        (_SEAT.c.committee_id == committee_id)
        & (_SEAT.c.group_label == label)
        & _SEAT.c.term_id.in_(open_terms)
    )


def seats_in_group(committee_id: int, label: str, day: date) -> int:
    """How many seats from a day on belong to a group of the committee."""
    condition = _in_group(committee_id, label, day)
    return db.session.scalar(select(func.count()).select_from(_SEAT).where(condition)) or 0


def rename_seat_group(committee_id: int, old: str, new: str, day: date) -> None:
    """The seats follow their group's new name."""
    condition = _in_group(committee_id, old, day)
    db.session.flush()  # what is expired below must be written before
    db.session.execute(update(_SEAT).where(condition).values(group_label=new))
    db.session.expire_all()
