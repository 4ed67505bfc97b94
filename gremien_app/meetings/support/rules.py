"""Rules of support: what may be kept, for how long, and what counts for a sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.support.measures import Measure, Needs

LANGUAGE_LENGTH, WORDS_LENGTH, NAME_LENGTH = 60, 2_000, 200
OWN_CONSENT = "selbst angegeben"
UNREADABLE = "nicht mehr lesbar, weil der Schlüssel fehlt: Bitte fragen Sie die Person noch einmal."


@dataclass(frozen=True)
class Told:
    """Somebody who is asked, and what he or she said: for this sitting, else for all of them."""

    id: int
    name: str
    needs: Needs | None
    is_standing: bool = False
    is_unreadable: bool = False
    need_id: int | None = None


def require_needs(needs: Needs) -> None:
    """A language belongs to the interpreting, and that to a language."""
    asks = Measure.INTERPRETING in needs.measures
    if asks and not needs.language:
        raise RuleBroken("Bitte sagen Sie, in welche Sprache.", field="language")
    if needs.language and not asks:
        raise RuleBroken(
            "Eine Sprache steht da, aber „Sprachmittlung“ ist nicht gewählt. Bitte wählen Sie sie "
            "dazu, oder leeren Sie das Feld.",
            field="language",
        )


def require_consent(consent: str) -> None:
    """Nobody enters what somebody else needs without having been told to (Art. 9 (2) a GDPR)."""
    if not consent:
        raise RuleBroken(
            "Ohne Einwilligung der Person darf das nicht gespeichert werden. Bitte fragen Sie sie "
            "zuerst, und schreiben Sie hier, wie sie zugestimmt hat.",
            field="consent",
        )


def require_ahead(sitting: Sitting, day: date) -> None:
    """For what is over nothing can be arranged any more."""
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt; es ist nichts mehr zu bestellen.")
    if not is_ahead(sitting, day):
        raise RuleBroken("Die Sitzung ist vorbei; dafür lässt sich nichts mehr bestellen.")


def is_ahead(sitting: Sitting, day: date) -> bool:
    is_over = sitting.state in {SittingState.CLOSED, SittingState.CANCELLED}
    return not is_over and berlin_date(sitting.ends_at) >= day


def forgotten_before(day: date, days: int) -> date:
    """Of sittings that ended before this day nothing is kept any more."""
    return day - timedelta(days=days)


def counted(needs: Iterable[Needs]) -> dict[Measure, int]:
    """How many need each measure, in the order of the measures."""
    told = list(needs)
    found = {one: sum(one in needs.measures for needs in told) for one in Measure}
    return {measure: count for measure, count in found.items() if count}
