"""Writes that change a membership: corrected from the beginning, or changed from a day on."""

from datetime import date
from typing import Any

from gremien_app.base.audit.change_actions import apply, differing
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.rules import NO_BASIS
from gremien_app.people.members import chair_rules, queries, rules
from gremien_app.people.members.actions import create, log, settled, told
from gremien_app.people.members.data import MembershipData, data_of, differences, reads_closed
from gremien_app.people.members.ending_actions import end, give_reason, hand_on, remember, take_back
from gremien_app.people.members.ending_queries import endings_by, endings_of
from gremien_app.people.members.ending_rules import (
    TakenBack,
    by_successor,
    require_followed,
    require_separable,
)
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import ChairOffice, Ending, MemberRole, Membership, OwnReason
from gremien_app.people.members.publicity_actions import REVOKED, revoke_older
from gremien_app.people.persons.models import Person


def correct_membership(
    actor: Viewer, membership: Membership, wanted: MembershipData, *, reason: str, **place: Any
) -> bool:
    """What was wrong from the beginning; answers whether anything changed.

    Every sitting whose minutes are not signed sees it at once. ``place``: on whose seat or of
    which group, as ``settled`` takes it.
    """
    lock_committee(membership.committee_id)
    rules.require_period(wanted.starts_on, wanted.ends_on)
    committee, person = membership.committee, membership.person
    data = settled(committee, person, wanted, besides=[membership], **place)
    changes = differing(membership, vars(data))
    if not changes:
        return False
    changes["reason"] = (None, rules.require_reason(reason))
    apply(membership, vars(data))
    log(actor, "membership.corrected", membership, "Mitgliedschaft berichtigt", changes)
    if REVOKED in changes:
        revoke_older(actor, membership)
    db.session.flush()
    return True


def change_membership(
    actor: Viewer,
    membership: Membership,
    wanted: MembershipData,
    *,
    from_day: date | None,
    reason: str,
    **place: Any,
) -> Membership:
    """What changes from a day on: the membership ends the day before and goes on as a new one."""
    lock_committee(membership.committee_id)
    day = rules.require_split_day(membership, from_day)
    reason = rules.require_reason(reason)
    wanted = wanted.with_(starts_on=day, ends_on=membership.ends_on)
    committee, person = membership.committee, membership.person
    data = settled(committee, person, wanted, besides=[membership], **place)
    if not differences(data_of(membership).with_(starts_on=day), data):
        raise RuleBroken("Es wurde nichts geändert.")
    return split(actor, membership, data, reason=reason)


def split(
    actor: Viewer, membership: Membership, data: MembershipData, *, reason: str | OwnReason
) -> Membership:
    """The rules have passed ``data``, which begins on the day of the split."""
    old, handed = data_of(membership), endings_of(membership)
    last_day = data.starts_on - ONE_DAY
    ending = end(actor, membership, last_day, reason=reason, action="membership.split")
    new = create(
        actor,
        membership.committee,
        membership.person,
        data,
        action="membership.continued",
        summary="Mitgliedschaft geändert weitergeführt",
        reason=told(reason),
        position=membership.position,
        predecessor=membership,
        tenure=membership.tenure,
    )
    give_reason(new, ending)
    new.is_adopted = membership.is_adopted
    hand_on(handed, new)
    remember([ending], by_successor(new))
    changes = differences(old.with_(starts_on=data.starts_on), data)
    log(actor, "membership.changed", new, "Mitgliedschaft geändert", changes)
    if REVOKED in changes:
        revoke_older(actor, new)
    db.session.flush()
    return new


def succeed(
    actor: Viewer,
    membership: Membership,
    successor: Person,
    *,
    last_day: date | None,
    reason: str,
    starts_on: date | None = None,
    ends_deputies: bool = False,
) -> Membership:
    """One leaves, another takes the seat with role, rights and organisation.

    Without ``starts_on`` from the next day on. The office in the chair and the consent to
    publish the name are personal and stay behind. A deputy of the seat may move up.
    """
    lock_committee(membership.committee_id)
    last = rules.require_end(membership, last_day, field="last_day")
    rules.require_successor(membership, successor, last, starts_on)
    first = starts_on or last + ONE_DAY
    reason = rules.require_reason(reason)
    handed, former_end = endings_of(membership), membership.ends_on
    until = former_end if former_end is not None and former_end > last else None
    endings = _end_deputies(
        actor, membership, successor, last, first, reason if ends_deputies else ""
    )
    endings.append(end(actor, membership, last, reason=reason, action="membership.succeeded"))
    wanted = _offered(membership, first, until)
    data = settled(membership.committee, successor, wanted)
    new = create(
        actor,
        membership.committee,
        successor,
        data,
        action="membership.added",
        summary="Nachgerückt",
        position=membership.position,
        predecessor=membership,
    )
    if until:
        give_reason(new, endings[-1])
    hand_on(handed if until else [], new)
    remember(endings, by_successor(new))
    return new


