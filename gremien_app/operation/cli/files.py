"""Faults of the files in a data folder: whose they are, who may read them, what is not kept up."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from gremien_app.base.audit import anchor_queries as anchors
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.dates import format_datetime
from gremien_app.meetings.support.sealing import KEY_FILE
from gremien_app.operation.cli.owner import owner_of, user_name
from gremien_app.operation.service.schema_queries import database_file
from gremien_app.settings_file import SETTINGS_FILE

_LATE = timedelta(days=2)  # every day's first work notes it


def faults(folder: Path) -> Iterator[tuple[str, str]]:
    """What is wrong, and what to do, in sentences."""
    if os.name != "posix":
        return
    database = database_file(db.engine)
    secret = [folder / SETTINGS_FILE, folder / anchors.FILE, folder / KEY_FILE, folder]
    secret += [database] if database is not None else []
    for path in secret:
        if path.exists():
            yield from _of(path, owner_of(folder))
    yield from _of_the_anchors(folder)


def _of(path: Path, owner: int | None) -> Iterator[tuple[str, str]]:
    found = path.stat()
    mode = stat.S_IMODE(found.st_mode)
    # Into a folder others may look; what lies in it is closed by itself.
    right, wrong = (0o750, stat.S_IWOTH) if path.is_dir() else (0o600, stat.S_IRWXO | stat.S_IWGRP)
    if mode & wrong:
        yield (f"{path} ist für andere zugänglich (Rechte {mode:04o}).", f"chmod {right:o} {path}")
    if owner is not None and found.st_uid not in {owner, 0}:
        yield (
            f"{path} gehört „{user_name(found.st_uid)}“, die Daten gehören „{user_name(owner)}“.",
            f"Als root: chown {user_name(owner)} {path}",
        )
    if not os.access(path, os.R_OK):
        yield (
            f"{path} ist für „{user_name(os.geteuid())}“ nicht lesbar.",
            f"Als root: chown {user_name(os.geteuid())} {path}",
        )


def _of_the_anchors(folder: Path) -> Iterator[tuple[str, str]]:
    path = folder / anchors.FILE
    if not os.access(path if path.exists() else folder, os.W_OK):
        yield (
            f"Der Stand des Protokolls lässt sich nicht in {path} vermerken.",
            "Bitte geben Sie dem Dienst das Recht zu schreiben.",
        )
        return
    try:
        known = anchors.read(folder)
    except ValueError:
        return  # told by the check of the record
    first = anchors.first_after(known[-1].seq if known else 0)
    if first is not None and utc_now() - first > _LATE:
        yield (
            f"Der Stand des Protokolls steht seit dem {format_datetime(first)} nicht in {path}.",
            "Läuft „gremien tick“ regelmäßig? „gremien verify“ vermerkt ihn jetzt.",
        )
