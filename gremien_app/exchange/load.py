"""Writes what stands by itself: terms, venues, organisations, committees, persons, roster."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import select

from gremien_app.accounts.actions import assign, create_user
from gremien_app.accounts.models import User
from gremien_app.accounts.queries import normalise_email
from gremien_app.accounts.secrets import new_key
from gremien_app.audit.actions import SYSTEM
from gremien_app.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.exchange.read import Data
from gremien_app.extensions import Base, db
from gremien_app.kernel.text import fold
from gremien_app.members.models import (
    MemberRole,
    Membership,
    Organization,
    Person,
    Seat,
)
from gremien_app.sittings.models import Room, Sitting, Venue


class Loader:
    """Adds what is missing, found by its natural key; what exists stays as it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.added: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        every = db.session.scalars
        self.terms = {t.name: t for t in every(select(Term))}
        self.venues = {v.name: v for v in every(select(Venue))}
        self.rooms = {(r.venue.name, r.name): r for r in every(select(Room))}
        self.organizations = {o.name: o for o in every(select(Organization))}
        self.committees = {c.slug: c for c in every(select(Committee))}
        self.persons = {p.ref: p for p in every(select(Person))}
        self.seats = {(s.committee.slug, s.term.name, s.position): s for s in every(select(Seat))}
        self.memberships = {_membership_key(m): m for m in every(select(Membership))}
        self.users = {u.email: u for u in every(select(User))}
        self.refs = set(every(select(Sitting.ref)))

    def new(self, table: str, index: dict[Any, Any], key: Any, row: Base) -> None:
        """Keep a new row under its natural key."""
        index[key] = row
        db.session.add(row)
        self.added[table] += 1

    def is_known(self, table: str, index: dict[Any, Any], key: Any) -> bool:
        if key in index:
            self.kept[table] += 1
        return key in index

    def load(self, data: Data) -> None:
        """All tables but the sittings, each after those it refers to."""
        steps = {
            "terms": self._term,
            "venues": self._venue,
            "organizations": self._organization,
            "committees": self._committee,
            "persons": self._person,
            "seats": self._seat,
            "memberships": self._membership,
            "users": self._user,
        }
        for table, write in steps.items():
            for one in data[table]:
                write(one)
            db.session.flush()
        self._parents(data)
        db.session.flush()

    def _parents(self, data: Data) -> None:
        for one in data["committees"]:
            committee = self.committees[one["slug"]]
            if one["parent"] and committee.parent is None:
                committee.parent = self.committees[one["parent"]]

    def _term(self, one: Data) -> None:
        if not self.is_known("terms", self.terms, one["name"]):
            row = Term(name=one["name"], starts_on=one["from"], ends_on=one["until"])
            self.new("terms", self.terms, one["name"], row)

    def _venue(self, one: Data) -> None:
        if not self.is_known("venues", self.venues, one["name"]):
            row = Venue(name=one["name"], street=one["street"], town=one["town"])
            self.new("venues", self.venues, one["name"], row)
        for room in one["rooms"]:
            key = (one["name"], room["name"])
            if not self.is_known("rooms", self.rooms, key):
                row_of_room = Room(
                    venue=self.venues[one["name"]],
                    name=room["name"],
                    capacity=room["capacity"],
                    is_step_free=room["step_free"],
                    has_induction_loop=room["induction_loop"],
                    directions=room["directions"],
                )
                self.new("rooms", self.rooms, key, row_of_room)

    def _organization(self, one: Data) -> None:
        if not self.is_known("organizations", self.organizations, one["name"]):
            row = Organization(
                name=one["name"],
                short=one["short"],
                kind=one["kind"],
                search_key=fold(one["name"]),
            )
            self.new("organizations", self.organizations, one["name"], row)

    def _committee(self, one: Data) -> None:
        if not self.is_known("committees", self.committees, one["slug"]):
            self.new("committees", self.committees, one["slug"], _committee(one))
        committee = self.committees[one["slug"]]
        names = {(n.name, n.valid_from) for n in committee.names}
        for name in one["names"]:
            if (name["name"], name["from"]) not in names:
                committee.names.append(
                    CommitteeName(
                        name=name["name"],
                        genitive=name["genitive"],
                        valid_from=name["from"],
                        valid_until=name["until"],
                    )
                )
        stated = {s.term.name for s in committee.seats_by_term}
        for term, seats in one["statutory_seats"].items():
            if term not in stated:
                committee.seats_by_term.append(StatutorySeats(term=self.terms[term], seats=seats))

    def _person(self, one: Data) -> None:
        if self.is_known("persons", self.persons, one["ref"]):
            return
        publish = one["publish"] or {"basis": "", "date": None}
        row = Person(
            ref=one["ref"],
            first_name=one["first_name"],
            last_name=one["last_name"],
            title=one["title"],
            salutation=one["salutation"],
            office=one["office"],
            email=one["email"],
            phone=one["phone"],
            publication_basis=publish["basis"],
            publication_date=publish["date"],
            search_key=fold(f"{one['title']} {one['first_name']} {one['last_name']}"),
        )
        self.new("persons", self.persons, one["ref"], row)

    def _seat(self, one: Data) -> None:
        key = (one["committee"], one["term"], one["position"])
        if self.is_known("seats", self.seats, key):
            return
        row = Seat(
            committee=self.committees[one["committee"]],
            term=self.terms[one["term"]],
            position=one["position"],
            group_label=one["group"],
            organization=self.organizations.get(one["organization"]),
        )
        self.new("seats", self.seats, key, row)

    def _membership(self, one: Data) -> None:
        key = (one["committee"], one["person"], one["role"], one["from"])
        if self.is_known("memberships", self.memberships, key):
            return
        seat = self.seats.get((one["committee"], one["term"], one["seat"]))
        organization = self.organizations.get(one["organization"])
        votes = one["votes"]
        if votes is None:  # whoever holds a seat votes, unless the file says otherwise
            votes = seat is not None and one["role"] in _VOTING
        row = Membership(
            committee=self.committees[one["committee"]],
            person=self.persons[one["person"]],
            seat=seat,
            organization=organization or (seat.organization if seat else None),
            role=one["role"],
            chair_office=one["chair_office"],
            can_vote=votes,
            sees_closed=one["sees_closed"],
            position=one["position"],
            starts_on=one["from"],
            ends_on=one["until"],
        )
        self.new("memberships", self.memberships, key, row)

    def _user(self, one: Data) -> None:
        email = normalise_email(one["email"])
        if self.is_known("users", self.users, email):
            return
        user = create_user(
            SYSTEM,
            email=email,
            name=one["name"],
            # Without a password nobody can sign in until the operator sets one.
            password=one["password"] or new_key(),
            now=self.now,
            is_admin=one["admin"],
            person_id=self.persons[one["person"]].id if one["person"] else None,
        )
        self.users[email] = user
        self.added["users"] += 1
        for role in one["roles"]:
            committee = self.committees[role["committee"]]
            assignment = assign(SYSTEM, user, committee.id, role["role"], role["from"])
            assignment.ends_on = role["until"]


