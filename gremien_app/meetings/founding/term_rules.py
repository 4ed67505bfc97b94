"""Rules of the Wahlperioden: one on a day, around all that hangs on it."""

from collections.abc import Iterable, Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.models import Term


def require_apart(
    others: Iterable[Term], starts_on: date, ends_on: date | None, *, own_id: int = 0
) -> None:
    """One Wahlperiode on a day; without a last day it runs on."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    for other in others:
        if other.id == own_id:
            continue
        if other.period.meets(Period(starts_on, ends_on)):
            when = other.period.told("ab")
            raise RuleBroken(
                f"In dieser Zeit läuft schon die Wahlperiode {other.name}: {when}. "
                "Zwei Wahlperioden dürfen sich nicht überschneiden.",
                field="starts_on",
            )


def require_covers(
    starts_on: date, ends_on: date | None, sittings: Sequence[date], joined: Sequence[date]
) -> None:
    """A term does not shrink away from its sittings, nor from those who joined on its seats."""
    for days, what in ((sittings, "eine Sitzung"), (joined, "eine Mitgliedschaft, die beginnt")):
        for day in days:
            early, late = day < starts_on, ends_on is not None and day > ends_on
            if early or late:
                raise RuleBroken(
                    f"Am {format_date(day)} gibt es {what} in dieser Wahlperiode. Sie muss diesen "
                    "Tag umfassen.",
                    field="starts_on" if early else "ends_on",
                )


def require_name(name: str, others: Iterable[Term], own_id: int = 0) -> None:
    if not name:
        raise RuleBroken("Bitte geben Sie der Wahlperiode einen Namen.", field="name")
    if any(other.name == name and other.id != own_id for other in others):
        raise RuleBroken(f"Die Wahlperiode „{name}“ gibt es schon.", field="name")
