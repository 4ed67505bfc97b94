"""What may be appointed, and what is said where nobody is; pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.period import Period
from gremien_app.meetings.minute_takers.models import MinuteTaker


def require_apart(
    others: Iterable[MinuteTaker], person_id: int | None, starts_on: date, ends_on: date | None
) -> None:
    """Nobody is appointed twice for the same time."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    for one in others:
        if one.person_id == person_id and one.period.meets(Period(starts_on, ends_on)):
            raise RuleBroken(
                f"{one.person.name} ist in dieser Zeit schon bestellt: {one.period.told('ab')}.",
                field="starts_on",
            )


def require_end(one: MinuteTaker, ends_on: date) -> None:
    if ends_on < one.starts_on:
        raise RuleBroken(
            f"Die Bestellung beginnt erst am {format_date(one.starts_on)}.", field="ends_on"
        )


def absence_note(running: Sequence[MinuteTaker], short: str, day: date) -> str:
    """Said where nobody is appointed for a day, or a deputy alone; "" where somebody is."""
    if any(not one.is_deputy for one in running):
        return ""
    told = f"Für {short} ist zum {format_date(day)} "
    if running:
        names = join_german(one.person.name for one in running)
        return f"{told}nur die Stellvertretung in der Schriftführung bestellt: {names}."
    return f"{told}niemand für die Schriftführung bestellt (§ 52 GO NRW)."


def writer_note(
    running: Sequence[MinuteTaker], person_id: int | None, name: str, short: str
) -> str:
    """Said where somebody writes who is not among those appointed; "" where that is not known."""
    if not running or person_id is None or person_id in {one.person_id for one in running}:
        return ""
    names = join_german(one.person.name for one in running)
    return f"{name} ist für {short} nicht bestellt. Bestellt: {names}."
