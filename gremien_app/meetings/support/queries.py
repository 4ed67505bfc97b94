"""All reads of needs; whoever organises and the person alone get to what was sealed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import midnight, today
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.guests.queries import invited, last_days
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import (
    get_sitting,
    of_committees,
    roster_of,
    visible_to,
    with_context,
)
from gremien_app.meetings.support import rules
from gremien_app.meetings.support.measures import Needs, from_data
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.meetings.support.sealing import KeyMissing, Safe
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person


def safe() -> Safe:
    """Where this application seals and opens."""
    return Safe(current_app.config["DATA_DIR"])


def opened(need: AccessNeed) -> Needs | None:
    """What was said; None where no key opens it any more."""
    try:
        return from_data(safe().open(need.sealed))
    except KeyMissing:
        return None


def organised(viewer: Viewer, id: int) -> Sitting:
    """The sitting for whoever organises it; ``NotFound`` for everybody else."""
    sitting = get_sitting(viewer, id)
    if not viewer.manages(sitting.committee_id):
        raise NotFound
    return held(sitting)


def asked_persons(sitting: Sitting) -> list[Person]:
    """Everybody who is expected: the roster of the day and the guests, by name."""
    members = [one.person for one in roster_of(sitting)]
    guests = [one.person for one in invited(sitting)]
    found = {person.id: person for person in [*members, *guests]}
    return sorted(found.values(), key=lambda person: (person.sort_key, person.id))


def person_of(sitting: Sitting, id: int) -> Person:
    """One of them; ``NotFound`` for anybody else."""
    return required(next((one for one in asked_persons(sitting) if one.id == id), None))


def told_for(sitting: Sitting) -> list[rules.Told]:
    """What everybody said who is expected; for whoever organises the sitting."""
    persons = asked_persons(sitting)
    rows = effective_needs(sitting, [one.id for one in persons])
    return [_told(one.id, one.name, rows.get(one.id)) for one in persons]


def visitors_of(sitting: Sitting) -> list[rules.Told]:
    """What visitors asked for, in the order in which it came."""
    query = select(AccessNeed).where(
        AccessNeed.sitting_id == sitting.id, AccessNeed.person_id.is_(None)
    )
    rows = db.session.scalars(query.order_by(AccessNeed.id))
    return [_visitor(number, row) for number, row in enumerate(rows, start=1)]


def _visitor(number: int, row: AccessNeed) -> rules.Told:
    found = _told(0, f"Besuch {number}", row)
    said = [found.needs.name, found.needs.reach] if found.needs else []
    return replace(found, name=", ".join([found.name, *filter(None, said)]))


def effective_need(sitting: Sitting, person_id: int) -> AccessNeed | None:
    """What counts for a person at a sitting; for whoever organises it, and the person."""
    return effective_needs(sitting, [person_id]).get(person_id)


def effective_needs(sitting: Sitting, ids: Iterable[int]) -> dict[int, AccessNeed]:
    """By person: what counts for the sitting is what was said for it, else what was said once."""
    query = select(AccessNeed).where(
        AccessNeed.person_id.in_(ids),
        or_(AccessNeed.sitting_id == sitting.id, AccessNeed.sitting_id.is_(None)),
    )
    found: dict[int, AccessNeed] = {}
    for row in db.session.scalars(query.order_by(AccessNeed.id)):
        assert row.person_id is not None, "asked for persons"
        if row.sitting_id is not None or row.person_id not in found:
            found[row.person_id] = row
    return found


def _told(id: int, name: str, row: AccessNeed | None) -> rules.Told:
    if row is None:
        return rules.Told(id, name, None)
    needs = opened(row)
    is_standing = row.sitting_id is None
    return rules.Told(id, name, needs, is_standing, needs is None, row.id)


def need_of(person_id: int | None, sitting_id: int | None) -> AccessNeed | None:
    """What a person said for a sitting, or for all (``sitting_id`` is None)."""
    where = (
        AccessNeed.sitting_id.is_(None)
        if sitting_id is None
        else AccessNeed.sitting_id == sitting_id
    )
    return first_of(select(AccessNeed).where(AccessNeed.person_id == person_id, where))


def own_needs(viewer: Viewer) -> list[tuple[AccessNeed, Needs | None]]:
    """What whoever is signed in said: for all sittings first, then by their days."""
    if viewer.person_id is None:
        return []
    query = (
        select(AccessNeed)
        .outerjoin(AccessNeed.sitting)
        .where(AccessNeed.person_id == viewer.person_id)
        .options(joinedload(AccessNeed.sitting).joinedload(Sitting.committee))
        .order_by(AccessNeed.sitting_id.is_not(None), Sitting.starts_at, AccessNeed.id)
    )
    return [(one, opened(one)) for one in db.session.scalars(query)]


def own_need(viewer: Viewer, id: int) -> AccessNeed:
    """One of one's own; ``NotFound`` for everybody else."""
    query = select(AccessNeed).where(
        AccessNeed.id == id,
        AccessNeed.person_id.is_not(None),
        AccessNeed.person_id == viewer.person_id,
    )
    return held(required(first_of(query)))


