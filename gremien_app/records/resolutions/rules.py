"""When a resolution may be written, numbered and taken back."""

import hashlib
import json

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.proceedings import rules as proceedings
from gremien_app.meetings.proceedings.item_rules import require_matter
from gremien_app.meetings.proceedings.rules import require_open_record
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.records.resolutions.models import PublishedResolution, Resolution

# Entries of the record that hold the hash of what the public register shows from then on.
SHOWN = ("resolution.published", "resolution.publication_renamed")
# From this year on the closed part counts by itself; numbers of before never change.
SEPARATE_SINCE = 2027


def series_of(part: Part, year: int) -> Part:
    """The series in which a resolution of this part is counted."""
    return part if year >= SEPARATE_SINCE else Part.PUBLIC


def published_sha256(shown: PublishedResolution) -> str:
    """SHA-256 of what the public register shows, in hex."""
    words = [shown.title, shown.text, shown.addressee, list(shown.votes or ())]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def require_text_allowed(sitting: Sitting) -> None:
    """A text may be prepared before the sitting; not for a cancelled one, not once signed."""
    require_open_record(sitting)
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt. Es gibt nichts zu beschließen.")


def require_decidable(item: AgendaItem) -> None:
    """No text is written for an item that went off the agenda."""
    require_text_allowed(item.sitting)
    proceedings.require_decidable(item)
    require_matter(item)


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
            f"Der Beschluss trägt schon die Nummer {resolution.printed_number}. Er lässt "
            "sich noch ändern, aber nicht mehr löschen, damit die Nummern lückenlos bleiben."
        )
