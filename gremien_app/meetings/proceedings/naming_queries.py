"""Reads of the lists that carry the names of persons and organisations."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person


def open_lines(session: Session, condition: ColumnElement[bool]) -> Sequence[Attendance]:
    """Lines of lists whose record is still open."""
    query = select(Attendance).join(Attendance.sitting)
    query = query.where(condition, Sitting.record_closed_at.is_(None))
    query = query.options(joinedload(Attendance.sitting), joinedload(Attendance.person))
    return session.scalars(query.order_by(Attendance.sitting_id, Attendance.id)).all()


def organizations(session: Session, ids: Iterable[int]) -> Sequence[Organization]:
    query = select(Organization).where(Organization.id.in_(ids)).order_by(Organization.id)
    return session.scalars(query).all()


def lines_of(person: Person) -> Sequence[Attendance]:
    """Of every list, closed ones too."""
    query = select(Attendance).where(Attendance.person_id == person.id)
    query = query.options(joinedload(Attendance.sitting)).order_by(Attendance.id)
    return db.session.scalars(query).all()
