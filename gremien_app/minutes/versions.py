"""A version and the sitting it is about: made from its record, compared with it later."""

from collections.abc import Sequence
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
    """Whether the text still has the hash that was signed; not, if it cannot even be read."""
    try:
        return version.content_sha256 in frozen.fingerprints(version.content, version.format)
    except (LookupError, TypeError, ValueError):
        return False


def findings(version: MinutesVersion, record: Record) -> list[Difference]:
    """Where signed minutes and the record do not agree any more; today's names are no matter."""
    try:
        if is_untouched(version):
            return [one for one in differences(version, record) if not one.is_name]
    except (LookupError, TypeError, ValueError):  # somebody wrote something else in its place
        pass
    return [Difference("Text der Niederschrift", is_text=True)]


def signed_words(
    version: MinutesVersion, resolutions: Sequence[Resolution], *, is_thorough: bool
) -> dict[int, MinutesItem]:
    """By resolution: what the minutes say of it, where the register says it otherwise.

    Without a title: they say nothing of it, or cannot be read any more. ``is_thorough``: asks the
    text's hash too, which is too dear for a list of fifty.
    """
    if is_thorough and not is_untouched(version):
        return {one.id: _NOTHING for one in resolutions}
    try:
        said = _said_otherwise if version.format > 1 else _printed_otherwise
        return said(version, resolutions)
    except (LookupError, TypeError, ValueError):
        return {one.id: _NOTHING for one in resolutions}


def _said_otherwise(
    version: MinutesVersion, resolutions: Sequence[Resolution]
) -> dict[int, MinutesItem]:
    known = {one["id"]: one for one in version.content[FACTS]["items"]}
    found = {}
    for resolution in resolutions:
        item = known.get(resolution.agenda_item_id)
        # Of another part today: whoever reads it here may not read what was signed there.
        if item is None or item["part"] != resolution.agenda_item.part.value:
            found[resolution.id] = _NOTHING
        elif facts.resolution_differs(item, resolution):
            of_part = [one["id"] for one in known.values() if one["part"] == item["part"]]
            document = frozen.thaw(version.content[item["part"]], version.format)
            found[resolution.id] = document.parts[0].items[of_part.index(item["id"])]
    return found


def _printed_otherwise(
    version: MinutesVersion, resolutions: Sequence[Resolution]
) -> dict[int, MinutesItem]:
    parts = frozen.documents(version.content, version.format)
    said = {one.id: printed.item_of(parts, one) or _NOTHING for one in resolutions}
    return {
        one.id: said[one.id] for one in resolutions if printed.resolution_differs(said[one.id], one)
    }
