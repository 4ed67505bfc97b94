"""Rules of the seats by statute and of their groups."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count

MAX_SEATS = 500


def require_seats(seats: int | None, filled: int, field: str) -> None:
    """At least one seat, and no fewer than are filled; None: nobody has stated a number."""
    if seats is None:
        return
    if not 1 <= seats <= MAX_SEATS:
        raise RuleBroken(f"Es müssen zwischen 1 und {MAX_SEATS} Sitze sein.", field=field)
    if seats < filled:
        raise RuleBroken(
            f"Heute {'ist' if filled == 1 else 'sind'} {format_count(filled, 'Sitz', 'Sitze')} "
            "besetzt. Beenden Sie zuerst die Mitgliedschaften, die wegfallen.",
            field=field,
        )


def seat_groups(rows: Sequence[tuple[str, int | None]]) -> list[dict[str, object]]:
    """The groups as typed, row by row; empty rows are left out."""
    found: list[dict[str, object]] = []
    labels: set[str] = set()
    for number, (label, seats) in enumerate(rows, start=1):
        if not label and seats is None:
            continue
        if not label:
            raise RuleBroken("Bitte benennen Sie die Gruppe.", field=f"group_label_{number}")
        if not seats:
            raise RuleBroken(
                f"Bitte geben Sie an, wie viele Sitze die Gruppe „{label}“ hat.",
                field=f"group_seats_{number}",
            )
        if label in labels:
            raise RuleBroken(f"Die Gruppe „{label}“ steht schon da.", field=f"group_label_{number}")
        labels.add(label)
        found.append({"label": label, "seats": seats})
    return found


def require_groups_fit(groups: Sequence[Mapping[str, object]], seats: int | None) -> None:
    """22 elected and 11 of the Rat are 33: the groups together are all seats of the term."""
    if not groups:
        return
    total = sum(int(str(group["seats"])) for group in groups)
    if seats is None:
        raise RuleBroken(
            "Bitte geben Sie zuerst an, wie viele Sitze das Gremium in der laufenden Wahlperiode "
            "hat.",
            field="group_seats_1",
        )
    if total != seats:
        raise RuleBroken(
            f"Die Gruppen haben zusammen {format_count(total, 'Sitz', 'Sitze')}, das Gremium hat "
            f"{seats}. Bitte gleichen Sie beides an.",
            field="group_seats_1",
        )


def refuse_group_with_seats(label: str, row: int) -> NoReturn:
    raise RuleBroken(
        f"Zur Gruppe „{label}“ gehören schon Sitze. Sie können sie in ihrer Zeile umbenennen, aber "
        "nicht weglassen.",
        field=f"group_label_{row}",
    )
