"""What goes with an erasure: rows found before they are deleted, emptied or reworded."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, func, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import Base, db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.channels.erasure import queries
from gremien_app.channels.erasure.queries import Subject
from gremien_app.channels.erasure.text_queries import contains_one
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def hold(person: Person) -> None:
    """The row until the end of the transaction, as it is now."""
    held = select(Person).where(Person.id == person.id).with_for_update()
    db.session.scalars(held.execution_options(populate_existing=True)).one()


def entries_of_things(subject: Subject) -> list[AuditEntry]:
    things: dict[str, Any] = {"outbox_mail": select(OutboxMail.id).where(queries.own_mail(subject))}
    if subject.account:
        own = CalendarFeed.user_id == subject.account.id
        things["calendar_feed"] = select(CalendarFeed.id).where(own)
    found: list[AuditEntry] = []
    for kind, ids in things.items():
        query = select(AuditEntry).where(
            AuditEntry.object_type == kind,
            AuditEntry.object_id.in_(ids),
            AuditEntry.is_erased.is_(False),
        )
        found += db.session.scalars(query.order_by(AuditEntry.seq))
    return found


def copies(table: Table, column: Column[Any], names: Collection[str]) -> list[tuple[int, Any]]:
    """Number and value of the rows whose column tells one of the names."""
    query = select(table.c.id, column).where(contains_one(column, names)).order_by(table.c.id)
    return [(id_, value) for id_, value in db.session.execute(query)]


def lines(subject: Subject) -> Select[Any]:
    """The numbers of the lines of attendance that go."""
    return select(Attendance.id).where(queries.going_line(subject))


def guests(subject: Subject) -> Select[Any]:
    """The numbers of the invitations as a guest that go."""
    return select(Guest.id).where(queries.going_guest(subject))


def memberships(person: Person) -> Select[Any]:
    return select(Membership.id).where(Membership.person_id == person.id)


def highest(connection: Connection, kind: type[Base]) -> tuple[int, int]:
    """The highest number in the table, and the highest that the record ever told of it."""
    told = select(func.max(AuditEntry.object_id)).where(
        AuditEntry.object_type == kind.__tablename__
    )
    here = select(func.max(kind.__table__.c.id))
    return connection.scalar(here) or 0, connection.scalar(told) or 0
