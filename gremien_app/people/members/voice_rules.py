"""Which vote a person's memberships of a day give: its seat, whether it counts; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from gremien_app.people.members.models import ChairOffice, MemberRole, Membership


@dataclass(frozen=True)
class Voice:
    """``seat_key`` names the vote: a principal and the deputies of one seat share it; "": none."""

    seat_key: str
    is_deputy: bool
    can_vote: bool
    counts_for_quorum: bool


def voice_of(memberships: Sequence[Membership], *, chair_votes: bool) -> Voice:
    """Of one person in one sitting; ``chair_votes``: whether who chairs the committee has one."""
    voting = next((m for m in memberships if m.can_vote), memberships[0])
    may_count = chair_votes or not chairs(memberships)
    seat_key = _seat_key(voting)
    return Voice(
        seat_key,
        is_deputy=voting.role is MemberRole.DEPUTY,
        can_vote=voting.can_vote and may_count and bool(seat_key),
        counts_for_quorum=voting.counts_for_quorum and may_count,
    )


def chairs(memberships: Sequence[Membership]) -> bool:
    return any(
        m.chair_office is ChairOffice.CHAIR or m.role is MemberRole.CHAIR for m in memberships
    )


def _seat_key(membership: Membership) -> str:
    if membership.seat_id is not None:
        return f"seat-{membership.seat_id}"
    # A deputy of nobody's seat has nobody to stand in for.
    has_own = membership.can_vote and membership.role is not MemberRole.DEPUTY
    return f"member-{membership.id}" if has_own else ""
