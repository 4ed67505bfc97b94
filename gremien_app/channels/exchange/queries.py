"""What is known already, and the exports for scripts: sittings and the figures of a year."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.errors import required
from gremien_app.base.reading import all_of
from gremien_app.channels.exchange.rules import Stock
from gremien_app.meetings.sittings.models import HELD, Room, Sitting, SittingState, Venue
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee, CommitteeKind, Office, Term
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.members.queries import seat_counts
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person

Json = dict[str, Any]

Thing = TypeVar("Thing", bound=Base)


def known() -> Stock:
    """The natural keys of everything in the database."""
    rows = db.session.execute
    return Stock(
        terms=set(db.session.scalars(select(Term.name))),
        terms_with_dates=[
            (name, start, end)
            for name, start, end in rows(
                select(Term.name, Term.starts_on, Term.ends_on).order_by(Term.starts_on, Term.id)
            )
        ],
        offices=set(db.session.scalars(select(Office.title))),
        rooms={(v, r) for v, r in rows(select(Venue.name, Room.name).join(Room.venue))},
        organizations=_pairs(select(Organization.search_key, Organization.name)),
        committees=_pairs(select(Committee.slug, Committee.short)),
        persons=set(db.session.scalars(select(Person.ref))),
        seats={
            (slug, term, position)
            for slug, term, position in rows(
                select(Committee.slug, Term.name, Seat.position)
                .join(Seat.committee)
                .join(Seat.term)
            )
        },
        references=_pairs(select(Sitting.reference, Sitting.ref).where(Sitting.reference != "")),
        accounts=_pairs(select(Person.ref, User.email).join(User.person)),
        sittings={
            ref: (slug, term, number or 0)
            for ref, slug, term, number in rows(
                select(Sitting.ref, Committee.slug, Term.name, Sitting.number)
                .join(Sitting.committee)
                .join(Sitting.term)
                .where(Sitting.number.is_not(None))
            )
        },
    )


def _pairs(query: Select[str, str]) -> dict[str, str]:
    return {key: value for key, value in db.session.execute(query)}  # noqa: C416 -- as below


def is_empty() -> bool:
    """No committee and no account yet."""
    return not db.session.scalar(select(or_(exists(select(Committee.id)), exists(select(User.id)))))


def sittings() -> list[Json]:
    """All sittings, by date: ref, committee (slug), date, state; an export for the operator."""
    found = db.session.scalars(
        select(Sitting)
        .options(joinedload(Sitting.committee))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [
        {
            "ref": sitting.ref,
            "committee": sitting.committee.slug,
            "date": sitting.date.isoformat(),
            "state": sitting.state.value,
        }
        for sitting in found
    ]


def get_sitting(ref: str) -> Sitting:
    """For the operator, who may see every sitting. Raises ``NotFound``."""
    return required(db.session.scalars(select(Sitting).where(Sitting.ref == ref)).one_or_none())


def statistics(year: int, today: date) -> Json:
    """The figures of the annual report.

    Committees are those of kind ``committee`` that existed in the year; members are the filled
    seats on the last day of the year (of the running year: today), a seat counted once and
    deputies not; sittings are those held (running or closed).
    """
    on = min(date(year, 12, 31), max(today, date(year, 1, 1)))
    held = _sittings_held(year)
    single = [
        {
            "committee": committee.slug,
            "name": committee.name_on(on).name,
            "members": seat_counts(committee, on).filled,
            "sittings": held.get(committee.id, 0),
        }
        for committee in _committees_of(year)
    ]
    return {
        "year": year,
        "members_on": on.isoformat(),
        "committees": len(single),
        "members": sum(row["members"] for row in single),
        "sittings": sum(row["sittings"] for row in single),
        "by_committee": single,
    }


def _committees_of(year: int) -> list[Committee]:
    """Those that existed on at least one day of the year."""
    found = db.session.scalars(
        select(Committee)
        .where(
            Committee.kind == CommitteeKind.COMMITTEE,
            or_(Committee.closed_on.is_(None), Committee.closed_on >= date(year, 1, 1)),
        )
        .order_by(Committee.position, Committee.id)
    )
    starts = [(committee, committee.names[0].valid_from) for committee in found]
    return [committee for committee, start in starts if start is None or start.year <= year]


def _sittings_held(year: int) -> dict[int, int]:
    start, end = (midnight(date(y, 1, 1)) for y in (year, year + 1))
    rows = db.session.execute(
        select(Sitting.committee_id, func.count(Sitting.id))
        .where(
            and_(Sitting.starts_at >= start, Sitting.starts_at < end),
            Sitting.state.in_(HELD),
        )
        .group_by(Sitting.committee_id)
    )
    return {committee: count for committee, count in rows}  # noqa: C416 -- rows are no tuples


def has_admin() -> bool:
    return bool(db.session.scalar(select(exists().where(User.is_admin, ~User.is_disabled))))


def committee_id(slug: str) -> int | None:
    return db.session.scalar(select(Committee.id).where(Committee.slug == slug))


def person_id(ref: str) -> int | None:
    return db.session.scalar(select(Person.id).where(Person.ref == ref))


def every(kind: type[Thing]) -> Sequence[Thing]:
    """All rows of a table, in no order: they are looked up by their natural keys."""
    return all_of(select(kind))


def persons_by_age() -> list[Person]:
    """All of them, who came first before the others."""
    return all_of(select(Person).order_by(Person.id))


def by_number(kind: type[Thing]) -> list[Thing]:
    """All rows of a table, the oldest first."""
    return all_of(select(kind).order_by(kind.__table__.c.id))


def accounts() -> dict[str, int]:
    """E-mail address → number."""
    return {one.email: one.id for one in by_number(User)}


def sitting_ids() -> list[int]:
    return all_of(select(Sitting.id).order_by(Sitting.id))


def sittings_by_number(ids: Collection[int]) -> list[Sitting]:
    return all_of(select(Sitting).where(Sitting.id.in_(ids)).order_by(Sitting.id))


def refs_of_sittings() -> set[str]:
    return set(db.session.scalars(select(Sitting.ref)))


def committee_ids() -> set[int]:
    return set(db.session.scalars(select(Committee.id)))


def sittings_at(starts: Collection[datetime]) -> dict[tuple[int, datetime], list[Sitting]]:
    """What committees have at these moments, unless it was cancelled; the oldest first."""
    if not starts:
        return {}
    rows = db.session.scalars(
        select(Sitting)
        .where(
            Sitting.starts_at >= min(starts),
            Sitting.starts_at <= max(starts),
            Sitting.state != SittingState.CANCELLED,
        )
        .order_by(Sitting.id)
    )
    found: dict[tuple[int, datetime], list[Sitting]] = {}
    for one in rows:
        found.setdefault((one.committee_id, one.starts_at), []).append(one)
    return found


def memberships_of(committee_id: int) -> list[Membership]:
    """Of all times, in the order of a roster."""
    found = db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Membership.committee_id == committee_id)
        .order_by(Membership.position, Person.sort_key, Membership.id)
    )
    order = list(MemberRole)
    return sorted(found, key=lambda one: order.index(one.role))
