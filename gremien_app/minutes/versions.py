"""A version and the sitting it is about: made from its record, compared with it later."""

from datetime import date

from gremien_app.agenda.models import Part
from gremien_app.documents.content import MinutesItem
from gremien_app.minutes import assembly, facts, frozen, printed
from gremien_app.minutes.assembly import Record
from gremien_app.minutes.facts import Difference
from gremien_app.minutes.models import MinutesVersion
from gremien_app.resolutions.models import Resolution

FACTS = "facts"
_NOTHING = MinutesItem("", "")


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


def is_untouched(version: MinutesVersion) -> bool:
    """Whether the text still has the hash that was signed."""
    return version.content_sha256 in frozen.fingerprints(version.content, version.format)


def findings(version: MinutesVersion, record: Record) -> list[Difference]:
    """Where signed minutes and the record do not agree any more; today's names are no matter."""
    try:
        if is_untouched(version):
            return [one for one in differences(version, record) if not one.is_name]
    except (LookupError, TypeError, ValueError):  # somebody wrote something else in its place
        pass
    return [Difference("Text der Niederschrift")]


def signed_words(version: MinutesVersion, resolution: Resolution) -> MinutesItem | None:
    """What the minutes say of a resolution, where the register says it otherwise; else None.

    Without a title: they say nothing of it, or cannot be read any more.
    """
    try:
        return _signed_words(version, resolution) if is_untouched(version) else _NOTHING
    except (LookupError, TypeError, ValueError):
        return _NOTHING


def _signed_words(version: MinutesVersion, resolution: Resolution) -> MinutesItem | None:
    parts = frozen.documents(version.content, version.format)
    if version.format < 2:
        said = printed.item_of(parts, resolution) or _NOTHING
        return said if printed.resolution_differs(said, resolution) else None
    known = version.content[FACTS]["items"]
    found = next((one for one in known if one["id"] == resolution.agenda_item_id), None)
    if found is None:
        return _NOTHING
    if not facts.resolution_differs(found, resolution):
        return None
    of_part = [one for one in known if one["part"] == found["part"]]
    return parts[found["part"]].parts[0].items[of_part.index(found)]
