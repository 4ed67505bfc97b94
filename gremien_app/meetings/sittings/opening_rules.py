"""Whether it is time to open or close a sitting, and whether an opening can go back."""

from collections.abc import Callable
from datetime import datetime

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import require_open_record

RUNNING, CLOSED = SittingState.RUNNING, SittingState.CLOSED


# What was recorded in a sitting is known by the rooms above this one: each says it in a word
# ("Abstimmungen"), or nothing.
RECORDED: list[Callable[[Sitting], list[str]]] = []


def recorded_in(sitting: Sitting) -> list[str]:
    """What stands in the way of taking the opening back, in words; empty: nothing."""
    return [word for tell in RECORDED for word in tell(sitting)]


def is_ahead(sitting: Sitting, now: datetime) -> bool:
    """Whether its day is still to come, by the clocks in Köln."""
    return now.astimezone(BERLIN).date() < sitting.date


def require_day_has_come(sitting: Sitting, now: datetime, *, is_meant: bool) -> None:
    """Opened and closed on its day or later; before that only by who was asked and meant it."""
    if is_ahead(sitting, now) and not is_meant:
        raise RuleBroken(
            f"Die Sitzung ist erst am {format_date(sitting.date)}. Vorher wird sie weder eröffnet "
            "noch geschlossen, außer Sie bestätigen es ausdrücklich."
        )


def require_opened(sitting: Sitting) -> None:
    """Refuse to take back an opening that is none (any more)."""
    require_open_record(sitting)
    if sitting.state is CLOSED:
        raise RuleBroken("Die Sitzung ist beendet. Öffnen Sie sie zuerst wieder.")
    if sitting.state is not RUNNING:
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. Es gibt keine Eröffnung zurückzunehmen."
        )
