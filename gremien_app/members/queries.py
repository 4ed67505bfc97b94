"""Reads of persons and memberships; above all the roster on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.accounts.models import Assignment, CommitteeRole, User
from gremien_app.committees.models import Committee
from gremien_app.extensions import db
from gremien_app.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.members.models import ChairOffice, MemberRole, Membership, Person


def _running(day: date) -> Select[Membership]:
    return select(Membership).where(
        Membership.starts_on <= day, or_(Membership.ends_on.is_(None), Membership.ends_on >= day)
    )


def roster(committee_id: int, day: date) -> list[Membership]:
    """Everyone who belonged to the committee on that day, in the order of the minutes.

    The only query of its kind: pages, documents and figures all use it.
    """
    found = db.session.scalars(
        _running(day)
        .join(Membership.person)
        .where(Membership.committee_id == committee_id)
        .options(
            contains_eager(Membership.person),
            joinedload(Membership.organization),
            joinedload(Membership.seat),
        )
        .order_by(Membership.position, Person.last_name, Person.first_name, Membership.id)
    )
    order = list(MemberRole)
    return sorted(found, key=lambda membership: order.index(membership.role))


def viewer_of(user: User | None, day: date) -> Viewer:
    """The rights of an account on a day: its assignments, and its person's memberships."""
    if user is None:
        return ANONYMOUS
    secretariat, takes_minutes = _assigned(user.assignments, day)
    memberships = _memberships_of(user.person_id, day)
    chairs = frozenset(
        m.committee_id
        for m in memberships
        if m.chair_office in {ChairOffice.CHAIR, ChairOffice.DEPUTY_CHAIR}
    )
    closed = frozenset(m.committee_id for m in memberships if m.sees_closed)
    return Viewer(
        user_id=user.id,
        person_id=user.person_id,
        name=user.name,
        is_admin=user.is_admin,
        secretariat_of=secretariat,
        minute_taker_of=takes_minutes,
        chair_of=chairs,
        member_of=frozenset(m.committee_id for m in memberships),
        closed_of=closed,
    )


def _assigned(
    assignments: Iterable[Assignment], day: date
) -> tuple[frozenset[int], frozenset[int]]:
    running = [
        a for a in assignments if a.starts_on <= day and (a.ends_on is None or a.ends_on >= day)
    ]
    secretariat = {a.committee_id for a in running if a.role is CommitteeRole.SECRETARIAT}
    taking = {a.committee_id for a in running if a.role is CommitteeRole.MINUTE_TAKER}
    if secretariat:  # the secretariat of a committee serves its working groups too
        secretariat |= set(
            db.session.scalars(select(Committee.id).where(Committee.parent_id.in_(secretariat)))
        )
    return frozenset(secretariat), frozenset(taking)


def _memberships_of(person_id: int | None, day: date) -> list[Membership]:
    if person_id is None:
        return []
    return list(
        db.session.scalars(
            _running(day).where(Membership.person_id == person_id).order_by(Membership.id)
        )
    )
