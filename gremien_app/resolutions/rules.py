"""When a resolution may be written, numbered and taken back."""

from gremien_app.agenda.models import AgendaItem, ItemMark, Outcome
from gremien_app.kernel.errors import RuleBroken
from gremien_app.proceedings.rules import require_open_record
from gremien_app.resolutions.models import Resolution
from gremien_app.sittings.models import Sitting, SittingState

# Nothing was resolved with these: the text stays a motion and gets no number.
UNDECIDED = frozenset(
    {
        Outcome.REJECTED,
        Outcome.FINALLY_REJECTED,
        Outcome.DEFERRED,
        Outcome.ADJOURNED,
        Outcome.RETRACTED,
        Outcome.WITHDRAWN,
        Outcome.NEXT_ITEM,
        Outcome.NO_DECISION,
    }
)


def is_decided(item: AgendaItem) -> bool:
    """Whether the item's text counts as a resolution at all."""
    return item.outcome not in UNDECIDED and item.mark not in {
        ItemMark.WITHDRAWN,
        ItemMark.ADJOURNED,
        ItemMark.REMOVED,
    }


def require_text_allowed(sitting: Sitting) -> None:
    """A text may be prepared before the sitting; not for a cancelled one, not once signed."""
    require_open_record(sitting)
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Es gibt nichts zu beschließen.")


def require_numbers_allowed(sitting: Sitting) -> None:
    """Numbers are issued only when the sitting was held."""
    require_open_record(sitting)
    if sitting.state is not SittingState.CLOSED:
        raise RuleBroken(
            "Beschlussnummern werden erst vergeben, wenn die Sitzung stattgefunden hat und "
            "beendet ist."
        )


def require_removable(resolution: Resolution) -> None:
    """A number once issued is never taken away: that would leave a gap."""
    require_text_allowed(resolution.agenda_item.sitting)
    if resolution.number is not None:
        raise RuleBroken(
            f"Der Beschluss trägt schon die Nummer {resolution.number}/{resolution.year}. Er lässt "
            "sich noch ändern, aber nicht mehr löschen, damit die Nummern lückenlos bleiben."
        )
