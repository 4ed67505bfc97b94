"""Who submits a paper and what is typed of it, as it is stored."""

import re
from collections.abc import Iterable

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.papers.models import PaperSubmitter
from gremien_app.people.persons.models import Person

MOST_SUBMITTERS = 50
_NAME_LENGTH = 200


def submitters_of(persons: Iterable[Person], others: str) -> list[PaperSubmitter]:
    """Each once, in their order; ``others``: one name a line."""
    named = dict.fromkeys(line.strip() for line in others.splitlines() if line.strip())
    if any(len(name) > _NAME_LENGTH for name in named):
        raise RuleBroken(
            f"Ein Name hat höchstens {_NAME_LENGTH} Zeichen. Bitte schreiben Sie jeden in eine "
            "eigene Zeile.",
            field="others",
        )
    known = dict.fromkeys(persons)
    if len(known) + len(named) > MOST_SUBMITTERS:
        raise RuleBroken(
            f"Höchstens {MOST_SUBMITTERS} können eine Vorlage zusammen einreichen. Nennen Sie "
            "bitte die Gruppe oder Organisation.",
            field="others",
        )
    return [
        *(PaperSubmitter(person=one, person_id=one.id, name="") for one in known),
        *(PaperSubmitter(name=name) for name in named),
    ]


def require_address(url: str) -> None:
    if url and not re.fullmatch(r"https?://[!-~]+", url):
        raise RuleBroken(
            "Bitte geben Sie die vollständige Adresse an, die mit https:// beginnt und keine "
            "Leerzeichen enthält.",
            field="number_url",
        )
