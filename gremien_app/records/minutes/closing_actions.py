"""Closes minutes when all have answered: the files are written, nothing changes any more.

An older program let chair and minute-taker sign in the same moment; neither saw the other's
signature, so nobody wrote the files and the minutes stayed with the chair for ever
(``close_all_signed``).
"""

import hashlib
from datetime import datetime

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.minutes import assembly, frozen, queries, signature_lines, signing_rules
from gremien_app.records.minutes.copies import copy_of, file_name
from gremien_app.records.minutes.models import (
    FileKind,
    Minutes,
    MinutesFile,
    MinutesState,
    MinutesVersion,
)


def close_all_signed(now: datetime) -> int:
    """Write the files from the frozen text, as the last signature does; answers with how many."""
    count = 0
    for minutes in queries.submitted():
        version = minutes.current_version
        chairs = assembly.chairs_of(queries.record_of(minutes.sitting, minutes))
        if version is None or not signing_rules.is_fully_signed(version, chairs):
            continue
        record(
            SYSTEM,
            "minutes.closed_later",
            minutes,
            f"{minutes.told} war von allen unterzeichnet und noch "
            "nicht abgeschlossen; das wurde nachgeholt",
        )
        finish(SYSTEM, minutes, version, now)
        count += 1
    return count


def finish(actor: Viewer, minutes: Minutes, version: MinutesVersion, now: datetime) -> None:
    """All have answered: signed, with a refusal or without, or back to the office."""
    if not signing_rules.is_refused_by_all(version):
        close(actor, minutes, version, now)
        return
    minutes.state = MinutesState.REFUSED
    record(
        actor,
        "minutes.refused",
        minutes,
        f"{minutes.told} von allen verweigert, nicht unterzeichnet",
    )


def close(actor: Viewer, minutes: Minutes, version: MinutesVersion, now: datetime) -> None:
    """All have signed: write the files from the frozen content and close the sitting's record."""
    for name, text in frozen.documents(version.content, version.format).items():
        document = signature_lines.with_signatures(text, version, Part(name))
        store(version, Part(name), FileKind.SIGNED, minutes, write_minutes(document))
    minutes.state = MinutesState.SIGNED
    minutes.signed_at = now
    minutes.sitting.record_closed_at = now
    record(
        actor,
        "minutes.closed",
        minutes,
        f"{minutes.told} "
        + (
            "mit einer verweigerten Unterschrift"
            if minutes.refusals
            else "vollständig unterzeichnet"
        ),
        changes={f"sha256_{file.part.value}": (None, file.sha256) for file in version.files},
    )


def store(
    version: MinutesVersion, part: Part, kind: FileKind, minutes: Minutes, data: bytes
) -> MinutesFile:
    file = MinutesFile(
        part=part,
        kind=kind,
        edition=1 + sum((one.part, one.kind) == (part, kind) for one in version.files),
        filename=file_name(minutes.sitting, copy_of(minutes.sitting, part, kind)),
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    version.files.append(file)
    return file
