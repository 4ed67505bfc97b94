"""A version and the sitting it is about: made from its record, compared with it later."""

from collections.abc import Sequence
from datetime import date

from gremien_app.base.documents.content import MinutesItem
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import assembly, facts, frozen, printed
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.facts import Difference
from gremien_app.records.minutes.models import MinutesVersion
from gremien_app.records.names.renaming import Renamer, with_names
from gremien_app.records.resolutions.models import Resolution

FACTS = "facts"
_NOTHING = MinutesItem("", "")


def content_of(record: SittingRecord, day: date) -> frozen.Content:
    """What a new version holds: both parts' documents, frozen separately, and the facts."""
    parts = [part for part in Part if part is Part.PUBLIC or record.has_part(part)]
    documents = {part.value: assembly.minutes_document(record, part, day) for part in parts}
    return frozen.whole(documents) | {FACTS: facts.facts_of(record)}


def differences(
    version: MinutesVersion, record: SittingRecord, content: frozen.Content | None = None
) -> list[Difference]:
    """Where the record is not what this version froze, told in the version's own format.

    Before there were facts, what was printed is compared, worded as it was worded then.
    ``content``: the same with other names.
    """
    content = content or version.content
    if version.format > 1:
        return list(facts.differences(content[FACTS], facts.facts_of(record)))
    documents = frozen.documents(content, version.format)
    return list(printed.differences(documents, record))


def is_untouched(version: MinutesVersion) -> bool:
    """Whether the text still has the hash that was signed; not, if it cannot even be read."""
    try:
        return version.content_sha256 in frozen.fingerprints(version.content, version.format)
    except (LookupError, TypeError, ValueError):
        return False


def findings(version: MinutesVersion, record: SittingRecord, change: Renamer) -> list[Difference]:
    """Where signed minutes and the record do not agree any more; today's names are no matter.

    ``change``: puts today's names in the place of those that may not be told any more.
    """
    try:
        if is_untouched(version):
            found = [one for one in differences(version, record) if not one.is_name]
            if found and change:
                content = with_names(version.content, change)
                still = differences(version, record, content)
                found = [one for one in found if one in still]
            return found
    except (LookupError, TypeError, ValueError):  # somebody wrote something else in its place
        pass
    return [Difference("Text der Niederschrift", is_text=True)]


def signed_words(
    version: MinutesVersion,
    resolutions: Sequence[Resolution],
    change: Renamer,
    *,
    is_thorough: bool,
) -> dict[int, MinutesItem]:
    """By resolution: what the minutes say of it, where the register says it otherwise.

    Without a title: they say nothing of it, or cannot be read any more. ``is_thorough``: asks the
    text's hash too, which is too dear for a list of fifty.
    """
    if is_thorough and not is_untouched(version):
        return {one.id: _NOTHING for one in resolutions}
    try:
        said = _said_otherwise if version.format > 1 else _printed_otherwise
        content = with_names(version.content, change)
        return said(content, version.format, resolutions)
    except (LookupError, TypeError, ValueError):
        return {one.id: _NOTHING for one in resolutions}


def _said_otherwise(
    content: frozen.Content, written: int, resolutions: Sequence[Resolution]
) -> dict[int, MinutesItem]:
    known = {one["id"]: one for one in content[FACTS]["items"]}
    found = {}
    for resolution in resolutions:
        item = known.get(resolution.agenda_item_id)
        # Of another part today: whoever reads it here may not read what was signed there.
        if item is None or item["part"] != resolution.agenda_item.part.value:
            found[resolution.id] = _NOTHING
        elif facts.resolution_differs(item, resolution):
            of_part = [one["id"] for one in known.values() if one["part"] == item["part"]]
            document = frozen.thaw(content[item["part"]], written)
            found[resolution.id] = document.parts[0].items[of_part.index(item["id"])]
    return found


def _printed_otherwise(
    content: frozen.Content, written: int, resolutions: Sequence[Resolution]
) -> dict[int, MinutesItem]:
    parts = frozen.documents(content, written)
    said = {one.id: printed.item_of(parts, one) or _NOTHING for one in resolutions}
    return {
        one.id: said[one.id] for one in resolutions if printed.resolution_differs(said[one.id], one)
    }
