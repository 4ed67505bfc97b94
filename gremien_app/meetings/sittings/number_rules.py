"""Which number a sitting gets in its term, and what is said of it; pure.

Numbers are given at the dispatch, in the order of the dates. What was printed or sent never moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gremien_app.base.kernel.dates import berlin_date, format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.sittings.models import Sitting, SittingState

NO_TERM = "Für diesen Tag ist keine Wahlperiode bekannt."
WITH_DISPATCH = "noch ohne Nummer; sie kommt mit der Einladung"


@dataclass(frozen=True, order=True)
class Given:
    """A number of the committee and term that is taken, and the moment of its sitting."""

    starts_at: datetime
    number: int


def next_number(starts_at: datetime, given: Sequence[Given]) -> int:
    """The free number between the sittings before and after; where none is left, the next of all.

    >>> from datetime import UTC
    >>> day = lambda n: datetime(2026, 1, n, tzinfo=UTC)
    >>> next_number(day(9), [Given(day(1), 1), Given(day(20), 3)])
    2
    """
    taken = {one.number for one in given}
    number = max((one.number for one in given if one.starts_at <= starts_at), default=0) + 1
    while number in taken:
        number += 1
    after = min((one.number for one in given if one.starts_at > starts_at), default=None)
    return number if after is None or number < after else max(taken) + 1


def later_ones(starts_at: datetime, number: int, given: Sequence[Given]) -> list[Given]:
    """Sittings of a later day that were given a smaller number already."""
    return sorted(one for one in given if one.starts_at > starts_at and one.number < number)


def dispatch_notes(
    sitting: Sitting, number: int | None, given: Sequence[Given], waiting: Sequence[datetime]
) -> list[str]:
    """What the dispatch does with the number, in sentences.

    ``waiting``: earlier sittings of the committee and term that have no number yet.
    """
    if sitting.number is not None:
        return [f"Die Sitzung behält ihre Nummer {sitting.number}."]
    if sitting.term is None or number is None:
        return [f"{NO_TERM} Die Sitzung bekommt darum keine Nummer."]
    notes = [f"Mit dem Versand bekommt die Sitzung die Nummer {number}."]
    if passed := later_ones(sitting.starts_at, number, given):
        told = join_german(f"{one.number} ({_day(one.starts_at)})" for one in passed)
        notes.append(
            f"An späteren Tagen sind schon vergeben: {told}. Was versandt oder gedruckt ist, "
            "behält seine Nummer; die Nummern folgen hier darum nicht den Tagen."
        )
    if waiting:
        told = join_german(_day(one) for one in waiting)
        notes.append(
            f"Davor liegt noch ohne Nummer: {told}. Wird dazu erst später eingeladen, kommt dort "
            "eine höhere Nummer heraus."
        )
    return notes


def _day(moment: datetime) -> str:
    return format_date(berlin_date(moment))


def absence(sitting: Sitting) -> str:
    """Why a sitting has no number, in plain words; "" of one that has one."""
    if sitting.number is not None:
        return ""
    if sitting.term_id is None:
        return f"ohne Nummer: {NO_TERM}"
    return WITH_DISPATCH if sitting.state in _UNSENT else "ohne Nummer"


_UNSENT = frozenset({SittingState.PLANNED, SittingState.MOVED})


def can_correct(sitting: Sitting) -> bool:
    """Something was given that may be wrong; what is only planned is edited."""
    is_given = sitting.number is not None or sitting.state is not SittingState.PLANNED
    return sitting.record_closed_at is None and is_given


def is_reference_sent(sitting: Sitting) -> bool:
    """A Kennung that was sent stays; only a correction with its reason changes it."""
    return bool(sitting.reference) and sitting.state is not SittingState.PLANNED


def require_numberable(sitting: Sitting, number: int | None) -> None:
    """Tentative ones get theirs with the dispatch, and outside every term there is none."""
    if number is None:
        return
    if sitting.term_id is None:
        raise RuleBroken(
            f"{NO_TERM} Ohne sie gibt es keine Nummer. Die Verwaltung der Anwendung legt "
            "Wahlperioden an.",
            field="number",
        )
    if sitting.number is None and sitting.state in _UNSENT | {SittingState.CANCELLED}:
        raise RuleBroken(
            "Eine abgesagte Sitzung, zu der nie eingeladen wurde, bekommt keine Nummer."
            if sitting.state is SittingState.CANCELLED
            else "Diese Sitzung bekommt ihre Nummer mit der Einladung.",
            field="number",
        )


def require_unsent_reference(sitting: Sitting) -> None:
    if is_reference_sent(sitting):
        raise RuleBroken(
            "Die Kennung ist schon versandt. Ist sie falsch, berichtigen Sie sie mit einem Grund "
            "unter „Nummer und Kennung berichtigen“.",
            field="reference",
        )


def require_reason(reason: str, field: str) -> None:
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund. Er steht im Protokoll.", field=field)


def refuse_taken(number: int, free: int | None = None) -> RuleBroken:
    """``free``: the next free one, where there is one to be told."""
    hint = f" Die nächste freie ist {free}." if free else ""
    return RuleBroken(
        f"Die Nummer {number} hat in dieser Wahlperiode schon eine andere Sitzung.{hint}",
        field="number",
    )
