"""Small worlds for tests: a committee, its members, a sitting, accounts.

Every builder flushes and returns the object; nothing commits but ``account`` by wish.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.files.kinds import Kind
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.queries import store
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperFile, PaperPlace, PaperSubmitter
from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, AttendanceStatus
from gremien_app.meetings.replies.models import Answer, Calling, CallState, Cause, Reply, Way
from gremien_app.meetings.sittings.models import Room, Sitting, SittingState, Venue
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.administration.actions import create_user
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.committees.models import (
    Committee,
    CommitteeName,
    FixingRule,
    SigningWay,
    StatutorySeats,
    Term,
)
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.people.roles import CommitteeRole
from gremien_app.records.resolutions.models import PublishedResolution, Resolution

PASSWORD = "gremien-demo"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TERM_START = date(2025, 11, 1)

_numbers = itertools.count(1)


def _add(thing):
    db.session.add(thing)
    db.session.flush()
    return thing


def term(name="2025/2030", starts_on=TERM_START, ends_on=None) -> Term:
    found = db.session.query(Term).filter_by(name=name).first()
    return found or _add(Term(name=name, starts_on=starts_on, ends_on=ends_on))


def committee(slug="stag-behindertenpolitik", *, seats=13, name=None, **settings) -> Committee:
    name = name or "Stadtarbeitsgemeinschaft Behindertenpolitik"
    settings.setdefault("short", slug[:20])
    settings.setdefault("is_public", True)
    # Whoever tests the way over paper, or that the chair sets the agenda, says so.
    settings.setdefault("signing", SigningWay.SYSTEM)
    settings.setdefault("agenda_fixing", FixingRule.NONE)
    made = Committee(slug=slug, **settings)
    made.names.append(CommitteeName(name=name, genitive=f"der {name}"))
    if seats:
        made.seats_by_term.append(StatutorySeats(term=term(), seats=seats))
    return _add(made)


def organization(name=None, **values) -> Organization:
    name = name or f"Verein {next(_numbers)} e.V."
    return _add(Organization(name=name, search_key=fold(name), **values))


def person(last_name="Muster", first_name="Kim", **values) -> Person:
    values.setdefault("ref", f"p{next(_numbers)}")
    values.setdefault("search_key", fold(f"{first_name} {last_name}"))
    _say_kind(values)
    return _add(Person(first_name=first_name, last_name=last_name, **values))


def _say_kind(values: dict[str, Any]) -> None:
    """A basis is a consent unless said otherwise."""
    if values.get("publication_basis"):
        values.setdefault("publication_kind", BasisKind.CONSENT)


def seat(of: Committee, organization=None) -> Seat:
    return _add(Seat(committee=of, term=term(), position=next(_numbers), organization=organization))


def member(
    of: Committee,
    who: Person | None = None,
    *,
    role=MemberRole.VOTING,
    seat=None,
    chair_office: ChairOffice | None = None,
    can_vote=None,
    starts_on=TERM_START,
    ends_on=None,
    **values,
) -> Membership:
    _say_kind(values)
    return _add(
        Membership(
            committee=of,
            person=who or person(),
            role=role,
            seat=seat,
            organization=values.pop("organization", seat.organization if seat else None),
            chair_office=chair_office,
            can_vote=role in {MemberRole.VOTING, MemberRole.DEPUTY}
            if can_vote is None
            else can_vote,
            starts_on=starts_on,
            ends_on=ends_on,
            **values,
        )
    )


def room(name="Konferenzraum 16 F 43", venue="Stadthaus Deutz", **values) -> Room:
    house = db.session.query(Venue).filter_by(name=venue).first() or Venue(name=venue)
    return _add(Room(name=name, venue=house, **values))


def sitting(
    of: Committee, day: date = date(2026, 12, 10), start=time(14), hours=2, **values
) -> Sitting:
    number = next(_numbers)
    starts_at = datetime.combine(day, start, BERLIN)
    values.setdefault("ref", f"{of.slug}-{day.isoformat()}-{number}")
    values.setdefault("uid", f"sitting-{number}@gremien.example")
    values.setdefault("changed_at", NOW)
    values.setdefault("state", SittingState.PLANNED)
    values.setdefault("is_public", of.is_public)
    values.setdefault("term", term())
    # Clear of the small numbers that tests give, and within what the form takes.
    values.setdefault("number", 1_000 + number % 8_000)
    return _add(
        Sitting(
            committee=of,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            **values,
        )
    )


def item(of: Sitting, title="Mitteilungen", *, part=Part.PUBLIC, parent=None, **values):
    values.setdefault("position", next(_numbers))
    return _add(AgendaItem(sitting=of, title=title, part=part, parent=parent, **values))


def account(
    email=None, name="Alex Beispiel", *, person=None, secretariat_of=(), is_admin=False
) -> User:
    user = create_user(
        SYSTEM,
        email=email or f"konto{next(_numbers)}@example.org",
        name=name,
        password=PASSWORD,
        now=NOW,
        is_admin=is_admin,
        person_id=person.id if person else None,
    )
    for one in secretariat_of:
        user.assignments.append(
            Assignment(committee=one, role=CommitteeRole.SECRETARIAT, starts_on=date(2020, 1, 1))
        )
    db.session.flush()
    return user


def stored_file(data: bytes = b"", *, kind=Kind.PDF, **values) -> StoredFile:
    """Lies in the store of this application; what it is, nobody has looked at."""
    data = data or f"%PDF-1.4 {next(_numbers)}".encode()
    here = store()
    with here.desk() as desk:
        (desk / "sent").write_bytes(data)
        content = here.keep(desk / "sent")
    values.setdefault("stored_at", NOW)
    return _add(StoredFile(sha256=content.sha256, size=content.size, kind=kind, **values))


def paper(at: AgendaItem, title="Antrag", *, stored=None, published=False, **values) -> Paper:
    """A mere file at an item, with one version."""
    values = {"state": PaperState.ON_AGENDA, "received_at": NOW, "part": at.part} | values
    made = Paper(committee_id=at.sitting.committee_id, title=title, **values)
    made.places = [PaperPlace(item=at, position=next(_numbers))]
    file = PaperFile(number=1, name=f"{title}.pdf", added_at=NOW, added_by="Alex Beispiel")
    file.stored = stored or stored_file()
    file.published_at = NOW if published else None
    made.published_at = file.published_at
    file.search_key = fold(f"{title} {file.name}")
    made.files = [file]
    return _add(made)


def motion(of: Committee, title="Mehr Bänke", *, at=(), by=(), **values) -> Paper:
    """A paper of its own without a file; ``at``: items on which it stands; ``by``: its movers."""
    values = {"kind": PaperKind.MOTION, "state": PaperState.COLLECTED} | values
    reached = list(PaperState).index(values["state"])
    moments = dict.fromkeys(("received_at", "checked_at", "collected_at")[:reached], NOW)
    made = Paper(committee=of, title=title, **(moments | values))
    made.places = [PaperPlace(item=one, position=next(_numbers)) for one in at]
    made.submitters = [PaperSubmitter(person=one, confirmed_at=NOW) for one in by]
    return _add(made)


def published(one: Resolution) -> PublishedResolution:
    """The resolution stands in the public register, as it is."""
    return _add(PublishedResolution(resolution=one, published_at=NOW))


def guest(at: Sitting, *items: AgendaItem, who: Person | None = None, **values) -> Guest:
    """Somebody invited to these items as they stand."""
    made = Guest(sitting=at, person=who or person("Gast", "Gabi"), **values)
    made.admissions = [Admission(agenda_item=item, part=item.part) for item in items]
    return _add(made)


def call(at: Sitting, deputy: Membership, state: CallState = CallState.CALLED, **values) -> Calling:
    """A deputy who is asked to stand in at a sitting, or does."""
    made = {"person": deputy.person, "seat_id": deputy.seat_id, "day": at.date}
    made |= {"cause": Cause.WISH, "called_at": NOW, "changed_at": NOW}
    return _add(Calling(sitting=at, deputy=deputy, state=state, **(made | values)))


def reply(at: Sitting, who: Person, answer: Answer = Answer.COMES, **values) -> Reply:
    made = {"day": at.date, "way": Way.PAGE, "given_at": NOW}
    return _add(Reply(sitting=at, person=who, answer=answer, **(made | values)))


def attend(at: Sitting, who: Person, status=AttendanceStatus.PRESENT, **values) -> Attendance:
    """A line of the attendance list."""
    values.setdefault("name", who.name)
    values.setdefault("group", AttendanceGroup.VOTING)
    membership = values.get("membership")
    values.setdefault("is_deputy", bool(membership and membership.role is MemberRole.DEPUTY))
    return _add(Attendance(sitting=at, person=who, status=status, **values))
