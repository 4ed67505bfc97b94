"""What ends memberships and tenures, and when that can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Cause, Ending, Membership, OfficeTenure

ERASED = (
    "Dazu sind Angaben gelöscht worden (Art. 17 DSGVO), oder sie wurden nie festgehalten. Was "
    "vorher galt, lässt sich darum nicht von selbst zurückholen. Bitte berichtigen Sie die "
    "Mitgliedschaften einzeln."
)
GONE = (
    "Eine Mitgliedschaft oder Amtszeit, die damit endete, gibt es nicht mehr. Darum lässt sich "
    "das nicht zurücknehmen. Bitte berichtigen Sie die Mitgliedschaften einzeln."
)


@dataclass(frozen=True)
class By:
    """What ended something: the cause, and the column of ``Ending`` that names the thing."""

    cause: Cause
    column: str
    id: int

    @property
    def columns(self) -> dict[str, Any]:
        return {"cause": self.cause, self.column: self.id}


def by_closing(committee: Committee) -> By:
    return By(Cause.CLOSING, "closed_committee_id", committee.id)


def by_renewal(reconstitution_id: int) -> By:
    return By(Cause.RENEWAL, "reconstitution_id", reconstitution_id)


def by_holder(tenure: OfficeTenure) -> By:
    """Somebody new in the office ended the holder before, and the chairs."""
    return By(Cause.OFFICE, "by_tenure_id", tenure.id)


def by_leaving(tenure: OfficeTenure) -> By:
    """The tenure ended, and with it its own chairs."""
    return By(Cause.LEAVING, "by_tenure_id", tenure.id)


def by_successor(membership: Membership) -> By:
    return By(Cause.FOLLOWING, "successor_id", membership.id)


@dataclass(frozen=True)
class TakenBack:
    """``kept``: whose end is another one by now; whoever entered it knew better."""

    restored: list[Membership]
    kept: list[Membership]

    def after(self, sentence: str) -> str:
        """The sentence that says it is done, and what to know besides."""
        if not self.kept:
            return sentence
        names = join_german([one.person.name for one in self.kept])
        count = format_count(len(self.kept), "Mitgliedschaft", "Mitgliedschaften")
        return (
            f"{sentence} Bei {count} wurde das Ende inzwischen anders eingetragen und bleibt so: "
            f"{names}."
        )


def is_gone(ending: Ending) -> bool:
    return ending.membership_id is None and ending.tenure_id is None


def obstacle(endings: Iterable[Ending]) -> str:
    """Why what ended these cannot be taken back as a whole; "" where it can."""
    found = list(endings)
    if not all(one.is_known for one in found):
        return ERASED
    return GONE if any(map(is_gone, found)) else ""


def require_whole(endings: Iterable[Ending]) -> None:
    if told := obstacle(endings):
        raise RuleBroken(told)


def obstacle_of_following(successor: Membership, endings: Sequence[Ending]) -> str:
    """As ``obstacle``; nor is it known what to give back where the former's end is not kept."""
    told, former = obstacle(endings), successor.predecessor_id
    if not told and not any(one.membership_id == former for one in endings):
        return ERASED
    return told


def require_followed(successor: Membership, endings: Sequence[Ending]) -> Ending:
    if told := obstacle_of_following(successor, endings):
        raise RuleBroken(told)
    return next(one for one in endings if one.membership_id == successor.predecessor_id)


def require_separable(
    successor: Membership, own: Ending, later: Sequence[Ending]
) -> Sequence[Ending]:
    """Which ends of the successor were the former's before; all, where both are one person.

    ``own`` ended the former. What ended the successor alone is taken back first.
    """
    assert successor.predecessor is not None
    if successor.person_id == successor.predecessor.person_id:
        return later
    for one in later:
        if one.id > own.id and successor.ends_on == one.last_day:
            raise RuleBroken(
                f"Diese Mitgliedschaft endet inzwischen mit {one.cause.label}. Nehmen Sie zuerst "
                "das zurück, oder berichtigen Sie die Mitgliedschaften einzeln."
            )
    return [one for one in later if one.id < own.id]
