"""Writes of seats and memberships: joining, leaving, taking an entry back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.rules import require_basis
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import term_on
from gremien_app.people.members import queries, rules, seat_queries
from gremien_app.people.members.data import MembershipData, data_of, differences, usual_rights
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import (
    ChairOffice,
    MemberRole,
    Membership,
    OfficeTenure,
    OwnReason,
    Seat,
)
from gremien_app.people.organizations.actions import organization_named
from gremien_app.people.persons.models import Person


def add_membership(
    actor: Viewer,
    committee: Committee,
    person: Person,
    *,
    role: MemberRole,
    starts_on: date | None,
    ends_on: date | None = None,
    can_vote: bool | None = None,
    rights: Mapping[str, bool] | None = None,
    organization: str = "",
    chair_office: ChairOffice | None = None,
    principal: Membership | None = None,
    seat: Seat | None = None,
    seat_group: str = "",
    deputy_order: int | None = None,
    publication: Mapping[str, Any] | None = None,
    position: int = 0,
    tenure: OfficeTenure | None = None,
    known: Sequence[Membership] | None = None,
) -> Membership:
    """Let a person join; who votes takes a seat, a deputy shares one (held or vacant).

    ``can_vote`` and ``rights`` (by the names of the columns) override what the role brings.
    Without ``seat`` a vacant one of the organisation is taken, or a new one of ``seat_group``.
    ``known``: all memberships of the committee, where a whole list has read them already.
    """
    lock_committee(committee.id)
    first_day = rules.require_period(starts_on, ends_on)
    given: dict[str, Any] = dict(rights or {})
    if can_vote is not None:
        given["can_vote"] = can_vote
    usual: dict[str, Any] = dict(usual_rights(committee, role, chair_office))
    usual["counts_for_quorum"] = given.get("can_vote", usual["can_vote"])
    wanted = MembershipData(
        role=role,
        starts_on=first_day,
        ends_on=ends_on,
        chair_office=chair_office,
        seat=seat,
        organization=organization_named(actor, organization),
        deputy_order=deputy_order,
        **(usual | given),
        **(publication or {}),
    )
    data = settled(
        committee, person, wanted, principal=principal, seat_group=seat_group, known=known
    )
    place = position or queries.place_for(committee.id, role, data.seat, first_day)
    return create(actor, committee, person, data, position=place, tenure=tenure)


def create(
    actor: Viewer,
    committee: Committee,
    person: Person,
    data: MembershipData,
    *,
    action: str = "membership.added",
    summary: str = "Mitgliedschaft angelegt",
    reason: str = "",
    position: int = 0,
    predecessor: Membership | None = None,
    tenure: OfficeTenure | None = None,
) -> Membership:
    """Write a membership that the rules have passed."""
    membership = Membership(
        committee=committee,
        person=person,
        position=position,
        predecessor=predecessor,
        tenure=tenure,
        **vars(data),
    )
    db.session.add(membership)
    blank = MembershipData(role=data.role, starts_on=data.starts_on)
    changes = {"role": (None, data.role), "starts_on": (None, data.starts_on)}
    changes |= differences(blank, data) | ({"reason": (None, reason)} if reason else {})
    log(actor, action, membership, f"{summary} ({data.role.label})", changes)
    return membership


def log(actor: Viewer, action: str, membership: Membership, summary: str, changes: Changes) -> None:
    """One line in the history of a membership; names stay out of the summary."""
    record(actor, action, membership, f"{membership.committee.short}: {summary}", changes)


def settled(
    committee: Committee,
    person: Person,
    wanted: MembershipData,
    *,
    principal: Membership | None = None,
    seat_group: str = "",
    besides: Sequence[Membership] = (),
    known: Sequence[Membership] | None = None,
) -> MembershipData:
    """The membership with its seat found, judged beside all others but ``besides``."""
    rules.require_committee_exists(committee, wanted.starts_on, wanted.ends_on)
    rules.require_vote_fits(wanted.role, can_vote=wanted.can_vote)
    require_basis(wanted.basis, None, [data_of(one).basis for one in besides])
    if wanted.seat is None or principal is not None:
        rules.require_principal(wanted.role, principal, person, wanted.starts_on)
    if known is None:
        known = queries.memberships_in(committee.id, since=wanted.starts_on)
    others = [one for one in known if one not in besides]
    if wanted.seat is None and principal is not None:
        wanted = wanted.with_(
            seat=_seat_of_principal(principal),
            organization=wanted.organization or principal.organization,
        )
    elif wanted.seat is None and wanted.can_vote and not wanted.is_deputy:
        # Told apart first: who may not join at all needs no seat.
        rules.require_fits(committee, person, wanted, others)
        wanted = wanted.with_(seat=_free_seat(committee, wanted, seat_group, others))
    if wanted.seat is not None and wanted.organization is None:
        wanted = wanted.with_(organization=wanted.seat.organization)
    rules.require_fits(committee, person, wanted, others)
    return wanted


def _free_seat(
    committee: Committee, wanted: MembershipData, group: str, others: Sequence[Membership]
) -> Seat:
    """A vacant seat of the organisation, else a new one; refused outside of every term."""
    term = rules.require_term(term_on(wanted.starts_on), wanted.starts_on)
    taken = {
        m.seat_id
        for m in others
        if m.role is not MemberRole.DEPUTY and m.period.meets(wanted.period)
    }
    seats = seat_queries.seats_of(committee.id, term.id)
    labels = [one["label"] for one in committee.seat_groups]
    vacant = [
        seat
        for seat in seats
        if seat.id not in taken
        and seat.organization is wanted.organization
        and (not group or seat.group_label == group)
    ]
    if len({seat.group_label for seat in vacant}) == 1:
        return vacant[0]
    if labels and not group:
        raise RuleBroken(
            f"Bitte wählen Sie den Sitz oder seine Gruppe: {join_german(labels, 'oder')}.",
            field="seat",
        )
    return add_seat(
        Seat(
            committee=committee,
            term=term,
            position=max((seat.position for seat in seats), default=0) + 1,
            group_label=group,
            organization=wanted.organization,
        )
    )


def add_seat(seat: Seat) -> Seat:
    db.session.add(seat)
    db.session.flush()
    return seat


def _seat_of_principal(principal: Membership) -> Seat | None:
    if principal.seat is None and principal.can_vote:
        others = queries.memberships_in(principal.committee_id, since=principal.starts_on)
        rest = [one for one in others if one is not principal]
        principal.seat = _free_seat(principal.committee, data_of(principal), "", rest)
    return principal.seat


def end_membership(
    actor: Viewer,
    membership: Membership,
    ends_on: date | None,
    *,
    reason: str | OwnReason = "",
    action: str = "membership.ended",
    summary: str = "Mitgliedschaft endet",
) -> date:
    """Set the last day and give it back; the roster of earlier days stays as it was."""
    lock_committee(membership.committee_id)
    last_day = rules.require_end(membership, ends_on)
    if membership.ends_on is not None and last_day > membership.ends_on:
        _require_room_until(membership, last_day)
    changes: Changes = {"ends_on": (membership.ends_on, last_day)}
    if reason:
        changes["reason"] = (None, told(reason))
        membership.end_reason, membership.own_reason = typed_and_own(reason)
    membership.ends_on = last_day
    log(actor, action, membership, summary, changes)
    return last_day


def told(reason: str | OwnReason) -> str:
    return reason.label if isinstance(reason, OwnReason) else reason


def typed_and_own(reason: str | OwnReason) -> tuple[str, OwnReason | None]:
    return ("", reason) if isinstance(reason, OwnReason) else (reason, None)


def _require_room_until(membership: Membership, last_day: date) -> None:
    """A later end must fit between all others, as a new membership must."""
    others = queries.memberships_in(membership.committee_id, since=membership.starts_on)
    rest = [other for other in others if other is not membership]
    longer = data_of(membership).with_(ends_on=last_day)
    try:
        rules.require_fits(membership.committee, membership.person, longer, rest)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.message, field="ends_on") from refusal


def remove_membership(actor: Viewer, membership: Membership) -> None:
    """Take back an entry made by mistake; refused as soon as something was recorded for it.

    What stands above (the attendance) looks for itself and refuses while this is saved.
    """
    following = queries.successors_of(membership)
    if following:
        raise RuleBroken(
            f"{following[0].person.name} folgt auf diese Mitgliedschaft. Machen Sie zuerst "
            "das rückgängig."
        )
    old = data_of(membership)
    changes = {name: (getattr(old, name), None) for name in ("role", "starts_on", "ends_on")}
    log(actor, "membership.removed", membership, "Mitgliedschaft zurückgenommen", changes)
    db.session.delete(membership)
    db.session.flush()
