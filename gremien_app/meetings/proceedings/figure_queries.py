"""Reads of how often somebody came, from the lists of the sittings."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings.figures import AttendanceFigures, ListedDay, count_attendance
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership


def attendance_figures(viewer: Viewer, person_id: int) -> list[AttendanceFigures]:
    """How often the person came, per committee of the viewer's (and of one's own); three queries.

    What counts is the line on the list of each closed sitting.
    """
    query = select(Membership).where(Membership.person_id == person_id)
    if viewer.person_id != person_id:
        query = query.where(Membership.committee_id.in_(viewer.secretariat_of))
    memberships = db.session.scalars(
        query.join(Membership.committee)
        .options(contains_eager(Membership.committee).selectinload(Committee.names))
        .order_by(Committee.position, Committee.id, Membership.starts_on, Membership.id)
    ).all()
    committees = list(dict.fromkeys(one.committee for one in memberships))
    return count_attendance(committees, _listed(person_id))


def _listed(person_id: int) -> list[ListedDay]:
    """The person's lines as a member on the lists of closed sittings; one query."""
    rows = db.session.execute(
        select(
            Attendance.status,
            Attendance.is_deputy,
            Attendance.sits_for,
            func.coalesce(Membership.committee_id, Sitting.committee_id),
        )
        .join(Attendance.sitting)
        .outerjoin(Attendance.membership)
        .where(
            Attendance.person_id == person_id,
            Sitting.state == SittingState.CLOSED,
            or_(Attendance.membership_id.is_not(None), Attendance.seat_key != ""),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [
        ListedDay(frozenset(map(int, sits_for)) or frozenset({own}), status, is_deputy)
        for status, is_deputy, sits_for, own in rows
    ]
