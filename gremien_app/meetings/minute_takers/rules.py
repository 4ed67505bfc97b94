"""What may be appointed, and what is said where nobody is; pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.minute_takers.models import MinuteTaker


def require_apart(
    others: Iterable[MinuteTaker], person_id: int | None, starts_on: date, ends_on: date | None
) -> None:
    """Nobody is appointed twice for the same time."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    for one in others:
        starts_in_time = ends_on is None or one.starts_on <= ends_on
        if one.person_id != person_id or not starts_in_time:
            continue
        if one.ends_on is None or one.ends_on >= starts_on:
            raise RuleBroken(
                f"{one.person.name} ist in dieser Zeit schon bestellt: {describe(one)}.",
                field="starts_on",
            )


def require_end(one: MinuteTaker, ends_on: date) -> None:
    if ends_on < one.starts_on:
        raise RuleBroken(
            f"Die Bestellung beginnt erst am {format_date(one.starts_on)}.", field="ends_on"
        )


def describe(one: MinuteTaker) -> str:
    """The time in words: "seit 01.11.2025", "bis 31.12.2026"."""
    start = format_date(one.starts_on)
    return f"{start} bis {format_date(one.ends_on)}" if one.ends_on else f"ab {start}"


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
