"""What may become public, and what must have been looked at before."""

from collections.abc import Sequence

from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.resolutions.models import Resolution

STALE = (
    "Seit der Vorschau hat sich etwas geändert: ein Name, eine Grundlage oder eine Entscheidung. "
    "Es ist nichts veröffentlicht. Bitte sehen Sie die neue Vorschau durch und veröffentlichen Sie "
    "dann."
)
_TOLD = 5
# Not a step of the minutes' way but one back, with a reason: never taken by signing.
TAKEN_BACK = {MinutesState.PUBLISHED: MinutesState.SIGNED}


def require_publishable(minutes: Minutes) -> None:
    """Signed minutes of a public sitting."""
    if minutes.state is not MinutesState.SIGNED:
        raise Frozen(
            f"Die Niederschrift ist im Stand „{minutes.state.label}“; veröffentlicht wird "
            "sie, wenn sie unterzeichnet und noch nicht veröffentlicht ist."
        )
    if not minutes.sitting.is_public:
        raise Frozen(
            "Diese Sitzung war nicht öffentlich. Ihre Niederschrift wird nicht veröffentlicht."
        )


def can_be_public(resolution: Resolution) -> bool:
    """A numbered resolution of the public part of a public sitting."""
    item = resolution.agenda_item
    is_open = item.part is Part.PUBLIC and item.sitting.is_public
    is_resolved = standing_of(item, item.votes).is_resolved
    return resolution.number is not None and is_open and is_resolved


def require_resolution_publishable(resolution: Resolution) -> None:
    if resolution.number is None:
        raise RuleBroken(
            "Der Beschluss hat noch keine Nummer. Vergeben Sie zuerst die Beschlussnummern."
        )
    if not standing_of(resolution.agenda_item, resolution.agenda_item.votes).is_resolved:
        raise RuleBroken("Hier wurde nichts beschlossen; es gibt nichts zu veröffentlichen.")
    if not can_be_public(resolution):
        raise Frozen(
            "Dieser Beschluss gehört nicht zum öffentlichen Teil einer öffentlichen Sitzung. Er "
            "wird nicht veröffentlicht."
        )


def require_decided(open_: Sequence[str]) -> None:
    if not open_:
        return
    told = join_german([f"„{text}“" for text in open_[:_TOLD]])
    more = f" und {len(open_) - _TOLD} weitere" if len(open_) > _TOLD else ""
    raise RuleBroken(
        f"Noch zu entscheiden: {told}{more}. Bitte legen Sie für "
        f"{format_count(len(open_), 'Fundstelle', 'Fundstellen')} fest, ob sie verborgen wird oder "
        "bleibt."
        if len(open_) == 1
        else f"Noch zu entscheiden: {told}{more}. Bitte legen Sie für alle "
        f"{len(open_)} fest, ob sie verborgen werden oder bleiben."
    )


def require_clean(named: Sequence[str]) -> None:
    """Own words in the place of a name must not name anybody either."""
    if named:
        raise RuleBroken(
            "Eigene Worte an der Stelle eines Namens nennen wieder jemanden: "
            f"{join_german([f'„{text}“' for text in named[:_TOLD]])}. Bitte ändern Sie sie."
        )


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken(
            "Bitte nennen Sie den Grund, aus dem Sie die Veröffentlichung zurücknehmen.",
            field="reason",
        )
    return reason.strip()


def require_published(*, is_published: bool) -> None:
    if not is_published:
        raise Frozen("Das ist nicht veröffentlicht; es gibt nichts zurückzunehmen.")
