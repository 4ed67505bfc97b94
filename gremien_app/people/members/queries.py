"""Reads of memberships; above all the roster on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import is_writing
from gremien_app.people.accounts.fact_queries import (
    ACCOUNT,
    DAY,
    PERSON,
    TASKS,
    ask,
    fact,
    together,
)
from gremien_app.people.accounts.models import Assignment, SignedIn, User
from gremien_app.people.accounts.rules import circles_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import manageable
from gremien_app.people.committees.rules import attendance_groups
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.members.roster import (
    RosterGroup,
    RosterPage,
    SeatCounts,
    count_seats,
    group_roster,
    presides,
    roster_page,
)
from gremien_app.people.members.seat_queries import seats_on
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.people.roles import CHAIRS, INSIDERS, OFFICE, READERS, TAKERS, CommitteeRole


def running(day: date) -> Select[Membership]:
    """Memberships of a day; in every committee unless narrowed."""
    return select(Membership).where(Membership.running(day))


def roster(committee_id: int, day: date) -> list[Membership]:
    """Everyone who belonged to the committee on that day, in the order of the minutes.

    The only query of its kind: pages, documents and figures all use it.
    """
    found = db.session.scalars(
        running(day)
        .join(Membership.person)
        .where(Membership.committee_id == committee_id)
        .options(
            contains_eager(Membership.person).joinedload(Person.former_names),
            joinedload(Membership.tenure),
            joinedload(Membership.organization).joinedload(Organization.names),
            joinedload(Membership.seat)
            .joinedload(Seat.organization)
            .joinedload(Organization.names),
        )
        .order_by(Membership.position, Person.sort_key, Membership.id)
    ).unique()
    order = list(MemberRole)
    return sorted(found, key=lambda membership: order.index(membership.role))


def roster_groups(committee: Committee, day: date) -> list[RosterGroup]:
    """The roster of a day in the groups of the minutes, empty ones omitted."""
    return group_roster(roster(committee.id, day), attendance_groups(committee))


def seat_counts(committee: Committee, day: date) -> SeatCounts:
    """Statutory, filled and vacant seats on a day."""
    return count_seats(committee, roster(committee.id, day), day)


def roster_on(committee: Committee, day: date) -> RosterPage:
    """The roster with deputies beside their principals, vacant seats and counts; two queries."""
    return roster_page(committee, roster(committee.id, day), seats_on(committee.id, day), day)


def named_later(committee_id: int, day: date) -> dict[int, list[Membership]]:
    """By their seats those whose membership begins after the day, the first to come first."""
    found: dict[int, list[Membership]] = {}
    for one in memberships_in(committee_id, since=day):
        if one.seat_id is not None and one.starts_on > day:
            found.setdefault(one.seat_id, []).append(one)
    return {id_: sorted(ones, key=lambda m: (m.starts_on, m.id)) for id_, ones in found.items()}


def chair_since(committee_id: int, day: date) -> date | None:
    """Since when the chair of that day presides without a break; None while it is vacant."""
    query = select(Membership).where(
        Membership.committee_id == committee_id,
        Membership.starts_on <= day,
        or_(Membership.chair_office == ChairOffice.CHAIR, Membership.role == MemberRole.CHAIR),
    )
    found = db.session.scalars(query.order_by(Membership.starts_on.desc(), Membership.id.desc()))
    led = [membership for membership in found if presides(membership)]
    if not led or not led[0].runs_on(day):
        return None
    since = led[0]
    for earlier in led[1:]:
        if earlier.person_id != since.person_id or not earlier.runs_on(since.starts_on - ONE_DAY):
            break
        since = earlier
    return since.starts_on


MEMBERS = fact(
    "member",
    committee_id=Membership.committee_id,
    role=Membership.role,
    chair_office=Membership.chair_office,
    sees_closed=Membership.sees_closed,
).where(Membership.person_id == PERSON, Membership.running(DAY))
# The secretariat of a committee serves its working groups too.
GROUPS = fact("group", committee_id=Committee.id, other_id=Committee.parent_id).where(
    Committee.parent_id.in_(select(Assignment.committee_id).where(Assignment.user_id == ACCOUNT))
)
BY_ROSTER = together(TASKS, MEMBERS, GROUPS)


def viewer_of(user: User | None, day: date) -> Viewer:
    """The rights of an account on a day: its assignments, and its person's memberships."""
    return ANONYMOUS if user is None else by_roster(user, ask(BY_ROSTER, user, day))


