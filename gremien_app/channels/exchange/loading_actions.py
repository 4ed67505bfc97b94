"""What a file adds to what is there: found by its natural key, never changed."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.data_format.read import Problem
from gremien_app.channels.exchange import queries, roster_rules
from gremien_app.channels.exchange.rules import problem
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.observances.models import Observance
from gremien_app.meetings.sittings.models import Room, Venue
from gremien_app.meetings.sittings.venue_rules import CARD, require_card
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.committees.models import (
    Committee,
    Office,
    Term,
)
from gremien_app.people.members.models import (
    MemberRole,
    Membership,
    OfficeTenure,
    Seat,
)
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person


class Loader:
    """Adds what is missing, found by its natural key; what exists stays as it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.added: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.placed: dict[Any, str] = {}  # each new row that has rules → its path in the file
        self.new_persons: dict[Person, str] = {}
        self.assignments = list(queries.every(Assignment))
        self.tenures = list(queries.every(OfficeTenure))
        self.terms = {t.name: t for t in queries.every(Term)}
        self.venues = {v.name: v for v in queries.every(Venue)}
        self.rooms = {(r.venue.name, r.name): r for r in queries.every(Room)}
        self.organizations = {o.name: o for o in queries.every(Organization)}
        self.committees = {c.slug: c for c in queries.every(Committee)}
        self.offices = {o.title: o for o in queries.every(Office)}
        self.observances = {(o.name, o.starts_on): o for o in queries.every(Observance)}
        self.persons = {p.ref: p for p in queries.every(Person)}
        self.seats = {(s.committee.slug, s.term.name, s.position): s for s in queries.every(Seat)}
        self.memberships = {membership_key(m): m for m in queries.every(Membership)}
        self.minute_takers = {minute_taker_key(m): m for m in queries.every(MinuteTaker)}
        self.users = {u.email: u for u in queries.every(User)}
        self.refs = queries.refs_of_sittings()

    def new(self, table: str, index: dict[Any, Any], key: Any, row: Base, where: str = "") -> None:
        """Keep a new row under its natural key, and its path where it has rules."""
        index[key] = row
        if where:
            self.placed[row] = where
        db.session.add(row)
        self.added[table] += 1

    def problems(self) -> list[Problem]:
        """What the forms would have refused of the new rows, each with its place in the file."""
        rows = roster_rules.Rows(
            terms=list(self.terms.values()),
            committees=list(self.committees.values()),
            seats=list(self.seats.values()),
            memberships=list(self.memberships.values()),
            tenures=self.tenures,
            minute_takers=list(self.minute_takers.values()),
            assignments=self.assignments,
            new=set(self.placed),
        )
        faults = [*roster_rules.faults(rows), *self._faults_of_rooms()]
        return [problem(self.placed[row], refusal) for row, refusal in faults]

    def _faults_of_rooms(self) -> Iterator[tuple[Room, RuleBroken]]:
        for row in self.placed:
            if isinstance(row, Room):
                try:
                    require_card({name: getattr(row, name) for name in CARD}, berlin_date(self.now))
                except RuleBroken as refusal:
                    yield row, refusal

    def is_known(self, table: str, index: dict[Any, Any], key: Any) -> bool:
        if key in index:
            self.kept[table] += 1
        return key in index


def minute_taker_key(row: MinuteTaker) -> tuple[str, str, Any]:
    return (row.committee.slug, row.person.ref, row.starts_on)


def membership_key(row: Membership) -> tuple[str, str, MemberRole, Any]:
    return (row.committee.slug, row.person.ref, row.role, row.starts_on)
