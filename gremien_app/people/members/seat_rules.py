"""Rules of seats: as many as the statute knows, in groups that there are."""

from collections.abc import Sequence

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.models import Seat
from gremien_app.people.members.rules import statutory_seats


def require_room(committee: Committee, term: Term, seats: Sequence[Seat], group: str) -> None:
    """``seats``: all others of the term."""
    statutory = statutory_seats(committee, term)
    if statutory is not None and len(seats) >= statutory:
        raise RuleBroken(
            f"Das Gremium hat in der Wahlperiode {term.name} "
            f"{format_count(statutory, 'Sitz', 'Sitze')}, und alle sind angelegt. Ändern Sie "
            "zuerst die Zahl der Sitze beim Gremium.",
            field="term",
        )
    known = {one["label"]: one["seats"] for one in committee.seat_groups}
    if known and group not in known:
        raise RuleBroken("Bitte wählen Sie die Gruppe des Sitzes.", field="group")
    if group in known and sum(one.group_label == group for one in seats) >= known[group]:
        raise RuleBroken(
            f"Die Gruppe „{group}“ hat {format_count(known[group], 'Sitz', 'Sitze')}, und alle "
            "sind angelegt.",
            field="group",
        )
