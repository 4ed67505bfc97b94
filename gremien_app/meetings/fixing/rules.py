"""Whether an agenda is set, and what stands in the way of setting it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.dates import berlin_date, format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.agenda.rules import NumberedItem, can_edit
from gremien_app.meetings.fixing.models import AgendaFixing, FixingWay
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import FixingRule

_LOOK_AGAIN = (
    "Die Tagesordnung hat sich geändert, seit diese Seite geöffnet wurde. Bitte sehen Sie sie noch "
    "einmal an."
)


class Stage(Labelled):
    OPEN = "open", "noch nicht festgesetzt"
    WAITING = "waiting", "wartet auf die Festsetzung"
    FIXED = "fixed", "festgesetzt"
    CHANGED = "changed", "neu festzusetzen"


@dataclass(frozen=True)
class Standing:
    """How far the agenda of a sitting is. ``told``: a sentence; ``is_agreed``: no Benehmen is open.

    ``seen`` is what a form carries, so that nobody sets what he or she has not seen.
    """

    stage: Stage
    told: str
    seen: str
    is_agreed: bool = True

    @property
    def is_settled(self) -> bool:
        return self.stage is Stage.FIXED and self.is_agreed


def is_asked_for(sitting: Sitting) -> bool:
    """Whether anybody sets this agenda, and it still can be set."""
    is_ahead = sitting.state.is_ahead and can_edit(sitting)
    return is_ahead and sitting.committee.agenda_fixing is not FixingRule.NONE


def signs_of(agenda: Iterable[NumberedItem]) -> list[str]:
    """A sign for each item: of its part, its depth and its title; those of the chair's choice.

    No titles, as closed ones lie nowhere else. The vote on what comes late is nobody's choice.
    """
    return [
        hashlib.sha256(f"{one.item.part.value}|{one.level}|{one.item.title}".encode()).hexdigest()[
            :16
        ]
        for one in agenda
        if not one.item.is_extension
    ]


def seen_of(signs: Sequence[str]) -> str:
    return hashlib.sha256("|".join(signs).encode()).hexdigest()[:16]


def standing_of(
    sitting: Sitting, fixing: AgendaFixing | None, signs: Sequence[str], today: date
) -> Standing:
    """The one answer for the page, the due things and the check before a dispatch."""
    stage = _stage(fixing, signs)
    needs_mayor = sitting.committee.agenda_fixing is FixingRule.WITH_MAYOR
    is_agreed = not needs_mayor or bool(fixing and fixing.agreed_on)
    return Standing(stage, _told(stage, fixing, signs, today), seen_of(signs), is_agreed)


def is_waiting(fixing: AgendaFixing | None) -> bool:
    """It was put before the chair, who has not answered since."""
    if fixing is None or fixing.asked_at is None:
        return False
    return fixing.fixed_at is None or fixing.asked_at > fixing.fixed_at


def _stage(fixing: AgendaFixing | None, signs: Sequence[str]) -> Stage:
    if fixing is not None and fixing.fixed_on is not None and fixing.items == list(signs):
        return Stage.FIXED
    if is_waiting(fixing):
        return Stage.WAITING
    is_old = fixing is not None and fixing.fixed_on is not None
    return Stage.CHANGED if is_old else Stage.OPEN


def _told(stage: Stage, fixing: AgendaFixing | None, signs: Sequence[str], today: date) -> str:
    if fixing is None or stage is Stage.OPEN:
        return "Der Vorsitz hat die Tagesordnung noch nicht festgesetzt."
    if stage is Stage.WAITING:
        assert fixing.asked_at is not None, "else nothing waits"
        day = berlin_date(fixing.asked_at)
        since = f" ({format_count((today - day).days, 'Tag', 'Tage')})" if day < today else ""
        return f"Die Tagesordnung liegt seit dem {format_date(day)}{since} beim Vorsitz."
    assert fixing.fixed_on is not None, "else it is open"
    way = f" {fixing.way.label}" if fixing.way and fixing.way is not FixingWay.PAGE else ""
    who = f" von {fixing.chair.name}" if fixing.chair else ""
    when = f"am {format_date(fixing.fixed_on)}{who}{way} festgesetzt"
    if stage is Stage.FIXED:
        return f"Die Tagesordnung ist {when}."
    changes = changes_since(fixing.items, signs)
    return (
        f"Die Tagesordnung wurde {when} und seitdem geändert ({changes}). Sie ist neu festzusetzen."
    )


def changes_since(before: Sequence[str], now: Sequence[str]) -> str:
    """What is different: "2 Punkte neu oder anders, 1 Punkt fehlt", "andere Reihenfolge"."""
    new, gone = Counter(now) - Counter(before), Counter(before) - Counter(now)
    added, lost = new.total(), max(gone.total() - new.total(), 0)
    said = (
        f"{format_count(added, 'Punkt', 'Punkte')} neu oder anders" if added else "",
        f"{format_count(lost, 'Punkt fehlt', 'Punkte fehlen')}" if lost else "",
    )
    return ", ".join(filter(None, said)) or "andere Reihenfolge"


def require_fixable(sitting: Sitting, signs: Sequence[str], seen: str) -> None:
    """Refuse where nobody sets an agenda, an empty one, and one that was not looked at."""
    require_asked_for(sitting)
    if not signs:
        raise RuleBroken("Die Tagesordnung ist noch leer.")
    if seen != seen_of(signs):
        raise RuleBroken(_LOOK_AGAIN)


def require_asked_for(sitting: Sitting) -> None:
    if not is_asked_for(sitting):
        raise RuleBroken("Diese Tagesordnung wird nicht (mehr) festgesetzt.")


def require_past(day: date, today: date, field: str) -> None:
    if day > today:
        raise RuleBroken(
            "Dieser Tag kommt erst noch. Bitte nennen Sie den Tag, an dem es geschah.", field=field
        )


def require_fixed(fixing: AgendaFixing | None) -> AgendaFixing:
    if fixing is None or fixing.fixed_on is None:
        raise RuleBroken("Diese Tagesordnung ist nicht festgesetzt.")
    return fixing