_VOTING = frozenset({MemberRole.CHAIR, MemberRole.VOTING, MemberRole.DEPUTY})


def _membership_key(row: Membership) -> tuple[str, str, MemberRole, Any]:
    return (row.committee.slug, row.person.ref, row.role, row.starts_on)


def _committee(one: Data) -> Committee:
    notice = one["notice"] or {}
    contact = one["contact"] or {"name": "", "phone": "", "email": ""}
    row = Committee(
        slug=one["slug"],
        short=one["short"],
        kind=one["kind"],
        legal_basis=one["legal_basis"],
        about=one["about"],
        chair_mode=one["chair_mode"],
        chair_title=one["chair_title"],
        chair_votes=one["chair_votes"],
        quorum_rule=one["quorum"],
        decision_rule=one["decides"],
        is_public=one["public"],
        notice_days=notice.get("days"),
        minutes_due_days=one["minutes_due_days"],
        usual_start=f"{one['usual_start']:%H:%M}" if one["usual_start"] else "",
        usual_minutes=one["usual_minutes"],
        seat_groups=one["seat_groups"],
        contact_name=contact["name"],
        contact_phone=contact["phone"],
        contact_email=contact["email"],
        to_check=one["to_check"],
        position=one["position"],
        closed_on=one["closed_on"],
    )
    if notice:
        row.notice_unit = notice["unit"]
    return row
