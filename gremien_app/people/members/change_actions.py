"""Writes that change a membership: corrected from the beginning, or changed from a day on."""

from datetime import date, timedelta
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import NO_BASIS
from gremien_app.people.members import chair_rules, queries, rules
from gremien_app.people.members.actions import assign, create, end_membership, log, settled
from gremien_app.people.members.data import MembershipData, data_of, differences, reads_closed
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from gremien_app.people.persons.models import Person

ONE_DAY = timedelta(days=1)
ENDED = "deputies"
REVOKED = "publication_revoked_on"
FOLLOWED = ("membership.succeeded", "membership.split")


def correct_membership(
    actor: Viewer,
    membership: Membership,
    wanted: MembershipData,
    *,
    reason: str,
    principal: Membership | None = None,
    seat_group: str = "",
) -> bool:
    """What was wrong from the beginning; answers whether anything changed.

    Every sitting whose minutes are not signed sees it at once.
    """
    lock_committee(membership.committee_id)
    rules.require_period(wanted.starts_on, wanted.ends_on)
    data = settled(
        membership.committee,
        membership.person,
        wanted,
        principal=principal,
        seat_group=seat_group,
        besides=[membership],
    )
    changes = differences(data_of(membership), data)
    if not changes:
        return False
    changes["reason"] = (None, rules.require_reason(reason))
    assign(membership, data)
    log(actor, "membership.corrected", membership, "Mitgliedschaft berichtigt", changes)
    if REVOKED in changes:
        _revoke_before(actor, membership)
    db.session.flush()
    return True


def _revoke_before(actor: Viewer, membership: Membership) -> None:
    """A revocation covers the person's other times in the committee, unless consented to later."""
    day = membership.publication_revoked_on
    if day is None:
        return
    for one in queries.memberships_in(membership.committee_id, membership.person_id):
        given, former = one.publication_date, one.publication_revoked_on
        is_older = one.publication_kind is BasisKind.CONSENT and (given is None or given <= day)
        if one is not membership and is_older and (former is None or former > day):
            one.publication_revoked_on = day
            changes: dict[str, tuple[Any, Any]] = {REVOKED: (former, day)}
            log(actor, "membership.corrected", one, "Veröffentlichung widerrufen", changes)


def change_membership(
    actor: Viewer,
    membership: Membership,
    wanted: MembershipData,
    *,
    from_day: date | None,
    reason: str,
    principal: Membership | None = None,
    seat_group: str = "",
) -> Membership:
    """What changes from a day on: the membership ends the day before and goes on as a new one."""
    lock_committee(membership.committee_id)
    day = rules.require_split_day(membership, from_day)
    reason = rules.require_reason(reason)
    wanted = wanted.with_(starts_on=day, ends_on=membership.ends_on)
    data = settled(
        membership.committee,
        membership.person,
        wanted,
        principal=principal,
        seat_group=seat_group,
        besides=[membership],
    )
    if not differences(data_of(membership).with_(starts_on=day), data):
        raise RuleBroken("Es wurde nichts geändert.")
    return split(actor, membership, data, reason=reason)


def split(
    actor: Viewer, membership: Membership, data: MembershipData, *, reason: str
) -> Membership:
    """The rules have passed ``data``, which begins on the day of the split."""
    old = data_of(membership)
    _close(actor, membership, data.starts_on - ONE_DAY, "membership.split", reason)
    new = create(
        actor,
        membership.committee,
        membership.person,
        data,
        action="membership.continued",
        summary="Mitgliedschaft geändert weitergeführt",
        reason=reason,
        position=membership.position,
        predecessor=membership,
        tenure=membership.tenure,
    )
    changes = differences(old.with_(starts_on=data.starts_on), data)
    log(actor, "membership.changed", new, "Mitgliedschaft geändert", changes)
    if REVOKED in changes:
        _revoke_before(actor, new)
    db.session.flush()
    return new


