"""Whether what is public still is what was shown and put on record.

The register and the page of published minutes show texts of their own; a change made in the
database itself would show there, while the signed minutes are untouched.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of
from gremien_app.records.minutes.delivery_queries import is_untouched
from gremien_app.records.minutes.models import Minutes, MinutesPublication, MinutesVersion
from gremien_app.records.minutes.seal_queries import PUBLISHING
from gremien_app.records.resolutions.models import PublishedResolution, Resolution
from gremien_app.records.resolutions.rules import SHOWN, published_sha256

TEXT = "publication_sha256"  # in the record's changes


def verify_publications() -> list[str]:
    """A German sentence for each public text that is not what was put on record."""
    try:
        return [*_faults_of_minutes(), *_faults_of_register()]
    except (LookupError, TypeError, ValueError):  # a column holds what is no JSON
        return ["Eine Veröffentlichung oder ihr Protokoll ist unlesbar."]


def _faults_of_minutes() -> Iterator[str]:
    told: dict[int | None, set[object]] = {}
    for entry in _entries("minutes", (PUBLISHING,)):
        told.setdefault(entry.object_id, set()).add(entry.changes.get(TEXT, [None, None])[1])
    found = select(MinutesPublication).where(MinutesPublication.content.is_not(None))
    version = joinedload(MinutesPublication.version)
    sitting = version.joinedload(MinutesVersion.minutes).joinedload(Minutes.sitting)
    # What was signed is looked at elsewhere, and may be unreadable.
    options = (version.defer(MinutesVersion.content), sitting)
    for one in db.session.scalars(found.options(*options).order_by(MinutesPublication.id)):
        minutes = one.version.minutes
        name = f"Niederschrift zu {minutes.sitting.ref}, {one.number}. Veröffentlichung"
        if not is_untouched(one):
            yield f"{name}: Der öffentliche Text wurde verändert."
        elif one.content_sha256 not in told.get(minutes.id, set()):
            yield f"{name}: Der öffentliche Text passt nicht zum Protokoll."


def _faults_of_register() -> Iterator[str]:
    told: dict[int | None, object] = {}
    for entry in _entries("resolution", SHOWN):
        # The last one counts. Of an erased entry nothing is left to compare.
        told[entry.object_id] = entry.changes.get("sha256", [None, None])[1]
        if entry.is_erased:
            told[entry.object_id] = True
    found = select(PublishedResolution).where(
        PublishedResolution.withdrawn_at.is_(None), PublishedResolution.text.is_not(None)
    )
    way = joinedload(PublishedResolution.resolution).joinedload(Resolution.committee)
    for one in db.session.scalars(found.options(way).order_by(PublishedResolution.id)):
        if told.get(one.resolution_id) not in {True, published_sha256(one)}:
            yield (
                f"Beschluss {one.resolution.label}: Der Text im öffentlichen Verzeichnis ist nicht "
                "der, der veröffentlicht wurde."
            )


def _entries(kind: str, actions: tuple[str, ...]) -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.object_type == kind, AuditEntry.action.in_(actions))
    return all_of(query.order_by(AuditEntry.id))
