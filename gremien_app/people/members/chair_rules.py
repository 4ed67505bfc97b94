"""Rules of the chair that changes hands: between whom, from when, and when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.committees.models import ChairMode, Committee
from gremien_app.people.members.models import Membership


def require_both_chairs(
    chair: Membership | None, deputy: Membership | None
) -> tuple[Membership, Membership]:
    if chair is None or deputy is None:
        raise RuleBroken(
            "Zum Wechsel braucht es einen Vorsitz und einen stellvertretenden Vorsitz. Tragen Sie "
            "beide zuerst bei den Mitgliedern ein."
        )
    return chair, deputy


def require_rotation_day(memberships: Sequence[Membership], day: date | None) -> date:
    """A day on which both still belong to the committee."""
    if day is None:
        raise RuleBroken("Bitte geben Sie an, ab welchem Tag der Wechsel gilt.", field="from_day")
    for one in memberships:
        if not one.runs_on(day):
            raise RuleBroken(
                f"{one.person.name} gehört dem Gremium am {format_date(day)} nicht mit diesem Amt "
                f"an ({one.period.told()}).",
                field="from_day",
            )
    return day


@dataclass(frozen=True)
class Swap:
    """The yearly change in the chair: since when somebody presides, and when it is due."""

    since: date
    due_on: date


def next_swap(committee: Committee, chair_since: date | None) -> Swap | None:
    """Due a year after taking the chair; None where the chair doesn't rotate or is vacant."""
    if committee.chair_mode is not ChairMode.ROTATING or chair_since is None:
        return None
    try:
        return Swap(chair_since, chair_since.replace(year=chair_since.year + 1))
    except ValueError:  # 29 February
        return Swap(chair_since, date(chair_since.year + 1, 3, 1))
