"""What a membership says, as plain data: judged by the rules before anything is written."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from gremien_app.base.kernel.period import Period
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import Basis, basis_with
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.organizations.models import Organization

# These roles may carry a vote and hold a seat; all others advise.
MAY_VOTE = frozenset({MemberRole.CHAIR, MemberRole.VOTING, MemberRole.DEPUTY})
_MAY_MOVE = MAY_VOTE | {MemberRole.ADVISORY, MemberRole.RESIDENT_EXPERT}
# A deputy reads the closed part of the sittings in which he or she stands in.
_KEPT_OUT = frozenset({MemberRole.STANDING_GUEST, MemberRole.DEPUTY})
# The soft hyphens are for narrow columns.
RIGHTS = {
    "can_vote": "Stimmrecht",
    "may_speak": "Rederecht",
    "may_move": "Antragsrecht",
    "counts_for_quorum": "Zählt zur Beschluss\u00adfähigkeit",
    "sees_closed": "Nicht\u00adöffentlicher Teil",
    "gets_papers": "Erhält Unterlagen",
}


def usual_rights(
    committee: Committee, role: MemberRole, office: ChairOffice | None = None
) -> dict[str, bool]:
    """What a role brings with it in this committee, unless somebody says otherwise."""
    votes = role in MAY_VOTE and (role is not MemberRole.CHAIR or committee.chair_votes)
    return {
        "can_vote": votes,
        "may_speak": True,
        "may_move": role in _MAY_MOVE,
        "counts_for_quorum": votes,
        "sees_closed": reads_closed(role, office),
        "gets_papers": True,
    }


def reads_closed(role: MemberRole, office: ChairOffice | None = None) -> bool:
    """Whether a role brings the right to the closed part of every sitting; the chair's does."""
    return office is not None or role not in _KEPT_OUT


@dataclass(frozen=True, kw_only=True)
class MembershipData:
    """All that can be said about a membership but the person and the committee."""

    role: MemberRole
    starts_on: date
    ends_on: date | None = None
    can_vote: bool = False
    may_speak: bool = True
    may_move: bool = True
    counts_for_quorum: bool = False
    sees_closed: bool = True
    gets_papers: bool = True
    chair_office: ChairOffice | None = None
    seat: Seat | None = None
    organization: Organization | None = None
    deputy_order: int | None = None
    publication_kind: BasisKind | None = None
    publication_basis: str = ""
    publication_date: date | None = None
    publication_ends_on: date | None = None
    publication_ends_along: bool = False
    publication_revoked_on: date | None = None

    @property
    def is_deputy(self) -> bool:
        return self.role is MemberRole.DEPUTY

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)

    @property
    def basis(self) -> Basis:
        return basis_with(vars(self))

    def with_(self, **values: Any) -> "MembershipData":
        return replace(self, **values)


_NAMES = tuple(one.name for one in fields(MembershipData))


def data_of(membership: Membership) -> MembershipData:
    return MembershipData(**{name: getattr(membership, name) for name in _NAMES})


def differences(old: MembershipData, new: MembershipData) -> dict[str, tuple[Any, Any]]:
    """As ``change_actions.differing``, of what is not stored (yet, or any more)."""
    pairs = {name: (value, getattr(new, name)) for name, value in vars(old).items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
