"""Who has to be bound before closed matters, and what is said where it is missing; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.pledges.models import Pledge, PledgeKind


@dataclass(frozen=True)
class Missing:
    """A person and what is not on record of him or her until a day."""

    person_id: int
    name: str
    kinds: tuple[PledgeKind, ...]


def has_to_be_bound(membership: Membership) -> bool:
    """Who reads closed matters, or will when called in as a deputy.

    Officials of the city are bound by their service, holders of its offices as well.
    """
    is_official = membership.role is MemberRole.ADMINISTRATION or membership.tenure_id is not None
    reads = membership.sees_closed or membership.role is MemberRole.DEPUTY
    return reads and not is_official


def missing(roster: Iterable[Membership], pledges: Iterable[Pledge], day: date) -> list[Missing]:
    """Of everybody on a roster who has to be bound by that day, in its order."""
    known = {(one.person_id, one.kind) for one in pledges if one.given_on <= day}
    found: dict[int, Missing] = {}
    for one in roster:
        kinds = tuple(kind for kind in PledgeKind if (one.person_id, kind) not in known)
        if kinds and has_to_be_bound(one):
            found.setdefault(one.person_id, Missing(one.person_id, one.person.name, kinds))
    return list(found.values())


def sentences(found: Iterable[Missing]) -> list[str]:
    """Who lacks the same, together: "Ohne Datum der Verpflichtung: Ada Acht und Ben Bos." """
    by_kinds: dict[tuple[PledgeKind, ...], list[str]] = {}
    for one in found:
        by_kinds.setdefault(one.kinds, []).append(one.name)
    return [
        f"Ohne Datum der {join_german(kind.label for kind in kinds)}: {join_german(names)}."
        for kinds, names in by_kinds.items()
    ]


def told(pledges: Iterable[Pledge]) -> str:
    """The days in words, "Verpflichtung 20.11.2026, Verschwiegenheit 20.11.2026"; "" of none."""
    return ", ".join(f"{one.kind.label} {format_date(one.given_on)}" for one in pledges)


def require_pledge(
    kinds: Collection[PledgeKind], persons: Collection[int], given_on: date, today: date
) -> None:
    if not kinds:
        raise RuleBroken("Bitte wählen Sie, was festgehalten werden soll.", field="kinds")
    if not persons:
        raise RuleBroken("Bitte wählen Sie mindestens eine Person.", field="persons")
    if given_on > today:
        raise RuleBroken("Dieser Tag kommt erst noch.", field="given_on")
