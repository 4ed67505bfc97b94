"""Rules of a body's names over time: always one on a day, no gap, no overlap."""

from collections.abc import Iterable
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.committees.models import CommitteeName


def require_name(name: str, genitive: str) -> None:
    if not name:
        raise RuleBroken("Bitte geben Sie den Namen ein.", field="name")
    if not genitive:
        raise RuleBroken(
            "Bitte geben Sie den Namen mit Artikel im Genitiv ein, zum Beispiel „der "
            "Stadtarbeitsgemeinschaft Queerpolitik“.",
            field="genitive",
        )


def require_free_start(names: Iterable[CommitteeName], valid_from: date) -> None:
    """A name begins on a day on which no other begins, and not before the first one."""
    for name in names:
        if name.valid_from == valid_from:
            raise RuleBroken(
                f"Am {format_date(valid_from)} beginnt schon der Name „{name.name}“. "
                "Berichtigen Sie ihn, statt einen neuen einzutragen.",
                field="valid_from",
            )
    first = next(iter(names), None)
    if first is not None and first.valid_from is not None and valid_from < first.valid_from:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(first.valid_from)}.",
            field="valid_from",
        )


def require_between(
    before: CommitteeName | None, after: CommitteeName | None, valid_from: date | None
) -> None:
    """A corrected first day stays between the neighbours' first days: no gap, no overlap."""
    if before is not None and valid_from is None:
        raise RuleBroken("Bitte geben Sie an, ab wann der Name gilt.", field="valid_from")
    if (
        before is not None
        and before.valid_from is not None
        and valid_from is not None
        and valid_from <= before.valid_from
    ):
        raise RuleBroken(
            f"Der Name davor, „{before.name}“, gilt ab dem {format_date(before.valid_from)}. "
            "Dieser muss später beginnen.",
            field="valid_from",
        )
    if (
        after is not None
        and after.valid_from is not None
        and valid_from is not None
        and valid_from >= after.valid_from
    ):
        raise RuleBroken(
            f"Der Name danach, „{after.name}“, gilt ab dem {format_date(after.valid_from)}. "
            "Dieser muss früher beginnen.",
            field="valid_from",
        )


def require_existed(valid_from: date | None, first_use: date | None) -> None:
    """The committee's first name begins no later than its first member or sitting."""
    if valid_from is not None and first_use is not None and valid_from > first_use:
        raise RuleBroken(
            f"Schon am {format_date(first_use)} gab es Mitglieder oder eine Sitzung. Der erste "
            "Name muss spätestens dann beginnen.",
            field="valid_from",
        )
