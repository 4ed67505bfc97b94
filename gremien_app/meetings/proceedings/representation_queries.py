"""Cases of representation: where a deputy is called in, and reads what the principal would."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select, union
from sqlalchemy.orm import aliased

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.guests.queries import with_guest_rights
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.sittings.models import Sitting, sitting_partner
from gremien_app.people.accounts.models import User
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.members.queries import viewer_of as by_roster

_own, _principal = aliased(Membership), aliased(Membership)


def viewer_of(user: User | None, day: date) -> Viewer:
    """All rights of an account on a day: by the roster, as a guest, and as a deputy called in."""
    viewer = with_guest_rights(by_roster(user, day), day)
    if viewer.person_id is None or not viewer.deputy_of:
        return viewer
    called = called_to(viewer.person_id, to_closed=True)
    return replace(
        viewer, stands_in_at=frozenset(id_ for id_, own in called if own in viewer.deputy_of)
    )


def called_to(person_id: int, *, to_closed: bool = False) -> set[tuple[int, int]]:
    """Where this person was called in as a deputy: the sitting, and the committee of the seat.

    Entered as a deputy, or the principal of the own seat is excused; in both cases while being a
    deputy on the day of the sitting. Who came as a guest was not called in. ``to_closed``: not
    where the principal, too, lacks the right to the closed part.
    """
    entered = _cases(
        Attendance.person_id == person_id,
        Attendance.status == AttendanceStatus.PRESENT,
        Attendance.is_deputy.is_(True),
        *([~_principal_may_not()] if to_closed else []),
    )
    excused = _cases(
        Attendance.status == AttendanceStatus.EXCUSED,
        Membership.seat_id == _own.seat_id,
        Membership.role != MemberRole.DEPUTY,
        *([Membership.sees_closed.is_(True)] if to_closed else []),
    )
    # Two reads in one: each has its index, together they would have none.
    rows = db.session.execute(
        union(*(one.where(_own.person_id == person_id) for one in (entered, excused)))
    )
    return {
        (sitting_id, committee_id)
        for sitting_id, starts_at, committee_id, since, until in rows
        if since <= berlin_date(starts_at) and (until is None or berlin_date(starts_at) <= until)
    }


def _principal_may_not() -> ColumnElement[bool]:
    """On the same list there is a principal of the own seat without the right."""
    line = aliased(Attendance)
    return exists().where(
        line.sitting_id == Attendance.sitting_id,
        line.membership_id == _principal.id,
        _principal.seat_id == _own.seat_id,
        _principal.role != MemberRole.DEPUTY,
        _principal.sees_closed.is_(False),
    )


def _cases(*conditions: ColumnElement[bool]) -> Select[int, datetime, int, date, date | None]:
    """Lines of the roster beside one's own memberships as a deputy in the same committee."""
    sits_too = exists().where(
        sitting_partner.c.sitting_id == Sitting.id,
        sitting_partner.c.committee_id == _own.committee_id,
    )
    return (
        select(Sitting.id, Sitting.starts_at, _own.committee_id, _own.starts_on, _own.ends_on)
        .select_from(Attendance)
        .join(Attendance.membership)
        .join(Attendance.sitting)
        .join(_own, or_(_own.committee_id == Sitting.committee_id, sits_too))
        .where(_own.role == MemberRole.DEPUTY, *conditions)
    )