def _offered(membership: Membership, first: date, until: date | None) -> MembershipData:
    """What goes over to a successor; refused where the seat is of another term by then."""
    seat = membership.seat
    if seat is not None and not seat.term.runs_on(first):
        raise RuleBroken(
            f"{rules.describe_seat(seat)}, gehört zur Wahlperiode {seat.term.name}. "
            "Für die neue Wahlperiode bilden Sie das Gremium bitte neu.",
            field="starts_on",
        )
    return data_of(membership).with_(
        starts_on=first,
        ends_on=until,
        chair_office=None,
        sees_closed=membership.sees_closed and _keeps_closed(membership),
        **NO_BASIS,
        publication_ends_along=False,
    )


def _end_deputies(
    actor: Viewer,
    membership: Membership,
    successor: Person,
    last_day: date,
    first_day: date,
    reason: str,
) -> list[Ending]:
    """Who moves up gives the deputising up; with a ``reason`` the other deputies leave too."""
    endings = []
    for deputy in _deputies_of(membership, last_day):
        if deputy.person is successor:
            until = first_day - ONE_DAY
            if deputy.ends_on is None or deputy.ends_on > until:
                endings.append(end(actor, deputy, until, reason=OwnReason.MOVED_UP))
        elif reason:
            endings.append(end(actor, deputy, last_day, reason=reason))
    return endings


def _keeps_closed(membership: Membership) -> bool:
    """A right that came with the office in the chair stays behind with it."""
    return membership.chair_office is None or reads_closed(membership.role)


def _deputies_of(membership: Membership, last_day: date) -> list[Membership]:
    """The deputies of the seat who would still be there the day after."""
    if membership.seat is None or membership.role is MemberRole.DEPUTY:
        return []
    return [
        one
        for one in queries.holders_of(membership.seat, last_day + ONE_DAY)
        if one.role is MemberRole.DEPUTY and one.starts_on <= last_day
    ]


def undo_following(actor: Viewer, successor: Membership) -> TakenBack:
    """Take back a succession or a change from a day on; the former membership goes on.

    Refused as soon as something was recorded for the successor.
    """
    lock_committee(successor.committee_id)
    former = successor.predecessor
    if former is None:
        raise RuleBroken("Diese Mitgliedschaft folgt auf keine andere.")
    following = queries.successors_of(successor)
    if following:
        raise RuleBroken(
            f"Auf diese Mitgliedschaft folgt schon {following[0].person.name}. Machen Sie zuerst "
            "das rückgängig."
        )
    endings = endings_by(by_successor(successor))
    own = require_followed(successor, endings)
    handed = require_separable(successor, own, endings_of(successor))
    if successor.person_id == former.person_id:  # what ends it today ends the whole
        own.former_end = successor.ends_on
        own.former_reason, own.former_own = successor.end_reason, successor.own_reason
    log(actor, "membership.removed", successor, "Nachfolge zurückgenommen", {})
    taken = take_back(actor, endings, removing=successor)
    hand_on(handed, former)
    return taken


def rotate_chair(actor: Viewer, chair: Membership, deputy: Membership, day: date | None) -> None:
    """The chair and the deputy in the chair change places from a day on; the seats stay."""
    lock_committee(chair.committee_id)
    first = chair_rules.require_rotation_day([chair, deputy], day)
    others = [
        one
        for one in queries.memberships_in(chair.committee_id, since=first)
        if one not in (chair, deputy)
    ]
    presiding = Period(first, deputy.ends_on)
    rules.require_one_chair(others, MemberRole.VOTING, ChairOffice.CHAIR, presiding)
    for membership, office in ((chair, ChairOffice.DEPUTY_CHAIR), (deputy, ChairOffice.CHAIR)):
        data = data_of(membership).with_(starts_on=first, chair_office=office)
        if membership.starts_on == first:
            changes = apply(membership, vars(data))
            log(actor, "membership.corrected", membership, "Wechsel im Vorsitz", changes)
        else:
            split(actor, membership, data, reason=OwnReason.ROTATION)
    db.session.flush()
