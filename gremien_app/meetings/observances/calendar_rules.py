"""What reading another body's calendar again does to what was read before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gremien_app.meetings.observances.events import Occurrence
from gremien_app.meetings.observances.models import OutsideSitting
from gremien_app.meetings.observances.reading import ReadSittings


@dataclass(frozen=True)
class Imported:
    """How many sittings an import brought, changed, left alone and took away.

    ``kept`` are those that the file still names but that cannot be read in it any more.
    """

    added: int
    changed: int
    same: int
    removed: int
    kept: int = 0


def know_again(stored: dict[str, OutsideSitting], read: Mapping[str, Occurrence]) -> None:
    """A sitting whose UID the other program changed keeps its row: same title, same start."""
    unknown = {(one.summary, one.starts_at): uid for uid, one in read.items() if uid not in stored}
    for uid, row in list(stored.items()):
        new = unknown.get((row.summary, row.starts_at)) if uid not in read else None
        if new is not None and new not in stored:
            row.uid = new
            stored[new] = stored.pop(uid)


def gone(missing: Iterable[OutsideSitting], read: ReadSittings) -> list[OutsideSitting]:
    """Which sittings the file has no more; of what it names but cannot be read none is."""
    if read.is_cut:
        return []
    return [row for row in missing if not any(one.was(row.uid, row.summary) for one in read.lost)]


def import_sentence(name: str, found: Imported, read: ReadSittings) -> str:
    """What the import did, with everything that stands in the file and is no sitting."""
    parts = [
        f"{found.added} neu",
        f"{found.changed} geändert",
        f"{found.same} unverändert",
        f"{found.removed} entfallen",
    ]
    if read.cancelled:
        parts.append(f"{read.cancelled} abgesagt")
    if read.older:
        parts.append(f"{read.older} ältere Fassung" + ("en" if read.older > 1 else ""))
    if found.kept:
        parts.append(f"{found.kept} behalten, weil die Datei sie nicht mehr lesbar nennt")
    return f"Der Kalender „{name}“ ist eingelesen: {', '.join(parts)}."
