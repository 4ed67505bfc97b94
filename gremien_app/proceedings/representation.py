"""Cases of representation: where a deputy is called in, and reads what the principal would."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import Date, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from gremien_app.accounts.models import User
from gremien_app.extensions import db
from gremien_app.guests.queries import viewer_of as guest_or_member
from gremien_app.kernel.viewer import Viewer
from gremien_app.members.models import MemberRole, Membership
from gremien_app.proceedings.models import Attendance, AttendanceStatus
from gremien_app.sittings.models import Sitting
from gremien_app.sittings.queries import of_committees

_own = aliased(Membership)


def viewer_of(user: User | None, day: date) -> Viewer:
    """All rights of an account on a day: by the roster, as a guest, and as a deputy called in."""
    viewer = guest_or_member(user, day)
    if not viewer.deputy_of:
        return viewer
    on_that_day = func.date(Sitting.starts_at, type_=Date)
    was_deputy = exists().where(
        _own.person_id == viewer.person_id,
        _own.committee_id.in_(viewer.deputy_of),
        _own.role == MemberRole.DEPUTY,
        _own.starts_on <= on_that_day,
        or_(_own.ends_on.is_(None), _own.ends_on >= on_that_day),
    )
    called = (
        called_to(viewer.person_id, viewer.deputy_seats)
        .join(Attendance.sitting)
        .where(of_committees(viewer.deputy_of), was_deputy)
    )
    return replace(viewer, closed_at=frozenset(db.session.scalars(called)))


def called_to(person_id: int | None, seats: Collection[int]) -> Select[int]:
    """The sittings in which this person is entered, or a principal of these seats is excused."""
    is_entered = and_(
        Attendance.person_id == person_id, Attendance.status == AttendanceStatus.PRESENT
    )
    is_excused = and_(
        Attendance.status == AttendanceStatus.EXCUSED,
        Membership.seat_id.in_(seats),
        Membership.role != MemberRole.DEPUTY,
    )
    return (
        select(Attendance.sitting_id)
        .outerjoin(Attendance.membership)
        .where(or_(is_entered, is_excused))
        .order_by(Attendance.sitting_id)
    )
