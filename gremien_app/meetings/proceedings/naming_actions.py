"""Corrected names reach the open lists: of persons and of the organisations that send them.

A list copies names when it is made. Signed records stay as they are; only a former name that may
not be told any more goes from their lists too: what was signed keeps its own words.
"""

from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, SessionTransaction

from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.proceedings import naming_queries
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.people.organizations.models import Organization, OrganizationName
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_actions import TAKEN_BACK
from gremien_app.people.persons.naming_rules import NAME, Name

_PERSONS, _ORGANIZATIONS = "persons_renamed", "organizations_renamed"


@event.listens_for(db.session, "after_flush")
def note_names(session: Session, _context: Any) -> None:
    """Whoever is called otherwise now; of an organisation also what it was called."""
    persons: set[int] = session.info.setdefault(_PERSONS, set())
    organizations: dict[int, set[str]] = session.info.setdefault(_ORGANIZATIONS, {})
    for thing in session.dirty:
        if isinstance(thing, Person) and any(_former(thing, name) for name in NAME):
            persons.add(thing.id)
        elif isinstance(thing, Organization):
            organizations.setdefault(thing.id, set()).update(_former(thing, "name"))
    for thing in session.new:
        if isinstance(thing, OrganizationName):
            organizations.setdefault(thing.organization_id, set())


def _former(thing: object, name: str) -> list[str]:
    """What the column said before this flush, where it says something else now."""
    return list(inspect(thing, raiseerr=True).attrs[name].history.deleted or ())


@event.listens_for(db.session, "after_soft_rollback")
def forget(session: Session, ended: SessionTransaction) -> None:
    if not ended.nested:
        session.info.pop(_PERSONS, None)
        session.info.pop(_ORGANIZATIONS, None)


def follow(session: Session) -> None:
    """A step before the commit, before the lists follow the roster: a name raises no question."""
    persons = session.info.pop(_PERSONS, set())
    for line in (
        naming_queries.open_lines(session, Attendance.person_id.in_(persons)) if persons else ()
    ):
        if line.person is not None:
            _call(line, line.person)
    organizations = session.info.pop(_ORGANIZATIONS, {})
    if organizations:
        _follow_senders(session, organizations)


def _call(line: Attendance, person: Person) -> None:
    called = person.on(line.sitting.date)
    _set(line, name=called.name, sort_name=called.sort_name, salutation=called.salutation)


def _follow_senders(session: Session, renamed: dict[int, set[str]]) -> None:
    """One name for an organisation in each list: that of its day, however it was spelt there."""
    meant: dict[str, Organization] = {}
    for one in naming_queries.organizations(session, renamed):
        names = {one.name, *(other.name for other in one.names), *renamed[one.id]}
        meant |= {fold(name): one for name in names}
    for line in naming_queries.open_lines(session, Attendance.detail != ""):
        organization = meant.get(fold(line.detail))
        if organization is not None:
            _set(line, detail=organization.name_on(line.sitting.date))


def _set(line: Attendance, **values: str) -> None:
    for name, value in values.items():
        if getattr(line, name) != value:
            setattr(line, name, value)


def _forget_former(person: Person, _former: Name) -> list[str]:
    """A name that may not be told goes from every list, closed ones too; nothing is in doubt."""
    for line in naming_queries.lines_of(person):
        _call(line, person)
    return []


TAKEN_BACK.append(_forget_former)