def own_sittings(viewer: Viewer, day: date) -> list[Sitting]:
    """The sittings ahead to which whoever is signed in is expected."""
    query = select(Sitting).where(
        _expects(viewer),
        Sitting.starts_at >= midnight(day),
        Sitting.state != SittingState.CANCELLED,
    )
    query = query.order_by(Sitting.starts_at, Sitting.id)
    return all_of(with_context(query))


def own_sitting(viewer: Viewer, id: int) -> Sitting:
    """One of them, also a past one; ``NotFound`` for whoever is not expected there."""
    query = with_context(select(Sitting).where(Sitting.id == id, _expects(viewer)))
    return held(required(first_of(query)))


def _expects(viewer: Viewer) -> ColumnElement[bool]:
    """A member's own sittings, and those to which one is a guest."""
    runs = and_(
        Membership.person_id == (viewer.person_id or 0),
        Membership.starts_on <= today(),
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today()),
    )
    own = of_committees(select(Membership.committee_id).where(runs))
    return and_(visible_to(viewer), or_(own, Sitting.id.in_(viewer.guest_at)))


def manageable_need(viewer: Viewer, id: int) -> AccessNeed:
    """One need for whoever organises its sitting, or sittings of its person; else ``NotFound``."""
    need = required(db.session.get(AccessNeed, id))
    offices = viewer.secretariat_of
    if need.sitting is not None:
        is_own = need.sitting.committee_id in offices
    else:
        is_own = first_of(_expected_by(need.person_id, offices)) is not None
    if not is_own:
        raise NotFound
    return held(need)


def _expected_by(person_id: int | None, offices: Iterable[int]) -> Select[int]:
    """Committees of these that expect the person, as a member or as a guest of what is ahead."""
    member = select(Membership.committee_id).where(
        Membership.person_id == person_id,
        Membership.committee_id.in_(offices),
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today()),
    )
    guest = (
        select(Sitting.committee_id)
        .join(Guest, Guest.sitting_id == Sitting.id)
        .where(
            Guest.person_id == person_id,
            Guest.uninvited_at.is_(None),
            Sitting.committee_id.in_(offices),
            Sitting.ends_at >= midnight(today()),
        )
    )
    return select(Sitting.committee_id).where(
        or_(Sitting.committee_id.in_(member), Sitting.committee_id.in_(guest))
    )


def to_forget(day: date) -> list[AccessNeed]:
    """Of sittings that ended before the day; and standing ones of whoever belongs nowhere now."""
    over = select(Sitting.id).where(Sitting.ends_at < midnight(day))
    runs = select(Membership.person_id).where(
        or_(Membership.ends_on.is_(None), Membership.ends_on >= day)
    )
    comes = [person_id for person_id, last in last_days().items() if last >= day]
    standing = and_(
        AccessNeed.sitting_id.is_(None),
        AccessNeed.person_id.not_in(runs),
        AccessNeed.person_id.not_in(comes),
    )
    query = select(AccessNeed).where(or_(AccessNeed.sitting_id.in_(over), standing))
    return all_of(query.order_by(AccessNeed.id))


def all_needs() -> list[AccessNeed]:
    """For a new key, and for ``doctor``."""
    return all_of(select(AccessNeed).order_by(AccessNeed.id))


def count_needs() -> int:
    return db.session.scalar(select(func.count(AccessNeed.id))) or 0


def count_unreadable() -> int:
    """How many no key opens any more."""
    return sum(opened(one) is None for one in all_needs())
