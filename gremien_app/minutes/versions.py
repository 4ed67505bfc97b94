"""A version and the sitting it is about: made from its record, compared with it later."""

from datetime import date

from gremien_app.agenda.models import Part
from gremien_app.minutes import assembly, facts, frozen, printed
from gremien_app.minutes.assembly import Record
from gremien_app.minutes.facts import Difference
from gremien_app.minutes.models import MinutesVersion

FACTS = "facts"


def content_of(record: Record, day: date) -> frozen.Content:
    """What a new version holds: both parts' documents, frozen separately, and the facts."""
    parts = [part for part in Part if part is Part.PUBLIC or record.has_part(part)]
    documents = {part.value: assembly.minutes_document(record, part, day) for part in parts}
    return frozen.whole(documents) | {FACTS: facts.facts_of(record)}


def differences(version: MinutesVersion, record: Record) -> list[Difference]:
    """Where the record is not what this version froze, told in the version's own format.

    Before there were facts, what was printed is compared, worded as it was worded then.
    """
    if version.format > 1:
        return list(facts.differences(version.content[FACTS], facts.facts_of(record)))
    documents = frozen.documents(version.content, version.format)
    return list(printed.differences(documents, record))