def by_roster(user: User | SignedIn, found: Mapping[str, Sequence[Row[Any]]]) -> Viewer:
    """The same, from facts that were asked for along with others."""
    rows, members = found.get("task", ()), found.get("member", ())
    tasks = circles_of((one.committee_id, CommitteeRole(one.role)) for one in rows)
    groups = {g.committee_id for g in found.get("group", ()) if g.other_id in tasks[OFFICE]}
    for circle in OFFICE.around & tasks.keys():
        tasks[circle] |= groups
    closed = frozenset(m.committee_id for m in members if m.sees_closed)
    deputy = frozenset(m.committee_id for m in members if m.role == MemberRole.DEPUTY)
    chairs = {m.committee_id for m in members if m.role == MemberRole.CHAIR or m.chair_office}
    return Viewer(
        user_id=user.id,
        person_id=user.person_id,
        name=user.name,
        is_admin=user.is_admin,
        secretariat_of=tasks[OFFICE],
        minute_taker_of=tasks[TAKERS],
        chair_of=tasks[CHAIRS] | chairs,
        member_of=tasks[INSIDERS].union(m.committee_id for m in members),
        closed_of=tasks[READERS] | closed,
        deputy_of=deputy - closed,
    )


def manageable_roster(viewer: Viewer, slug: str) -> Committee:
    """The committee for whoever changes its roster; ``NotFound`` or ``Forbidden`` for others."""
    committee = manageable(viewer, slug)
    if is_writing():
        lock_committee(committee.id)
    return committee


def manageable_membership(viewer: Viewer, id: int) -> Membership:
    found = one_of(
        select(Membership)
        .where(Membership.id == id, Membership.committee_id.in_(viewer.secretariat_of))
        .options(
            joinedload(Membership.person),
            joinedload(Membership.committee).selectinload(Committee.names),
            joinedload(Membership.organization),
            joinedload(Membership.seat).joinedload(Seat.organization),
            joinedload(Membership.predecessor).joinedload(Membership.person),
        )
    )
    if is_writing():
        lock_committee(found.committee_id)
    return found


def memberships_in(
    committee_id: int, person_id: int | None = None, since: date | None = None
) -> list[Membership]:
    """Memberships of a committee that still run on or after ``since``: for rules and forms."""
    query = select(Membership).where(Membership.committee_id == committee_id)
    if person_id is not None:
        query = query.where(Membership.person_id == person_id)
    if since is not None:
        query = query.where(Membership.still(since))
    return all_of(
        query.join(Membership.person)
        .options(contains_eager(Membership.person), joinedload(Membership.seat))
        .order_by(Person.sort_key, Membership.id)
    )


def place_for(committee_id: int, role: MemberRole, seat: Seat | None, day: date) -> int:
    """Where somebody new stands in the roster: the place of who sat there before, else the last.

    0 where nobody has a place of his or her own: then the names order.
    """
    same = select(Membership.position).where(
        Membership.committee_id == committee_id, Membership.role == role
    )
    if seat is not None:
        former = first_of(
            same.where(Membership.seat_id == seat.id).order_by(
                Membership.starts_on.desc(), Membership.id.desc()
            )
        )
        if former is not None:
            return former
    on_roster = running(day).with_only_columns(func.max(Membership.position))
    last = db.session.scalar(
        on_roster.where(Membership.committee_id == committee_id, Membership.role == role)
    )
    return last + 1 if last else 0


def days_of_joining(committee_id: int) -> set[date]:
    """The first days of all memberships, those held ex officio left out."""
    query = select(Membership.starts_on)
    return set(
        db.session.scalars(
            query.where(Membership.committee_id == committee_id, Membership.tenure_id.is_(None))
        )
    )


def persons_of_committee(committee_id: int) -> list[Person]:
    """Everybody who ever belonged to it: whom organisations name again."""
    return all_of(
        select(Person)
        .where(Person.memberships.any(Membership.committee_id == committee_id))
        .order_by(Person.sort_key, Person.id)
    )


def holders_of(seat: Seat, since: date) -> list[Membership]:
    """Members and deputies of a seat that still run on or after a day."""
    return [m for m in memberships_in(seat.committee_id, since=since) if m.seat_id == seat.id]


def history_of(membership: Membership) -> list[AuditEntry]:
    return all_of(
        select(AuditEntry)
        .where(
            AuditEntry.object_type == Membership.__tablename__,
            AuditEntry.object_id == membership.id,
        )
        .order_by(AuditEntry.id.desc())
    )


def successors_of(membership: Membership) -> list[Membership]:
    """Whoever follows on this membership: another person, or the same one with other rights."""
    return all_of(
        select(Membership)
        .where(Membership.predecessor_id == membership.id)
        .options(joinedload(Membership.person))
        .order_by(Membership.starts_on, Membership.id)
    )