def _close(
    actor: Viewer,
    membership: Membership,
    last_day: date,
    action: str,
    reason: str,
    ended: dict[str, str | None] | None = None,
) -> None:
    """``ended``: former last days of the deputies who leave with the member, by id."""
    changes: dict[str, tuple[Any, Any]] = {
        "ends_on": (membership.ends_on, last_day),
        "reason": (None, reason),
    }
    if ended:
        changes[ENDED] = (ended, None)
    membership.ends_on = last_day
    membership.end_reason = reason
    log(actor, action, membership, "Mitgliedschaft endet", changes)
    db.session.flush()


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
    former_end = membership.ends_on
    ended: dict[str, str | None] = {}
    for deputy in _deputies_of(membership, last):
        moves_up = deputy.person is successor
        if moves_up or ends_deputies:
            ended[str(deputy.id)] = deputy.ends_on.isoformat() if deputy.ends_on else None
            until, why = (first - ONE_DAY, "nachgerückt") if moves_up else (last, reason)
            end_membership(actor, deputy, until, reason=why)
    _close(actor, membership, last, "membership.succeeded", reason, ended)
    wanted = data_of(membership).with_(
        starts_on=first,
        ends_on=former_end if former_end is not None and former_end > last else None,
        chair_office=None,
        sees_closed=membership.sees_closed and _keeps_closed(membership),
        **NO_BASIS,
        publication_ends_along=False,
    )
    if wanted.seat is not None and not wanted.seat.term.includes(first):
        raise RuleBroken(
            f"{rules.describe_seat(wanted.seat)}, gehört zur Wahlperiode {wanted.seat.term.name}. "
            "Für die neue Wahlperiode bilden Sie das Gremium bitte neu.",
            field="starts_on",
        )
    data = settled(membership.committee, successor, wanted)
    return create(
        actor,
        membership.committee,
        successor,
        data,
        action="membership.added",
        summary="Nachgerückt",
        position=membership.position,
        predecessor=membership,
    )


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


def undo_following(actor: Viewer, successor: Membership) -> Membership:
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
    entry = next((e for e in queries.history_of(former) if e.action in FOLLOWED), None)
    if entry is not None and entry.is_erased:
        raise RuleBroken(
            "Zu dieser Nachfolge sind Angaben gelöscht worden (Art. 17 DSGVO). Was vorher galt, "
            "lässt sich darum nicht von selbst zurückholen. Bitte berichtigen Sie die "
            "Mitgliedschaften einzeln."
        )
    stored = entry.changes if entry is not None else {}
    deputies = (stored.get(ENDED) or [{}])[0]
    if any(db.session.get(Membership, int(id_)) is None for id_ in deputies):
        raise RuleBroken(
            "Eine Stellvertretung, die mit dieser Nachfolge endete, gibt es nicht mehr. Bitte "
            "berichtigen Sie die Mitgliedschaften einzeln."
        )
    former_end = _day(stored["ends_on"][0]) if "ends_on" in stored else successor.ends_on
    log(actor, "membership.removed", successor, "Nachfolge zurückgenommen", {})
    db.session.delete(successor)
    db.session.flush()
    restore(actor, former, former_end)
    for id_, ended_on in deputies.items():
        deputy = db.session.get(Membership, int(id_))
        if deputy is not None:
            restore(actor, deputy, _day(ended_on))
    return former


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def restore(actor: Viewer, membership: Membership, ends_on: date | None) -> None:
    """Give a membership its former end back, where it still fits between the others."""
    others = queries.memberships_in(membership.committee_id, since=membership.starts_on)
    data = data_of(membership).with_(ends_on=ends_on)
    rest = [one for one in others if one is not membership]
    rules.require_fits(membership.committee, membership.person, data, rest)
    changes = {"ends_on": (membership.ends_on, ends_on)}
    membership.ends_on, membership.end_reason = ends_on, ""
    log(actor, "membership.restored", membership, "Ende zurückgenommen", changes)
    db.session.flush()


def rotate_chair(actor: Viewer, chair: Membership, deputy: Membership, day: date | None) -> None:
    """The chair and the deputy in the chair change places from a day on; the seats stay."""
    lock_committee(chair.committee_id)
    first = chair_rules.require_rotation_day([chair, deputy], day)
    others = [
        one
        for one in queries.memberships_in(chair.committee_id, since=first)
        if one not in (chair, deputy)
    ]
    rules.require_one_chair(others, MemberRole.VOTING, ChairOffice.CHAIR, first, deputy.ends_on)
    for membership, office in (
        (chair, ChairOffice.DEPUTY_CHAIR),
        (deputy, ChairOffice.CHAIR),
    ):
        data = data_of(membership).with_(starts_on=first, chair_office=office)
        if membership.starts_on == first:
            changes = differences(data_of(membership), data)
            assign(membership, data)
            log(actor, "membership.corrected", membership, "Wechsel im Vorsitz", changes)
        else:
            split(actor, membership, data, reason="Wechsel im Vorsitz")
    db.session.flush()
