"""Whether signed minutes still are what was signed: bytes, text, record and the sitting agree.

Nobody can change them in the program; this finds changes made in the database itself.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import LargeBinary, cast, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.documents.comparison import places_printed_otherwise
from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of
from gremien_app.records.minutes import assembly, frozen, queries, signing_rules, versions
from gremien_app.records.minutes.models import (
    FileKind,
    Minutes,
    MinutesFile,
    MinutesState,
    MinutesVersion,
)
from gremien_app.records.minutes.signed_name_queries import renamer_of

SIGNING = "minutes.signed"
PUBLISHING = "minutes.published"
CLOSING = ("minutes.closed", "minutes.taken_over")
REOPENING = "minutes.reopened"  # a refusal was taken back: to be signed again
SEALING = (SIGNING, PUBLISHING, REOPENING, *CLOSING)
FILE = "sha256_"  # and which one: its entry in the record's changes
SIGNATURE = "signature_sha256"
SEALED = (MinutesState.SIGNED, MinutesState.PUBLISHED)


@dataclass
class Logged:
    hashes: set[str] = field(default_factory=set)
    files: dict[str, set[str]] = field(default_factory=dict)  # several, published again and again
    signatures: int = 0
    given: set[str] = field(default_factory=set)  # the signatures' own hashes
    publications: int = 0
    is_closed: bool = False
    is_erased: bool = False  # its text is gone, so nothing can be compared


@dataclass
class SealReport:
    """``faults`` are German sentences, in the order of the sittings.

    ``incomparable``: files of which the record, older than its fingerprints, tells nothing.
    ``otherwise``: texts that a file, read as texts were read then, prints in other words than
    were typed. No fault: the file is what was signed.
    """

    minutes: int = 0
    files: int = 0
    incomparable: int = 0
    faults: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)


def verify_minutes() -> SealReport:
    """Compare all signed minutes with their hashes and with the entries of their signing."""
    report = SealReport()
    try:
        _compare(report)
    except (LookupError, TypeError, ValueError):  # a column holds what is no JSON, time or choice
        report.faults.append("Eine unterzeichnete Niederschrift oder ihr Protokoll ist unlesbar.")
    return report


def _compare(report: SealReport) -> None:
    logged = _logged()
    for minutes in _sealed_minutes():
        report.minutes += 1
        report.faults += _faults_of(minutes, logged.pop(minutes.id, Logged()), report)
        report.otherwise += _printed_otherwise(minutes)
    for number, entry in sorted(logged.items()):
        if entry.is_closed:
            report.faults.append(
                f"Niederschrift {number} wurde unterzeichnet, liegt aber nicht mehr so vor."
            )


def _printed_otherwise(minutes: Minutes) -> Iterator[str]:
    for version in minutes.versions:
        name = f"Niederschrift zu {minutes.sitting.ref}, Fassung {version.number}"
        if version.files and version.format < frozen.FORMAT and versions.is_untouched(version):
            for document in frozen.documents(version.content, version.format).values():
                yield from (f"{name}, {place}" for place in places_printed_otherwise(document))


def _sealed_minutes() -> list[Minutes]:
    return all_of(
        select(Minutes)
        .where(Minutes.state.in_(SEALED))
        .options(
            joinedload(Minutes.sitting),
            # Each text by itself: one that is no JSON any more must not hide the others.
            selectinload(Minutes.versions).defer(MinutesVersion.content),
            selectinload(Minutes.versions).selectinload(MinutesVersion.signatures),
            selectinload(Minutes.versions).selectinload(MinutesVersion.repetitions),
            selectinload(Minutes.versions).selectinload(MinutesVersion.taken_back),
            selectinload(Minutes.versions).selectinload(MinutesVersion.files),
        )
        .order_by(Minutes.id)
    )


def _logged(minutes_id: int | None = None) -> dict[int, Logged]:
    found: dict[int, Logged] = defaultdict(Logged)
    entries = select(AuditEntry).where(
        AuditEntry.action.in_(SEALING), AuditEntry.object_type == "minutes"
    )
    if minutes_id is not None:
        entries = entries.where(AuditEntry.object_id == minutes_id)
    for entry in db.session.scalars(entries.order_by(AuditEntry.id)):
        if entry.object_id is None:
            continue
        known = found[entry.object_id]
        known.is_erased |= entry.is_erased
        known.is_closed |= entry.action in CLOSING
        known.is_closed &= entry.action != REOPENING
        told = {name: new for name, (_, new) in entry.changes.items() if isinstance(new, str)}
        known.hashes |= set(told.values())
        for name, new in told.items():
            if name.startswith(FILE):
                known.files.setdefault(name, set()).add(new)
        known.signatures += entry.action == SIGNING
        known.given |= {new for name, new in told.items() if name == SIGNATURE}
        known.publications += entry.action == PUBLISHING
        # Entries of the first version of the program have the hashes in their sentence only.
        known.hashes |= {word.strip(",") for word in entry.summary.split()}
    return dict(found)


def _faults_of(minutes: Minutes, logged: Logged, report: SealReport) -> Iterator[str]:
    name = f"Niederschrift zu {minutes.sitting.ref}"
    version = minutes.current_version
    if version is None:
        yield f"{name}: Die unterzeichnete Fassung fehlt."
        return
    # Taken over from paper: nobody signed them here, and older records tell nothing of them.
    is_unlogged = logged.is_erased or not (logged.is_closed or version.signatures)
    if not versions.is_untouched(version):
        yield f"{name}: Der Text der Fassung {version.number} wurde nach der Vorlage verändert."
    if any(s.content_sha256 != version.content_sha256 for s in version.signatures):
        yield f"{name}: Die Unterschriften gehören zu einem anderen Text."
    if not is_unlogged and version.content_sha256 not in logged.hashes:
        yield f"{name}: Der Text passt nicht zum Protokoll der Unterzeichnung."
    given = [
        s for one in minutes.versions for s in (*one.signatures, *one.repetitions, *one.taken_back)
    ]
    if logged.signatures not in {0, len(given)}:
        yield f"{name}: Die Unterschriften sind nicht so viele, wie das Protokoll vermerkt."
    if not logged.given <= set(map(signing_rules.signature_sha256, given)):
        yield f"{name}: Eine Unterschrift ist nicht mehr, wie sie geleistet wurde."
    if minutes.sitting.record_closed_at is None:
        yield f"{name}: Die Sitzung ist nicht mehr abgeschlossen; ihre Angaben lassen sich ändern."
    yield from _faults_of_facts(name, minutes, version)
    yield from _faults_of_files(name, version.files, logged if not is_unlogged else None, report)


def _faults_of_facts(name: str, minutes: Minutes, version: MinutesVersion) -> Iterator[str]:
    """The rooms of the sitting, compared with what was frozen; names are those of the version."""
    record = queries.record_of(minutes.sitting, minutes)
    if versions.is_untouched(version):
        for one in versions.findings(version, record, renamer_of(minutes.sitting)):
            yield f"{name}: Anders als unterzeichnet: {one.text}."
    if signing_rules.chairs_differ(version, assembly.chairs_of(record)):
        yield f"{name}: Anders als unterzeichnet: Sitzungsleitung."


def _faults_of_files(
    name: str, files: list[MinutesFile], logged: Logged | None, report: SealReport
) -> Iterator[str]:
    if not files:
        yield f"{name}: Die unterzeichnete Datei fehlt."
        return
    for file in files:
        report.files += 1
        if _stored_sha256(file) != file.sha256:
            yield f"{name}: Die Datei {file.filename} wurde verändert."
        elif logged is None or _is_older_than_its_fingerprint(file, logged):
            report.incomparable += 1
        elif file.sha256 not in logged.hashes:
            yield f"{name}: Die Datei {file.filename} passt nicht zum Protokoll der Unterzeichnung."
    published = sum(file.kind is FileKind.PUBLISHED for file in files)
    told = set().union(*logged.files.values()) if logged else set()
    if logged and (published < logged.publications or not told <= {one.sha256 for one in files}):
        yield f"{name}: Eine Datei, die das Protokoll vermerkt, fehlt."


def _is_older_than_its_fingerprint(file: MinutesFile, logged: Logged) -> bool:
    """The first release put on record that it published, without the hash of what."""
    is_told = f"{FILE}{file.kind.value}" in logged.files
    return file.kind is FileKind.PUBLISHED and logged.publications > 0 and not is_told


def is_whole(file: MinutesFile) -> bool:
    """Whether the bytes that are about to be handed out are those that were put on record."""
    minutes = file.version.minutes
    logged = _logged(minutes.id).get(minutes.id, Logged())
    is_told = logged.is_closed and not logged.is_erased
    if is_told and not _is_older_than_its_fingerprint(file, logged):
        return _stored_sha256(file) == file.sha256 and file.sha256 in logged.hashes
    return _stored_sha256(file) == file.sha256


def _stored_sha256(file: MinutesFile) -> str:
    # Cast, as a database tool may have left a text in its place.
    as_bytes = cast(MinutesFile.data, LargeBinary)
    data = db.session.scalar(select(as_bytes).where(MinutesFile.id == file.id))
    return hashlib.sha256(data or b"").hexdigest()
