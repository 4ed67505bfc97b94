"""Reads of offices, their holders over time and the committees they chair."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, by_id
from gremien_app.base.transactions import locked
from gremien_app.people.committees import queries as committees
from gremien_app.people.committees.models import Committee, Office
from gremien_app.people.committees.reach_rules import Reach
from gremien_app.people.members.locking_queries import lock_committees
from gremien_app.people.members.models import MemberRole, Membership, OfficeTenure
from gremien_app.people.members.queries import memberships_in, running
from gremien_app.people.members.reach_rules import ending, joining
from gremien_app.people.offices import rules
from gremien_app.people.offices.rules import Effect
from gremien_app.people.persons.models import Person


def offices() -> list[Office]:
    return committees.offices()


def get_office(id: int) -> Office:
    return by_id(Office, id)


def changeable(viewer: Viewer, id: int, day: date) -> Office:
    """The office for a secretariat that serves all its committees; ``Forbidden`` for others."""
    office = get_office(id)
    if not rules.may_change(viewer, committees.chaired_by(office.id, day)):
        raise Forbidden
    return office


def changeable_tenure(viewer: Viewer, id: int, day: date) -> OfficeTenure:
    found = by_id(OfficeTenure, id)
    changeable(viewer, found.office_id, day)
    return found


def tenures_of(office: Office | None = None) -> list[OfficeTenure]:
    """Tenures with their persons, the latest first; of all offices without one."""
    query = select(OfficeTenure).options(joinedload(OfficeTenure.person))
    if office is not None:
        query = query.where(OfficeTenure.office_id == office.id)
    order = (OfficeTenure.starts_on.desc(), OfficeTenure.position, OfficeTenure.id.desc())
    return all_of(query.order_by(*order))


def lock(office: Office) -> None:
    """Two who change the office, or a roster that it chairs, take turns."""
    locked(Office, office.id)
    by_office = select(Membership.committee_id).join(Membership.tenure)
    found = db.session.scalars(by_office.where(OfficeTenure.office_id == office.id))
    lock_committees({*found, *(one.id for one in committees.chaired_by(office.id, date.min))})


def memberships_of(tenure: OfficeTenure, since: date | None = None) -> list[Membership]:
    """The memberships by which a tenure chairs; only those that run on or after ``since``."""
    query = select(Membership).where(Membership.tenure_id == tenure.id)
    if since is not None:
        query = query.where(Membership.still(since))
    return all_of(query.options(joinedload(Membership.committee)).order_by(Membership.id))


def chairs_by_committee(office: Office, day: date) -> list[tuple[Committee, list[Membership]]]:
    """The office's committees with everyone in the chair on a day, by this office or not."""
    chaired = committees.chaired_by(office.id, day)
    running_tenures = [one.id for one in tenures_of(office) if one.runs_on(day)]
    in_the_chair = or_(
        Membership.tenure_id.in_(running_tenures),
        Membership.chair_office.is_not(None),
        Membership.role == MemberRole.CHAIR,
    )
    found = all_of(
        running(day)
        .where(Membership.committee_id.in_([one.id for one in chaired]), in_the_chair)
        .options(joinedload(Membership.person))
        .order_by(Membership.position, Membership.id)
    )
    return [
        (committee, [one for one in found if one.committee_id == committee.id])
        for committee in chaired
    ]


def ended_by(office: Office, person: Person | None, starts_on: date) -> list[OfficeTenure]:
    """What a new holder ends: the running holder, and the own turn as a deputy."""
    return [
        one
        for one in tenures_of(office)
        if one.runs_on(starts_on)
        and (not one.is_deputy or (person is not None and one.person_id == person.id))
    ]


def effects(
    office: Office, person: Person | None, starts_on: date, *, is_deputy: bool
) -> list[Effect]:
    ending = [] if is_deputy else ended_by(office, person, starts_on)
    return [
        rules.effect_on(
            committee,
            memberships_in(committee.id, since=starts_on),
            ending,
            person,
            starts_on,
            is_deputy=is_deputy,
        )
        for committee in committees.chaired_by(office.id, starts_on)
    ]


def ids_visible_to(_viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those that are still there; every secretariat sees them."""
    query = select(Office.id).where(Office.id.in_(ids))
    return all_of(query.order_by(Office.id))


def reaches(effects: Iterable[Effect], person: Person | None, starts_on: date) -> list[Reach]:
    """Whose places on which days the change touches: for its preview."""
    leaving = [membership for one in effects for membership in one.leaving]
    ids = [one.committee.id for one in effects if not one.is_skipped]
    return ending(leaving, starts_on) + joining(ids, person.id if person else None, starts_on)
