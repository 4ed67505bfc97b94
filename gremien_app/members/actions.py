"""Writes of seats and memberships."""

from datetime import date

from gremien_app.audit.actions import record
from gremien_app.committees.models import Committee
from gremien_app.committees.queries import term_on
from gremien_app.extensions import db
from gremien_app.kernel.viewer import Viewer
from gremien_app.members import queries, rules
from gremien_app.members.models import (
    ChairOffice,
    MemberRole,
    Membership,
    Organization,
    Person,
    Seat,
)
from gremien_app.members.organization_actions import organization_named


def add_membership(
    actor: Viewer,
    committee: Committee,
    person: Person,
    *,
    role: MemberRole,
    can_vote: bool,
    starts_on: date | None,
    ends_on: date | None = None,
    organization: str = "",
    chair_office: ChairOffice | None = None,
    principal: Membership | None = None,
) -> Membership:
    """Let a person join; a voting member takes a seat, a deputy shares the principal's."""
    queries.lock_committee(committee.id)
    first_day = rules.require_period(starts_on, ends_on)
    rules.require_committee_exists(committee, first_day)
    rules.require_vote_fits(role, can_vote=can_vote)
    rules.require_principal(role, principal, person, first_day)
    same = queries.memberships_in(committee.id, person.id, since=first_day)
    rules.require_no_overlap(same, first_day, ends_on)
    others = queries.memberships_in(committee.id, since=first_day)
    rules.require_one_chair(others, role, chair_office, first_day, ends_on)
    takes_seat = can_vote and role is not MemberRole.DEPUTY
    if takes_seat:
        rules.require_seat_left(committee, others, first_day, ends_on)
    sender = organization_named(actor, organization) or (
        principal.organization if principal else None
    )
    seat = None
    if takes_seat:
        seat = _free_seat(committee, sender, first_day, ends_on)
    elif principal is not None:
        seat = _seat_of_principal(principal)
    membership = Membership(
        committee=committee,
        person=person,
        role=role,
        can_vote=can_vote,
        chair_office=chair_office,
        organization=sender,
        seat=seat,
        starts_on=first_day,
        ends_on=ends_on,
    )
    db.session.add(membership)
    record(
        actor,
        "membership.added",
        membership,
        committee_id=committee.id,
        summary=f"{committee.short}: Mitgliedschaft angelegt ({role.label})",
        changes={"starts_on": (None, first_day), "ends_on": (None, ends_on)},
    )
    db.session.flush()
    return membership


def _free_seat(
    committee: Committee, sender: Organization | None, starts_on: date, ends_on: date | None
) -> Seat:
    """A vacant seat of the organisation, else a new one; refused outside of every term."""
    term = rules.require_term(term_on(starts_on), starts_on)
    taken = {
        m.seat_id
        for m in queries.memberships_in(committee.id, since=starts_on)
        if m.role is not MemberRole.DEPUTY and rules.overlaps(m, starts_on, ends_on)
    }
    seats = queries.seats_of(committee.id, term.id)
    wanted = sender.id if sender else None
    for seat in seats:
        if seat.id not in taken and seat.organization_id == wanted:
            return seat
    position = max((seat.position for seat in seats), default=0) + 1
    seat = Seat(committee=committee, term=term, position=position, organization=sender)
    db.session.add(seat)
    return seat


def _seat_of_principal(principal: Membership) -> Seat | None:
    if principal.seat is None and principal.can_vote:
        principal.seat = _free_seat(
            principal.committee, principal.organization, principal.starts_on, principal.ends_on
        )
    return principal.seat


def _require_room_until(membership: Membership, last_day: date) -> None:
    """A later end must fit between all others, as a new membership must."""
    first_day = membership.starts_on
    others = [
        other
        for other in queries.memberships_in(membership.committee_id, since=first_day)
        if other.id != membership.id
    ]
    own = [other for other in others if other.person_id == membership.person_id]
    rules.require_no_overlap(own, first_day, last_day)
    rules.require_seat_free(others, membership, last_day)
    rules.require_one_chair(others, membership.role, membership.chair_office, first_day, last_day)
    if membership.can_vote and membership.role is not MemberRole.DEPUTY:
        rules.require_seat_left(membership.committee, others, first_day, last_day)


def end_membership(actor: Viewer, membership: Membership, ends_on: date | None) -> date:
    """Set the last day and give it back; the roster of earlier days stays as it was."""
    queries.lock_committee(membership.committee_id)
    last_day = rules.require_end(membership, ends_on)
    if membership.ends_on is not None and last_day > membership.ends_on:
        _require_room_until(membership, last_day)
    changes = {"ends_on": (membership.ends_on, last_day)}
    membership.ends_on = last_day
    record(
        actor,
        "membership.ended",
        membership,
        committee_id=membership.committee_id,
        summary=f"{membership.committee.short}: Mitgliedschaft endet",
        changes=changes,
    )
    db.session.flush()
    return last_day
